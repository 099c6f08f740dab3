"""What a column that names what is ranked is usually called, in English and Chinese."""

from __future__ import annotations

__all__ = ["CITY_NAMES", "FIRST_KEYS", "USUAL_KEYS"]

CITY_NAMES = ("city", "城市", "城市名称")
"""Names of a column of cities, in any case of letters; read as ``city``."""
USUAL_KEYS = (
    *("country", "economy", "state", "province", "county", "municipality", "district"),
    *("国家", "国家名称", "国家和地区", "国家/地区", "经济体", "省份", "省市", "区县"),
)
"""Other usual names, wherever the column is."""
FIRST_KEYS = ("region", "territory", "nation", "area", "地区", "省", "区域", "国别")
"""Names that also attributes have: a key only in the first column."""
