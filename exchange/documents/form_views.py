"""Which module fills the form of which kind of paper."""

from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Final

from exchange.documents.certificate import certificate_view
from exchange.documents.city_record import city_record_view
from exchange.documents.end_use import end_use_view
from exchange.documents.invoice import invoice_view
from exchange.documents.labels import labels_view
from exchange.documents.outcome import outcome_view
from exchange.documents.packing_list import packing_list_view
from exchange.documents.received import discrepancy_view, goods_received_view
from exchange.documents.waybill import waybill_view
from exchange.documents.yearly import yearly_view
from exchange.wording.kinds import LABELS

FORM_VIEWS: Final[Mapping[str, Callable[..., SimpleNamespace]]] = {
    **{name: partial(labels_view, name) for name in LABELS},
    "packing_list": packing_list_view,
    "waybill": waybill_view,
    "invoice": invoice_view,
    "certificate": certificate_view,
    "goods_received": goods_received_view,
    "discrepancy": discrepancy_view,
    "end_use": end_use_view,
    "outcome": outcome_view,
    "city_record": city_record_view,
    "yearly": yearly_view,
}
