"""What the kinds of the steps of a method do, in Chinese: by the first sentence of their English description."""

from typing import Final

__all__ = ["KINDS"]

KINDS: Final[dict[str, str]] = {
    # Transform
    "Leave raw values as they are, apart from a floor and a cap.": "保持原始数值，仅受下限和上限约束。",
    "Take the logarithm of value plus shift.": "取数值加平移量后的对数。",
    "Take the logarithm of the distance to the sample's minimum plus a share of its range.": (
        "取与样本最小值之差加全距一定比例后的对数。"
    ),
    "Like `log_range`, mirrored where the sample is skewed to the left.": "同log_range；样本左偏时先作镜像。",
    "Take the logarithm, after a shift to a minimum of one.": "平移至最小值为1后取对数。",
    "Take the square root.": "取平方根。",
    "Raise to a power.": "取幂。",
    "Take the log odds of a share of low..high.": "取low至high之间份额的对数几率。",
    "Take one over the value; positive values only, and the direction is reversed.": (
        "取倒数；仅适用于正值，指标方向随之反转。"
    ),
    "Take the Box-Cox power transform, its exponent given or fitted by maximum likelihood.": (
        "作Box-Cox幂变换，指数为给定值或由最大似然估计。"
    ),
    "Take the Yeo-Johnson power transform, which allows zeros and negative values.": (
        "作Yeo-Johnson幂变换，允许零值和负值。"
    ),
    "Keep only the sign: -1, 0 or 1.": "只保留符号：-1、0或1。",
    # Impute
    "Leave blanks blank; the group's rule for blanks says what they count as.": (
        "缺失值不填补；如何计入由指标组的缺失规则决定。"
    ),
    "Fill with a given value.": "以给定值填补。",
    "Fill with the mean of the present values.": "以已有数值的均值填补。",
    "Fill with the median of the present values.": "以已有数值的中位数填补。",
    "Fill with the lowest of the present values.": "以已有数值的最小值填补。",
    "Fill with the highest of the present values.": "以已有数值的最大值填补。",
    "Fill with the worst of the present values by direction, or with something worse still.": (
        "按指标方向以最差的已有数值填补，或以更差的数值填补。"
    ),
    "Fill with the mean of the nearest units that have a value.": "以有数值的最相近城市的均值填补。",
    "Fill with the prediction of a linear regression on other indicators.": "以对其他指标线性回归的预测值填补。",
    "Fill with the expectation under a multivariate normal distribution, fitted by the EM algorithm.": (
        "以多元正态分布下的期望值填补，分布由EM算法拟合。"
    ),
    "Fill with the value of the most similar unit that has one.": "以有数值的最相似城市的数值填补。",
    "Fill with the unit's own latest earlier value; needs data with a `time` column.": (
        "以该城市自身最近一期的数值填补；数据须有time列。"
    ),
    # Treat
    "Leave outliers as they are.": "不处理离群值。",
    "Move the outermost values inwards, few at most, until skewness or kurtosis passes; else transform.": (
        "将最外侧的少数数值向内收缩，直至偏度或峰度合格；仍不合格则作变换。"
    ),
    "Hold values within two percentiles of the sample.": "将数值限制在样本的两个百分位数之间。",
    "Hold values within the quartiles plus and minus a multiple of their distance.": (
        "将数值限制在四分位数加减若干倍四分位距之内。"
    ),
    "Take the Box-Cox transform where skewness and kurtosis do not pass.": "偏度和峰度不合格时作Box-Cox变换。",
    # Normalise
    "Take values as they are, turned so that higher is better.": "数值不变，仅统一为越高越好。",
    "Stretch the sample's worst and best value to low and high.": "将样本的最差值和最优值线性映射到low和high。",
    "Stretch the indicator's own goalposts to low and high.": "将指标自身的上下限阈值线性映射到low和high。",
    "Shift and scale the sample to a given mean and standard deviation.": "平移并缩放样本，使其均值和标准差为给定值。",
    "Replace values by the normal distribution function of their z-scores, mapped to low..high.": (
        "以z分数的正态分布函数值代替，映射到low至high。"
    ),
    "Measure the distance to a reference, mapped so that the reference becomes `high`.": (
        "度量与参照值的距离，参照值映射为high。"
    ),
    "Divide by the sample's maximum; where lower is better, take the reciprocal first.": (
        "除以样本最大值；逆向指标先取倒数。"
    ),
    "Score categories that are given in advance.": "按预先给定的类别赋分。",
    "Replace values by their places in the sample, mapped to low..high.": "以样本中的位次代替，映射到low至high。",
    "Replace values by the share of the others that they pass, mapped to low..high.": (
        "以所超过的其他城市的比例代替，映射到low至high。"
    ),
    "Replace values by the number of units that they pass.": "以所超过的城市数代替。",
    "Replace values by the quantile band of the sample that they fall into, mapped to low..high.": (
        "以所落入的样本分位区间代替，映射到low至high。"
    ),
    "Replace values by the exponential transform of their ranks, as deprivation indices do.": (
        "以位次的指数变换代替，如剥夺指数的做法。"
    ),
    # Weights
    "Take the weights of the framework.": "采用指标体系给定的权重。",
    "Give all children of a group equal weights, whatever the framework says.": (
        "组内各指标等权，不论指标体系如何规定。"
    ),
    "Weigh every child by the number of indicators below it, so that all indicators have equal weights in the index.": (
        "按下属指标数赋权，使全部指标在指数中等权。"
    ),
    "Take the mean of the shares that experts give out of a budget of points.": "取各专家分配点数所得份额的均值。",
    "Take the principal eigenvector of a matrix of comparisons in pairs (AHP).": (
        "取两两比较矩阵的主特征向量（层次分析法）。"
    ),
    "Compare the best child with all others, and all others with the worst (BWM).": (
        "将最优指标与其他指标比较，再将其他指标与最差指标比较（最优最劣法）。"
    ),
    "Take the centre of all weights that keep an order of the children.": "取符合指标重要性次序的全部权重的中心。",
    "Take weights that decrease by equal steps along an order of the children.": "按指标重要性次序等差递减赋权。",
    "Weigh children by how unequally they are spread over the units.": "按指标在各城市间的差异程度赋权（熵权法）。",
    "Weigh children by their standard deviation and by how little they correlate with the others (CRITIC).": (
        "按标准差以及与其他指标的低相关程度赋权（CRITIC法）。"
    ),
    "Weigh children by their standard deviation.": "按标准差赋权。",
    "Weigh children by how little they correlate with the others.": "按与其他指标的低相关程度赋权。",
    "Weigh children by their loadings on principal components, or on rotated factors as the handbook does.": (
        "按主成分载荷赋权，或如手册按旋转后的因子载荷赋权。"
    ),
    "Find weights under which the shares of importance of the children come closest to a target.": (
        "求使各指标重要性份额最接近目标的权重。"
    ),
    # Aggregate
    "Show a group without giving it a score.": "只显示指标组，不计算得分。",
    "The weighted arithmetic mean: a deficit in one child is made up by a surplus in another.": (
        "加权算术平均：一项不足可由另一项盈余弥补。"
    ),
    "The weighted geometric mean: deficits are made up only in part. Positive values only.": (
        "加权几何平均：不足只能部分弥补；仅适用于正值。"
    ),
    "The weighted harmonic mean: low values weigh most. Positive values only.": (
        "加权调和平均：低值影响最大；仅适用于正值。"
    ),
    "The weighted power mean; 1 is arithmetic, 0 geometric, -1 harmonic: the lower, the less is made up.": (
        "加权幂平均：1为算术平均，0为几何平均，-1为调和平均；指数越低，越不可弥补。"
    ),
    "The weighted median: half the weight lies on either side.": "加权中位数：两侧权重各半。",
    "The worst child: nothing is made up.": "取最差的指标：完全不可弥补。",
    "The best child.": "取最优的指标。",
    "The sum of the children; weights count relative to their mean, and blanks as the mean of the rest.": (
        "各指标之和；权重相对其均值计算，缺失按其余指标的均值计入。"
    ),
    "The product of the children, each to the power of its weight relative to their mean.": (
        "各指标之积，以相对均值的权重为幂。"
    ),
    "The top less a mean of what is missing to it: one high child dominates, as risk indices want it.": (
        "满分减去各项差额的平均：一项偏高即起主导作用，适合风险指数。"
    ),
    "The mean of the children less a penalty for their imbalance, ``M - S cv``.": (
        "各指标均值减去不均衡的惩罚项，即M - S cv。"
    ),
    "The mean whose weights belong to places, from the best child of a unit to its worst.": (
        "权重按名次给定的平均，由城市的最优指标到最差指标。"
    ),
    "The relative closeness to the ideal, made of the best of every child among the units, from 0 to 1.": (
        "与理想解的相对贴近度，理想解由各指标在城市间的最优值构成，取值0至1。"
    ),
    "One minus the weighted distance to a fixed ideal.": "1减去与固定理想点的加权距离。",
    "Each unit with the weights that suit it best, within limits; 1 is reached by those that no other dominates.": (
        "各城市在限度内采用对其最有利的权重；不被任何城市全面超过者得1。"
    ),
    "The number of units that a unit beats, by weight of the children in which it is better, less those it loses to.": (
        "按占优指标的权重，胜过的城市数减去负于的城市数。"
    ),
    "The order of the units that agrees most with their comparisons in pairs; its score counts the units behind.": (
        "与两两比较最一致的城市次序；得分为排在其后的城市数。"
    ),
    # Blanks, after
    "Let a child without a score count as a constant, on the scale of the parent.": (
        "没有得分的下级指标按上级指标量纲上的常数计入。"
    ),
    "Round to a number of digits, on 12 significant digits.": "按12位有效数字四舍五入到给定位数。",
}
"""Descriptions by the English ones."""
