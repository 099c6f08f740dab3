"""Chinese sentences of: comparison."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "agreement/all-statements": "全部论断",
    "agreement/correlations": "位次相关系数（{count:,}个城市）：斯皮尔曼{spearman}，肯德尔{kendall}",
    "agreement/not-held": "不成立：{statement}",
    "agreement/statements": "已公布的论断：成立{held}条，不成立{failed}条，无法核查{unchecked}条",
    "agreement/title": "重构结果与公布结果的一致性（{edition}）",
    "agreement/top": "公布的前{top}名：有{overlap}个也在重构结果的前{top}名",
    "agreement/top-unknown": "公布的前{top}名：未全部公布",
    "claim/balanced": "在{count}个城市中的位次为{ranks:name}，要求相差在{share:.0%}以内",
    "claim/bottom-share": "在{count}个城市中居第{rank:g}位，要求在后{share:.0%}",
    "claim/no-cities": "指数中没有这样的城市，或没有其他城市",
    "claim/no-city": "指数未对{city!r:city}排名",
    "claim/no-node": "指数中没有{node!r:node}这一节点",
    "claim/no-score": "{city:city}在{node!r:node}上没有得分",
    "claim/in-order": "在{count}个城市中的位次为{ranks:name}",
    "claim/rank-within": "在{count}个城市中居第{rank:g}位，公布为第{published}位，容许相差{tolerance}位",
    "claim/region": "位次中位数为{median:g}，其他城市为{others:g}",
    "claim/top-share": "在{count}个城市中居第{rank:g}位，要求在前{share:.0%}",
    "claim/two-ranks": "在{count}个城市中居第{rank:g}位和第{other:g}位",
    "change/columns": "位次上升数及其来源：方法、城市范围、其他城市的数值、自身数值；以及其中由新进城市带来的部分。",
    "change/entered": "新进：{cities:name}。",
    "change/left": "退出：{cities:name}。",
    "change/moved": "{count:,}个城市中，{gained}个位次上升，{lost}个位次下降。",
    "change/ranked-city": "{city:city}（第{rank:g}位）",
    "change/title": "{node!r:node}的变化：由{before}至{after}",
    "identical-values/all": (
        "两期共有的{cities}个城市，{indicators}项指标中的{indicators}项数值全部相同。数值相同并不说明城市没有变化"
        "：两期可能采用同一年份的数据。"
    ),
    "identical-values/some": (
        "两期共有的{cities}个城市，{indicators}项指标中有{identical}项数值全部相同；{others!r:node 5}不同。数值相"
        "同并不说明城市没有变化：两期可能采用同一年份的数据。"
    ),
    "index-set/pair": (
        "{first}与{second}：斯皮尔曼{spearman}，肯德尔{kendall}，加权肯德尔{weighted_kendall}（{count:,}个城市）"
        "；位次平均变动{mean_shift}，最大变动{largest_shift:g}（{city:city}）。"
    ),
    "index-set/pair-none": "{first}与{second}：没有共同的位次，共同城市为0个。",
    "index-set/title": "{count:,}个指数中的位次（{node:node}），变动最大的城市在前",
    "panel/bounds-joint": "标准化上下限由所有时期共同确定。",
    "panel/bounds-per-time": "标准化上下限由各时期分别确定：趋势为相对趋势。",
    "panel/times": "{first}至{last}共{times:,}期，{count:,}个城市。",
    "panel/title": "{index:node}：历年变化",
    "ranks-within/columns": "列出总指数及其下一级指标；其余{count:,}个节点见 .table。",
    "ranks-within/group": "{group:word}（{count}个）",
    "ranks-within/groups": "有得分的城市：{groups:name}。",
    "ranks-within/title": "各{column:word}内的位次（{framework:node}）",
    "ranks-within/without": "未归入任何组别、此处不排名：{cities:city}。",
    "empty/change-common-cities": "两个指数没有共同的城市",
    "empty/change-times": "没有在两个时期都有数值的城市",
    "empty/indices-common-cities": "没有在所有指数中都有位次的城市",
    "empty/ranks-within": "{column:word}：对所有城市均为空白",
    "not-defined/change-step": "两者之间的一个步骤无法计分：{reason}",
    "not-defined/change-step-at": "两者之间的一个步骤无法计分：{where}：{reason}",
    "not-supported/panel-at": (
        "标准化上下限由所有时期共同确定，因此只有一个涵盖各时期的指数：请用 pooled，或 bounds='per_time'"
    ),
    "not-supported/panel-pooled": "每个时期各有一个指数，没有涵盖各时期的指数：请用 at(time)，或 bounds='joint'",
    "out-of-range/indices": "至少须比较两个指数，实际为{found}",
    "required/panel-indicator": "原始数值属于指标：请给出指标",
    "unknown-column/ranks-within": "没有可用于城市分组的列{found!r}；{hint}",
    "unknown-column/ranks-within-none": "没有可用于城市分组的列{found!r}：数据中除指标外没有其他列",
    "unknown-name/published": "没有随附的{found!r}公布结果；随附的有{allowed:name}",
    "unknown-node/change": "{framework:node}中没有节点{found!r:node}；{hint}",
    "unknown-node/compared": "没有节点{found!r:node}；{hint}",
    "unknown-node/panel-indicator": "没有指标{found!r:node}；{hint}",
    "wrong-type/compared-index": "须为 Index，实际为{found}",
    "wrong-type/compared-indices": "须为由名称到指数的映射，实际为{found}",
    "wrong-type/compared-name": "名称须为文本",
    "wrong-value/comparison": "没有{found!r:.60}；{hint}",
    "wrong-value/rank-correlation": "没有这种位次相关系数{found!r:.60}；{hint}",
}
