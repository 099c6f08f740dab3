"""Records of an index and of its results: what the command line prints as JSON."""

from intlindex.display.records.base import FindingRecord

__all__ = ["FindingRecord"]
