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
    "empty/cities-left": "no city is left without {cities!r:city 8}",
    "no-score/shipped": "no score for {cities:city}",
    "not-defined/zero-sum": "the weights of its children sum to zero",
    "out-of-range/digits": "must be a whole number from 0 to {most}, found {found}",
    "out-of-range/shipped-error": "must lie within its bounds, found {found:g} in [{low:g}, {high:g}]",
    "out-of-range/shipped-value": "must be within [{low:g}, {high:g}], found {found:g}",
    "out-of-range/top": "must be a whole number of at least 1, found {found}",
    "out-of-range/weight": "a weight must be a finite number, at least 0 and at most 1e100, found {found}",
    "required/indicator-of-data": "the data has no such indicator",
    "required/shipped-field": "has no {field}",
    "required/shipped-value": "has no value",
    "required/source-column": "has no {column}",
    "required/source-licence": "has no licence; write 'Not verified' where it is not known",
    "unknown-city/node": "{found!r} is a node, not a city",
    "unknown-city/not-a-name": "a city is given by one of its names, found {found}",
    "unknown-name/shipped-index": "no index {found!r} ships; {hint}",
    "unknown-name/shipped-method": "no method {found!r} ships; {hint}",
    "unknown-name/source": "no source {found!r}; {hint}",
    "unknown-node/group": "no group {found!r}; {hint}",
    "unknown-node/shipped-value": "no indicator {found!r}; {hint}",
    "unknown-node/weight": "no such node in {framework}; {hint}",
    "wrong-type/argument": "{argument}: must be {allowed}, found {found} ({type})",
    "wrong-type/framework": "must be a Framework, found {found}",
    "wrong-type/shipped-value": "must be a number, found {found!r}",
    "wrong-value/panel-bounds": "no such bounds {found!r}; {hint}",
    "wrong-value/shipped-level": "spatial_level must be one of {allowed:name}, found {found!r}",
    "wrong-value/shipped-source": "{found!r} is not among the sources of the indicator",
    "wrong-value/shipped-year": "must have a year, found {found!r}",
}
