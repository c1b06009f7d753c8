"""What leaves the pages as a file for other programs."""

from uuid import UUID

from flask import Blueprint, Response, make_response

from exchange.identity import me, require_login
from exchange.interchange import epcis
from exchange.queries import cases
from exchange.workflows.shipment import SHIPMENT

pages = Blueprint("exports", __name__)
pages.before_request(require_login)


@pages.get("/shipments/<uuid:subject_id>/epcis.jsonld")
def life(subject_id: UUID) -> Response:
    """Return what happened to the goods of a shipment, as EPCIS 2.0."""
    shipment = cases.find(SHIPMENT, subject_id, me)
    answer = make_response(epcis.epcis_of(shipment))
    answer.headers["Content-Type"] = epcis.MEDIA_TYPE
    name = f'attachment; filename="epcis-{shipment.number}.jsonld"'
    answer.headers["Content-Disposition"] = name
    return answer
