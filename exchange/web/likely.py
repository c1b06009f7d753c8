"""What is most likely meant when an action is asked for, for the reader to change."""

from collections.abc import Callable
from typing import Any

from exchange import clock
from exchange.identity import me
from exchange.queries.carriage import corrections_from_others
from exchange.schemas.documents import FactsBasis
from exchange.schemas.way import Way
from exchange.web import drafts
from exchange.web.language import in_words
from exchange.workflows.catalogued import marks_asked
from exchange.workflows.distributing import left_of
from exchange.workflows.document_facts import ANEW
from exchange.workflows.engine import Subject

Told = dict[str, Any]


def meant(action: str, subject: Subject) -> Told:
    """Return what is most likely meant when `action` is asked for, for the reader to change."""
    first: dict[str, Callable[[Subject], Told]] = {
        "pack": _one_carton_a_line,
        "plan_way": _as_planned,
        "dispatch": lambda s: {"marks": marks_asked(s)},
        "record_receipt": _counted_today,
        "correct": lambda s: {n: v for n, v in _counted_today(s).items() if n != "rest_as_sent"},
        "report_use": _left_to_report,
        "replace": _as_the_others_state,
        "change_roles": lambda s: {"roles": sorted(s.parts)},
        "resume": lambda s: {"starts_on": s.starts_on, "ends_on": s.ends_on},
        "propose_changes": lambda s: {"starts_on": s.starts_on, "ends_on": s.ends_on},
        "reword": lambda s: {"passages": drafts.rewordable(s)},
        "report": lambda s: {"people_took_part": s.participant_count},
    }
    return first.get(action, lambda _subject: {})(subject)


def _as_the_others_state(paper: Subject) -> Told:
    """Offer what other papers of the consignment were replaced to say; else the case as it is."""
    if corrected := corrections_from_others(paper):
        corrections = [{"fact": fact, "correct_words": new} for fact, new in corrected.items()]
        return {"basis": FactsBasis.AS_ISSUED.value, "corrections": corrections}
    basis = FactsBasis.ANEW if paper.kind in ANEW else FactsBasis.AS_ISSUED
    return {"basis": basis.value}


def _one_carton_a_line(subject: Subject) -> Told:
    """Offer a carton for each line; the clerk says how many there were and how large."""
    packages = [
        {"cartons": "", "contents": [{"line": line.position, "quantity": "", "lot": line.lot}]}
        for line in subject.lines
    ]
    return {"packages": packages}


def _as_planned(subject: Subject) -> Told:
    first = {"from_zone": subject.consignor.timezone, "to_zone": subject.consignee.timezone}
    return {"legs": Way().dump(subject)["legs"] or [first]}


def _counted_today(_subject: Subject) -> Told:
    zone = me.city.timezone if me.city else "UTC"
    return {
        "counted_on": clock.today(zone),
        "place": in_words(me.city.names) if me.city else "",
        "rest_as_sent": True,
    }


def _left_to_report(subject: Subject) -> Told:
    """Offer a row for each line of which something arrived good and is not reported yet."""
    left = left_of(subject)
    rows = [{"line": no, "quantity": n} for no, n in sorted(left.items()) if n > 0]
    counted = _counted_today(subject)
    return {"given_on": counted["counted_on"], "place": counted["place"], "uses": rows}
