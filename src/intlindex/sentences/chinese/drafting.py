"""Chinese sentences of: drafting."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "draft-file/framework": (
        "由{source}起草。带有“guess”注释的内容并不确定：请核对并在此更正。\n"
        "id可以更改；`column`是values.csv中的列名。权重均为1：如需更改，请加一行`weight = 2`。"
    ),
    "draft/check": (
        "名称、单位、方向、测量尺度和分组均为推测：framework.toml 中逐项有注释，表中列出全部推测及理由。权重均相等。"
    ),
    "draft/headers": "重复的表头已略去：第{rows:name 8}行。",
    "draft/lower": "{nodes:node}越低越好；其余均为越高越好。",
    "draft/nameless-rows": "没有名称的行已略去：第{rows:name 8}行。",
    "draft/notes": "注释已略去：第{rows:name 8}行，{texts!r:name 3}。",
    "draft/read": "{rows:,}行，名称取自{key!r}列；{indicators:,}项指标，{groups:,}个指标组（含总指数）。",
    "draft/sections": "表中的小标题已略去：第{rows:name 8}行，{texts!r:name 3}。",
    "draft/settings": "读取时设置了{setting}。",
    "draft/sheet": "读取的是工作表{sheet!r}，而不是{others!r:name 5}。",
    "draft/summaries": "汇总行已略去：第{rows:name 8}行，{texts!r:name 3}。",
    "draft/times": "共{count:,}个时期，由{first}至{last}：可用 time 对一个时期计分，或作为面板对全部时期计分。",
    "draft/title": "{index}：由{source}起草的指数",
    "draft/units-unstated": "表中未注明{nodes:node}的单位。",
    "draft/unread": "{column!r}列中有些文本不是数，现为空白：{texts!r:name 5}。",
    "draft/written": "已写入{folder}：{files:name}。",
    "conflict/draft-file": "是文件；草稿须写入文件夹",
    "conflict/draft-folder": "不是空文件夹：其中有{found!r:name 4}；草稿不替换任何文件",
    "draft-file/aggregate": "或 geometric，使薄弱部分影响更大",
    "draft-file/blanks": '或 "rescale"、"strict"',
    "draft-file/column": "表的第{number}列：{header}",
    "draft-file/guess": "推测：{why}",
    "draft-file/method": "指数的合成方法。全部为默认设置，可在此修改。",
    "draft-file/min-coverage": "须具备的权重占比，否则得分为空",
    "draft-file/normalise": "或 z_score、percentile_rank 等",
    "draft-file/weights": "framework.toml 中的权重",
    "draft/nameless": "第{number}列",
    "draft/no-unit": "未注明",
    "empty/draft-indicators": "没有可作指标的列：指标列须为不全相等的数，且不是代码、位次或规模",
    "required/draft-header": "在数的上方没有找到列名行；skip_rows 说明其前有多少行",
    "draft-why/all": "单位：{unit}；{direction:word}：{direction_why}；{scale:word}：{scale_why}",
    "draft-why/all-with-group": (
        "单位：{unit}；{direction:word}：{direction_why}；{scale:word}：{scale_why}；指标组：{group}"
    ),
    "draft-why/both-directions": "名称中有{word!r}，也有{other!r}",
    "draft-why/code": "用于标识各行",
    "draft-why/constant": "数值全部相等，不能区分任何对象",
    "draft-why/date": "是日期，且每个名称只有一行",
    "draft-why/description": "描述规模或位置",
    "draft-why/empty": "没有内容",
    "draft-why/group-prefix": "取自表头开头",
    "draft-why/group-row": "取自列名上方一行",
    "draft-why/key": "给出排名对象的名称",
    "draft-why/no-zero": "{word!r}的零点是约定的",
    "draft-why/nothing-lower": "名称中没有表明越低越好的词",
    "draft-why/numbers": "含有数",
    "draft-why/only-numbers": "是唯一含有数的列",
    "draft-why/population": "描述规模；可作指标的分母",
    "draft-why/rank": "名称中有{word!r}：位次越低越好",
    "draft-why/ratio": "数值看来是数量或占比",
    "draft-why/result": "是位次或合计，属指数的结果",
    "draft-why/steps": "数值为{low}至{high}的整数",
    "draft-why/steps-word": "名称中有{word!r}，数值为不超过{most}的整数",
    "draft-why/text": "含有文本",
    "draft-why/time": "每个名称有若干行，每个时期一行",
    "draft-why/title": "取自表上方的标题",
    "draft-why/unit-cells": "在数的旁边",
    "draft-why/unit-common": "对全表统一注明",
    "draft-why/unit-header": "在表头中",
    "draft-why/unit-lower": "{unit!r}测度污染或噪声",
    "draft-why/unit-row": "在单位行中",
    "draft-why/unit-unknown": "表中未注明",
    "draft-why/word": "名称中有{word!r}",
    "draft-why/years": "数值为年份",
}
