"""The facts of a paper that takes another's place: frozen anew, or as issued and corrected."""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.invitation import invitation_facts
from exchange.facts.letters import letter_facts
from exchange.facts.mailings import Addressed, mailing_facts
from exchange.facts.manifest import manifest_facts
from exchange.facts.paper import header, order
from exchange.facts.records import city_record_anew, yearly_anew
from exchange.models import Document, DocumentKind, LetterKind, Person
from exchange.schemas.documents import FactsBasis
from exchange.workflows.engine import Inputs


def _letter_anew(case: Any, head: Any) -> Any:
    """Return what a letter says now, be it a case of its own or one of a mailing."""
    is_one_of_many = isinstance(case, Addressed)
    return mailing_facts(case, head) if is_one_of_many else letter_facts(case, head)


ANEW: Mapping[DocumentKind, Callable[[Any, Any], Any]] = {
    DocumentKind.INVITATION: invitation_facts,
    DocumentKind.MANIFEST: manifest_facts,
    DocumentKind.CITY_RECORD: city_record_anew,
    DocumentKind.YEARLY: yearly_anew,
    **{DocumentKind(kind.value): _letter_anew for kind in LetterKind},
}
# What the new paper gets of its own; everything else is as it was.
OWN = ("number", "issued_on", "version", "check_code", "check_url", "specimen")
# What says which paper this is, who decided and who writes to whom: no word of the text.
FIXED = frozenset(
    {*OWN, "series", "copy", "copies", "languages", "approval", "office", "owner", "partner"}
)
# What a consignment's paper may be given that was not known when it was ordered.
LEFT_OPEN = frozenset({"carrier", "vehicle", "container", "waybill", "seal", "eta"})
DAYS = frozenset({"eta", "dispatched_on"})
# Measures and codes come from the case, or totals and papers would no longer agree.
MEASURED = re.compile(
    r"^(quantity|unit|unit_value|value|currency|hs|origin|lot|sscc|slug|kind|bearer|mode)$|_(cm|kg)$"
)


def order_successor(paper: Document, case: Any, actor: Person, inputs: Inputs) -> Document:
    """Order the paper that takes the place of `paper`, with the next number of its series."""
    head: dict[str, Any] = {**header(case, paper.series, paper.facts["copies"])}
    head["version"] = paper.edition + 1
    if inputs["basis"] is FactsBasis.ANEW and paper.kind not in ANEW:
        raise NotReady(
            UnmetCondition(
                "frozen_for_good",
                N_("What this paper states was fixed at its moment: take it as issued."),
            )
        )
    if inputs["basis"] is FactsBasis.ANEW:
        facts = ANEW[paper.kind](case, head)
    else:
        facts = {**paper.facts, **{name: head[name] for name in OWN}}
    facts = corrected(facts, {one["fact"]: one["correct_words"] for one in inputs["corrections"]})
    successor = order(paper.kind, case, actor, case.title, facts)
    successor.edition, successor.replaces_id = head["version"], paper.id
    return successor


def correctable(facts: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of the facts that may be corrected: where it stands, and how it reads."""
    if isinstance(facts, dict):
        for name, value in facts.items():
            if not MEASURED.search(name) and (path or name not in FIXED):
                yield from correctable(value, f"{path}.{name}" if path else name)
    elif isinstance(facts, list):
        for n, value in enumerate(facts):
            yield from correctable(value, f"{path}.{n}")
    elif isinstance(facts, str) and (facts or path in LEFT_OPEN):
        yield path, facts


def corrected(facts: Mapping[str, Any], words: Mapping[str, str]) -> Any:
    """Return a copy of the facts with these texts in place of theirs; raise NotReady."""
    changed = deepcopy(dict(facts))
    known = dict(correctable(changed)) if words else {}
    for path, new in words.items():
        if path not in known:
            raise NotReady(
                UnmetCondition(
                    "no_such_fact",
                    N_("%(path)s is no text of this paper that can be corrected."),
                    {"path": path},
                )
            )
        if path in DAYS:
            _check_day(path, new)
        *way, last = path.split(".")
        here: Any = changed
        for step in way:
            here = here[_key(here, step)]
        here[_key(here, last)] = new
    return changed


def _check_day(path: str, new: str) -> None:
    try:
        date.fromisoformat(new)
    except ValueError:
        raise NotReady(
            UnmetCondition(
                "no_day", N_("%(path)s is a day: write it as 2020-01-31."), {"path": path}
            )
        ) from None


def _key(here: Any, step: str) -> Any:
    return int(step) if isinstance(here, list) else step
