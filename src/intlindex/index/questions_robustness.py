"""Questions about what is certain, or possible at all, under a set of weights.

Each method is a door to a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

__all__ = ["RobustnessQuestions"]


class RobustnessQuestions:
    """Questions about what is certain, or possible at all, under a set of weights."""
