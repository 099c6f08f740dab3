"""Sentences of: specs and kernels."""

from typing import Final

__all__ = ["SENTENCES"]

# ---------------------------------------------------------------- one field of a definition

_FIELDS: Final = {
    "conflict/after-and-round": "cannot be given together with round, which is short for an after that only rounds",
    "unknown-node/indicator-for-group": "{node!r} is an indicator, not a group; {hint}",
    "required/specs-field": "is required",
    "required/specs-kind": 'needs a kind, as in {{ kind = "..." }}, found {found!r}',
    "not-allowed/specs-field": "is not a field here; {hint}",
    "not-allowed/specs-parameter": "is not a parameter; {hint}",
    "not-allowed/specs-no-parameters": "is not a parameter; this kind has none",
    "unknown-kind/specs": "unknown kind {found!r}; {hint}",
    "unknown-kind/specs-none": "unknown kind {found!r}; none is registered",
    "wrong-type/specs-text": "must be text, found {found!r}",
    "wrong-type/specs-number": "must be a number, found {found!r}",
    "wrong-type/specs-whole-number": "must be a whole number, found {found!r}",
    "wrong-type/specs-flag": "must be true or false, found {found!r}",
    "wrong-type/specs-list": "must be a list, found {found!r}",
    "wrong-type/specs-table": "must be a table, found {found!r}",
    "not-finite/specs-number": "must be a finite number, found {found!r}",
    "not-finite/specs-nan": "must be a number, found {found!r}",
    "not-finite/specs-goalposts": "must be finite, found [{low:g}, {high:g}]",
    "wrong-value/specs-one": "must be {allowed!r}, found {found!r}",
    "wrong-value/specs-several": "must be one of {allowed!r:name}, found {found!r}",
    "wrong-value/specs-id": "must be an id, without spaces or square brackets, found {found!r}",
    "wrong-value/specs-other": "{reason}, found {found!r}",
    "empty/specs-text": "must be text of at least {allowed:plural character|characters}, found {found!r}",
    "out-of-range/specs-above": "must be greater than {allowed:g}, found {found!r}",
    "out-of-range/specs-at-least": "must be greater than or equal to {allowed:g}, found {found!r}",
    "out-of-range/specs-below": "must be less than {allowed:g}, found {found!r}",
    "out-of-range/specs-at-most": "must be less than or equal to {allowed:g}, found {found!r}",
    "out-of-range/specs-too-few": "must hold at least {allowed}, found {found!r}",
    "out-of-range/specs-too-many": "must hold at most {allowed}, found {found!r}",
}

# ---------------------------------------------------------------- fields that must suit each other

_RULES: Final = {
    "wrong-value/specs-interval": "must be two limits such as [0, 100], or text such as '(0, inf]', found {found!r}",
    "conflict/specs-interval": "must be [lower, higher], found [{low:g}, {high:g}]",
    "conflict/specs-floor-cap": "floor must be below cap, found floor = {floor:g}, cap = {cap:g}",
    "conflict/specs-low-high": "low must be below high, found low = {low:g}, high = {high:g}",
    "out-of-range/specs-exponent": "exponent must not be 0, which makes all values equal",
    "out-of-range/specs-order-weights": "order_weights must not all be zero",
    "conflict/specs-worst-ideal": "worst must be below ideal, found worst = {worst:g}, ideal = {ideal:g}",
    "conflict/specs-shares": "min_share must be below max_share, found {low:g} and {high:g}",
    "not-allowed/specs-unit": 'goes with to = "unit", and only with it',
    "conflict/specs-to-worst": 'to = "worst" needs form = "relative", since it has no way from the worst',
    "out-of-range/specs-scores": "needs {allowed} for {points:plural point|points}, found {found}",
    "conflict/specs-points": "must be in ascending order, found {found!r}",
    "conflict/specs-scores": "must be in ascending or in descending order, found {found!r}",
    "conflict/specs-experts": "gives points to other children than the first",
    "empty/specs-expert": "gives no points",
    "out-of-range/specs-matrix": "matrix must be {count} x {count}, one row and column for each child",
    "conflict/specs-best-worst": "best_to_others and others_to_worst must name the same children",
    "conflict/specs-leaves": "of='leaves' varies all indicators together, so neither groups nor levels may be named",
    "conflict/specs-order": "the order contradicts itself: {node!r:node} would weigh at least as much as itself",
    "required/class-cuts": "is required by the kind 'fixed', one fewer than there are classes",
    "required/class-count": "is required without labels",
    "required/english-label": "must have labels in English, found {found:name}",
    "required/label-in-all-languages": "must give each label in all languages of the others: {allowed:name}",
    "not-allowed/class-count": "goes with the other kinds: as many classes as cuts and one more",
    "not-allowed/class-cuts": "goes with the kind 'fixed': the kind {kind!r} finds the cuts",
    "conflict/class-cuts": "must be numbers in ascending order, found {found!r}",
    "conflict/class-labels": "must be {allowed} labels, one for each class, found {found}",
    "out-of-range/class-labels": "must be from 2 to 100 labels, found {found}",
    "duplicate/class-labels": "must be different labels, found {found!r}",
    "required/specs-limits": "give within, or shares of single nodes",
    "conflict/specs-limits": "must be [lowest, highest], found [{low:g}, {high:g}]",
    "conflict/specs-thousands": "cannot separate thousands by {found!r}, which is the decimal mark",
    "wrong-type/specs-footnotes": "must be true, false or a list of marks, found {found!r}",
    "wrong-type/specs-skip-rows": (
        "must be the number of rows before the header, or a list of numbers of rows from 1, found {found!r}"
    ),
    "wrong-value/specs-encoding": "is no encoding of text that Python knows, found {found!r}",
    "conflict/specs-condition": "give one of below, at_least and is, found {found:name}",
    "required/specs-condition": "give below, at_least or is",
    "not-allowed/specs-condition": "a step that is part of another cannot have a condition",
    "conflict/specs-noise": "give one of relative, absolute and column, found {found:name}",
    "required/specs-noise": "give relative, absolute, column or imputed",
}

