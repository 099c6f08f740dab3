"""Sentences of: questions."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "conflict/shipped-level-different": (
        "is measured for the {level}, but its values are different in cities of one country"
    ),
    "conflict/shipped-level-same": (
        "is measured for the {level}, but its values are the same in all cities of a country"
    ),
    "duplicate/shipped-value": "has two values",
    "duplicate/source": "is given twice",
    "no-score/shipped": "no score for {cities:city}",
    "out-of-range/shipped-error": "must lie within its bounds, found {found:g} in [{low:g}, {high:g}]",
    "out-of-range/shipped-value": "must be within [{low:g}, {high:g}], found {found:g}",
    "required/shipped-field": "has no {field}",
    "required/shipped-value": "has no value",
    "required/source-column": "has no {column}",
    "required/source-licence": "has no licence; write 'Not verified' where it is not known",
    "unknown-name/shipped-index": "no index {found!r} ships; {hint}",
    "unknown-name/shipped-method": "no method {found!r} ships; {hint}",
    "unknown-name/source": "no source {found!r}; {hint}",
    "unknown-node/shipped-value": "no indicator {found!r}; {hint}",
    "wrong-type/argument": "{argument}: must be {allowed}, found {found} ({type})",
    "wrong-type/shipped-value": "must be a number, found {found!r}",
    "wrong-value/panel-bounds": "no such bounds {found!r}; {hint}",
    "wrong-value/shipped-level": "spatial_level must be one of {allowed:name}, found {found!r}",
    "wrong-value/shipped-source": "{found!r} is not among the sources of the indicator",
    "wrong-value/shipped-year": "must have a year, found {found!r}",
}
