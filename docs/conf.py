"""How the documentation is built: every example is executed, an error or a warning fails the build.

sphinx-build -W -b html docs docs/_build/html
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import intlindex
from intlindex import __version__
from intlindex.results import Result
from intlindex.specs import Spec

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent

project = "intlindex"
author = "The intlindex developers"
copyright = "2026, The intlindex developers"
version = release = __version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc"]
exclude_patterns = ["_build", "conf.py", "_shell.py", "_readme.py", "_figures.py", "_kinds.py", "**/.ipynb_checkpoints"]

# --- Examples: executed at every build, in the environment of the build. Shell cells find its `intlindex`.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True
nb_render_markdown_format = "myst"  # tables too
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# --- Notebooks are at the top of the repository and are pages here; without jupytext a note replaces them.
notebooks = HERE / "notebooks"
shutil.rmtree(notebooks, ignore_errors=True)
if find_spec("jupytext"):
    nb_custom_formats = {".py": ["jupytext.reads", {"fmt": "py:percent"}]}
    shutil.copytree(HERE.parent / "notebooks", notebooks, ignore=shutil.ignore_patterns("*.ipynb", "README*"))
else:
    notebooks.mkdir()
    note = "# Notebooks\n\nThis copy was built without jupytext; see the folder `notebooks` of the repository.\n"
    (notebooks / "notebooks.md").write_text(note, encoding="utf-8")

# --- Reference: the docstrings, without what pydantic and dataclasses add to them.
default_role = "code"
numpydoc_show_class_members = False
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
python_maximum_signature_line_length = 80
autodoc_type_aliases = {
    name: name
    for name in (
        "AfterStep", "Aggregation", "Array", "Blanks", "Digits", "DigitsOrNone", "Direction", "Identifier", "Interval",
        "Limit", "Normalisation", "RankTies", "Rounding", "Scale", "SpatialLevel", "Status", "Text", "Ties", "Weight",
        "Weighting",
    )
}  # fmt: skip


def _signature(
    _app: Sphinx, what: str, _name: str, shown: object, _options: object, signature: str | None, _returns: str | None
) -> tuple[str, str] | None:
    """Show the signature of a spec: required fields by name, the others with dots; none for results."""
    if what != "class" or not isinstance(shown, type):
        return None
    if issubclass(shown, Result):
        return "", ""
    if issubclass(shown, Spec):
        fields = [name if field.is_required() else f"{name}=..." for name, field in shown.model_fields.items()]
        return f"(*, {', '.join(fields)})" if fields else "()", ""
    return (signature.replace("<factory>", "..."), "") if signature else None


def _skip_pydantic(_app: Sphinx, _what: str, name: str, *_: object) -> bool | None:
    """Leave out what pydantic gives to every model."""
    return True if name == "model_config" else None


def _write_explorer(app: Sphinx, error: Exception | None) -> None:
    """Write the page that the documentation shows live."""
    if error is None and app.builder.format == "html":
        editions = {"2022": intlindex.load("ieci-2022"), "2024": intlindex.load("ieci-2024")}
        intlindex.explorer(editions, Path(app.outdir) / "explorer.html", place="Hangzhou")


def setup(app: Sphinx) -> None:
    """Connect the functions above."""
    app.connect("build-finished", _write_explorer)
    app.connect("autodoc-skip-member", _skip_pydantic)
    app.connect("autodoc-process-signature", _signature, priority=100)


# --- Looks. Nothing is loaded from the network.
html_theme = "pydata_sphinx_theme"
html_title = "intlindex"
html_static_path = ["_static"]
html_css_files = ["intlindex.css"]
html_show_sourcelink = False
html_theme_options = {
    "logo": {"text": "intlindex"},
    "show_nav_level": 2,
    "navigation_with_keys": False,
    "show_prev_next": True,
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
}
