"""Every case in one way: begin one, read it, see what an action asks, take the action."""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from exchange.errors import (
    N_,
    Locked,
    NotFound,
    NotReady,
    StaleVersion,
    StepUpNeeded,
    UnmetCondition,
    VersionMissing,
)
from exchange.identity import me, require_login, second_factor
from exchange.identity.sessions import reader
from exchange.policy import is_ours
from exchange.queries import cases
from exchange.queries.appeals import answering
from exchange.queries.runs import run_shown
from exchange.schemas.inputs import Asked
from exchange.web import drafts, likely, opening
from exchange.web.forms import BLANK_ROWS, boxes, unflattened
from exchange.web.line import line_of, remarks_of
from exchange.web.story import sentences, steps_of, waits_of
from exchange.workflows.engine import Subject
from exchange.workflows.once import Once
from exchange.workflows.perform import begin, perform
from exchange.workflows.reading import note_reading
from exchange.workflows.registry import ANY, ANY_BEGUN, WORKFLOWS

EDITS = frozenset({"edit", "edit_own"})  # what is there is shown to be changed
pages = Blueprint("subjects", __name__)
pages.before_request(require_login)

CASES = f"<{ANY}:plural>"
MORE = "_more"
CODE = "one_time_code"
OURS = frozenset({"csrf_token", "version", "once", CODE, MORE})
EXAMPLE = "from"
# Refusals said above the form that is shown again, and the status each answers with.
SAID_ABOVE: dict[type, int] = {StaleVersion: 412, StepUpNeeded: 403, Locked: 429}


@pages.get(f"/{CASES}/<uuid:subject_id>")
def show(plural: str, subject_id: UUID) -> str:
    """Show a case: where it stands, what may be done next, its papers and its history."""
    flow = WORKFLOWS[plural]
    subject = cases.find(flow, subject_id, me)
    note_reading(subject, reader())
    events = cases.history_of(flow, subject, me)
    return render_template(
        "cases/show.html",
        plural=plural,
        flow=flow,
        case=subject,
        steps=steps_of(flow, subject, events),
        waits=waits_of(flow, subject, me),
        papers=cases.papers_of(subject, me),
        history=sentences(events),
        line=line_of(subject, reader()),
        is_ours=is_ours(me, subject),
    )


@pages.get(f"/<{ANY_BEGUN}:plural>/new")
def ask_new(plural: str) -> str:
    """Show the form of a new case, filled in like an earlier one where that is asked for."""
    flow, asked = WORKFLOWS[plural], _beginning(plural)
    typed = drafts.fresh(plural) | opening.prefilled(plural, request.args.to_dict())
    typed |= answering(plural, typed, reader())
    drafts.check_partner(plural, typed)
    if example := request.args.get(EXAMPLE):
        typed |= opening.copied(drafts.written(asked(), cases.find(flow, _uuid(example), me)))
    shape = asked.fitted(None, typed)
    if len(shape.fields) == 1:  # the rest depends on this one choice
        return render_template("cases/choose.html", plural=plural, flow=flow, box=boxes(shape)[0])
    return _form(plural, shape, None, "begin", typed)


@pages.post(f"/<{ANY_BEGUN}:plural>/new")
def start_new(plural: str) -> Response:
    """Begin a case; the same form sent twice begins one."""
    typed, more = _typed()
    shape = _beginning(plural).fitted(None, typed)
    if more:
        return _again(plural, shape, None, "begin", typed, more=more, status=200)
    key = request.form.get("once", "")
    once = Once(f"form {key}", sha256(json.dumps(typed).encode()).hexdigest()) if key else None
    try:
        subject = begin(WORKFLOWS[plural], actor=reader(), payload=typed, once=once)
    except (ValidationError, NotReady) as refusal:
        return _again(plural, shape, None, "begin", typed, refusal)
    return _to(plural, subject.id)


@pages.get(f"/{CASES}/<uuid:subject_id>/<action>")
def ask(plural: str, subject_id: UUID, action: str) -> str:
    """Show what an action asks; looking at it changes nothing."""
    flow = WORKFLOWS[plural]
    subject = cases.find(flow, subject_id, me)
    offered = {one.action: one for one in flow.available_actions(subject, reader())}
    if action not in offered:
        raise NotFound(N_("This cannot be done here now."))
    shape = offered[action].inputs.fitted(subject, {})
    typed = drafts.written(shape, subject) if action in EDITS else likely.meant(action, subject)
    return _form(plural, shape, subject, action, typed, unmet=offered[action].unmet)


