"""What an explanation is made of: findings, each with a stable code and a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from exchange.errors import UnmetCondition

# A catalogue key, or texts by language; {"": text} stands as it is in every language.
Word = str | Mapping[str, str]
Places = Mapping[str, tuple[Word, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `holds` is None where it only tells, neither for nor against.

    `message` is a catalogue id; each of its places is filled with words, set apart by commas.
    """

    code: str
    holds: bool | None
    message: str
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether somebody may do something, and everything that was looked at to say so."""

    findings: tuple[Finding, ...]

    @property
    def is_yes(self) -> bool:
        """Whether nothing speaks against it."""
        return not against(self.findings)


def against(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that speak against it."""
    return [one for one in findings if one.holds is False]


def pro(code: str, message: str, **places: Iterable[Word]) -> Finding:
    """Write a finding that speaks for it."""
    return Finding(code, holds=True, message=message, places=_filled(places))


def con(code: str, message: str, **places: Iterable[Word]) -> Finding:
    """Write a finding that speaks against it."""
    return Finding(code, holds=False, message=message, places=_filled(places))


def fact(code: str, message: str, **places: Iterable[Word]) -> Finding:
    """Write a finding that only tells."""
    return Finding(code, holds=None, message=message, places=_filled(places))


def unmet(one: UnmetCondition) -> Finding:
    """Return a condition that is not satisfied as a finding, under its own code."""
    return con(one.code, one.message, **{name: [as_is(v)] for name, v in one.params.items()})


def as_is(text: str) -> Word:
    """Return a word that is no catalogue key and has no languages."""
    return {"": text}


def _filled(places: Mapping[str, Iterable[Word]]) -> Places:
    return {name: tuple(words) for name, words in places.items()}
