"""Single words in Chinese: values of tables and sentences that are the same in every index."""

from typing import Final

__all__ = ["WORDS"]

WORDS: Final[dict[str, str]] = {
    # Severity
    "error": "错误",
    "warning": "警告",
    "info": "提示",
    # How it is known
    "published": "已公布",
    "inferred": "推断",
    "reconstructed": "重构",
    # Levels of the tree
    "index": "总指数",
    "dimension": "一级指标",
    "second_level": "二级指标",
    "indicator": "指标",
    "group": "指标组",
    # Direction and scale
    "higher": "正向",
    "lower": "逆向",
    "ratio": "定比",
    "interval": "定距",
    "ordinal": "定序",
    # Area that a value describes, and who can change it
    "city": "城市",
    "metropolitan": "都市圈",
    "metropolitan area": "都市圈",
    "region": "地区",
    "country": "国家",
    "none": "无",
    # Steps of a method
    "transform": "变换",
    "impute": "插补",
    "treat": "离群值处理",
    "normalise": "标准化",
    "weights": "权重",
    "aggregate": "合成",
    "indicators": "指标取舍",
    # What a constant must be
    "positive": "为正",
    "non-negative": "非负",
    # What a column is taken for
    "key": "名称",
    "attribute": "属性",
    "time": "时间",
    "left out": "未采用",
    # Formats
    "workbook": "工作簿",
    "archive": "压缩包",
    "index file": "指数文件",
    # Kinds of numbers
    "int": "整数",
    "float": "数字",
    # Outcome of a statement
    "held": "成立",
    "failed": "不成立",
    "not checkable": "无法核查",
    "yes": "是",
    "no": "否",
    # Parts of the world
    "Asia": "亚洲",
    "Europe": "欧洲",
    "Latin America": "拉丁美洲",
    "Middle East and Africa": "中东和非洲",
    "North America": "北美洲",
    "Oceania": "大洋洲",
    # Countries and regions
    "Argentina": "阿根廷",
    "Australia": "澳大利亚",
    "Austria": "奥地利",
    "Belgium": "比利时",
    "Brazil": "巴西",
    "Canada": "加拿大",
    "China": "中国",
    "Czechia": "捷克",
    "Denmark": "丹麦",
    "Egypt": "埃及",
    "Finland": "芬兰",
    "France": "法国",
    "Germany": "德国",
    "Hong Kong": "中国香港",
    "India": "印度",
    "Indonesia": "印度尼西亚",
    "Ireland": "爱尔兰",
    "Israel": "以色列",
    "Italy": "意大利",
    "Japan": "日本",
    "Malaysia": "马来西亚",
    "Mexico": "墨西哥",
    "Netherlands": "荷兰",
    "Norway": "挪威",
    "Poland": "波兰",
    "Portugal": "葡萄牙",
    "Qatar": "卡塔尔",
    "Russia": "俄罗斯",
    "Singapore": "新加坡",
    "South Africa": "南非",
    "South Korea": "韩国",
    "Spain": "西班牙",
    "Sweden": "瑞典",
    "Switzerland": "瑞士",
    "Taiwan": "中国台湾",
    "Thailand": "泰国",
    "Turkey": "土耳其",
    "United Arab Emirates": "阿联酋",
    "United Kingdom": "英国",
    "United States": "美国",
}
"""Values by their English word."""
