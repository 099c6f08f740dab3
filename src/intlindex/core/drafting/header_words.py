"""What a header says: the name, the unit beside it, and the group before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from intlindex.core.drafting.words import BILINGUAL

__all__ = ["is_chinese", "looks_like_unit", "name_and_unit", "prefix_groups", "split_header", "without_padding"]

_MOST = 30
_LATIN_UNITS = (
    *("%", "‰", "‱", "percent", "per cent", "percentage", "pct", "pp", "per", "usd", "eur", "euro", "euros", "cny"),
    *("rmb", "yuan", "gbp", "jpy", "chf", "dollar", "dollars", "pounds", "ppp", "bn", "mn", "mln", "mrd", "mio", "tsd"),
    *(
        "billion",
        "billions",
        "million",
        "millions",
        "thousand",
        "thousands",
        "trillion",
        "hundred",
        "m",
        "km",
        "cm",
        "mm",
    ),
    *(
        "km2",
        "km²",
        "m2",
        "m²",
        "m3",
        "m³",
        "sqkm",
        "sq",
        "ha",
        "hectare",
        "hectares",
        "metres",
        "meters",
        "kilometres",
    ),
    *("kg", "g", "t", "kt", "mt", "tonne", "tonnes", "tons", "ton", "litre", "litres", "l", "kwh", "mwh", "gwh", "twh"),
    *(
        "mw",
        "gw",
        "mbps",
        "mbit",
        "gb",
        "tb",
        "db",
        "°c",
        "celsius",
        "µg",
        "μg",
        "ug",
        "mg",
        "hour",
        "hours",
        "h",
        "min",
    ),
    *(
        "minutes",
        "minute",
        "days",
        "day",
        "weeks",
        "months",
        "years",
        "year",
        "yr",
        "persons",
        "person",
        "people",
        "heads",
    ),
    *(
        "capita",
        "inhabitants",
        "passengers",
        "flights",
        "beds",
        "points",
        "pts",
        "score",
        "number",
        "no",
        "count",
        "index",
    ),
    *("einwohner", "personen", "stunden", "minuten", "tage", "jahre", "anzahl", "prozent", "nombre", "pour", "heures"),
    *("habitants", "jours", "ans", "tco2", "teu", "k€", "€", "$", "£", "¥", "us$", "unit", "units", "nights", "trips"),
)
_CHINESE_UNIT = re.compile(
    r"[\d十百千万亿]*(?:个|人|户|家|所|座|件|次|天|日|小时|分钟|公里|千米|米|平方米|平方公里|平方千米|立方米|公顷|亩|吨|标准煤"
    r"|公斤|千克|克|毫克|微克|升|度|分贝|千瓦时|千瓦|摄氏度|分|岁|年|月|条|辆|架|艘|台|部|张|册|篇|项|种|倍|元|美元|欧元|人民币"
    r"|万|亿|百分比|百分点|人次|架次|床|标台|标准箱|户次|部门|期|班|架|辆次|名|位|只|场|处|片|标立方米|户籍人口|人口)"
    r"(?:[/／每·](?:[\d十百千万亿]*[^\W\d_]{1,5}))*"
)
_LATIN_UNIT = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, sorted(_LATIN_UNITS, key=len, reverse=True)))})(?![^\W\d_])"
)
_BRACKETS = re.compile(r"\s*[(（\[【]\s*([^()（）\[\]【】]+?)\s*[)）\]】]\s*$")
_LABELLED = re.compile(
    r"^(?:计量单位|单位|units?|einheit|unité|in)\s*[:：]?\s+?|^(?:计量单位|单位|units?)\s*[:：]\s*", re.IGNORECASE
)
_YEARS = re.compile(r"(?:1[89]|20)\d\d(?:\s*[-–/—]\s*(?:(?:1[89]|20)?\d\d))?年?")
_AFTER = re.compile(r"^(?P<name>.+?)\s*(?:,|，|;|；|\s[-–—]\s|[/／]|\bin\s)\s*(?P<unit>[^,，;；]+)$")
_SEPARATORS = re.compile(
    r"\s*(?:::|: |：|:(?=[^\d\s])|\s[-–—]+\s|[—–]+|\||｜|\s/\s|·|>|→|(?<=[\u4e00-\u9fff])[-_](?=.)|_{2})\s*"
)


def is_chinese(text: str) -> bool:
    """Return whether a text has a Chinese character.

    Examples
    --------
    >>> is_chinese("人均GDP"), is_chinese("GDP")
    (True, False)
    """
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def looks_like_unit(text: str) -> bool:
    """Return whether a text is most likely a unit of measurement.

    Examples
    --------
    >>> [text for text in ("bn USD", "µg/m³", "元/人", "%", "annual mean", "2020", "全市") if looks_like_unit(text)]
    ['bn USD', 'µg/m³', '元/人', '%']
    """
    text = text.strip()
    if not 0 < len(text) <= _MOST or _YEARS.fullmatch(text):
        return False
    if is_chinese(text):
        return _CHINESE_UNIT.fullmatch(text) is not None or any(sign in text for sign in "%‰$€£¥/／")
    return _LATIN_UNIT.search(text.casefold()) is not None or (text.endswith("%") and len(text) < 6)


def name_and_unit(header: str) -> tuple[str, str]:
    """Return the name in a header, and the unit in brackets, after a comma or at its end; empty where there is none.

    Examples
    --------
    >>> name_and_unit("GDP (bn USD)"), name_and_unit("人均GDP（单位：元）"), name_and_unit("Exports, million EUR")
    (('GDP', 'bn USD'), ('人均GDP', '元'), ('Exports', 'million EUR'))
    >>> name_and_unit("Unemployment rate %"), name_and_unit("Dust (annual mean)"), name_and_unit("Rents (2020)")
    (('Unemployment rate', '%'), ('Dust (annual mean)', ''), ('Rents (2020)', ''))
    """
    if found := _BRACKETS.search(header):
        inner = found[1]
        bare = _LABELLED.sub("", inner).strip()
        name = header[: found.start()].strip()
        if name and bare and (looks_like_unit(bare) or bare != inner):
            return name, bare
        return header, ""
    if (found := _AFTER.match(header)) and looks_like_unit(found["unit"]) and len(found["name"]) > 1:
        return found["name"], found["unit"].strip()
    if (found := re.search(r"(?<=\S)\s*([%‰])$", header)) is not None:
        return header[: found.start()].strip(), found[1]
    return header, ""


def split_header(header: str) -> tuple[str, str, str]:
    """Return the name in a header, its unit, and the name in Chinese; each empty where there is none.

    Marks of footnotes are left out. Of a header in two languages, the name is the one that is not Chinese.

    Examples
    --------
    >>> split_header("年末常住人口 (万人) Population"), split_header("失业率¹（%）"), split_header("Rents* (EUR)")
    (('Population', '万人', '年末常住人口'), ('失业率', '%', '失业率'), ('Rents', 'EUR', ''))
    """
    if found := BILINGUAL.fullmatch(header):
        chinese, unit = name_and_unit(found["chinese"])
        other, other_unit = name_and_unit(found["other"])
        return _without_marks(other), unit or other_unit, _without_marks(chinese)
    name, unit = name_and_unit(header)
    name = _without_marks(name)
    return name, unit, name if is_chinese(name) else ""


def _without_marks(name: str) -> str:
    """Return a name without marks of footnotes at its end, and without spaces between Chinese characters."""
    bare = re.sub(r"(?<=[^\W\d])(?<![mM])(?:[¹²³⁴-⁹*†‡]+|\s*\[\w{1,2}\])$", "", name)
    return without_padding(bare) or name


def without_padding(text: str) -> str:
    """Return a text without spaces between Chinese characters, which only align short names.

    Examples
    --------
    >>> without_padding("北 京 Beijing")
    '北京 Beijing'
    """
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", text)


def prefix_groups(headers: Sequence[str]) -> list[tuple[str, str]]:
    """Return the group before a separator in each header, and the rest; no groups unless most headers have one.

    Examples
    --------
    >>> prefix_groups(["Economy: GDP", "Economy: Jobs", "Society: Crime"])
    [('Economy', 'GDP'), ('Economy', 'Jobs'), ('Society', 'Crime')]
    >>> prefix_groups(["经济-GDP", "经济-就业", "环境-PM2.5"])[2], prefix_groups(["A: x", "B", "C"])
    (('环境', 'PM2.5'), [('', 'A: x'), ('', 'B'), ('', 'C')])
    """
    pairs = [_split(header) for header in headers]
    counts = Counter(group for group, _ in pairs if group)
    most = 2 * sum(counts.values()) > len(headers)
    if most and len(counts) > 1 and max(counts.values()) > 1:
        return pairs
    return [("", header) for header in headers]


def _split(header: str) -> tuple[str, str]:
    found = _SEPARATORS.search(header)
    if found is None or not 0 < found.start() <= _MOST:
        return "", header
    group, rest = header[: found.start()].strip(), header[found.end() :].strip()
    return (group, rest) if group and rest and not looks_like_unit(rest) else ("", header)