# ---------------------------------------------------------------- the tree, and rules for its nodes

_TREE: Final = {
    "unknown-node/specs-node": "no node {found!r} in {framework}; {hint}",
    "unknown-node/specs-parent": "no group {found!r}; {hint}",
    "unknown-node/specs-indicator-rule": "no indicator {found!r} in {framework}; {hint}",
    "unknown-node/specs-group-rule": "no group {found!r} in {framework}; {hint}",
    "unknown-node/specs-class-rule": "no node {found!r} in {framework}; {hint}",
    "unknown-name/specs-level-rule": "no level {found!r} in {framework}; {hint}",
    "not-allowed/specs-parent": "{found!r} is an indicator, which cannot have children",
    "not-allowed/specs-reserved": "is the name of a column of data or results: {reserved:name}",
    "duplicate/specs-id-of-group": "is used before, by another group; ids are unique",
    "duplicate/specs-id-of-indicator": "is used before, by another indicator; ids are unique",
    "empty/specs-group": "has no children",
    "out-of-range/specs-weights": "the weights of its children sum to zero",
    "required/specs-root": "none is without a parent; exactly one must be, the root",
    "conflict/specs-roots": "{count} are without a parent ({found:node}); exactly one must be, the root",
    "conflict/specs-cycle": "is below itself: {path}",
    "empty/specs-framework": "no indicator is left without {nodes:node}",
    "preset-range/specs-range": "{kind!r} runs from {low:g} to {high:g}",
    "preset-range/specs-followed": "{kind!r} is followed by {then!r}",
}

# ---------------------------------------------------------------- names and files

_FILES: Final = {
    "wrong-type/specs-node": "the id of a node must be text, found {found!r}",
    "wrong-type/specs-nodes": "ids of nodes must be a list of text, found {found!r}",
    "wrong-type/specs-name": "a name must be text, found {found!r}",
    "wrong-type/specs-path": "a path must be text or a Path, found {found!r}",
    "unknown-name/specs-city-or-node": "no city or node {found!r}; {hint}",
    "ambiguous/specs-city": "{found!r} may be {allowed!r:name 8}: write the name exactly",
    "unreadable-file/specs-device": "is a device, not a file",
    "unreadable-file/specs-missing": "no such file",
    "unreadable-file/specs-name": "is not a file name: {reason}",
    "unreadable-file/specs-directory": "is a directory, not a file",
    "unreadable-file/specs-system": "{reason}",
    "unreadable-file/specs-utf8": "line {line}: byte {found} is not UTF-8; save the file as UTF-8",
    "empty/specs-file": "the file is empty",
    "unreadable-file/specs-toml": "is not valid TOML: {reason}",
    "wrong-value/specs-half-character": "holds half of a character (a lone surrogate): {found!r}",
    "out-of-range/specs-digits": "holds a whole number of more than {allowed} digits",
    "too-large/specs-depth": "is nested more than {allowed} deep",
}

# ---------------------------------------------------------------- kinds that a user registers

_REGISTRY: Final = {
    "unknown-name/registry-step": "no step {found!r}; {hint}",
    "unknown-name/registry-flag": "no flag {found!r} for {step}; {hint}",
    "unknown-name/registry-writer": "nothing writes {found!r} of {kind}",
    "not-allowed/registry-built-in": "{found!r} is a built-in kind of {step}; choose another name",
    "not-supported/registry-signature": (
        "the parameters of the function of {name!r} cannot be read; wrap it in a function written in Python"
    ),
    "wrong-type/registry-name": "the name of a kind must be text, found {found!r}",
    "wrong-type/registry-callable": "what is registered as {name!r} must be a function, found {found!r}",
    "wrong-type/registry-function": (
        "the function of {name!r} must take ({allowed:name}) by position and all else by keyword (after *), "
        "found ({found:name})"
    ),
}

# ---------------------------------------------------------------- kernels, which know children by their places only