@pages.post(f"/{CASES}/<uuid:subject_id>/<action>")
def act(plural: str, subject_id: UUID, action: str) -> Response:
    """Take an action on the version the reader was looking at."""
    flow = WORKFLOWS[plural]
    subject = cases.find(flow, subject_id, me)
    rows = flow.find(action)
    if not rows:
        raise NotFound(N_("There is nothing here."))
    typed, more = _typed()
    shape = rows[0].inputs.fitted(subject, typed)
    if more:
        return _again(plural, shape, subject, action, typed, more=more, status=200)
    version = request.form.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):  # noqa: PLR2004
        raise VersionMissing(N_("Say which version you read: open the page again, then act."))
    try:
        _take_code()
        perform(
            flow,
            subject_id,
            action,
            actor=reader(),
            payload=typed,
            expected_version=int(version),
            confirmed_at=second_factor.confirmed_at(),
        )
    except (ValidationError, NotReady, StaleVersion, StepUpNeeded, Locked) as refusal:
        subject = cases.find(flow, subject_id, me)
        return _again(plural, shape, subject, action, typed, refusal)
    return _to(plural, subject_id)


def _again(  # noqa: PLR0913  # a page is made of all of these
    plural: str,
    shape: Asked,
    subject: Subject | None,
    action: str,
    typed: dict[str, Any],
    refusal: Exception | None = None,
    *,
    more: str = "",
    status: int = 422,
) -> Response:
    """Show the form once more, holding what was typed and saying what is wrong."""
    faults = refusal.messages if isinstance(refusal, ValidationError) else {}
    unmet: tuple[UnmetCondition, ...] = ()
    if isinstance(refusal, NotReady):
        unmet = refusal.unmet
    elif isinstance(refusal, (StaleVersion, StepUpNeeded, Locked)):
        unmet = (UnmetCondition(refusal.code, refusal.message, refusal.params),)
        status = SAID_ABOVE[type(refusal)]
    extra = {more: BLANK_ROWS} if more else None
    page = _form(plural, shape, subject, action, typed, faults=faults, unmet=unmet, extra=extra)
    return make_response(page, status)


def _form(  # noqa: PLR0913  # a page is made of all of these
    plural: str,
    shape: Asked,
    subject: Subject | None,
    action: str,
    typed: dict[str, Any],
    *,
    faults: Any = None,
    unmet: tuple[UnmetCondition, ...] = (),
    extra: Any = None,
) -> str:
    rows = WORKFLOWS[plural].find(action)
    step_up = subject is not None and any(row.asks_twice(subject) for row in rows)
    return render_template(
        "cases/form.html",
        plural=plural,
        flow=WORKFLOWS[plural],
        case=subject,
        action=action if subject else opening.way_begun(plural, typed),
        typed=typed,
        boxes=boxes(
            shape,
            typed,
            faults,
            drafts.choices(subject, typed, plural),
            extra,
            _remarks(subject, action),
            called=opening.called(subject, typed, plural),
        ),
        unmet=unmet,
        faults=faults,
        step_up=step_up,
        line=line_of(subject, reader()) if step_up else None,
        once=request.form.get("once") or uuid4().hex,
    )


def _remarks(subject: Subject | None, action: str) -> Any:
    """Return what was remarked on each field when the case was sent back, for who edits it."""
    run = None if subject is None or action != "edit" else run_shown(subject, me)
    return remarks_of(run)


def _typed() -> tuple[dict[str, Any], str]:
    """Return what was typed, and which list of the form asks for more rows."""
    sent = {name: value for name, value in request.form.items() if name not in OURS}
    return unflattened(sent, me.zone), request.form.get(MORE, "")


def _take_code() -> None:
    """Take the code that came with the form, before what it asks for is done."""
    code = request.form.get(CODE, "").strip()
    if code and not second_factor.confirm(reader(), code):
        raise StepUpNeeded(
            N_("This code does not fit, or it was used already. Wait for the next one.")
        )


def _beginning(plural: str) -> type[Asked]:
    begun = WORKFLOWS[plural].beginning
    if begun is None:
        raise NotFound(N_("There is nothing here."))
    return begun.inputs


def _to(plural: str, subject_id: UUID) -> Response:
    address = url_for("subjects.show", plural=plural, subject_id=subject_id)
    return redirect(address, 303)


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise NotFound(N_("There is nothing here.")) from None
