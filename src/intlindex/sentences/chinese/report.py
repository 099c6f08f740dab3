"""Chinese sentences of: report."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "duplicate/report-against": "与报告对象是同一城市",
    "report/bounds": (
        "“{group:node}”下各权重在其份额上下{within:.0%}以内变动时，{city:city}的位次必在第{best}位至第{worst}位之间。"
    ),
    "report/bounds-one": "“{group:node}”下各权重在其份额上下{within:.0%}以内变动时，{city:city}的位次必为第{best}位。",
    "report/cannot": "未能回答：{reason}",
    "report/certainty-heading": "位次的稳健性",
    "report/change-heading": "{city:city}升至第{rank}位需要的改变",
    "report/compare-heading": "{city:city}与{other:city}",
    "report/first": "{city:city}居首位。",
    "report/foot": "由intlindex {version}生成。数据与方法的指纹：{fingerprint}。",
    "report/improve-heading": "提升{city:city}位次需要的改变",
    "report/likely": (
        "各组各权重同时在上下四分之一以内变动时，{draws:,}次抽样中有九成的位次在第{low:g}位至第{high:g}位之间。"
    ),
    "report/no-rank": "{city:city}没有得分，因而没有位次。",
    "report/nodes-known": "指标体系各节点的依据：{counts:name}。",
    "report/origin-heading": "已公布的内容与本库重构的内容",
    "report/placed": (
        "{city:city}不在指数的{count}个城市之列，系按原有标准置入比较：其他城市的得分不变，各项标准均沿用原指数。"
    ),
    "report/published": "作者公布的{city:city}位次为第{published}位；重构结果为第{own}位。",
    "report/standing-heading": "{city:city}的位次与得分",
    "report/strengths-heading": "优势与短板",
    "report/title": "{index:node}：{city:city}",
    "report/values-heading": "数据与来源",
    "report/values-note": "全国数值反映国家的情况，不专指该城市。",
    "wrong-type/report-against": "应为城市名称，实为{found}",
    "wrong-value/report-ending": "报告应写入以.html结尾的文件，实为{found!r}",
}
