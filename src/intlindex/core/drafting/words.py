"""Words in headers that show what a column holds: English and Chinese, and the most usual of other European languages.

A word is looked for as a whole, in the singular or the plural; with a star at its end as the start of a
word, with stars at both ends anywhere; a Chinese word anywhere. Accents do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache

__all__ = [
    "AVERAGES",
    "BILINGUAL",
    "CODES",
    "COUNTS",
    "DESCRIPTIONS",
    "HIGHER_AFTER_ALL",
    "INTERVALS",
    "LOWER_IS_BETTER",
    "RANKS",
    "RATINGS",
    "RESULTS",
    "is_named",
    "plain_header",
    "word_in",
]

LOWER_IS_BETTER = (
    *(
        "pollut*",
        "unemploy*",
        "jobless*",
        "mortalit*",
        "death",
        "fatalit*",
        "homicid*",
        "murder*",
        "crime",
        "criminal*",
    ),
    *("theft", "burglar*", "robber*", "poverty", "inequalit*", "gini", "corrupt*", "debt", "deficit", "inflation"),
    *("price", "pricing", "cost", "costly", "rent", "tax", "taxes", "taxation", "emission", "pm2", "pm25", "pm10"),
    *("no2", "so2", "co2", "aqi", "noise", "congest*", "delay", "waiting", "commut*", "travel time", "journey time"),
    *("accident", "injur*", "disease", "illness*", "obes*", "smok*", "suicid*", "dropout", "drop out", "illitera*"),
    *("risk", "hazard", "vacanc*", "waste", "disaster", "conflict", "violen*", "fragil*", "vulnerab*", "depriv*"),
    *("malnutri*", "undernour*", "stunting", "dust", "particulate", "haze", "homeless*", "bankrupt*", "terror*"),
    *("casualt*", "loss", "losses", "shortage", "energy intensity", "carbon intensity", "dependency"),
    *("air quality index", "lead time", "distance to", "overcrowd*", "traffic jam", "years of life lost"),
    *("*arbeitslos*", "armut*", "*sterblich*", "*kriminal*", "straftat*", "*schulden*", "*kosten", "*preis", "*preise"),
    *("miete", "mieten", "*verschmutz*", "*emissionen*", "feinstaub*", "unfall*", "todesfall*", "chomage", "deces"),
    *("mortalite", "pauvrete", "criminalite", "cout", "prix", "loyer", "dette", "bruit", "desempleo", "mortalidad"),
    *("pobreza", "contaminacion", "delito", "criminalidad", "precio", "coste", "alquiler", "deuda", "disoccupazione"),
    *("poverta", "mortalita", "inquinamento", "criminalita", "prezzo", "costo", "affitto", "desemprego", "poluicao"),
    *("失业", "污染", "死亡", "犯罪", "刑事案件", "谋杀", "贫困", "贫穷", "不平等", "基尼", "腐败", "债务", "负债"),
    *("赤字", "通胀", "通货膨胀", "价格", "物价", "房价", "租金", "成本", "税", "排放", "噪声", "噪音", "拥堵", "延误"),
    *(
        "通勤时间",
        "等待",
        "事故",
        "疾病",
        "发病",
        "肥胖",
        "吸烟",
        "自杀",
        "辍学",
        "文盲",
        "风险",
        "空置",
        "灾害",
        "灾情",
    ),
    *(
        "冲突",
        "暴力",
        "脆弱",
        "颗粒物",
        "能耗",
        "雾霾",
        "空气质量指数",
        "伤亡",
        "受灾",
        "抚养比",
        "恩格尔系数",
        "废水",
        "废气",
    ),
    *("二氧化硫", "二氧化氮", "细颗粒", "流失", "短缺", "逾期", "不良贷款"),
)
"""Words of what is better if there is less of it."""

HIGHER_AFTER_ALL = (
    *(
        "treat*",
        "prevent*",
        "reduction",
        "reduce*",
        "recover*",
        "recycl*",
        "insur*",
        "cover*",
        "compliance",
        "control*",
    ),
    *("safety", "freedom from", "absence of", "free of", "resilien*", "removal", "savings", "protection", "affordab*"),
    *("tax revenue", "tax income", "tax effort", "rental vacancy", "waste management", "survival", "low cost"),
    *("处理", "治理", "达标", "防治", "减排", "减少", "降低", "下降", "保险", "覆盖", "参保", "利用率", "回收", "优良"),
    *("税收收入", "财政", "救助", "减贫", "脱贫", "保障", "防控", "抵御"),
)
"""Words that turn a name around: the treatment of waste, insurance against unemployment."""

RANKS = ("rank", "ranking", "rang", "classement", "puesto", "排名", "位次", "名次")
"""Words of ranks, of which the lowest is the best."""

RATINGS = (
    *("score", "rating", "level", "grade", "stars", "star", "class", "category", "likert", "scale", "tier", "satisf*"),
    *("note", "bewertung", "stufe", "niveau", "puntuacion", "评分", "得分", "打分", "等级", "级别", "星级", "满意"),
)
"""Words of what is judged in steps."""

COUNTS = (
    *("number", "count", "no", "nr", "anzahl", "nombre", "numero", "total", "数", "个数", "数量", "次数", "家数", "量"),
    *("institution", "airport", "museum", "hospital", "universit*", "school", "embass*", "consulate", "headquarter"),
)
"""Words of what is counted."""

INTERVALS = (
    *("temperature", "celsius", "fahrenheit", "year of", "founded", "year built", "temperatur", "temperatura"),
    *("气温", "温度", "成立年份", "建成年份", "建立年份", "始建"),
)
"""Words of scales whose zero is a convention."""

DESCRIPTIONS = {
    *("population", "pop", "inhabitants", "residents", "area", "land area", "surface", "surface area", "total area"),
    *("population total", "total population", "city population", "urban population", "metro population"),
    *("lat", "latitude", "lon", "lng", "long", "longitude", "altitude", "elevation", "einwohner", "einwohnerzahl"),
    *("bevolkerung", "flache", "habitants", "superficie", "poblacion", "habitantes", "popolazione", "abitanti"),
    *("populacao", "bevolking", "inwoners", "ludnosc", "人口", "总人口", "常住人口", "户籍人口", "年末总人口"),
    *("年末户籍人口", "年末常住人口", "人口数", "面积", "土地面积", "行政区域土地面积", "行政区划面积", "经度", "纬度"),
    *("海拔", "建成区面积"),
}
"""Headers of numbers that describe a unit and are no indicators; the population can be a denominator."""

CODES = {
    *("code", "id", "iso", "iso2", "iso3", "iso code", "country code", "city code", "region code", "area code", "fips"),
    *("geoid", "geo", "zip", "zip code", "postcode", "postal code", "nuts", "nuts code", "no", "nr", "number", "#"),
    *(
        "index",
        "key",
        "ags",
        "insee",
        "code insee",
        "plz",
        "location",
        "lfd nr",
        "序号",
        "编号",
        "代码",
        "行政区划代码",
    ),
    *("行政代码", "邮编", "邮政编码", "编码", "地区代码", "城市代码", "国家代码"),
}
"""Headers of numbers and texts that only identify a row."""

RESULTS = {
    *("rank", "ranking", "place", "position", "overall rank", "world rank", "score", "total", "total score", "overall"),
    *("overall score", "index score", "composite index", "composite score", "grade", "platz", "rang", "gesamt"),
    *("排名", "名次", "位次", "总分", "得分", "综合得分", "总得分", "综合指数", "总排名", "综合排名", "总指数"),
}
"""Headers of the results of an index, as ranks and total scores."""

AVERAGES = (
    "rate",
    "share",
    "ratio",
    "index",
    "per",
    "mean",
    "average",
    "percentage",
    "quote",
    "taux",
    "率",
    "比",
    "均",
    "指数",
)
"""Words of what is a ratio of others, and no count."""

BILINGUAL = re.compile(r"(?P<chinese>.*[\u4e00-\u9fff][^A-Za-z]*?)\s+(?P<other>[A-Z][a-z]{2}[^\u4e00-\u9fff]*)")
"""A header in Chinese with the same in another language after it."""
_SPLIT = re.compile(r"[^\w#%]+|_", re.UNICODE)


def plain_header(text: str) -> str:
    """Return a header in lower case, without accents, brackets and signs between words.

    Examples
    --------
    >>> plain_header("Country / Territory"), plain_header("Städte*"), plain_header("地 区")
    ('country territory', 'stadte', '地区')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = [word for word in _SPLIT.split(bare) if word]
    chinese = bool(words) and not any(word.isascii() for word in words)
    return ("" if chinese else " ").join(words)


