"""Chinese sentences of: report."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "report/ranges-note": (
        "表中各项的精确范围，指其下各权重在份额上下{within:.0%}以内变动时的位次范围；通常范围为九成抽样的位次范围。"
    ),
    "report/nodes-of-status": "{status:word}：{nodes:node}；另有上表中的{count}项指标。",
    "report/indicators-of-status": "{status:word}：上表中的{count}项指标。",
    "report/lifts": "与全部城市的中位数相比，主要拉动项：{parts:name}。",
    "report/holds-back": "与全部城市的中位数相比，主要制约项：{parts:name}。",
    "report/nodes-unstated": "另有{count}项未注明依据。",
    "report/published-node": "{node:node}第{published}位（此处第{own}位）",
    "report/published-others": "另已公布的位次：{parts:name}。",
    "report/source": "{id}：{title}。{publisher}。",
    "report/sources-heading": "数据来源",
    "audit-report/advice": "处理建议",
    "audit-report/advice-heading": "处理建议",
    "audit-report/alpha": "克隆巴赫α系数",
    "audit-report/children": "下级指标数",
    "audit-report/common": "城市数",
    "audit-report/component": "“{node:node}”下级指标的第一主成分解释其方差的{share:.0%}。",
    "audit-report/correlation": "相关系数",
    "audit-report/correlations": (
        "列出{count}对指标：同级而负相关的指标，以及相关系数不低于{limit:g}、含义重复的指标。"
    ),
    "audit-report/correlations-heading": "相关分析",
    "audit-report/dropping-heading": "剔除后位次变动最大的{count}项指标",
    "audit-report/explained": "第一主成分占比",
    "audit-report/findings-heading": "审核发现",
    "audit-report/first": "指标",
    "audit-report/group": "指标组",
    "audit-report/importance": "重要性",
    "audit-report/importance-note": (
        "权重为组内份额；重要性为该指标所解释的本组得分方差的份额。两者相差较大时，权重未起到其数值所示的作用。"
    ),
    "audit-report/largest-of": "变动最大的城市",
    "audit-report/largest-shift": "最大位次变动",
    "audit-report/mean-shift": "平均位次变动",
    "audit-report/missing": "缺失",
    "audit-report/node": "指标",
    "audit-report/outside": "对照项",
    "audit-report/outside-heading": "与指数以外数据的对照",
    "audit-report/present": "{all:,}个数值中已有{present:,}个（{share:.0%}）。",
    "audit-report/rule": "审核发现",
    "audit-report/second": "另一指标",
    "audit-report/spearman": "位次相关系数",
    "audit-report/structure-heading": "结构：同组指标是否衡量同一内容",
    "audit-report/title": "{index:node}：统计审核报告",
    "audit-report/values": "已有",
    "audit-report/values-heading": "数据",
    "audit-report/weight": "权重",
    "audit-report/weights-heading": "权重与重要性",
    "audit-report/with-index": "与总指数的相关系数",
    "duplicate/report-against": "与报告对象是同一城市",
    "report/bounds": (
        "“{group:node}”下各权重在其份额上下{within:.0%}以内变动时，{city:city}的位次必在第{best}位至第{worst}位之间。"
    ),
    "report/bounds-one": "“{group:node}”下各权重在其份额上下{within:.0%}以内变动时，{city:city}的位次必为第{best}位。",
    "report/cannot": "未能回答：{reason}",
    "report/certainty-heading": "位次的稳健性",
    "report/change-best": "在此限度内，仅靠城市自身可改变的指标无法升至第{rank}位，最高可达第{best}位。",
    "report/change-none": "在此限度内，{city:city}自身可改变的指标均不能使其位次上升。",
    "report/change-rule": (
        "测算限度：各项指标至多提高一倍，越低越好的指标至多降低一半；低于城市中位水平的指标，可以达到中位水平；"
        "均不超过各城市中的最好值。"
    ),
    "report/change-heading": "{city:city}升至第{rank}位需要的改变",
    "report/compare-heading": "{city:city}与{other:city}",
    "report/first": "{city:city}居首位。",
    "report/foot": "由intlindex {version}生成。数据与方法的指纹：{fingerprint}。",
    "report/improve-heading": "提升{city:city}位次需要的改变",
    "report/likely": (
        "各组各权重同时在上下四分之一以内变动时，{draws:,}次抽样中有九成的位次在第{low:g}位至第{high:g}位之间。"
    ),
    "report/likely-one": ("各组各权重同时在上下四分之一以内变动时，{draws:,}次抽样中至少有九成的位次为第{rank:g}位。"),
    "report/no-rank": "{city:city}没有得分，因而没有位次。",
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
