"""Names of special columns and rows, as `intlindex.core.drafting.words.plain_header` writes them."""

from __future__ import annotations

__all__ = ["INDICATORS", "KEYS", "NOTES", "TIMES", "UNIT_LABELS", "VALUES"]

TIMES = {
    *("time", "year", "date", "period", "edition", "time period", "ref year", "reference year", "jahr", "annee", "ano"),
    *("anno", "jaar", "rok", "年份", "年度", "年", "时间", "期间", "日期", "统计年份"),
}
"""Headers of the time of a row."""

KEYS = {
    *("city", "city name", "cities", "town", "metropolis", "metro", "metro area", "metropolitan area", "urban area"),
    *("country", "country name", "countries", "nation", "state", "state name", "province", "county", "county name"),
    *("municipality", "district", "borough", "economy", "economy name", "territory", "reporting country", "entity"),
    *("country area", "country or area", "location name", "region name", "ref area", "reference area", "unit", "name"),
    *(
        "stadt",
        "stadte",
        "gemeinde",
        "kreis",
        "land",
        "bundesland",
        "region",
        "ville",
        "commune",
        "pays",
        "departement",
    ),
    *("ciudad", "pais", "municipio", "provincia", "citta", "comune", "paese", "cidade", "stad", "gemeente", "miasto"),
    *("城市", "城市名称", "城市名", "地级市", "市", "市名", "城市别", "国家", "国家名称", "国家和地区", "国家或地区"),
    *(
        "国家地区",
        "国别",
        "经济体",
        "省份",
        "省",
        "省市",
        "省市区",
        "省级行政区",
        "地区",
        "地区名称",
        "区域",
        "区县",
        "县市",
    ),
    *("城市及地区", "市别", "单位名称", "名称"),
}
"""Headers of the column that names what is ranked."""

INDICATORS = {
    *("indicator", "variable", "measure", "series", "series name", "indicator name", "subject", "item", "indikator"),
    *("merkmal", "indicateur", "metric", "variable name", "指标", "指标名称", "指标名", "项目", "变量"),
}
"""Headers of the column that names the indicator, in a table with one row per value."""

VALUES = {
    "value",
    "values",
    "obs value",
    "observation value",
    "wert",
    "valeur",
    "valor",
    "数值",
    "值",
    "指标值",
    "数据",
}
"""Headers of the column of values, in a table with one row per value."""

UNIT_LABELS = {
    "",
    "unit",
    "units",
    "unit of measurement",
    "measure",
    "单位",
    "计量单位",
    "einheit",
    "unite",
    "unidad",
    "指标单位",
}
"""What the key holds in a row of units."""

NOTES = (
    *("note", "source", "quelle", "anmerkung", "hinweis", "stand", "fuente", "fonte", "nota", "notice", "footnote"),
    *(
        "data extracted",
        "last updated",
        "copyright",
        "legend",
        "definition",
        "注",
        "资料来源",
        "数据来源",
        "来源",
        "说明",
        "备注",
    ),
)
"""What a note below a table begins with."""
