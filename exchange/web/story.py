"""A case told to people: how far it came, what it waits for and on whom, what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from exchange.approvals import open_steps, waited_for
from exchange.errors import UnmetCondition
from exchange.models import Capacity, Event, Person
from exchange.permissions import STEP_GRANTS, Permission
from exchange.policy import holders, is_ours, owner_is_abroad
from exchange.posts import Taker
from exchange.web.language import in_words, label, speak
from exchange.workflows.engine import AvailableAction, Subject, Transition, Workflow

# The service does most of these by itself; the last two have a page and a panel of their own.
SILENT = frozenset(
    {Permission.CASE_ESCALATE, Permission.APPEAL_WEIGH, Permission.PLEDGE_WEIGH}
    | {Permission.CLAIM_MEET, Permission.DOCUMENT_SUPERSEDE}
    | {Permission.SHIPMENT_LINK, Permission.SHIPMENT_CHOOSE_COUNT}
)
WORDS_OF = (
    *("authority", "remarks", "reason", "note", "outcome", "end_use", "thanks", "message"),
    *("position", "waiver"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a case's way: passed, here or ahead, and when it was reached."""

    state: str
    place: str
    reached: datetime | None


@dataclass(frozen=True, slots=True)
class Wait:
    """One way on from here: by whom, whether the reader may, and what stands in the way."""

    action: str
    target: str
    who: str
    mine: AvailableAction | None
    unmet: Sequence[UnmetCondition]
    is_forward: bool
    step_up: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One event as people read it; `said` is what the actor gave in their own words."""

    at: datetime
    words: str
    said: Sequence[str]
    action: str
    version: int
    hash: str


def steps_of(flow: Workflow, subject: Subject, events: Sequence[Event]) -> list[Step]:
    """Return the stations a case passed, the one it stands at, and those ahead on its way.

    `events` come newest first. Only what happened counts as passed: a case may skip stations,
    stop beside its way, or go back on it.
    """
    moved = [event for event in reversed(events) if event.source != event.target]
    reached = {event.target: event.at for event in moved}
    way, here = [str(state) for state in flow.journey_of(subject)], str(subject.state)
    ahead = way[way.index(here) + 1 :] if here in way else []
    passed = [state for state in reached if state != here and state not in ahead]
    return [
        *(Step(state, "past", reached[state]) for state in passed),
        Step(here, "here", reached.get(here)),
        *(Step(state, "ahead", None) for state in ahead),
    ]


def waits_of(flow: Workflow, subject: Subject, reader: Person) -> list[Wait]:
    """Return every way on from here that the reader may know of, theirs and forward ones first.

    Of the steps of an approval line only those open now are ways on.
    """
    mine = {one.action: one for one in flow.available_actions(subject, reader)}
    ours = is_ours(reader, subject)
    found = [
        _wait(step, subject, reader, mine.get(step.action), flow.parties)
        for step in flow.waits_for(subject)
        if (step.action in mine or _is_told(step, subject, reader, ours=ours))
        and _is_open(step, subject)
    ]
    return sorted(found, key=lambda one: (one.mine is None, not one.is_forward))


def sentences(events: Iterable[Event]) -> list[Sentence]:
    """Return events as sentences, in the order given."""
    return [
        Sentence(
            at=event.at,
            words=speak(
                f"{event.subject_kind}.history.{event.action}", who=_who(event), **_named(event)
            ),
            said=[str(event.inputs[name]) for name in WORDS_OF if _is_said(event, name)],
            action=event.action,
            version=event.position,
            hash=event.hash,
        )
        for event in events
    ]


def _is_told(step: Transition, subject: Subject, reader: Person, *, ours: bool) -> bool:
    """Say whether the reader may know of a step that is not theirs to take."""
    if not _sides(step, subject):
        return False
    if step.theirs:
        return bool(reader.city_id == subject.partner_city_id)
    return ours or not step.internal


def _sides(step: Transition, subject: Subject) -> list[tuple[str, str]]:
    """Return who could take the step in this very case: nobody abroad has an office's parts."""
    left_out = {"owner"} if owner_is_abroad(subject) else {"behalf", "abroad"}
    return [one for one in holders(step.permission) if one[0] not in left_out]


def _is_open(step: Transition, subject: Subject) -> bool:
    if step.permission in SILENT:
        return False
    parts = STEP_GRANTS.get(step.permission)
    return parts is None or bool(open_steps(subject, parts))


def _who(event: Event) -> str:
    """Name who acted, and in whose place: Kim, on behalf of the director (대결)."""
    facts: dict[str, Any] = event.inputs.get("facts") or {}
    who, absent = in_words(event.actor.title), facts.get("on_behalf_of")
    if city := event.inputs.get("acting_for"):
        return speak("approval.by.city", who=who, city=in_words(city))
    capacity = facts.get("capacity")
    if capacity == Capacity.DEPUTY and absent:
        who = speak("approval.by.deputy", who=who, absent=in_words(absent))
    elif capacity in {Capacity.ACTING, Capacity.SUPERIOR}:
        who = speak(f"approval.by.{capacity}", who=who)
    if facts.get("behalf"):
        return speak("claim.by.behalf", who=who, city=in_words(facts["behalf"]))
    return speak("approval.by.delegation", who=who) if facts.get("delegated") else who


def _is_said(event: Event, name: str) -> bool:
    value: Any = event.inputs.get(name)
    is_a_code = event.action == "cancel" and name == "reason" and "note" in event.inputs
    return isinstance(value, str) and bool(value) and not is_a_code and event.action != "fail"


def _waited_on(step: Transition, subject: Subject) -> str:
    """Name the posts a step of an approval line waits on now, each with who may act for it."""
    parts = STEP_GRANTS.get(step.permission)
    if parts is None:
        return ""
    return " / ".join(
        speak("approval.waits.on", post=in_words(one.post_names), who=_names(takers))
        if takers
        else speak("approval.waits.nobody", post=in_words(one.post_names))
        for one, takers in waited_for(subject)
        if one.part in parts
    )


def _names(takers: Iterable[Taker]) -> str:
    return ", ".join(in_words(one.person.title) or one.person.name for one in takers)


def _named(event: Event) -> dict[str, str]:
    """Return the posts and people an event names beside its actor, for its sentence."""
    facts: dict[str, Any] = event.inputs.get("facts") or {}
    posts = [in_words(one) for one in facts.get("posts", ())]
    to = [in_words(one) for one in facts.get("to", ())]
    return {
        "posts": ", ".join(posts),
        "to": ", ".join(to),
        "person": in_words(facts.get("person")),
        "n": str(event.inputs.get("n", "")),
    }


def _wait(
    step: Transition,
    subject: Subject,
    reader: Person,
    mine: AvailableAction | None,
    parties: str,
) -> Wait:
    who = _waited_on(step, subject) or " / ".join(
        label(parties, side, role) for side, role in _sides(step, subject)
    )
    return Wait(
        action=step.action,
        target=str(step.leads_to(subject)),
        who=who,
        mine=mine,
        unmet=mine.unmet if mine else step.unmet(subject, reader),
        is_forward=not step.aside,
        step_up=step.asks_twice(subject),
    )
