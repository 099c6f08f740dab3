"""Chinese sentences of: questions."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "conflict/shipped-level-different": "数据层级为{level:word}，但同一国家各城市的数值不同",
    "conflict/shipped-level-same": "数据层级为{level:word}，但同一国家所有城市的数值相同",
    "duplicate/shipped-value": "有两个数值",
    "duplicate/source": "给出了两次",
    "empty/cities-left": "除去{cities!r:city 8}后没有剩余城市",
    "no-score/shipped": "{cities:city}没有得分",
    "not-defined/zero-sum": "其下级指标的权重之和为零",
    "out-of-range/digits": "须为0至{most}的整数，实际为{found}",
    "out-of-range/shipped-error": "须在其范围之内，实际{found:g}，范围[{low:g}, {high:g}]",
    "out-of-range/shipped-value": "须在[{low:g}, {high:g}]之内，实际为{found:g}",
    "out-of-range/top": "须为不小于1的整数，实际为{found}",
    "out-of-range/weight": "权重须为不小于0且不大于1e100的有限数，实际为{found}",
    "required/indicator-of-data": "数据中没有该指标",
    "required/shipped-field": "缺少{field}",
    "required/shipped-value": "缺少数值",
    "required/source-column": "缺少{column}",
    "required/source-licence": "缺少许可；不明时请写 'Not verified'",
    "unknown-city/node": "{found!r}是指标，不是城市",
    "unknown-city/not-a-name": "城市须以其名称之一给出，实际为{found}",
    "unknown-name/shipped-index": "没有随附的指数{found!r}；{hint}",
    "unknown-name/shipped-method": "没有随附的方法{found!r}；{hint}",
    "unknown-name/source": "没有来源{found!r}；{hint}",
    "unknown-node/group": "没有指标组{found!r}；{hint}",
    "unknown-node/shipped-value": "没有指标{found!r}；{hint}",
    "unknown-node/weight": "{framework:node}中没有该节点；{hint}",
    "wrong-type/argument": "{argument}：须为{allowed}，实际为{found}（{type}）",
    "wrong-type/framework": "须为 Framework，实际为{found}",
    "wrong-type/shipped-value": "须为数，实际为{found!r}",
    "wrong-value/panel-bounds": "没有这种上下限设定{found!r}；{hint}",
    "wrong-value/shipped-level": "spatial_level 须为{allowed:name}之一，实际为{found!r}",
    "wrong-value/shipped-source": "{found!r}不在该指标的来源之列",
    "wrong-value/shipped-year": "须有年份，实际为{found!r}",
}
