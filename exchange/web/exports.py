"""What leaves the pages as a file for other programs."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, make_response

from exchange.identity import me, require_login
from exchange.identity.sessions import reader
from exchange.interchange import epcis, lists
from exchange.models import db
from exchange.queries import cases, consignments
from exchange.web.calendars import calendar_of
from exchange.web.language import in_words, label
from exchange.web.lists import narrowing
from exchange.workflows.shipment import SHIPMENT

pages = Blueprint("exports", __name__)
pages.before_request(require_login)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/shipments/<uuid:subject_id>/epcis.jsonld")
def life(subject_id: UUID) -> Response:
    """Return what happened to the goods of a shipment, as EPCIS 2.0."""
    shipment = cases.find(SHIPMENT, subject_id, me)
    answer = make_response(epcis.epcis_of(shipment))
    answer.headers["Content-Type"] = epcis.MEDIA_TYPE
    return _attached(answer, f"epcis-{shipment.number}.jsonld")


@pages.get("/shipments.csv")
def as_csv() -> Response:
    """Return the shipments of the list, line by line, for a spreadsheet."""
    return _csv("shipments.csv", tagged=False)


@pages.get("/shipments.hxl.csv")
def as_hxl() -> Response:
    """Return the same with HXL tags, for humanitarian data."""
    return _csv("shipments.hxl.csv", tagged=True)


@pages.get("/shipments.xlsx")
def as_xlsx() -> Response:
    """Return the same as a workbook."""
    answer = Response(lists.as_xlsx(_rows(), _headings()), mimetype=XLSX)
    return _attached(answer, "shipments.xlsx")


@pages.get("/calendar.ics")
def days() -> Response:
    """Return the days of the reader's cases, for a calendar."""
    return _attached(calendar_of(reader()), "calendar.ics")


def _csv(name: str, *, tagged: bool) -> Response:
    pieces = lists.as_csv(_rows(), _headings(), tagged=tagged)
    return _attached(Response(pieces, mimetype="text/csv"), name)


def _rows() -> Iterator[lists.Row]:
    """Return the rows of the list; what they need of this request is read now."""
    places = {
        city_id: (in_words(names), country)
        for city_id, (names, country) in consignments.places().items()
    }
    seen = cases.narrowed(SHIPMENT, me, *narrowing(SHIPMENT))
    found = consignments.rows_of(db.engine, consignments.asked(seen))
    return (lists.cells_of(row, places) for row in found)


def _headings() -> list[str]:
    return [label("export", "column", name) for name in lists.COLUMNS]


def _attached(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
