"""What programs of other houses read of a shipment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, make_response

from exchange.api import asking
from exchange.api.describing import offer_file
from exchange.interchange import epcis
from exchange.queries import cases
from exchange.workflows.engine import Workflow


def offer_epcis(pages: Any, flow: Workflow) -> None:
    """Register the address of a shipment's life."""
    told = "Read what happened to the goods, as EPCIS 2.0"
    offer_file(pages, "/<uuid:subject_id>/epcis", _epcis_of(flow), told, epcis.MEDIA_TYPE)


def _epcis_of(flow: Workflow) -> Callable[..., Response]:
    def read_shipment_epcis(subject_id: UUID) -> Response:
        """Return the life of a shipment as far as it is known."""
        shipment = cases.find(flow, subject_id, asking.reader())
        answer = make_response(epcis.epcis_of(shipment))
        answer.headers["Content-Type"] = epcis.MEDIA_TYPE
        return answer

    return read_shipment_epcis
