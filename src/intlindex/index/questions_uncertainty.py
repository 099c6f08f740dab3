"""Questions about what usually happens under other weights, choices and data, and about what decides it.

Each method is a door to a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

__all__ = ["UncertaintyQuestions"]


class UncertaintyQuestions:
    """Questions about what usually happens under other weights, choices and data, and about what decides it."""
