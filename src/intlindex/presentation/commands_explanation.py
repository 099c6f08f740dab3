"""Commands that ask why: ``explain``, ``compare``, ``place``, ``audit``."""

from __future__ import annotations

from intlindex.presentation.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = ()
