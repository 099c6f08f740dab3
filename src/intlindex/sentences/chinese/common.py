"""Chinese sentences of: common."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "allowed": "可用：{allowed!r:name 8}",
    "did-you-mean": "是否指{nearest!r:either}？",
    "finding/line": "{severity:word}（{code}）：{message}",
    "finding/line-first-nodes": "{severity:word}（{code}）［{nodes:node 8}］：{message}",
    "finding/line-nodes": "{severity:word}（{code}）［{nodes:node}］：{message}",
    "finding/of-nodes": "［{nodes:node}］{message}",
    "finding/others": "{message}；同类事项另有{count}项，见 .findings",
    "finding/several": "{severity:word}（{code}）：{count:,}项",
    "problems/several": "共有{count:,}个问题",
    "shown/more-lines": "另有{count}行；{attribute} 含全部各行",
    "shown/more-rows": "另有{count}行；.table 含全部各行",
    "shown/rest": "其余{count}行",
    "too-large/memory": "所需内存超过可用内存",
    "unreadable-file": "无法作为{format:word}读取：{reason}",
    "unreadable-file/nested": "无法作为{format:word}读取：嵌套过深",
    "unknown-city": "没有名为{city!r}的城市；{hint}",
    "framework/reconstruction": "{name}（重构）",
    "framework/shown": "框架{id!r}，{title}：{groups:,}个指标组，{indicators:,}项指标",
    "framework/shown-group": "{group}：{indicators:,}项指标",
    "wrong-value/language": "须为{allowed!r:either}，实际为{found!r:.60}",
}
