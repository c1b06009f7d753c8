"""How each kind of letter is put together: which passages make which paragraph, from which facts.

Nothing here is in any language. A plan names passages; their words are in the folder of the kind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exchange.wording.dates import known_parts

JUBILEE: Final = 5  # years between anniversaries worth a sentence
JANUARY: Final = 1
MESSAGE: Final = "message"  # the officer's own paragraph, if there is one
GOODS: Final = "goods_table"  # where the table of goods stands

ALWAYS: Final = frozenset(
    {
        "owner",
        "owner_short",
        "owner_post",
        "owner_office",
        "partner",
        "partner_short",
        "partner_post",
        "partner_title",
        "partner_country",
        "partner_government",
        "contact",
    }
)  # what a sentence of any letter may name

Paragraphs = list[tuple[str, ...]]
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """The subject and the paragraphs of one kind of letter, chosen by its facts."""

    subject: Callable[[Facts], str]
    body: Callable[[Facts], Paragraphs]
    after: tuple[str, ...] = ()  # below the valediction
    body_addressed: bool = False  # to an office, not to the head of a city


def paragraphs(kind: str, facts: Facts) -> Paragraphs:
    """Return the passages of each paragraph, from the salutation to the valediction."""
    plan = PLANS[kind]
    salutation = "salutation_body" if plan.body_addressed else "salutation"
    enclosed = ("enclosures",) if facts.get("enclosed") else plan.after
    after = [enclosed] if enclosed else []
    valediction: Paragraphs = [] if plan.body_addressed else [("valediction",)]
    return [(salutation,), *plan.body(facts), *valediction, *after]


def history(facts: Facts) -> tuple[str, ...]:
    """Return how the two cities came together, as far as is known."""
    ties = facts["ties"]
    if not ties:
        return ("history_none",)
    first, last = ties[0], ties[-1]
    both = (first["kind"], last["kind"]) == ("friendship", "sister")
    told = f"history_{last['kind']}"
    if both and first["began"] and last["began"]:
        told = "history_friendship_then_sister"
    elif last["began"]:
        told += "_since"
    jubilee = (f"jubilee_{last['kind']}",) if years(facts) else ()
    return (told, *jubilee, "cherished")


def years(facts: Facts) -> int:
    """Return the years of the present tie if a fifth or tenth falls in the year meant, else 0."""
    began = facts["ties"][-1]["began"] if facts["ties"] else ""
    if not began:
        return 0
    passed = year(facts) - known_parts(began)[0]
    return passed if passed > 0 and passed % JUBILEE == 0 else 0


def year(facts: Facts) -> int:
    """Return the year that is spoken of: of the visit, else of the letter."""
    return known_parts(facts.get("starts_on") or facts["issued_on"])[0]


def _invitation(facts: Facts) -> Paragraphs:
    january = known_parts(facts["issued_on"])[1] == JANUARY
    return [
        ("greeting_new_year" if january else "greeting",),
        history(facts),
        (MESSAGE,),
        ("invitation",),
        ("closing",),
    ]


def _acceptance(facts: Facts) -> Paragraphs:
    accepted = "acceptance_answering" if facts["answered"] else "acceptance"
    delegation = ("delegation",) if facts["starts_on"] and facts["participants"] else ()
    return [("greeting",), history(facts), (accepted, *delegation), (MESSAGE,), ("closing",)]


def _approval_notice(facts: Facts) -> Paragraphs:
    dated = facts["starts_on"] and facts["participants"]
    plan = "plan" if dated else "plan_undated"
    return [("greeting",), history(facts), ("decision",), (plan,), (MESSAGE,), ("closing",)]


def _regret(facts: Facts) -> Paragraphs:
    if facts.get("declined"):
        return [
            ("greeting",),
            ("declined", f"reason_{facts['reason']}"),
            (MESSAGE,),
            ("closing",),
        ]
    cancelled = "cancelled" if facts["starts_on"] else "cancelled_undated"
    return [
        ("greeting",),
        (cancelled, f"reason_{facts['reason']}"),
        ("regret",),
        (MESSAGE,),
        ("closing",),
    ]


def _offer(facts: Facts) -> Paragraphs:
    reply = [("reply",)] if facts.get("reply_by") else []
    return [
        ("condolence",),
        history(facts),
        ("offer",),
        (GOODS,),
        ("conditions",),
        *reply,
        (MESSAGE,),
        ("closing",),
    ]


def _sympathy(facts: Facts) -> Paragraphs:
    goods: Paragraphs = [("goods",), (GOODS,)] if facts["goods"] else []
    return [
        ("condolence", "courage"),
        history(facts),
        *goods,
        ("ready",),
        (MESSAGE,),
        ("closing",),
    ]


def _donation(facts: Facts) -> Paragraphs:
    way: tuple[str, ...] = ()
    if facts["waybill"]:
        way = ("by_carrier",) if facts["carrier"] else ("by_waybill",)
    due = ("due",) if facts["eta"] else ()
    papers: Paragraphs = [("papers",)] if facts["papers"] else []
    return [
        ("greeting",),
        ("sent", *way, *due),
        (GOODS,),
        *papers,
        ("count",),
        (MESSAGE,),
        ("closing",),
    ]


def _thanks(facts: Facts) -> Paragraphs:
    used = any(line.get("used_for") or line.get("handed_to") for line in facts["goods"])
    return [
        ("greeting",),
        ("thanks", "use") if used else ("thanks",),
        (GOODS,),
        ("remember",),
        history(facts),
        (MESSAGE,),
        ("closing",),
    ]


def _congratulation(facts: Facts) -> Paragraphs:
    return [
        ("greeting",),
        (f"anniversary_{facts['ties'][-1]['kind']}",),
        ("gratitude",),
        (MESSAGE,),
        ("closing",),
    ]


def _referral(_facts: Facts) -> Paragraphs:
    return [("request",), (MESSAGE,), ("consent", "private"), ("answer",), ("closing",)]


def _always(_facts: Facts) -> str:
    return "subject"


PLANS: Final[Mapping[str, Plan]] = {
    "invitation": Plan(_always, _invitation, after=("enclosure",)),
    "acceptance": Plan(_always, _acceptance),
    "approval_notice": Plan(_always, _approval_notice),
    "regret": Plan(lambda f: "subject_declined" if f.get("declined") else "subject", _regret),
    "offer": Plan(_always, _offer),
    "sympathy": Plan(lambda f: "subject_goods" if f["goods"] else "subject", _sympathy),
    "donation": Plan(_always, _donation),
    "thanks": Plan(_always, _thanks),
    "congratulation": Plan(lambda f: f"subject_{f['ties'][-1]['kind']}", _congratulation),
    "referral": Plan(_always, _referral, body_addressed=True),
}


def anniversary(facts: Facts) -> int:
    """Return how many years the present tie has lasted on the day that is celebrated."""
    return known_parts(facts["on"])[0] - known_parts(facts["ties"][-1]["began"])[0]
