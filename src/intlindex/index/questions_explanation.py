"""Questions about why a city stands where it stands: explaining, comparing, placing, auditing.

Each method is a door to a function in `intlindex.analyses`, imported when it is asked for.
"""

from __future__ import annotations

__all__ = ["ExplanationQuestions"]


class ExplanationQuestions:
    """Questions about why a city stands where it stands: explaining, comparing, placing, auditing."""
