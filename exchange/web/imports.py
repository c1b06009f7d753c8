"""Spreadsheets in: a template, what a sheet would do, what is wrong with it, and doing it."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from exchange.errors import N_, ExchangeError, NotFound, NotReady, StaleVersion, VersionMissing
from exchange.identity import me, require_login
from exchange.identity.sessions import reader
from exchange.interchange import imports, lists, reading
from exchange.interchange.imports import PROBLEM, Kind, Row
from exchange.interchange.reading import SheetRefused
from exchange.queries import cases
from exchange.queries.disarming import harmless
from exchange.web import likely
from exchange.web.exports import XLSX
from exchange.web.faults import plainly
from exchange.web.language import label, speak
from exchange.workflows.perform import perform
from exchange.workflows.shipment import SHIPMENT

pages = Blueprint("imports", __name__)
HERE = f"/shipments/<uuid:subject_id>/import/<any({', '.join(imports.KINDS)}):name>"
MOST_FORM = 7 * 1024 * 1024  # the rows of a sheet that was read, on their way back
BESIDE = ("counted_on", "place", "remarks")
SHOWN = 50  # rows with something wrong that the page lists; the file has all
LONGEST_VERSION = 9


@pages.url_value_preprocessor
def allow_rows(_endpoint: str | None, _values: Any) -> None:
    """Let a form bring back all rows of a sheet, before anything of it is read."""
    request.max_form_memory_size = MOST_FORM


pages.before_request(require_login)


@pages.get(HERE)
def ask(subject_id: UUID, name: str) -> str:
    """Ask for a sheet."""
    kind, shipment = _asked(subject_id, name)
    return _page(name, kind, shipment, None)


@pages.get(f"{HERE}/template.<any(xlsx, csv):form>")
def template(subject_id: UUID, name: str, form: str) -> Response:
    """Return the sheet to fill in, with what is known already."""
    kind, shipment = _asked(subject_id, name)
    rows = [
        [one.get(key, "") for key in kind.columns] for one in imports.template_of(kind, shipment)
    ]
    return _sheet(kind.columns, rows, form, f"{name}-{shipment.number}")


@pages.post(HERE)
def take(subject_id: UUID, name: str) -> Response:
    """Show what a sheet would do, hand back what is wrong with it, or do it."""
    kind, shipment = _asked(subject_id, name)
    try:
        told = _told(kind)
    except SheetRefused as refusal:
        return make_response(_page(name, kind, shipment, None, refusal), 422)
    rows = imports.checked(kind, shipment, told)
    # What was never looked at is never stored, whichever button was pressed.
    wanted = "preview" if _is_sent() else request.form.get("do", "preview")
    if wanted in {"errors.xlsx", "errors.csv"}:
        return _errors(kind, shipment, rows, wanted)
    amiss = any(row.amiss for row in rows)
    if wanted == "preview" or (amiss and wanted != "good") or all(row.amiss for row in rows):
        return make_response(_page(name, kind, shipment, rows), 422 if amiss else 200)
    return _do(name, kind, shipment, rows)


def _do(name: str, kind: Kind, shipment: Any, rows: list[Row]) -> Response:
    """Go through the one door with the rows that are right."""
    version = request.form.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION):
        raise VersionMissing(N_("Say which version you read: open the page again, then act."))
    try:
        perform(
            SHIPMENT,
            shipment.id,
            kind.action,
            actor=reader(),
            payload=imports.payload_of(kind, shipment, rows, _beside()),
            expected_version=int(version),
        )
    except (ValidationError, NotReady, StaleVersion) as refusal:
        again = cases.find(SHIPMENT, shipment.id, me)
        status = 412 if isinstance(refusal, StaleVersion) else 422
        return make_response(_page(name, kind, again, rows, refusal), status)
    address = url_for("subjects.show", plural="shipments", subject_id=shipment.id)
    return redirect(address, 303)


def _asked(subject_id: UUID, name: str) -> tuple[Kind, Any]:
    """Return what is to be imported into which shipment, where the reader may do that now."""
    kind, shipment = imports.KINDS[name], cases.find(SHIPMENT, subject_id, me)
    offered = {one.action for one in SHIPMENT.available_actions(shipment, reader())}
    if kind.action not in offered:
        raise NotFound(N_("This cannot be done here now."))
    return kind, shipment


def _told(kind: Kind) -> list[imports.Told]:
    """Return the rows of the file that was sent, or those the form brought back."""
    if _is_sent():
        sent = request.files["sheet"].stream.read(reading.MOST_BYTES + 1)
        return imports.said_of(kind, reading.rows_of(sent))
    try:
        rows = json.loads(request.form.get("rows", "null"))
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
        raise SheetRefused(N_("Choose a file with rows in it."))
    return imports.said_of(kind, [kind.columns, *rows])


def _is_sent() -> bool:
    return "sheet" in request.files and bool(request.files["sheet"].filename)


def _is_row(row: Any) -> bool:
    """Say whether it is a row of text; halves of characters can be in no file."""
    is_text = isinstance(row, list) and all(isinstance(cell, str) for cell in row)
    return is_text and not re.search("[\ud800-\udfff]", "".join(row))


def _errors(kind: Kind, shipment: Any, rows: list[Row], wanted: str) -> Response:
    """Return the sheet as it was sent, with a column that says what is wrong with each row."""
    told = [[*(row.told.get(key, "") for key in kind.columns), _said(row)] for row in rows]
    name = f"{PROBLEM}s-{shipment.number}"
    return _sheet([*kind.columns, PROBLEM], told, wanted.partition(".")[2], name)


def _said(row: Row) -> str:
    """Say what is wrong with a row, in the reader's language."""
    return " ".join(
        f"{label('form', 'field', key)}: {plainly(message)}" if key else speak(message, **params)
        for key, message, params in row.amiss
    )


def _sheet(keys: list[str], rows: list[list[str]], form: str, name: str) -> Response:
    told: Iterator[list[str]] = ([harmless(cell) for cell in row] for row in [keys, *rows])
    headings = [_heading(key) for key in keys]
    if form == "xlsx":
        answer = make_response(b"".join(lists.as_xlsx(told, headings)))
        answer.mimetype = XLSX
    else:
        answer = make_response("".join(lists.as_csv(told, headings, tagged=False)))
        answer.mimetype = "text/csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _heading(key: str) -> str:
    if key == PROBLEM:
        return str(gettext("What is wrong"))
    return label("export", "column", "quantity") if key == "sent" else label("form", "field", key)


def _beside() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in BESIDE}


def _page(
    name: str,
    kind: Kind,
    shipment: Any,
    rows: list[Row] | None,
    refusal: Exception | None = None,
) -> str:
    written = [[row.told.get(key, "") for key in kind.columns] for row in rows or ()]
    wrong = [(n, _said(row)) for n, row in enumerate(rows or (), 1) if row.amiss]
    typed = likely.meant(kind.action, shipment) | {k: v for k, v in _beside().items() if v}
    return render_template(
        "shipments/import.html",
        name=name,
        case=shipment,
        rows=rows,
        written=json.dumps(written, ensure_ascii=False),
        wrong=wrong[:SHOWN],
        wrong_count=len(wrong),
        typed=typed,
        faults=refusal.messages if isinstance(refusal, ValidationError) else None,
        unmet=refusal.unmet if isinstance(refusal, NotReady) else (),
        refusal=refusal if _is_plain(refusal) else None,
        most=reading.MOST_BYTES // 1024**2,
    )


def _is_plain(refusal: Exception | None) -> bool:
    return isinstance(refusal, ExchangeError) and not isinstance(refusal, NotReady)
