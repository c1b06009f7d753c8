"""Files that leave the pages and the API for other programs."""

from tests.api.conftest import program
from tests.workflows.conftest import packed_shipment

__all__ = ["packed_shipment", "program"]


def test_a_shipment_is_downloaded_as_epcis_from_its_page_and_by_a_program(
    reader, program, officer, packed_shipment
):
    page = reader(officer).open(f"/shipments/{packed_shipment.id}")
    address = f"/shipments/{packed_shipment.id}/epcis.jsonld"
    assert f'href="{address}"' in page
    answer = reader(officer).client.get(address)
    assert answer.mimetype == "application/ld+json"
    assert f"epcis-{packed_shipment.number}.jsonld" in answer.headers["Content-Disposition"]
    told = program(officer).get(f"/shipments/{packed_shipment.id}/epcis")
    assert told.get_data() == answer.get_data()
    assert told.get_json(force=True)["type"] == "EPCISDocument"


def test_the_partner_reads_the_life_of_what_is_shared_with_them_and_of_nothing_else(
    program, liaison, packed_shipment
):
    assert program(liaison).get(f"/shipments/{packed_shipment.id}/epcis").status_code == 404
