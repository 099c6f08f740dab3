"""Chinese sentences of: explanation."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "conflict/explanation-flags": "各部分之和与得分相差{missing:.3g}：自行注册的合成方法声明的性质有误",
    "conflict/explanation-itself": "{city:city}不能与自身对照分解",
    "explanation/filled": "缺失、按同级指标均值计入（*）：{nodes:node}。",
    "explanation/gains": "主要加分项：{parts:name}。",
    "explanation/imputed": "经插补（*）：{nodes:node}。",
    "explanation/left-out": "缺失、未计入（*）：{nodes:node}。",
    "explanation/losses": "主要失分项：{parts:name}。",
    "explanation/national": "以下指标采用全国数值，同一国家的城市取值相同：{nodes:node}。",
    "explanation/outcome": "{city:city}得分{score}，在{ranked}个城市中居第{rank}位：{parts:name}。",
    "explanation/outcome-less": (
        "{city:city}得分{score}，在{ranked}个城市中居第{rank}位，比{reference:city}（{reference_score}）低{gap}分"
        "：{parts:name}。"
    ),
    "explanation/outcome-more": (
        "{city:city}得分{score}，在{ranked}个城市中居第{rank}位，比{reference:city}（{reference_score}）高{gap}分"
        "：{parts:name}。"
    ),
    "explanation/strongest": "位次最高的指标：{values}。",
    "explanation/title": "{city:city}：得分构成",
    "explanation/title-against": "{city:city}：与{reference:city}的得分差异",
    "explanation/unknown-reference": "{reference:city}缺失（*）：{nodes:node}。",
    "explanation/weakest": "位次最低的指标：{values}。",
    "group-of-kind": "{group:node}（{kind}）",
    "group-of-kind/quoted": "{group!r:node}（{kind}）",
    "no-score/explanation": "{cities!r:city 8}没有得分：已知数值过少",
    "not-supported/explanation": (
        "{groups!r:name 8}的得分由各城市相互比较得出，不能由某一城市自身的指标说明；请改用对各城市分别计分的方法"
    ),
    "not-supported/explanation-from-zero": (
        "{group!r:node}（{kind}）的得分不是下级指标之和，也不能从零算起（{positive!r:node}取零时没有得分）；请改"
        "为分解与对照的差异"
    ),
    "not-supported/one-more-city": (
        "{groups!r:name 8}的得分由各城市相互比较得出：增加一个城市会改变其他所有城市的得分；请选用对各城市分别计"
        "分的合成方法"
    ),
    "not-supported/own-weights": "此处各城市有各自的权重，而{reference}没有权重；请以某一城市为对照",
    "part": "{node:node}（{points}）",
    "part/share": "{node:node}（{share:.3f}）",
    "part/unknown": "{node:node}*（{points}）",
    "ranked-value": "{node:node}（{value:g}{unit:unit}，在{ranked}个城市中居第{rank}位）",
    "ranked-value/country": "{node:node}（{value:g}{unit:unit}，全国数值，在{ranked}个城市中居第{rank}位）",
    "reference/best": "全部城市最优值",
    "reference/mean": "全部城市均值",
    "reference/median": "全部城市中位数",
    "remainder/baseline": "基数部分为{points:+.3g}分。",
    "remainder/constant": "常数项为{points:+.3g}分。",
    "remainder/re-normalisation": "再次标准化带来的部分为{points:+.3g}分。",
    "remainder/mirroring": "逆向化处理带来的部分为{points:+.3g}分。",
    "remainder/other": "{name}带来的部分为{points:+.3g}分。",
    "remainder/rounding": "四舍五入带来的部分为{points:+.3g}分。",
    "sampled-values": "排列次序过多，无法逐一计算：各部分为估计值，标准误最大为{error:.2g}",
    "unknown-city/outside": '{city:city}不在{index:node}的{count}个城市之列；可用 place("{city:city}") 测算',
    "unknown-city/reference": "没有可作对照的城市{city!r}；{hint}",
    "wrong-type/city-name": "城市须以文本名称给出，实际为{found!r}",
    "wrong-type/reference-name": "对照须以文本名称给出，实际为{found!r}",
    "comparison/deciding": "若没有在以下指标上的领先，{city:city}将不再领先（以总指数得分计）：{parts:name}。",
    "comparison/leads": (
        "{first:city}得分{first_score}，{second:city}得分{second_score}。在{count:,}项指标中，{first:city}领先"
        "{first_leads}项，{second:city}领先{second_leads}项。"
    ),
    "comparison/leads-tied": (
        "{first:city}得分{first_score}，{second:city}得分{second_score}。在{count:,}项指标中，{first:city}领先"
        "{first_leads}项，{second:city}领先{second_leads}项；另有{tied}项持平或有一方缺失。"
    ),
    "comparison/national": "以下指标采用全国数值，同一国家的城市取值相同：{nodes:node}。",
    "comparison/no-tipping-point": "没有临界点：{reason}。",
    "comparison/no-tipping-weights": "无论一级指标权重如何设定，两个城市的先后都不会颠倒。",
    "comparison/not-explained": "未分解为各指标的贡献：{reason}。",
    "comparison/peers": "与{city:city}最相近的城市：{peers:city}。",
    "comparison/same-country": "以下指标采用全国数值，{first:city}与{second:city}同属一国，不会有差异：{nodes:node}。",
    "comparison/tipping": "当权重占比为{shares:name}时，两个城市并列（占比最大变动为{distance:.3f}）。",
    "comparison/title": "{first:city}与{second:city}比较",
    "comparison/unknown": "（*）其中一方缺失，已填补。",
    "conflict/comparison-itself": "{city:city}不能与自身比较",
    "beyond-reference/better": "优于指数内所有城市，得分因而超出其得分范围：{cities!r:city 8}",
    "beyond-reference/worse": "劣于指数内所有城市，得分因而超出其得分范围：{cities!r:city 8}",
    "duplicate/place-indicator": "同一指标给出了两次",
    "empty/place-values": "没有任何指标的数值",
    "placement/known": "{known}/{count}",
    "placement/members": "指数内已有的城市，以测算值取代其自身：{cities!r:city 8}。",
    "placement/no-score": "{city:city}已知数值过少，没有得分。",
    "placement/no-score-range": (
        "{city:city}已知数值过少，没有得分；若数值齐全，位次将在第{best:g}位至第{worst:g}位之间。"
    ),
    "placement/score": "{city:city}测算得分{score}，位次相当于第{rank:g}位。",
    "placement/score-range": (
        "{city:city}测算得分{score}，位次相当于第{rank:g}位；若数值齐全，将在第{best:g}位至第{worst:g}位之间。"
    ),
    "placement/title": "在{index:node}（{framework}）的{count:,}个城市中的位次测算",
    "placement/worth": "{city:city}的未知数值中影响最大者（由最差到最优的得分差）：{parts:name}。",
    "range-refused": "无法给出位次区间：某些数值上升时，{groups:name 3}反而可能下降",
    "required/place-denominator": "须除以{denominator!r}，但未给出",
    "required/place-name": "待测算的城市须有名称，实际为{found!r}",
    "unknown-city/not-placed": "未测算{city!r}，它也不是指数内的城市；{hint}",
    "unknown-city/place-edition": (
        "{cities!r:city 8}：随附数值仅适用于{editions:name}，不适用于{edition!r}；请给出数值，或以 pathlib.Path "
        "给出文件"
    ),
    "unknown-city/place-shipped": "没有随附数值的城市：{city!r}；{hint}；文件请以 pathlib.Path 给出",
    "unknown-node/place-column": "{index:node}中没有该指标；{hint}",
    "unknown-node/place-indicator": "不在{index:node}之中；{hint}",
    "wrong-type/place": "应为带数值的城市、表格、文件或名称，实际为{found!r:.60}",
    "wrong-type/place-values": "数值须为映射或 Series，实际为{found}",
    "required/label-of-group": "必须给出，因为{group!r:node}的缺失得分在其范围内插补",
    "conflict/improve-limit": "其上限{limit:g}并不优于现值{found:g}",
    "conflict/improve-no-weight": "在{city:city}的得分中没有权重",
    "improvement/costs": (
        "最小成本：{cost:.4g}个成本单位，涉及{count:,}项指标中的{changed}项。其他城市、标准化上下限和填补值保持不变。"
    ),
    "improvement/nothing": "无需任何变化。",
    "improvement/points": (
        "最小成本：{cost:.4g}个标准化分，涉及{count:,}项指标中的{changed}项。其他城市、标准化上下限和填补值保持不变。"
    ),
    "improvement/ranks": "目前居第{rank_before}位，得分{score_before}；变化后居第{rank_after}位，得分{score_after}。",
    "improvement/title": "{city:city}升至第{rank}位所需的变化：{index:node}",
    "infeasible/improve": (
        "无法达到第{rank}位：得分须再提高{wanted:.4g}，而可变的{count:,}项指标全部达到上限，只能提高{gain:.4g}、"
        "达到第{best}位；请放宽上限或选择更多指标"
    ),
    "no-score/improve": "没有得分，因而没有可提升的位次",
    "no-score/improve-value": "{city:city}缺少该项数值，无法评估其变化",
    "not-finite/improve": "须为有限数，实际为{found!r}",
    "not-supported/improve-affine": "{kind!r}不是下级指标的线性函数，无法求出精确的最小变化",
    "not-supported/improve-afterwards": "得分另经标准化或取整，因而不是原始数值的线性函数",
    "not-supported/improve-per-unit": (
        "其处理过程不是分段直线，按单位计的成本没有精确最小值；请用 per='point'，或省略该参数"
    ),
    "not-supported/improve-rise": "经处理后，从{now:g}到{limit:g}并非一直上升；请另设上限",
    "out-of-range/improve-limit": "上限须在其取值范围{low:g}至{high:g}之内，实际为{found:g}",
    "out-of-range/improve-positive": "须为正数，实际为{found!r}",
    "unknown-node/improve": "没有该指标；{hint}",
    "unknown-node/improve-chosen": "不在可变指标之列；{hint}",
    "unknown-node/improve-group": "没有该指标；它是指标组，不是指标",
    "wrong-type/improve-indicators": "须为一个或多个标识组成的列表，实际为{found!r:.40}",
    "wrong-type/improve-numbers": "须为按指标给出的数，实际为{found!r:.40}",
    "wrong-value/improve-per": "须为 'point' 或 'unit'，实际为{found!r}",
    "conflict/with-cities": "这些城市是在{found!r}中测算的，而不是在指标不同的{index!r}中",
    "unknown-city/of-index": (
        '没有名为{city!r}的城市；{hint}；指数之外的城市可以测算：place("{city}", {{indicator: value}})'
    ),
    "part/change": "{node:node}由{now:.6g}至{then:.6g}",
    "duplicate/costs": "给出了{found!r}，另一行也已给出",
    "empty/improve-levers": "没有指标可由以下主体改变：{found:name}",
    "improvement/fewest": "变动最少的方案：{count:,}项指标，成本{cost:.4g}，达到第{rank}位：{changes:name}。",
    "improvement/left-out": "城市自身不能改变、保持不变的指标：{nodes:node}。",
    "infeasible/improve-own": (
        "无法达到第{rank}位：得分须再提高{wanted:.4g}，而城市自身可改变的{count:,}项指标全部达到上限，只能提高"
        "{gain:.4g}、达到第{best}位；请放宽上限，或允许其他主体改变：{nodes!r:node 4}"
    ),
    "required/costs-columns": "成本表须有{allowed!r:name}列：第一列，以及其余之一",
    "required/costs-indicator": "没有给出指标",
    "unknown-column/costs": "不是成本表的列；{hint}",
    "wrong-value/improve-levers": "须为{allowed!r:name}中一个或多个的列表，实际为{found!r}",
}
