"""A registered transform or normalisation, as a fit like any other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intlindex.errors import DefinitionError
from intlindex.sentences import say
from intlindex.specs.custom import Custom

__all__ = ["AppliedFunction"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class AppliedFunction:
    """A registered function with the sample that it is fitted to."""

    spec: Custom
    sample: Array
    increasing: bool = True

    def apply(self, values: Array) -> Array:
        """Map values ``(..., units, indicators)``.

        Raises
        ------
        DefinitionError
            If the function does not keep their shape.
        """
        with np.errstate(all="ignore"):  # where it is not defined is said by who asks
            given = self.spec.method.function(values, self.sample, **self.spec.parameters)
        found = np.asarray(given, dtype=np.float64)
        if found.shape != values.shape:
            raise DefinitionError(
                say("wrong-value/scoring-kept-shape", kind=self.spec.kind, allowed=values.shape, found=found.shape)
            )
        return found

    def defined(self, values: Array) -> NDArray[np.bool_]:
        """Return where the function is defined; blanks count as defined."""
        return np.asarray(np.isnan(values) | np.isfinite(self.apply(values)))
