"""What must agree before a paper of a consignment is issued: the papers with each other.

Papers are frozen together, so they agree unless somebody altered or replaced one of them. A paper
that disagrees is refused before it is set, and what differs is named with both papers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from exchange.documents.goods import value_of
from exchange.errors import N_, ExchangeError
from exchange.models import WITHDRAWN, Document, DocumentKind, PartialDate, db
from exchange.wording.kinds import KINDS
from exchange.wording.languages import halves, part_of

Facts = Mapping[str, Any]
OF_CONSIGNMENT: Final = frozenset(
    {
        "manifest",
        "packing_list",
        "waybill",
        "invoice",
        "certificate",
        "carton_labels",
        "goods_received",
        "discrepancy",
        "end_use",
    }
)
FROM_COUNTS: Final = frozenset({"goods_received", "discrepancy", "end_use"})
UNDER_TIE: Final = frozenset({"packing_list", "waybill", "invoice", "certificate"})
PARTIES: Final = ("consignor", "consignee")
PRINTED: Final = ("names", "addresses")


class FiguresDisagree(ExchangeError):
    """Cartons, weights or values differ between two papers."""

    code = "figures_disagree"


class PartiesDisagree(ExchangeError):
    """A name or an address differs between two papers."""

    code = "parties_disagree"


class LotUnlisted(ExchangeError):
    """A lot was counted in that the packing list does not have."""

    code = "lot_unlisted"


class NoAgreement(ExchangeError):
    """Neither an agreement in force nor an appeal stands behind the consignment."""

    code = "no_agreement"


class HalvesDisagree(ExchangeError):
    """The two halves were written from different revisions of their source."""

    code = "halves_disagree"


def check(kind: str, facts: Facts, others: Mapping[str, Facts]) -> None:
    """Raise the refusal that says each difference; `others` are the facts of papers by kind."""
    _check_halves(kind, facts["languages"])
    if kind not in OF_CONSIGNMENT:
        return
    others = {name: theirs for name, theirs in others.items() if name in OF_CONSIGNMENT}
    _refuse(_figures(kind, facts, others), FiguresDisagree, FIGURES)
    _refuse(_parties(facts, others), PartiesDisagree, PARTY)
    _refuse(_lots(kind, facts, others), LotUnlisted, LOTS)
    if kind in UNDER_TIE and not facts["appeal"] and not _in_force(facts):
        raise NoAgreement(TIE, number=facts["number"], day=facts["dispatched_on"])


def others_of(subject_id: UUID, kind: str, version: int) -> dict[str, Facts]:
    """Return the facts of the newest other papers of the case and version, by kind.

    What was counted may be counted anew while what left stays: its papers have their own versions.
    """
    if kind not in OF_CONSIGNMENT:
        return {}
    wanted = [DocumentKind(name) for name in OF_CONSIGNMENT - {kind}]
    papers = db.session.scalars(
        select(Document)
        .where(Document.subject_id == subject_id, Document.kind.in_(wanted))
        .order_by(Document.created_at)
    )
    counted = kind in FROM_COUNTS
    return {
        paper.kind.value: paper.facts
        for paper in papers
        if (counted and paper.state not in WITHDRAWN)
        or (not counted and paper.facts["version"] == version)
    }


FIGURES = N_(
    "The papers of this consignment disagree: %(differences)s. Correct how the shipment was"
    " packed, then order these papers again."
)
PARTY = N_(
    "The papers of this consignment disagree: %(differences)s. Correct the city or its office,"
    " then order these papers again."
)
LOTS = N_(
    "What was counted in is not on the packing list: %(differences)s. Correct the lot where it was"
    " packed or counted, then order the paper again."
)
TIE = N_(
    "No agreement was in force on %(day)s, and %(number)s answers no appeal. Record the agreement"
    " or the appeal, then order the paper again."
)
HALVES = N_(
    "The halves of %(kind)s in %(languages)s were written from different revisions. Bring the"
    " translation up to date, then order the paper again."
)


def _refuse(differences: Iterator[str], refusal: type[ExchangeError], message: str) -> None:
    if told := list(differences):
        raise refusal(message, differences="; ".join(told))


def _check_halves(kind: str, languages: Sequence[str]) -> None:
    set_in = halves(kind, languages)
    for folder in KINDS[kind].folders:
        parts = [part_of(folder, language) for language in set_in]
        if len({part.source_revision for part in parts if part}) > 1:
            raise HalvesDisagree(HALVES, kind=kind, languages=", ".join(set_in))


def _figures(kind: str, facts: Facts, others: Mapping[str, Facts]) -> Iterator[str]:
    for what, figures in FIGURES_OF.items():
        if kind not in figures:
            continue
        here = figures[kind](facts)
        for other, theirs in others.items():
            if other in figures and (there := figures[other](theirs)) != here:
                yield _difference(what, facts, here, theirs, there)
    if kind == "certificate" and Decimal(facts["value"]) != value_of(facts["lines"]):
        yield _difference("value", facts, facts["value"], facts, value_of(facts["lines"]))


def _parties(facts: Facts, others: Mapping[str, Facts]) -> Iterator[str]:
    for theirs in others.values():
        for party in PARTIES:
            for part in PRINTED:
                here, there = facts[party].get(part, {}), theirs[party].get(part, {})
                if here != there:
                    yield _difference(f"{party}.{part}", facts, _said(here), theirs, _said(there))


def _lots(kind: str, facts: Facts, others: Mapping[str, Facts]) -> Iterator[str]:
    listed = others.get("packing_list")
    if "lots" not in facts or listed is None or kind == "packing_list":
        return
    known = {content["lot"] for carton in listed["cartons"] for content in carton["contents"]}
    known |= {line["lot"] for line in listed["lines"]}
    for lot in facts["lots"]:
        if lot not in known:
            yield _difference("lot", facts, lot, listed, "–")


def _in_force(facts: Facts) -> bool:
    """Say whether an agreement on the paper certainly stood on the day the goods left."""
    day = PartialDate.parse(facts["dispatched_on"]).earliest
    for tie in facts["ties"]:
        start = tie["began"] or tie["attested_on"]
        began = bool(start) and PartialDate.parse(start).latest <= day
        ended = bool(tie["ended"]) and PartialDate.parse(tie["ended"]).earliest <= day
        if began and not ended:
            return True
    return False


def _difference(what: str, facts: Facts, here: Any, theirs: Facts, there: Any) -> str:
    return f"{what}: {facts['number']} {here} ≠ {theirs['number']} {there}"


def _said(words: Mapping[str, str]) -> str:
    return " / ".join(words.values()) or "–"


def _listed(facts: Facts) -> int:
    return len(facts["cartons"])


def _labelled(facts: Facts) -> int:
    return len(facts["labels"])


def _told(facts: Facts) -> int:
    return int(facts["totals"]["cartons"])


def _weighed(facts: Facts) -> Decimal:
    return sum((Decimal(carton["gross_kg"]) for carton in facts["cartons"]), Decimal(0))


def _labels_weighed(facts: Facts) -> Decimal:
    return sum((Decimal(label["gross_kg"]) for label in facts["labels"]), Decimal(0))


def _weight_told(facts: Facts) -> Decimal:
    return Decimal(facts["totals"]["gross_kg"])


FIGURES_OF: Final[Mapping[str, Mapping[str, Callable[[Facts], Any]]]] = {
    "cartons": {
        "manifest": _listed,
        "packing_list": _listed,
        "waybill": _told,
        "invoice": _told,
        "certificate": _told,
        "carton_labels": _labelled,
        "goods_received": lambda facts: facts["cartons"],
        "discrepancy": lambda facts: facts["cartons"],
    },
    "gross kg": {
        "manifest": _weighed,
        "packing_list": _weighed,
        "waybill": _weight_told,
        "invoice": _weight_told,
        "certificate": _weight_told,
        "carton_labels": _labels_weighed,
    },
    "value": {
        "invoice": lambda facts: value_of(facts["lines"]),
        "certificate": lambda facts: Decimal(facts["value"]),
    },
}