_KERNELS: Final = {
    "children/kernel-one": "child {child}",
    "children/kernel-several": "children {others:name} and {last}",
    "out-of-range/kernel-frontier-values": "benefit of the doubt needs values that are not negative, found {found:g}",
    "out-of-range/kernel-share-bounds": "bounds on shares must hold 0 <= low <= high, found {low!r} and {high!r}",
    "infeasible/kernel-share-bounds": (
        "no shares within their bounds add up to one: lower bounds add up to {low:g}, upper bounds to {high:g}"
    ),
    "solver-failed/kernel": "{reason}",
    "solver-failed/kernel-frontier": "the solver found no weights: {reason}",
    "solver-failed/kernel-consensus": "no consensus ranking could be proved to be the best: {reason}",
    "solver-failed/kernel-best-worst": "the best-worst program was not solved: {reason}",
    "too-large/kernel-consensus": "a consensus ranking is found for at most {allowed} units, found {found}",
    "not-allowed/kernel-treatment": "{kind!r} reverses the order of the values, so it cannot treat outliers",
    "wrong-value/kernel-times": "times must be finite and in ascending order, found {found!r}",
    "wrong-value/kernel-correlation": "kind must be one of {allowed:name}, found {found!r}",
    "conflict/kernel-inconsistent": (
        "the judgements are inconsistent: their consistency ratio is {found:.3g}, allowed is {allowed:g}; most at odds "
        "are {children}: {one} over {two} is {first:.4g} and {two} over {three} is {second:.4g}, which makes "
        "{one} over {three} {implied:.4g}, found {direct:.4g}"
    ),
    "wrong-value/kernel-matrix": "a matrix of comparisons must be square, found {found}",
    "out-of-range/kernel-pairs": "comparisons in pairs are for 1 to {allowed} children, found {found}",
    "out-of-range/kernel-judgement": "judgements must be positive: entry ({row}, {column}) is {found:.4g}",
    "wrong-value/kernel-diagonal": "a child compared with itself is 1: entry ({row}, {row}) is {found:.4g}",
    "conflict/kernel-reciprocal": (
        "the judgements are not reciprocal: entry ({row}, {column}) is {given:.4g}, so "
        "entry ({column}, {row}) should be {allowed:.4g}, found {found:.4g}"
    ),
    "conflict/kernel-best-worst-sizes": (
        "both rows of judgements need one entry for each child, found {best} and {worst}"
    ),
    "out-of-range/kernel-best-worst": "judgements must be at least 1: {name}, {child}, is {found:.4g}",
    "required/kernel-best": "no child is the best: best_to_others has no 1",
    "required/kernel-worst": "no child is the worst: others_to_worst has no 1",
    "conflict/kernel-best-worst": (
        "the best, {best}, over the worst, {worst}, is {to_others:.4g} in best_to_others, "
        "{to_worst:.4g} in others_to_worst"
    ),
    "out-of-range/kernel-target": "a target must be non-negative and not all zero, found {found!r}",
    "empty/kernel-batch": "an empty batch has nothing to weigh",
    "out-of-range/kernel-entropy": "entropy weights need values of at least 0: {child} has {found:.6g}",
    "out-of-range/kernel-entropy-sum": "entropy weights need a positive sum; all zeros: {children}",
    "no-spread/kernel-conflict": "no conflict to weigh by: {children} are perfectly correlated",
    "no-spread/kernel-weights": "all children are constant: there is no spread to weigh by",
    "out-of-range/kernel-values": "each child needs at least {allowed} values: {child} has {found}",
    "not-defined/kernel-correlation": (
        "{children} cannot be correlated: fewer than {allowed} units have both, or one is constant over them"
    ),
    "out-of-range/kernel-complete-rows": (
        "principal components need at least two units without a blank, found {found}"
    ),
    "no-spread/kernel-components": (
        "nothing to correlate, constant over the {count:plural unit|units} without a blank: {children}"
    ),
    "out-of-range/kernel-components": "components must be from 1 to {allowed}, the number of children, found {found}",
    "out-of-range/kernel-threshold": 'threshold must be "kaiser" or a share above 0 and up to 1, found {found}',
    "out-of-range/kernel-loadings": "loadings as weights would be negative: {children} with {found:name}",
    "empty/kernel-children": "there must be at least one child, found {found}",
    "wrong-value/kernel-order": "an order must be the ranks 1 to {allowed} (ties allowed), found {found!r}",
    "out-of-range/kernel-points": "points must be non-negative numbers: expert {expert} gives {found:g} to {child}",
    "empty/kernel-expert": "each expert must give some points: expert {expert} gives none",
    "out-of-range/kernel-weights": "weights must be non-negative and not all zero, found {found!r}",
    "out-of-range/kernel-bandwidth": "bandwidth must be positive, found {found:g}",
    "not-defined/kernel-importance": "fewer than {allowed} values: {children}",
    "no-spread/kernel-importance": "constant, and without spread there is no importance: {children}",
    "no-spread/kernel-index": "the index is constant under these weights: there is no variance to explain",
    "infeasible/kernel-limits": (
        "fewer than one weighting in ten thousand keeps these limits: widen them, or name fewer"
    ),
}

SENTENCES: Final[dict[str, str]] = {**_FIELDS, **_RULES, **_TREE, **_FILES, **_REGISTRY, **_KERNELS}