def is_named(header: str, names: Collection[str]) -> bool:
    """Return whether a header is one of some names; of one in two languages, either part.

    Examples
    --------
    >>> [is_named(each, {"城市", "country"}) for each in ("城 市 City", "Country", "城市面积")]
    [True, True, False]
    """
    return any(plain_header(part) in names for part in (header, *_parts(header)))


def _parts(header: str) -> tuple[str, ...]:
    found = BILINGUAL.fullmatch(header)
    return () if found is None else (found["chinese"], found["other"])


def word_in(text: str, words: Iterable[str]) -> str:
    """Return the first of some words that a header holds, and an empty text if it holds none.

    Examples
    --------
    >>> word_in("Youth unemployment", ("unemploy*",)), word_in("Taxis", ("tax",)), word_in("城镇失业率", ("失业",))
    ('unemployment', '', '失业')
    >>> word_in("Mietpreise", ("*preise",)), word_in("Deaths per year", ("death",))
    ('mietpreise', 'deaths')
    """
    seen = plain_header(text)
    for word in words:
        if not word.isascii():
            if word in seen:
                return word
        elif found := _pattern(word).search(seen):
            return found[0]
    return ""


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Return the pattern of a word: whole, with a plural; or as the start of one, or anywhere."""
    core = re.escape(word.strip("*"))
    before = r"\w*" if word.startswith("*") else r"(?<![^\W\d_])"
    after = r"\w*" if word.endswith("*") else r"(?:s|es)?(?![^\W_])"
    return re.compile(f"{before}{core}{after}")
