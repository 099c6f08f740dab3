"""Commands that ask what usually happens: ``uncertainty``, ``sensitivity``."""

from __future__ import annotations

from intlindex.presentation.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = ()
