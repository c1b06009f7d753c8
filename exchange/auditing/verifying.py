"""The walk over every link of every chain and every anchor, to the first row that is wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain, groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from exchange import history
from exchange.auditing import reading
from exchange.auditing.anchors import AnchorSeal
from exchange.auditing.reading import AnchorRow, CaseRow, EventRow, HeadRow
from exchange.auditing.verdict import Altered, Verdict
from exchange.models import GENESIS, db
from exchange.models.opening import snapshot

Link = CaseRow | EventRow
# Accounts that stood before people became cases: their history begins with their next change.
MAY_HAVE_NO_PAST = frozenset({"person"})


def verify() -> Verdict:
    """Read every event, case and anchor as they stand at one moment; stop at the first fault.

    Memory does not grow with the number of rows, and nobody who writes is kept waiting.
    """
    seen: Counter[str] = Counter()
    fault = None
    with snapshot(db.engine) as connection:
        try:
            _check_chains(connection, seen)
            _check_papers(connection)
            _check_anchors(connection, seen)
            _check_runs(connection)
        except Altered as altered:
            fault = altered.fault
    return Verdict(seen["events"], seen["cases"], seen["anchors"], fault)


def _check_chains(connection: Connection, seen: Counter[str]) -> None:
    links: Iterator[Link] = merge(
        reading.cases(connection), reading.events(connection), key=lambda link: _case_id(link).int
    )
    for case_id, chained in groupby(links, key=_case_id):
        _check_chain(case_id, chained, seen)


def _check_chain(case_id: UUID, chained: Iterator[Link], seen: Counter[str]) -> None:
    first = next(chained)
    if isinstance(first, CaseRow):
        last = _check_links(first.kind, case_id, chained, seen)
        seen["cases"] += last is not None
        _check_head(first, last)
        return
    kind = first.subject_kind
    last = _check_links(kind, case_id, chain([first], chained), seen)
    place = 1 if last is None else last.position
    raise Altered(kind, _named(kind, case_id), place, "the case was removed, its history was not")


def _case_id(link: Link) -> UUID:
    return link.id if isinstance(link, CaseRow) else link.subject_id


def _check_links(
    kind: str, case_id: UUID, chained: Iterable[Link], seen: Counter[str]
) -> EventRow | None:
    """Return the last event of a chain that is whole so far."""
    named, last = _named(kind, case_id), None
    for place, event in enumerate(chained, 1):
        if isinstance(event, CaseRow):
            raise Altered(kind, named, place, "there are two cases of one id")
        _check_link(event, kind, named, place, GENESIS if last is None else last.hash)
        seen["events"] += 1
        last = event
    return last


def _check_link(event: EventRow, kind: str, named: str, place: int, before: str) -> None:
    faults = {
        f"a row is missing; {event.position} follows": event.position > place,
        "there are two rows of this number": event.position < place,
        "it belongs to another kind of case": event.subject_kind != kind,
        "its content does not match its seal": event.hash != history.seal(event),
        "it does not follow the row before it": event.previous_hash != before,
        "it was not written when it happened": event.created_at != event.at,
    }
    for what, wrong in faults.items():
        if wrong:
            raise Altered("event", named, min(place, event.position), what)


def _check_head(case: CaseRow, last: EventRow | None) -> None:
    named = _named(case.kind, case.id)
    if last is None and case.kind in MAY_HAVE_NO_PAST and case.head == GENESIS:
        return
    if last is None:
        raise Altered("event", named, 1, "its whole history is missing")
    if case.version > last.position:
        raise Altered("event", named, last.position + 1, "a row is missing at the end")
    if case.version < last.position:
        raise Altered("event", named, case.version + 1, "a row was added at the end")
    if case.head != last.hash:
        raise Altered(case.kind, named, case.version, "its head is not its last event")
    if case.state != last.target:
        raise Altered(case.kind, named, case.version, "its state is not that of its last event")


def _check_papers(connection: Connection) -> None:
    """The facts a paper was made from are those that were frozen when it was ordered."""
    for paper in reading.papers(connection):
        if history.digest(paper.facts) != paper.facts_sha256:
            raise Altered(
                "document", _named("document", paper.id), 1, "its facts are not those frozen"
            )


def _check_runs(connection: Connection) -> None:
    """What was decided on is what was frozen and sealed at each submission, one run each."""
    submitted = reading.submissions(connection)
    for run in reading.runs(connection):
        named, event = _named(run.subject_kind, run.subject_id), next(submitted, None)
        if history.digest(run.content) != run.content_sha256:
            raise Altered("approval", named, run.round, "its content is not that frozen")
        if event is None or (event.subject_id, _frozen(event)) != (
            run.subject_id,
            run.content_sha256,
        ):
            raise Altered("approval", named, run.round, "it is not what was submitted")
    if (event := next(submitted, None)) is not None:
        named = _named(event.subject_kind, event.subject_id)
        raise Altered("approval", named, event.position, "the run of a submission is missing")


def _frozen(event: EventRow) -> Any:
    return event.inputs.get("facts", {}).get("content_sha256")


def _check_anchors(connection: Connection, seen: Counter[str]) -> None:
    heads = groupby(reading.heads(connection), key=lambda head: head.anchor_id)
    before = GENESIS
    for anchor in reading.anchors(connection):
        seen["anchors"] += 1
        _check_anchor(anchor, seen["anchors"], before)
        owner, sealed = next(heads, (None, iter(())))
        if owner != anchor.id:
            raise Altered("anchored_head", "", anchor.position, "heads are missing or astray")
        _check_heads(anchor, sealed)
        before = anchor.hash
    if (stray := next(heads, None)) is not None:
        raise Altered("anchored_head", "", seen["anchors"] + 1, f"no anchor is called {stray[0]}")


def _check_anchor(anchor: AnchorRow, place: int, before: str) -> None:
    if anchor.position != place:
        raise Altered("anchor", "", place, f"a row is missing; {anchor.position} follows")
    if anchor.previous_hash != before:
        raise Altered("anchor", "", place, "it does not follow the row before it")
    if anchor.created_at != anchor.at:
        raise Altered("anchor", "", place, "it was not written when it was set")


def _check_heads(anchor: AnchorRow, heads: Iterable[HeadRow]) -> None:
    seal = AnchorSeal(anchor)
    for head in heads:
        named = _named(head.subject_kind, head.subject_id)
        if head.event_hash is None:
            raise Altered(
                "anchored_head", named, head.position, "the event anchored here was removed"
            )
        if head.event_hash != head.hash or head.created_at != anchor.at:
            raise Altered(
                "anchored_head", named, head.position, "another event stands where it was anchored"
            )
        seal.add(head)
    if seal.digest() != anchor.hash:
        raise Altered("anchor", "", anchor.position, "its heads do not match its seal")


def _named(kind: str, case_id: UUID) -> str:
    return f"{kind} {case_id}"
