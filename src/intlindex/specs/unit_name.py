"""What the units of a framework are called. Specs only."""

from __future__ import annotations

from intlindex.sentences.nouns import Noun
from intlindex.specs.base import Spec
from intlindex.specs.fields import Text

__all__ = ["UnitName"]


class UnitName(Spec):
    """The noun for what is ranked, in tables, sentences and titles.

    Examples
    --------
    >>> UnitName(one="country", many="countries", zh="国家").noun
    Noun(one='country', many='countries', zh='国家')
    >>> UnitName().noun is None
    True
    """

    one: Text = "city"
    """The singular, which is also the name of the key column."""
    many: Text = "cities"
    """The plural."""
    zh: Text | None = None
    """In Chinese."""

    @property
    def noun(self) -> Noun | None:
        """The noun that sentences use; None for cities."""
        if (self.one, self.many, self.zh) == ("city", "cities", None):
            return None
        return Noun(self.one, self.many, self.zh)
