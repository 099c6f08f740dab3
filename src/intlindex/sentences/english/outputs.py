"""Sentences of: outputs."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "conflict/outputs-fingerprint": ("its content is not that of its fingerprint: it was changed after it was written"),
    "conflict/outputs-results": "{file}: the recorded results are not those of its content",
    "conflict/outputs-score": "recorded {recorded:.12g}, computed {computed:.12g}",
    "conflict/outputs-shape": "the recorded results do not have the shape of the index",
    "empty/explorer-indices": "there is no index to show",
    "file-format/index": "index file",
    "folder/readme": (
        "An index in three files: what is measured, how it is combined, and the values. "
        "To rank it: `{command}`, or in Python `{call}`."
    ),
    "missing-package/explorer-widget": "the widget needs another package: pip install 'intlindex[widget]'",
    "missing-package/outputs-excel": "writing .xlsx needs another package: pip install 'intlindex[excel]'",
    "missing-package/outputs-parquet": "writing .parquet needs another package: pip install 'intlindex[parquet]'",
    "not-supported/outputs-folder": (
        "scored again from files, other values would be found for {nodes:node}: what was fitted to the index, as fills "
        "of blanks at other weights, is not written; to_json keeps it"
    ),
    "not-supported/outputs-folder-times": "is imputed from earlier times, which are not written; to_json keeps them",
    "too-large/outputs-sheet": (
        "table {table!r} has {rows} rows and {columns} columns; a sheet has room for {most_rows} and {most_columns}"
    ),
    "unknown-name/record": "no record {found!r}; {hint}",
    "unknown-name/outputs-schema": "no schema {name!r}; {hint}",
    "unreadable-file/outputs-format": "is not an index written by to_json: its format is not {allowed!r}",
    "unreadable-file/outputs-incomplete": "is incomplete: {error}: {reason}",
    "unreadable-file/outputs-json": "is not valid JSON: {reason}",
    "unwritable-file/outputs": "cannot be written: {reason}",
    "unwritable-file/outputs-folder": "cannot be created: {reason}",
    "unwritable-file/outputs-name": "is not a valid file name: {reason}",
    "wrong-type/explorer-index": "must be an Index, called by a text, found {found}",
    "wrong-type/explorer-indices": "expected an Index, or indices by what they are called, found {found}",
    "wrong-type/explorer-place": "expected names of cities, found {found}",
    "wrong-type/explorer-weights": "expected weights by node id",
    "wrong-type/explorer-widget-index": "must be an Index with the nodes of the one that is shown",
    "wrong-type/outputs-path": "an index is read from a path, found {found}",
    "wrong-type/outputs-target": "a file or folder is written to a path, found {found}",
    "wrong-type/outputs-text": "an index is read from text, found {found}",
    "wrong-value/explorer-lang": "must be {allowed!r:either}, found {found}",
    "wrong-value/outputs-text-as-path": (
        "is the text of an index and not the path of a file: read it with from_json_text"
    ),
    "wrong-value/outputs-workbook-ending": "a workbook is written to a file that ends in .xlsx",
    # Names of sheets
    "sheet/about": "about",
    "sheet/attributes": "attributes",
    "sheet/denominated": "denominated",
    "sheet/findings": "findings",
    "sheet/framework": "framework",
    "sheet/imputation": "imputation",
    "sheet/imputed": "imputed",
    "sheet/method": "method",
    "sheet/normalised": "normalised",
    "sheet/ranking": "ranking",
    "sheet/ranks": "ranks",
    "sheet/raw": "raw",
    "sheet/scores": "scores",
    "sheet/sources": "sources",
    "sheet/table": "table",
    "sheet/transformed": "transformed",
    "sheet/treated": "treated",
    "sheet/treatment": "treatment",
    "sheet/weights": "weights",
    # The sheet "about"
    "about/label-cities": "cities",
    "about/label-description": "what it is",
    "about/label-fingerprint": "fingerprint",
    "about/label-framework": "framework",
    "about/label-index": "index",
    "about/label-indicators": "indicators",
    "about/label-method": "method",
    "about/label-status": "how its nodes are known",
    "about/label-table": "table {table}",
    "about/label-version": "made by",
    "about/label-weights": "re-weighted",
    "about/outputs-attributes": "other columns of the data",
    "about/outputs-denominated": "values divided by their denominators",
    "about/outputs-findings": "what is worth knowing about data and result",
    "about/outputs-framework": "all nodes, and how they are known",
    "about/outputs-imputation": "the cells that were imputed",
    "about/outputs-imputed": "values with blanks imputed, where the method does",
    "about/outputs-list": "{items:name}",
    "about/outputs-made-by": "Made by intlindex {version}.",
    "about/outputs-method": "the method, as its file has it",
    "about/outputs-normalised": "commensurate values, as aggregated; higher is better",
    "about/outputs-ranking": "the cities, best first",
    "about/outputs-ranks": "ranks at all nodes",
    "about/outputs-raw": "values as read",
    "about/outputs-scores": "scores at all nodes",
    "about/outputs-sources": "sources of single values",
    "about/outputs-status": "{status} {count}",
    "about/outputs-transformed": "values after transforms",
    "about/outputs-treated": "values with outliers treated, where the method does",
    "about/outputs-treatment": "what was done to outliers, and why",
    "about/outputs-unstated": "not stated",
    "about/outputs-weight": "{node:node} = {weight:g}",
    "about/outputs-weights": "weights as given, shares among siblings, and effective weights",
}
