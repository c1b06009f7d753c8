"""The catalogue of items, and how far an appeal is covered."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from exchange.api import asking
from exchange.api.describing import READING, offer
from exchange.models import Item
from exchange.queries import cases
from exchange.queries.appeals import catalogue
from exchange.schemas import appeal_responses as responses
from exchange.workflows.coverage import coverage_of
from exchange.workflows.registry import WORKFLOWS

FIGURES = ("asked", "promised", "to_come", "on_the_way", "arrived", "missing", "too_much")
pages: Any = Blueprint("api-aid", __name__, url_prefix="/api/v1")
pages.before_request(asking.require_token)


def list_items() -> list[Item]:
    """Return every item of the catalogue, retired ones too."""
    return catalogue(retired=True)


def read_coverage(subject_id: UUID) -> list[Mapping[str, Any]]:
    """Return how far each line of an appeal is covered, exactly."""
    appeal = cases.find(WORKFLOWS["appeals"], subject_id, asking.reader())
    return [
        {"item_code": line.item.code, "unit": line.item.unit}
        | {name: str(getattr(one, name)) for name in FIGURES}
        for line, one in coverage_of(appeal)
    ]


offer(
    pages,
    "/items",
    "GET",
    list_items,
    "List the catalogue of items",
    responses.Item(many=True),
    (401,),
)
offer(
    pages,
    "/appeals/<uuid:subject_id>/coverage",
    "GET",
    read_coverage,
    "Read how far an appeal is covered",
    responses.Covered(many=True),
    READING,
)
