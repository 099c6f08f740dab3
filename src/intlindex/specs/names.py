"""Names without invisible characters, and the search for the name that is spelt most like another."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from intlindex.errors import UnknownNameError, nearest
from intlindex.sentences import say

__all__ = ["Names", "clean_name", "name_key", "name_keys", "resolve_city", "similar_names"]

# Letters that look like a blank though Unicode counts them among letters and symbols.
_BLANK_LETTERS = {0x2800, 0x3164, 0xFFA0}
# What Unicode calls default ignorable: nothing is shown for it. Controls that are no white space are added below.
_IGNORABLE = [
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF0, 0xFFFB),
    (0xE0000, 0xE0FFF),
]
_UNSEEN = dict.fromkeys(_BLANK_LETTERS, " ") | {
    code: None for first, last in _IGNORABLE for code in range(first, last + 1)
}
_UNSEEN |= {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()}
# Those of them that Python calls printable.
_PRINTABLE_UNSEEN = re.compile(f"[{''.join(chr(code) for code in sorted(_UNSEEN) if chr(code).isprintable())}]")
# These two join letters of Arabic and Indian scripts or keep them apart, which is seen; elsewhere they are not.
_JOINERS = re.compile("[\u200c\u200d]+")
_VIRAMA = 9
# Letters, numbers, and signs that distinguish names, as C from C+.
_KEY_LETTERS = {"Lu", "Ll", "Nd", "Sm", "Sc"}
# Letters with a stroke, which Unicode does not take apart into a letter and an accent.
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe"}
# Signs written for an apostrophe or a hyphen, which Unicode counts among letters and signs.
_SIGNS = {chr(code): "'" for code in range(0x2B9, 0x2C0)} | {"\u02c8": "'", "\ua78c": "'", "\u2212": "-", "\u02d7": "-"}
_ALIKE = str.maketrans(_STROKES | _SIGNS)

MOST_KEYS = 4096
"""Keys of names that are kept: the known cities are looked up by all their names again and again."""


def clean_name(name: str) -> str:
    """Remove the invisible characters of a name.

    Letters are composed (Unicode's form C), every kind of white space becomes one plain space, none is left at the
    ends, and characters without width go. What can be seen stays: case, accents, apostrophes, hyphens.

    Parameters
    ----------
    name : str
        As it was written.

    Returns
    -------
    str
        The name that it looks like.

    Raises
    ------
    TypeError
        If it is not text.

    Examples
    --------
    >>> clean_name("San\u00a0 Remo\u200b "), clean_name("Malmo\u0308") == "Malm\u00f6"
    ('San Remo', True)
    """
    if not isinstance(name, str):
        raise TypeError(say("wrong-type/specs-name", found=name))
    seen = name
    if not name.isprintable() or (not name.isascii() and _PRINTABLE_UNSEEN.search(name)):
        seen = name.translate(_UNSEEN)
        seen = _JOINERS.sub(lambda found: _joiner(found, seen), seen)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _joiner(found: re.Match[str], name: str) -> str:
    """Keep a joiner within a word of a script whose letters join."""
    before, after = name[max(found.start() - 1, 0) : found.start()], name[found.end() : found.end() + 1]
    joins = before and (unicodedata.bidirectional(before) == "AL" or unicodedata.combining(before) == _VIRAMA)
    return found[0][0] if joins and after and not after.isspace() else ""


class _Without(dict[int, str | None]):
    """What `str.translate` leaves of letters: nothing of those for which something holds."""

    def __init__(self, holds: Callable[[str], bool]) -> None:
        super().__init__()
        self._holds = holds

    def __missing__(self, code: int) -> str | None:
        self[code] = left = None if self._holds(chr(code)) else chr(code)
        return left


def _is_accent(letter: str) -> bool:
    """Return whether a mark is an accent, or a vowel sign that Hebrew and Arabic may omit."""
    place = unicodedata.combining(letter)
    return place >= 200 or 10 <= place <= 36


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PZC" or letter.isspace()


_ACCENTS = _Without(_is_accent)
_PUNCTUATION = _Without(_is_punctuation)
_LONE_ACCENTS = _Without(lambda letter: unicodedata.category(letter) == "Sk")


def _plain(name: str) -> str:
    """Return a name without case and accents; compatibility forms, as full width, become plain letters."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return unicodedata.normalize("NFKC", letters.translate(_ACCENTS).translate(_ALIKE))


_NO_KEY = dict.fromkeys(code for code in range(128) if unicodedata.category(chr(code)) not in _KEY_LETTERS)
_NO_KEY_IN_LINES = {code: None for code in _NO_KEY if chr(code) != "\n"}


def _without_punctuation(name: str) -> str:
    return name.translate(_PUNCTUATION)


@lru_cache(maxsize=MOST_KEYS)
def name_key(name: str) -> str:
    """Reduce a name to what identifies it: no case, accents, punctuation or spaces.

    Examples
    --------
    >>> name_key("São Paulo") == name_key("sao_paulo"), name_key("Washington, D.C.")
    (True, 'washingtondc')
    """
    if name.isascii():
        return name.translate(_NO_KEY).casefold()
    key = _without_punctuation(_plain(clean_name(name)))
    return key.translate(_LONE_ACCENTS)


def name_keys(names: Sequence[str]) -> list[str]:
    """Return `name_key` of each of many names.

    Examples
    --------
    >>> name_keys(["San Remo", "New York"])
    ['sanremo', 'newyork']
    """
    text = "\n".join(names)
    if not text.isascii() or text.count("\n") != len(names) - 1:
        return [name_key(name) for name in names]
    return text.translate(_NO_KEY_IN_LINES).casefold().split("\n")


# From the closest spelling to the least close; names that agree in one step of a row are equally close.
_SPELLINGS: tuple[tuple[Callable[[str], str], ...], ...] = (
    (clean_name,),
    (lambda name: clean_name(name).casefold(),),
    (lambda name: _plain(clean_name(name)), lambda name: _without_punctuation(clean_name(name).casefold())),
    (name_key,),
)


class Names:
    """Names with what each of them means, found by the closest spelling.

    Parameters
    ----------
    names : mapping of str to str
        What each name means.

    Examples
    --------
    >>> names = Names({"San José": "San José", "San Jose": "San Jose"})
    >>> names.found("san josé"), names.found("SAN JOSE"), names.found("Lima")
    (('San José',), ('San Jose',), ())
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._spelt: dict[Callable[[str], str], dict[str, dict[str, None]]] = {}

    def found(self, name: str) -> tuple[str, ...]:
        """Return the meaning of the names that are spelt most like a name; several where they are equally close."""
        if not isinstance(name, str):
            raise TypeError(say("wrong-type/specs-name", found=name))
        if name in self._names:
            return (self._names[name],)
        for spellings in _SPELLINGS:
            found: dict[str, None] = {}
            for spelling in spellings:
                key = spelling(name)
                found |= self._by(spelling).get(key, {}) if key else {}
            if found:
                return tuple(found)
        return ()

    def _by(self, spelling: Callable[[str], str]) -> dict[str, dict[str, None]]:
        if spelling not in self._spelt:
            spelt: dict[str, dict[str, None]] = {}
            for name, meant in self._names.items():
                spelt.setdefault(spelling(name), {})[meant] = None
            self._spelt[spelling] = spelt
        return self._spelt[spelling]


def resolve_city(name: str, names: Mapping[str, str], *, others: Iterable[str] = ()) -> str:
    """Find the display name of a city by any of its known names.

    Parameters
    ----------
    name : str
        Id, English or Chinese name, or alias. The closest spelling wins: the same, then the same except for case, then
        except for accents or punctuation.
    names : mapping of str to str
        Display names, by every known name.
    others : iterable of str
        What else could have been meant, for the message.

    Returns
    -------
    str
        The display name.

    Raises
    ------
    UnknownNameError
        If no city has that name, with the nearest that one has; or if it is as close to the names of several.
    TypeError
        If the name is not text.

    Examples
    --------
    >>> resolve_city("hk", {"Hong Kong": "Hong Kong", "HK": "Hong Kong"})
    'Hong Kong'
    """
    found = Names(names).found(name)
    if not found:
        known = {**names, **{other: other for other in others}}
        hint = nearest(name, known)
        if len(known) > len(names):
            raise UnknownNameError(say("unknown-name/specs-city-or-node", found=name, hint=hint))
        raise UnknownNameError(say("unknown-city", city=name, hint=hint))
    if len(found) > 1:
        raise UnknownNameError(say("ambiguous/specs-city", found=name, allowed=found))
    return found[0]


def different(names: Iterable[str]) -> list[str]:
    """Return the different names, in order.

    Examples
    --------
    >>> different(["Lima", "Rome", "Lima"])
    ['Lima', 'Rome']
    """
    listed = list(names)
    return listed if len(set(listed)) == len(listed) else list(dict.fromkeys(listed))  # a set is made faster


def similar_names(names: Iterable[str]) -> list[tuple[str, ...]]:
    """List the names that are equal except for case, accents or punctuation, equal ones together.

    What has no letters is no name, and numbers within names must be the same: 1.2 is not 12.

    Examples
    --------
    >>> similar_names(["Münster", "Lima", "Munster", "Lima", "1.5", "15"])
    [('Münster', 'Munster')]
    """
    alike: dict[tuple[str, ...], dict[str, None]] = {}
    once = different(names)
    keys = name_keys(once)
    if len(set(keys)) == len(keys):
        return []
    counts = Counter(keys)
    for name in (name for name, key in zip(once, keys, strict=True) if counts[key] > 1):
        if any(map(str.isalpha, name)):
            alike.setdefault((name_key(name), *re.findall(r"\d+", name)), {})[name] = None
    return [tuple(each) for each in alike.values() if len(each) > 1]
