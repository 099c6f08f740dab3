"""Several fitted maps, one after another."""

from __future__ import annotations

from intlindex.kernels.normalise.linear import Affine, Bounded, Chained, Fit
from intlindex.kernels.rounding import Rounded

__all__ = ["affine_of", "chained", "fits_in", "rounds"]


def chained(first: Fit | None, second: Fit | None) -> Fit | None:
    """Return one map after another; None stands for one that changes nothing."""
    if first is None or second is None:
        return second if first is None else first
    return Chained(first, second)


def fits_in(fit: Fit | None) -> tuple[Fit, ...]:
    """List the maps of a chain in order."""
    if fit is None:
        return ()
    return (*fits_in(fit.first), *fits_in(fit.second)) if isinstance(fit, Chained) else (fit,)


def rounds(fit: Fit | None) -> bool:
    """Return whether a chain rounds."""
    return any(isinstance(each, Rounded) for each in fits_in(fit))


def affine_of(fit: Fit | None) -> tuple[Affine, ...] | None:
    """List the maps of a chain if all are straight lines, limits aside; else return None."""
    maps = []
    for each in fits_in(fit):
        inner = each.fit if isinstance(each, Bounded) else each
        if not isinstance(inner, Affine):
            return None
        if isinstance(each, Bounded):
            limits = max(inner.floor, each.floor), min(inner.ceiling, each.ceiling)
            inner = Affine(inner.origin, inner.scale, inner.base, *limits)
        maps.append(inner)
    return tuple(maps)
