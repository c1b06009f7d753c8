"""EPCIS: which steps of a shipment are told, and moments in the offset of their place."""

from datetime import UTC, datetime

from exchange.interchange import epcis_names
from exchange.interchange.epcis_steps import UNTOLD, is_told
from exchange.workflows.shipment import SHIPMENT


def test_an_old_offset_is_told_to_the_minute():
    told = epcis_names.at(datetime(1905, 1, 1, tzinfo=UTC), "Asia/Seoul")
    assert told == {
        "eventTime": "1905-01-01T08:28:00.000+08:28",
        "eventTimeZoneOffset": "+08:28",
    }


def test_every_action_of_the_table_is_told_or_named_as_untold():
    for row in SHIPMENT.table:
        for source in row.source:
            told = is_told(row.action, str(row.target), str(source))
            assert told != (row.action in UNTOLD), (row.action, source)
