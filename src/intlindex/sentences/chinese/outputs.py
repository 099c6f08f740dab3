"""Chinese sentences of: outputs."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "conflict/outputs-fingerprint": "内容与校验码不符：写出后曾被改动",
    "conflict/outputs-results": "{file}：记录的结果与其内容不符",
    "conflict/outputs-score": "记录为{recorded:.12g}，计算为{computed:.12g}",
    "conflict/outputs-shape": "记录的结果与指数的行列数不符",
    "file-format/index": "指数文件",
    "folder/readme": (
        "由三个文件组成的指数：测度内容（指标体系）、合成方法和数值。排名命令：`{command}`；在 Python 中：`{call}`。"
    ),
    "missing-package/outputs-excel": "写出 .xlsx 需要另装程序包：pip install 'intlindex[excel]'",
    "missing-package/outputs-parquet": "写出 .parquet 需要另装程序包：pip install 'intlindex[parquet]'",
    "not-supported/outputs-folder": (
        "由文件重新计分时，{nodes:node}会得到不同的数值：按该指数确定的量（如在其他权重下的缺失填补值）不写入文件"
        "；to_json 予以保留"
    ),
    "not-supported/outputs-folder-times": "由较早时期的数据插补，而这些数据不写入文件；to_json 予以保留",
    "too-large/outputs-sheet": "表{table!r}有{rows}行、{columns}列；工作表最多容纳{most_rows}行、{most_columns}列",
    "unknown-name/outputs-schema": "没有模式{name!r}；{hint}",
    "unreadable-file/outputs-format": "不是由 to_json 写出的指数：其格式不是{allowed!r}",
    "unreadable-file/outputs-incomplete": "内容不完整：{error}：{reason}",
    "unreadable-file/outputs-json": "不是有效的 JSON：{reason}",
    "unwritable-file/outputs": "无法写入：{reason}",
    "unwritable-file/outputs-folder": "无法创建：{reason}",
    "unwritable-file/outputs-name": "不是有效的文件名：{reason}",
    "wrong-type/outputs-path": "读取指数须给出路径，实际为{found}",
    "wrong-type/outputs-target": "写出文件或文件夹须给出路径，实际为{found}",
    "wrong-type/outputs-text": "读取指数须给出文本，实际为{found}",
    "wrong-value/outputs-text-as-path": "是指数的文本，不是文件路径：请用 from_json_text 读取",
    "wrong-value/outputs-workbook-ending": "工作簿须写入以 .xlsx 结尾的文件",
    "about/label-cities": "城市",
    "about/label-description": "简介",
    "about/label-fingerprint": "校验码",
    "about/label-framework": "指标体系",
    "about/label-index": "指数",
    "about/label-indicators": "指标",
    "about/label-method": "方法",
    "about/label-status": "各节点的依据",
    "about/label-table": "表 {table}",
    "about/label-version": "生成工具",
    "about/label-weights": "权重调整",
    "about/outputs-attributes": "数据中的其他列",
    "about/outputs-denominated": "除以分母后的数值",
    "about/outputs-findings": "数据和结果中值得注意的事项",
    "about/outputs-framework": "全部节点及其依据",
    "about/outputs-imputation": "经插补的单元格",
    "about/outputs-imputed": "插补缺失值后的数值（如方法规定）",
    "about/outputs-list": "{items:name}",
    "about/outputs-made-by": "由 intlindex {version} 生成。",
    "about/outputs-method": "方法（与其文件一致）",
    "about/outputs-normalised": "标准化（无量纲化）后用于合成的数值；越高越好",
    "about/outputs-ranking": "城市排名，由高到低",
    "about/outputs-ranks": "在各节点的位次",
    "about/outputs-raw": "读入的原始数值",
    "about/outputs-scores": "在各节点的得分",
    "about/outputs-sources": "各数值的来源",
    "about/outputs-status": "{status:word}{count}个",
    "about/outputs-transformed": "变换后的数值",
    "about/outputs-treated": "处理离群值后的数值（如方法规定）",
    "about/outputs-treatment": "对离群值的处理及原因",
    "about/outputs-unstated": "未注明",
    "about/outputs-weight": "{node:node}={weight:g}",
    "about/outputs-weights": "给定权重、在同级指标中的占比和综合权重",
}
