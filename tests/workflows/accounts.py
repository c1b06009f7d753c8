"""How tests take a step on an account, and what an invitation says."""

import pytest

from exchange.clock import now
from exchange.errors import NotReady
from exchange.workflows.perform import perform
from exchange.workflows.person import PERSON

TITLES = [{"in_language": "en", "words": "Exchange officer"}]
INVITATION = {
    "full_name": "A B",
    "titles": TITLES,
    "email": "New.Person@portland.example",
    "roles": ["officer"],
    "language": "en",
}
REASON = {"reason": "Long leave."}


def act(person, action, actor, payload=None, **more):
    more.setdefault("confirmed_at", now())
    return perform(PERSON, person.id, action, actor=actor, payload=payload or {}, **more)


def refusal(person, action, actor, payload=None) -> str:
    with pytest.raises(NotReady) as refused:
        act(person, action, actor, payload)
    return refused.value.unmet[0].code
