"""Commands that ask what is certain: ``bounds``."""

from __future__ import annotations

from intlindex.presentation.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = ()
