"""Chinese sentences of: sensitivity."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "blank-without": "剔除后{cities!r:city 4}没有得分",
    "empty/leave-one-out": "总指数之下没有可剔除的指标组",
    "empty/no-city-left": "没有剩余城市",
    "leave-one-out/cities": "逐一剔除城市（{framework:node}）",
    "leave-one-out/groups": "逐一剔除指标组（{framework:node}）",
    "leave-one-out/indicators": "逐一剔除指标（{framework:node}）",
    "leave-one-out/no-city": "无城市",
    "leave-one-out/places": "剔除各项后位次的升降；均值为所有城市升降幅度的平均。",
    "not-left-out": "无法剔除：{reason}",
    "wrong-value/leave-one-out": "没有可剔除的类别{found!r}；{hint}",
    "cities/every": "全部城市",
    "cities/some": "{cities!r:city 4}",
    "local-sensitivity/no-slope": "有{count:,}项指标的部分原始数值没有斜率；原因见 .findings。",
    "local-sensitivity/points": "某节点的占比提高一个百分点、同级指标相应减少时，得分的增量。",
    "local-sensitivity/title": "{root!r:node}得分的局部敏感性（{framework:node}）",
    "no-derivative/children": "{reason}：对下级指标没有导数，涉及{cities}",
    "no-derivative/children-and-weights": "{reason}：对下级指标和权重都没有导数，涉及{cities}",
    "no-derivative/kink": "{kind!r}存在折点或跳跃（如下级指标并列时），或斜率为无穷大",
    "no-derivative/limit": "数值位于界限上，或斜率为无穷大：涉及{cities}",
    "no-derivative/other-cities": "{kind!r}的得分取决于其他城市",
    "no-derivative/rounded": "得分经取整，呈阶梯式变化",
    "no-derivative/steps": "其处理过程呈阶梯式变化，或数值未知：涉及{cities}",
    "no-derivative/weights": "{reason}：对权重没有导数，涉及{cities}",
    "reason/of-node": "{node:node}：{reason}",
    "empty/scenarios": "请至少给出一个情景：由名称到变化的映射",
    "scenario-failed": "无法计分：{reason}",
    "scenario/failed": "{scenario}：{reason}",
    "scenario/title": "各情景与基准排名对照（{framework:node}）",
    "wrong-type/scenario": "须为按节点标识给出的权重、方法、预设名称，或以指数为参数的函数，实际为{found}",
    "wrong-type/scenario-result": "须返回 Index，实际为{found}",
    "wrong-value/scenario-name": "情景须有名称，且不得为{nominal!r}",
    "conflict/target-gap": "{city:city}与自身之差恒为零",
    "no-score/target": "{city:city}没有得分，因而没有位次",
    "target/gap": "{first:city}与{second:city}的得分差",
    "target/mean-rank-shift": "位次平均变动",
    "target/rank": "{city:city}的位次",
    "target/ranks": "所有城市的位次",
    "target/score": "{city:city}的得分",
    "wrong-value/target": (
        "须为 'mean_rank_shift'、'rank'、('rank', city)、('score', city) 或 ('gap', city, city)，实际为{found!r}"
    ),
    "wrong-value/target-kind": "没有目标量{found!r}；{hint}",
    "blank-score/sensitivity": "没有得分，因而没有位次：{cities!r:city 8}",
    "draws-undefined/samples": "最多{share:.0%}的样本中没有位次，因而没有敏感性指数：{cities!r:city 8}",
    "not-defined/samples": (
        "{samples:,}个样本中有{lost:,}个（{share:.0%}）含无法计算的抽样：{reason}。仅用其余样本计算的敏感性指数将"
        "对应另一组因素：请只变动能同时成立、且计分城市相同的备选方案，或改用 uncertainty，它只统计可计算的抽样"
    ),
    "not-defined/samples-noise": (
        "{samples:,}个样本中有{lost:,}个（{share:.0%}）含无法计算的抽样：误差使数据落在方法某一步骤的定义域之外。"
        "仅用其余样本计算的敏感性指数将对应另一组因素：请减小误差，或选用对所有数值都有定义的步骤，或改用 uncerta"
        "inty，它只统计可计算的抽样"
    ),
    "not-defined/samples-target": "某些备选方案使目标量没有数值",
    "out-of-range/bootstraps": "须为0至100,000的整数，实际为{found!r}",
    "out-of-range/samples": "须为2至{high:,}之间的2的幂，实际为{found!r}",
    "out-of-range/samples-near": "须为2至{high:,}之间的2的幂，实际为{found!r}；最接近的是{nearest:either}",
    "sensitivity/effort": "{factors:,}个因素，{samples:,}个样本：共计分{count:,}次。",
    "sensitivity/few-samples": "样本偏少：总效应指数的区间宽达{width}；样本增至四倍，区间宽度减半。",
    "sensitivity/interactions": "各因素单独解释方差的{share}%；其余来自因素间的交互作用。",
    "sensitivity/interval": "{low}至{high}",
    "sensitivity/no-factor": "无",
    "sensitivity/no-interactions": "各因素单独解释全部方差：没有交互作用。",
    "sensitivity/title": "{target}由哪些因素决定：{index:node}",
    "target-constant": "目标量不变，其敏感性指数均为零",
    "target-constant/cities": "{cities!r:city 8}的目标量不变，其敏感性指数均为零",
    "too-large/slow-samples": "{kind!r}计算过慢，抽样不得超过{allowed:,}次，实际为{found:,}次",
    "too-large/sobol-columns": "各因素共需{found:,}个数；Sobol 序列最多{allowed:,}个：请减少变动的指标",
    "too-large/sobol-outputs": "{found:,}个输出量超出内存；最多{allowed:,}个：请减少数量，或以一个城市为目标",
}
