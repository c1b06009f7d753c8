"""Every case in one way: lists, cases, histories and actions, made from the workflow tables."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from exchange.api import asking, papers
from exchange.api.describing import ACTING, BEGINNING, READING, offer, offer_file
from exchange.api.exports import offer_epcis
from exchange.api.problems import in_words
from exchange.models import Scope
from exchange.permissions import DECISIONS
from exchange.policy import holders
from exchange.queries import cases
from exchange.queries.runs import run_shown
from exchange.schemas import responses
from exchange.schemas.shown import SHOWN
from exchange.workflows.engine import Subject, Workflow
from exchange.workflows.partner_cities import city_by_slug
from exchange.workflows.perform import begin, perform
from exchange.workflows.reading import note_reading
from exchange.workflows.registry import WORKFLOWS

Answer = tuple[Any, int, dict[str, str]]


@dataclass(frozen=True)
class Shown:
    """A case with what is computed for its reader."""

    case: Subject
    actions: list[dict[str, Any]]
    papers: list[Any]
    approval: Any

    def __getattr__(self, name: str) -> Any:
        """Show the case's own fields as one's own."""
        return getattr(self.case, name)


def blueprint(plural: str) -> Any:
    """Return the addresses of one kind of case."""
    flow = WORKFLOWS[plural]
    whole, rows = SHOWN[plural][0](), SHOWN[plural][1](many=True)
    pages = Blueprint(f"api-{plural}", __name__, url_prefix=f"/api/v1/{plural}")
    pages.before_request(asking.require_token)
    offer(
        pages,
        "",
        "GET",
        _list_of(flow),
        f"List {plural}",
        rows,
        READING,
        _filter(flow),
    )
    if flow.beginning is not None:
        offer(
            pages,
            "",
            "POST",
            _beginning_of(plural, flow),
            f"Begin a {flow.kind}",
            whole,
            BEGINNING,
            takes=flow.beginning.inputs,
            status=201,
        )
    offer(
        pages, "/<uuid:subject_id>", "GET", _case_of(flow), f"Read a {flow.kind}", whole, READING
    )
    offer(
        pages,
        "/<uuid:subject_id>/history",
        "GET",
        _history_of(flow),
        f"Read the history of a {flow.kind}, newest first",
        responses.Event(many=True),
        READING,
        asking.PageAsked,
    )
    for action in flow.actions:
        if _by_people(flow, action):
            offer(
                pages,
                f"/<uuid:subject_id>/{action}",
                "POST",
                _action_of(flow, action),
                f"{action.replace('_', ' ').capitalize()} (a {flow.kind})",
                whole,
                ACTING,
                takes=flow.find(action)[0].inputs,
                step_up=any(row.step_up for row in flow.find(action)),
            )
    if plural == "documents":
        offer_file(
            pages, "/<uuid:subject_id>/pdf", papers.pdf_of(flow), "Read the PDF", "application/pdf"
        )
    if plural == "shipments":
        offer_epcis(pages, flow)
    return pages


def _by_people(flow: Workflow, action: str) -> bool:
    """Say whether a program may take `action`: it is not the service's, nor one's own only."""
    return any(
        side not in {"service", "own"}
        for row in flow.find(action)
        for side, _ in holders(row.permission)
    )


def _filter(flow: Workflow) -> type[Schema]:
    """Return what a list may be narrowed by; unknown words are refused."""
    shape: type[Schema] = asking.PageAsked.from_dict(
        {
            "page": asking.PageAsked().fields["page"],
            "page_size": asking.PageAsked().fields["page_size"],
            "state": fields.Enum(flow.states, by_value=True, load_default=None),
            "city": fields.String(load_default=None),
        },
        name=f"{flow.kind.capitalize()}Filter",
    )
    return shape


def _list_of(flow: Workflow) -> Callable[..., Answer]:
    def view(asked: Mapping[str, Any]) -> Answer:
        city = city_by_slug(asked["city"]).id if asked["city"] else None
        found = cases.page_of(
            flow,
            asking.reader(),
            number=asked["page"],
            size=asked["page_size"],
            states=(asked["state"],) if asked["state"] else (),
            city_id=city,
        )
        rows = papers.as_seen(flow, found.rows, asking.reader())
        return rows, 200, _paged(found.number, found.pages, found.total)

    return _named(view, f"list_{flow.kind}s")


def _case_of(flow: Workflow) -> Callable[..., Answer]:
    def view(subject_id: UUID) -> Answer:
        subject = cases.find(flow, subject_id, asking.reader())
        note_reading(subject, asking.reader())
        return _shown(flow, subject)

    return _named(view, f"read_{flow.kind}")


def _history_of(flow: Workflow) -> Callable[..., Answer]:
    def view(asked: Mapping[str, Any], subject_id: UUID) -> Answer:
        reader = asking.reader()
        events = cases.history_of(flow, cases.find(flow, subject_id, reader), reader)
        size = asked["page_size"]
        first = (asked["page"] - 1) * size
        pages = max(1, -(-len(events) // size))
        return events[first : first + size], 200, _paged(asked["page"], pages, len(events))

    return _named(view, f"read_{flow.kind}_history")


def _beginning_of(plural: str, flow: Workflow) -> Callable[..., Answer]:
    def view() -> Answer:
        asking.require_scope(_reach(flow, ""))
        actor, once = asking.reader(), asking.once()
        subject = begin(flow, actor=actor, payload=asking.body(), once=once)
        shown, _, headers = _shown(flow, subject)
        here = url_for(f"api-{plural}.read_{flow.kind}", subject_id=subject.id)
        return shown, 201, headers | {"Location": here}

    return _named(view, f"begin_{flow.kind}")


def _action_of(flow: Workflow, action: str) -> Callable[..., Answer]:
    def view(subject_id: UUID) -> Answer:
        asking.require_scope(_reach(flow, action))
        subject = perform(
            flow,
            subject_id,
            action,
            actor=asking.reader(),
            payload=asking.body(),
            expected_version=asking.version(),
            once=asking.once(),
            confirmed_at=asking.confirmed_at(),
        )
        return _shown(flow, subject)

    return _named(view, f"{action}_{flow.kind}")


def _reach(flow: Workflow, action: str) -> Scope:
    """Return how far a token must go: a decision, or a step that asks for a second factor."""
    rows = flow.find(action) if action else ()
    asked = {row.permission for row in rows}
    if not action and flow.beginning is not None:
        asked = {flow.beginning.permission}
    weighs = any(row.step_up for row in rows) or not DECISIONS.isdisjoint(asked)
    return Scope.DECIDE if weighs else Scope.ACT


def _shown(flow: Workflow, subject: Subject) -> Answer:
    reader = asking.reader()
    actions = [
        {
            "action": one.action,
            "target": one.target.value,
            "unmet": [in_words(unmet) for unmet in one.unmet],
        }
        for one in flow.available_actions(subject, reader)
    ]
    own, [seen] = cases.papers_of(subject, reader), papers.as_seen(flow, [subject], reader)
    shown = Shown(seen, actions, own, run_shown(subject, reader))
    return shown, 200, {"ETag": f'"{subject.version}"'}


def _paged(page: int, pages: int, total: int) -> dict[str, str]:
    told = {"page": page, "total_pages": pages, "total": total}
    return {"X-Pagination": json.dumps(told)}


def _named(view: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Give a view its own name: the endpoint, and the operation of the document."""
    view.__name__ = name
    return view
