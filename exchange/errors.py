"""What may go wrong, said in the domain's words; web and api each turn these into HTTP once.

A message is a catalogue id written in English with `%(name)s` places; the reader's language is
chosen where it is shown, never where it is raised.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(message: str) -> str:  # noqa: N802  # the catalogue extractor knows this name
    """Mark `message` for the catalogues and return it unchanged."""
    return message


@dataclass(frozen=True, slots=True)
class UnmetCondition:
    """One condition that is not yet satisfied: a stable code and a sentence for people."""

    code: str
    message: str
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.message % self.params


class ExchangeError(Exception):
    """Base of every refusal this service makes on purpose."""

    code = "refused"

    def __init__(self, message: str, **params: str) -> None:
        super().__init__(message % params)
        self.message = message
        self.params = params


class NotPermitted(ExchangeError):
    """The actor holds no grant for this action here."""

    code = "not_permitted"


class NotFound(ExchangeError):
    """There is no such thing, or it is not the reader's to know of."""

    code = "not_found"


class WrongState(ExchangeError):
    """The subject has moved on, or has not yet arrived."""

    code = "wrong_state"


class StaleVersion(ExchangeError):
    """The actor looked at an older version than the one stored."""

    code = "stale"


class VersionMissing(ExchangeError):
    """The actor did not say which version they were looking at."""

    code = "version_missing"


class KeyReused(ExchangeError):
    """An idempotency key came back with a different request."""

    code = "key_reused"


class StepUpNeeded(ExchangeError):
    """The action asks for a second factor, and none was given recently enough."""

    code = "step_up"


class Locked(ExchangeError):
    """Too many proofs failed in a row; the next is not even looked at yet."""

    code = "locked"


class NotReady(ExchangeError):
    """The action is the right one, but conditions are unmet."""

    code = "not_ready"

    def __init__(self, *unmet: UnmetCondition) -> None:
        super().__init__(N_("This cannot be done yet."))
        self.unmet = unmet

    def __str__(self) -> str:
        """Return every unmet condition in English."""
        return " ".join(str(u) for u in self.unmet)
