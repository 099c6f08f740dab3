"""Chinese sentences of: robustness."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "calibration/caution": "这是校准结果：权重由给定排名反推得出，不宜据以排名。",
    "calibration/inversions": (
        "颠倒的城市对：{pairs}对中有{inversions}对（至少须有{lower_bound}对）；按指数本身的权重为{nominal}对。在"
        "该范围内任何权重下都颠倒的：{unavoidable}对。"
    ),
    "calibration/inversions-fewest": (
        "颠倒的城市对：{pairs}对中有{inversions}对（已为最少）；按指数本身的权重为{nominal}对。在该范围内任何权重"
        "下都颠倒的：{unavoidable}对。"
    ),
    "calibration/random-inversions": (
        "同一批城市随机排序（{orders:,}次）：{low:.4g}至{high:.4g}，中位数{median:.4g}；本结果为{inversions}。"
    ),
    "calibration/random-violation": (
        "同一批城市随机排序（{orders:,}次）：{low:.4g}至{high:.4g}，中位数{median:.4g}；本结果为{violation:.4f}。"
    ),
    "calibration/title": "按给定排名校准：{index:node}",
    "calibration/violation": "违背程度之和为{violation:.4f}，其余城市对的最小领先幅度为得分全距的{margin:.6f}。",
    "calibration/weights": "权重：{weight_set}；其中{free}个可自由变动。",
    "dominance/columns": "对每个城市统计：必定落后于它的城市数、必定领先于它的城市数，以及先后不定的城市数。",
    "dominance/first": "可能居首位：{cities:city}。",
    "dominance/first-none": "可能居首位：无。",
    "dominance/pairs": "在所有这些权重下，{pairs}个城市对中有{decided}对（{share:.0%}）的先后次序不变。",
    "dominance/pairs-none": "没有可比较的城市对。",
    "dominance/tied": "在所有权重下并列：{cities:city}。",
    "dominance/title": "城市间确定的先后次序：{index:node}",
    "most-favourable/caution": "这些权重专为该城市选取，只说明可能达到的结果，不代表应当如此。",
    "most-favourable/rank": (
        "最优位次：第{rank}位，得分{score}；按指数本身的权重，居第{nominal_rank}位，得分{nominal_score}。"
    ),
    "most-favourable/score": (
        "最高得分：{score}，居第{rank}位；按指数本身的权重，居第{nominal_rank}位，得分{nominal_score}。"
    ),
    "most-favourable/title": "对{city:city}最有利的权重：{index:node}",
    "norm/euclidean": "欧氏距离",
    "norm/largest": "权重占比的最大变动",
    "norm/total": "各项变动之和",
    "rank-bounds/certain": "位次确定：{cities:city}。",
    "rank-bounds/certain-none": "位次确定：无。",
    "rank-bounds/first": "可能居首位：{cities:city}。",
    "rank-bounds/first-none": "可能居首位：无。",
    "rank-bounds/nominal-outside": "指数本身的权重不在该范围内，因此位次可能超出上下界。",
    "rank-bounds/ties": "得分并列时，此处的位次为领先的城市数加一；指数本身按{ties!r}规则确定并列位次。",
    "rank-bounds/title": "可达到的最优与最差位次：{index:node}",
    "rank-bounds/widest": "区间最宽：{city:city}，相差{places:,}位。上下界相差位数的中位数为{median:.0f}。",
    "stability-radius/first-place": "首位城市",
    "stability-radius/first-places": "前{top}名的城市组成",
    "stability-radius/pair": "此时{behind:city}与{ahead:city}并列。",
    "stability-radius/radius": "变动不超过{radius:.4f}（{norm}）时，{what}不变。",
    "stability-radius/rank": "{city:city}的位次",
    "stability-radius/ranking": "全部排名",
    "stability-radius/stable": "在所有这些权重下，{what}均不变。",
    "stability-radius/title": "权重可变动的幅度：{index:node}",
    "tipping-point/distance": "权重变动{distance:.4f}（{norm}）时，两个城市并列。",
    "tipping-point/never": "不存在这样的权重：在所有权重下{ahead:city}都领先。",
    "tipping-point/tied": "两个城市已经并列。",
    "tipping-point/title": "使{behind:city}与{ahead:city}并列的权重：{index:node}",
    "weight-map/first": "在某些权重下居首位：{count:,}个城市中有{first}个；{city:city}所占范围为{share:.1%}。",
    "weight-map/ranks": "位次由第{best}位至第{worst}位；所占范围最大的是第{widest}位。",
    "weight-map/ranks-title": "{city:city}的位次随权重变化的分区：{index:node}",
    "weight-map/title": "居首位城市随权重变化的分区：{index:node}",
    "weight-set/any": "{varied}，可取任意值，合计为1",
    "weight-set/children": "{group:node}之下{nodes:node}的权重",
    "weight-set/leaves": "全部末级指标的综合权重",
    "weight-set/limits": "{varied}，其中部分限于给定的上下限",
    "weight-set/line": "权重范围：{weight_set}。",
    "weight-set/nominal-outside": "指数本身的权重不在该范围内。",
    "weight-set/ordered": "{varied}，按给定的大小次序",
    "weight-set/within": "{varied}，各自占比上下浮动{within:.3g}（相对幅度）",
    "weight-set/within-and-limits": "{varied}，各自占比上下浮动{within:.3g}（相对幅度），其中部分另设上下限",
    "bound-not-tight/best": (
        "{city:city}：可达到第{rank}位，不可能优于第{possible}位，其间相差{gap}位；能否优于第{rank}位，在时限内未"
        "能判定，或在求解器容差之内"
    ),
    "bound-not-tight/worst": (
        "{city:city}：可降至第{rank}位，不可能差于第{possible}位，其间相差{gap}位；会否差于第{rank}位，在时限内未"
        "能判定，或在求解器容差之内"
    ),
    "conflict/top-and-city": "前若干名（top）与城市（city）只能给出其一",
    "conflict/weights-of": "为{found!r:node}，但权重指向另一处",
    "conflict/within-and-weights": "within 与 weights 只能给出其一",
    "duplicate/ranked-city": "给出了两次",
    "duplicate/tipping-city": "同为{city:city}；须比较两个不同的城市",
    "empty/bounds-cities": "请至少给出一个城市；省略则为全部城市",
    "infeasible/weight-map-area": "三角形中没有剩余区域，只剩个别权重点，无法作图",
    "no-score/bounds-city": "没有得分，因而在任何权重下都没有位次",
    "no-score/ranked-city": "没有得分，任何权重都不能使其参与排名",
    "no-score/stability-top": "须有两个有得分的城市，实际为{found}个",
    "no-score/weight-map": "没有任何城市有得分",
    "not-allowed/bounds-city": "不在所求上下界的城市之列",
    "not-allowed/nominal-outside": "指数的权重不在该范围内，因此没有稳定半径",
    "not-defined/linear-value": "{cities!r:city 3}有取值为零，此时得分的线性形式为无穷大",
    "not-supported/linear-blanks": (
        "{kind!r}略去缺失值（涉及{cities!r:city 3}）并重新折算权重，得分因而不是权重的线性函数"
    ),
    "not-supported/linear-clipped": "以{kind!r}限制得分，某些权重下会超出限度",
    "not-supported/linear-kind": "{kind!r}不是权重的线性函数，经得分的任何函数变换后也不是",
    "not-supported/linear-mean": (
        "{kind!r}与权重变动处所用的平均不同，得分因而不是权重的线性函数；请只变动总指数下的权重，或全部使用同一种平均"
    ),
    "not-supported/linear-normalised": "其后以{kind!r}对得分标准化，得分因而不是权重的线性函数",
    "not-supported/linear-rescale": (
        "blanks = 'rescale' 略去缺失值（涉及{cities!r:city 3}）并重新折算权重，得分因而不是权重的线性函数"
    ),
    "not-supported/linear-rounded-ranks": (
        "位次按保留{digits}位小数的得分排出，精确分析对此不成立；请使用不带 rank.round 的方法"
    ),
    "not-supported/linear-rounds": "得分保留{digits:,}位小数，因而不是权重的线性函数",
    "not-supported/linear-unweighted": "{kind!r}不使用权重，关于权重没有可作的精确结论",
    "not-supported/weight-map": (
        "分区图以三个权重为顶点，而{where}中有{found}个权重变动；请指定恰有三个下级指标的指标组"
    ),
    "not-supported/weights-distribution": (
        "{kind!r}是概率分布，而确定性结论须以范围提出；请给出 Bounds(...) 或 Simplex()，或改用 uncertainty 从中抽样"
    ),
    "not-supported/weights-noise": (
        "{kind!r}是概率分布，而确定性结论须以范围提出；请给出 Bounds(within=...)，或改用 uncertainty 从中抽样"
    ),
    "not-supported/weights-of": (
        "精确分析只变动一个指标组的权重，或 of='leaves'；此处涉及{found:node}：请以 of=... 指定其一"
    ),
    "not-supported/weights-of-none": "精确分析只变动一个指标组的权重，或 of='leaves'；此处没有：请以 of=... 指定一个",
    "out-of-range/ranked-cities": "至少须排列两个城市，实际为{found}",
    "out-of-range/ranks-equal": "{found}个城市的位次全部相同；至少需要两个不同的位次",
    "out-of-range/within": "须为不小于0的数，实际为{found!r:.60}",
    "unknown-node/weights-of": "没有名为{found!r:node}的指标组；{hint}",
    "unknown-node/weights-of-indicator": "没有名为{found!r:node}的指标组；它是指标，不是指标组",
    "wrong-type/rank": "位次须为数，实际为{found!r:.60}",
    "wrong-type/ranking": "须为由优至劣的城市列表，或按城市给出的位次",
    "wrong-type/weights": "须为 Bounds、Ordered 或 Simplex，实际为{found!r:.60}",
    "wrong-value/robustness": "须为{allowed!r:either}，实际为{found!r:.60}",
}
