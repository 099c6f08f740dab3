"""What is guessed from headers and values, in both languages."""

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex.core.drafting.guesses import guessed_direction, guessed_scale
from intlindex.core.drafting.header_words import name_and_unit
from intlindex.core.drafting.node_ids import slug

LOWER = [
    *("Unemployment rate", "Homicides per 100 000", "Infant mortality", "Air pollution", "PM2.5", "CO2 emissions"),
    *("Cost of living", "House prices", "Gini index", "Traffic congestion", "Crime", "Poverty rate", "Deaths", "Rank"),
    *("Arbeitslosenquote", "Lebenshaltungskosten", "Mietpreise", "Taux de chômage", "Décès", "Desempleo", "Prix"),
    *(
        "失业率",
        "城镇登记失业率",
        "死亡率",
        "空气污染指数",
        "PM2.5年均浓度",
        "房价收入比",
        "犯罪率",
        "单位GDP能耗",
        "交通拥堵指数",
    ),
    *("交通拥堵指数", "通勤时间", "贫困人口", "基尼系数", "二氧化硫排放量", "排名"),
]
HIGHER = [
    *("GDP", "Employment rate", "Museums", "Life expectancy", "Flights", "Taxis", "Patents", "Costa Rica"),
    *("Waste water treatment rate", "Crime prevention", "Unemployment insurance coverage", "Rentals of bicycles"),
    *(
        "人均GDP",
        "就业率",
        "博物馆数",
        "污水处理率",
        "失业保险参保人数",
        "空气质量优良天数",
        "国际航线",
        "人均可支配收入",
    ),
]


@pytest.mark.parametrize("name", LOWER)
def test_less_is_better(name):
    assert guessed_direction(name).direction == "lower"


@pytest.mark.parametrize("name", HIGHER)
def test_more_is_better(name):
    assert guessed_direction(name).direction == "higher"


@pytest.mark.parametrize(
    ("name", "unit", "values", "scale"),
    [
        ("Satisfaction", "", [1, 2, 3, 3, 5], "ordinal"),
        ("满意度评分", "", [1, 2, 5], "ordinal"),
        ("World rank", "", [1, 40, 12], "ordinal"),
        ("Openness", "", [1, 2, 2, 3, 5], "ordinal"),
        ("Score", "", [1.5, 2.25, 9], "ratio"),
        ("Airports", "", [1, 2, 2, 3], "ratio"),
        ("Airports", "airports", [1, 2, 2, 3], "ratio"),
        ("机场数", "", [1, 2, 2, 3], "ratio"),
        ("Mean temperature", "°C", [14.5, 8.0], "interval"),
        ("年平均气温", "", [14.5, 8.0], "interval"),
        ("Warmth", "℃", [14.5, 8.0], "interval"),
        ("Underground railway since", "", [1863, 1904, 1971], "interval"),
        ("GDP", "bn USD", [500, 20.5], "ratio"),
        ("失业率", "%", [3.5, 4], "ratio"),
        ("Growth", "%", [-1, 2, np.nan], "ratio"),
    ],
)
def test_the_scale(name, unit, values, scale):
    assert guessed_scale(name, unit, np.array(values, dtype=float)).scale == scale


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("GDP (bn USD)", "GDP", "bn USD"),
        ("GDP [€]", "GDP", "€"),
        ("人均GDP（元）", "人均GDP", "元"),
        ("人均GDP(单位：元/人)", "人均GDP", "元/人"),
        ("常住人口（万人）", "常住人口", "万人"),
        ("地区生产总值/亿元", "地区生产总值", "亿元"),
        ("Exports, million EUR", "Exports", "million EUR"),
        ("Life expectancy in years", "Life expectancy", "years"),
        ("Fine dust (µg/m³)", "Fine dust", "µg/m³"),
        ("Green area %", "Green area", "%"),
        ("Fine dust (annual mean)", "Fine dust (annual mean)", ""),
        ("GDP (2020)", "GDP (2020)", ""),
        ("Access to water (rural)", "Access to water (rural)", ""),
        ("PM2.5", "PM2.5", ""),
        ("Crime", "Crime", ""),
        ("失业率", "失业率", ""),
    ],
)
def test_name_and_unit(header, name, unit):
    assert name_and_unit(header) == (name, unit)


def test_ids_are_valid_and_different():
    headers = [
        "City",
        "GDP",
        "gdp (EUR)",
        "人均收入",
        "博物馆",
        "Index",
        "Score of air",
        "Time",
        "Émissions",
        "1990",
        "!!",
    ]
    frame = pd.DataFrame([["A", *range(1, 11)], ["B", *range(20, 10, -1)]], columns=headers)
    draft = ix.draft(frame)
    assert [node.id for node in draft.framework.indicators][:2] == ["gdp", "gdp_2"]
    ids = [node.id for node in draft.framework.indicators]
    assert len(set(ids)) == len(ids)
    assert {"indicator_3", "indicator_4", "emissions"} <= set(ids)
    assert all(id_.isascii() for id_ in ids)
    assert draft.framework.node("indicator_3").name == "人均收入"
    assert dict(draft.framework.node("indicator_3").names) == {"zh": "人均收入"}
    assert draft.score().raw["gdp_2"].tolist() == [2, 19]


def test_a_long_header_gives_a_short_id():
    assert len(slug("Share of " * 40)) <= 60
