"""A sentence that a person reads: text in a language that also has its template and values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

from intlindex.sentences.catalogues import template
from intlindex.sentences.filling import filled, plain
from intlindex.sentences.nouns import Noun, spoken
from intlindex.sentences.voices import Voice, in_voice, language_spoken, voice_spoken

__all__ = ["Sentence", "code_of", "say", "spoken_now", "values_of"]


class Sentence(str):
    """A filled template: a string in one language that can be written in another.

    Joining or formatting it gives an ordinary string; to keep it, pass it as a value of another sentence.

    Parameters
    ----------
    key : str
        Key of the template in the catalogues.
    values : Mapping
        Values by the names that the template uses; those that are nodes or cities as ids.
    names : Mapping, optional
        Names of nodes and cities by id, with which the text is written; the values stay ids. Those of the voice in
        which it is made come first.
    noun : Noun, optional
        What is ranked, in place of cities; by default what is spoken of when it is made.

    Raises
    ------
    KeyError
        If there is no such template, or a value that it uses is missing.

    Examples
    --------
    >>> sentence = Sentence("unknown-city", {"city": "Pekin", "hint": say("did-you-mean", nearest=["Beijing"])})
    >>> sentence
    "no city 'Pekin'; did you mean 'Beijing'?"
    >>> sentence.code, sentence.values["city"], values_of(sentence)["nearest"]
    ('unknown-city', 'Pekin', ['Beijing'])
    """

    __slots__ = ("key", "language", "names", "noun", "values")

    key: str
    values: Mapping[str, Any]
    names: Mapping[str, str]
    noun: Noun | None
    language: str

    def __new__(
        cls, key: str, values: Mapping[str, Any], names: Mapping[str, str] | None = None, noun: Noun | None = None
    ) -> Self:
        """Fill the template, in the language that is spoken at present."""
        noun = spoken() if noun is None else noun
        kept = {name: plain(value) for name, value in values.items()}
        voice = voice_spoken()
        if voice is not None:
            names = {**names, **voice.names} if names else voice.names
        language = "en" if voice is None else voice.language
        shown = {name: _written(value, language, names) for name, value in kept.items()} if names or voice else kept
        text, own = template(key, language)
        self = super().__new__(cls, filled(text, shown, names, own, noun))
        self.key = key
        self.language = language
        self.values = MappingProxyType(kept)
        self.names = {} if names is None else names
        self.noun = noun
        return self

    def __reduce__(self) -> tuple[Any, tuple[str, dict[str, Any], dict[str, str], Noun | None, str]]:
        return _again, (self.key, dict(self.values), dict(self.names), self.noun, self.language)

    def __str__(self) -> str:
        return self  # so that an exception with a sentence returns it

    @property
    def code(self) -> str:
        """The kind of statement: the key up to its first slash, the same in all versions."""
        return self.key.partition("/")[0]

    def written(self, language: str = "en", names: Mapping[str, str] | None = None) -> str:
        """Return the sentence in a language, with names for the ids of nodes and cities.

        Parameters
        ----------
        language : str
            A language that has a catalogue.
        names : Mapping, optional
            Names by id; an id without a name is kept. By default those that the sentence was given, if it was in
            the same language.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> say("unknown-city", city="Pekin", hint="").written("en")
        "no city 'Pekin'; "
        """
        if names is None and self.names and language == self.language:
            names = self.names
        inner = {name: _written(value, language, names) for name, value in self.values.items()}
        text, own = template(self.key, language)
        return filled(text, inner, names, own, self.noun)

    def named(self, names: Mapping[str, str]) -> Sentence:
        """Return the same sentence, whose text has names for the ids of nodes and cities.

        Parameters
        ----------
        names : Mapping
            Names by id; an id without a name is kept.

        Returns
        -------
        Sentence
            The sentence; its values are still ids.

        Examples
        --------
        >>> sentence = say("unknown-city", city="Pekin", hint=say("allowed", allowed=("Rome",)))
        >>> sentence.named({"Pekin": "Peking"}).values["city"]
        'Pekin'
        """
        return Sentence(self.key, self.values, names, self.noun)


def _again(key: str, values: Mapping[str, Any], names: Mapping[str, str], noun: Noun | None, language: str) -> Sentence:
    """Make a sentence as it was, in its own language; called where it is copied or read from a file."""
    with in_voice(None if language == "en" else Voice(language, names)):
        return Sentence(key, values, names, noun)


def _written(value: Any, language: str, names: Mapping[str, str] | None) -> Any:
    if isinstance(value, Sentence):
        return value.written(language, names)
    return type(value)(_written(each, language, names) for each in value) if isinstance(value, tuple) else value


def say(key: str, /, **values: Any) -> Sentence:
    """Fill a template of the catalogue.

    Examples
    --------
    >>> say("allowed", allowed=["influence", "connectivity"])
    "allowed: 'influence', 'connectivity'"
    """
    return Sentence(key, values)


def spoken_now(text: str) -> str:
    """Return a sentence in the language that is spoken at present; other text as it is.

    Examples
    --------
    >>> spoken_now(say("allowed", allowed=("Rome",))), spoken_now("is odd")
    ("allowed: 'Rome'", 'is odd')
    """
    if not isinstance(text, Sentence) or (text.language == language_spoken() and text.noun == spoken()):
        return text
    return Sentence(text.key, text.values, None, spoken() or text.noun)


def code_of(text: str) -> str:
    """Return the code of a sentence; "other" for other text, such as the error of a registered function.

    Examples
    --------
    >>> code_of(say("allowed", allowed=["a"])), code_of("is odd")
    ('allowed', 'other')
    """
    return text.code if isinstance(text, Sentence) else "other"


def values_of(text: str) -> dict[str, Any]:
    """Return the named values of a sentence and of the sentences within it; outer ones take precedence.

    Examples
    --------
    >>> values_of(say("allowed", allowed=["a"])), values_of("is odd")
    ({'allowed': ['a']}, {})
    """
    if not isinstance(text, Sentence):
        return {}
    inner: dict[str, Any] = {}
    for value in text.values.values():
        inner |= values_of(value) if isinstance(value, Sentence) else {}
    return inner | dict(text.values)
