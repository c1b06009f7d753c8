"""Facts that shipment papers and reports are given and do not print, kind by kind, and why.

A consignment is frozen once and each of its papers carries the whole of it, so that all of them
agree; each prints what it is for.
"""

from collections.abc import Mapping
from typing import Final

ELSEWHERE: Final = "frozen with the consignment, and stated by another of its papers or by a label"
BOOKS: Final = "the books are told, not who signs for the cities"
OF_CONSIGNMENT: Final[Mapping[str, str]] = {
    "packing_list": (
        "owner.short_names owner.head_title partner.names partner.short_names "
        "partner.country partner.head_title partner.government origin.names origin.country "
        "origin.code destination.names destination.country destination.code vehicle "
        "container marks[] stacking_limit ties[].kind papers.packing_list papers.waybill "
        "papers.carton_labels papers.pallet_labels lines[].unit lines[].origin lines[].lot "
        "lines[].expiry"
    ),
    "waybill": (
        "owner.short_names owner.head_title partner.names partner.short_names "
        "partner.country partner.head_title partner.government origin.country "
        "destination.country ties[].kind papers.waybill papers.carton_labels "
        "papers.pallet_labels lines[].unit lines[].origin lines[].origin_names "
        "lines[].unit_value lines[].currency lines[].lot lines[].expiry"
    ),
    "invoice": (
        "owner.head_title partner.names partner.country partner.head_title "
        "partner.government origin.names origin.country origin.code destination.names "
        "destination.country destination.code vehicle container seal eta pallets marks[] "
        "stacking_limit ties[].kind papers.waybill papers.invoice papers.carton_labels "
        "papers.pallet_labels lines[].origin lines[].currency lines[].lot lines[].expiry "
        "totals.volume_m3"
    ),
    "certificate": (
        "owner.short_names owner.country partner.country partner.head_title "
        "partner.government consignor.contact consignor.registration origin.country "
        "origin.code destination.names destination.country destination.code mode carrier "
        "vehicle container waybill seal dispatched_on eta pallets marks[] stacking_limit "
        "case ties[].kind ties[].began papers.manifest papers.packing_list papers.waybill "
        "papers.invoice papers.certificate papers.carton_labels papers.pallet_labels "
        "lines[].no lines[].unit lines[].origin lines[].currency lines[].lot lines[].expiry "
        "totals.net_kg totals.volume_m3"
    ),
    "carton_labels": (
        "copy copies version office.names office.addresses office.phone office.web "
        "owner.short_names owner.country owner.head_title partner.names partner.short_names "
        "partner.country partner.head_title partner.government consignor.addresses "
        "consignor.contact consignor.registration consignee.addresses origin.names "
        "origin.code destination.names destination.code mode carrier vehicle container "
        "waybill seal dispatched_on eta pallets appeal case ties[].kind "
        "ties[].began papers.manifest papers.waybill papers.invoice papers.certificate "
        "papers.carton_labels papers.pallet_labels lines[].quantity lines[].unit "
        "lines[].origin lines[].origin_names lines[].hs lines[].unit_value lines[].currency "
        "lines[].lot lines[].expiry form"
    ),
    "pallet_labels": (
        "copy copies version office.names office.addresses office.phone office.web "
        "owner.short_names owner.country owner.head_title partner.names partner.short_names "
        "partner.country partner.head_title partner.government consignor.addresses "
        "consignor.contact consignor.registration consignee.addresses origin.names "
        "origin.code destination.names destination.code mode carrier vehicle container "
        "waybill seal dispatched_on eta pallets appeal case ties[].kind "
        "ties[].began papers.manifest papers.waybill papers.invoice papers.certificate "
        "papers.carton_labels papers.pallet_labels lines[].no lines[].description "
        "lines[].quantity lines[].unit lines[].unit_label lines[].origin "
        "lines[].origin_names lines[].hs lines[].unit_value lines[].currency lines[].lot "
        "lines[].expiry form"
    ),
    "goods_received": (
        "owner.short_names owner.head_title partner.names partner.short_names "
        "partner.country partner.head_title partner.government consignor.contact "
        "consignor.registration origin.names origin.country origin.code destination.names "
        "destination.country destination.code carrier vehicle container eta pallets marks[] "
        "stacking_limit appeal ties[].kind ties[].began papers.manifest papers.waybill "
        "papers.invoice papers.certificate papers.carton_labels papers.pallet_labels "
        "papers.goods_received owner_is lots[]"
    ),
    "discrepancy": (
        "owner.short_names owner.head_title partner.short_names partner.country "
        "partner.head_title partner.government consignor.contact consignor.registration "
        "origin.names origin.country origin.code destination.names destination.country "
        "destination.code carrier vehicle container eta pallets marks[] stacking_limit "
        "appeal ties[].kind ties[].began papers.manifest papers.waybill papers.invoice "
        "papers.certificate papers.carton_labels papers.pallet_labels seal_state counted "
        "receivers[] lots[]"
    ),
    "end_use": (
        "owner.head_title partner.names partner.country partner.head_title "
        "partner.government consignor.contact consignor.registration origin.names "
        "origin.country origin.code destination.names destination.country destination.code "
        "mode carrier vehicle container seal dispatched_on eta pallets marks[] "
        "stacking_limit ties[].kind papers.waybill papers.carton_labels "
        "papers.pallet_labels lines[].damaged lines[].short lines[].expired lines[].refused "
        "lines[].over"
    ),
}
OF_REPORTS: Final[Mapping[str, str]] = {
    "outcome": ("owner.head_title partner.country partner.head_title partner.government"),
    "city_record": ("owner.head_title partner.head_title partner.government"),
    "yearly": (
        "owner.head_title partner.names partner.short_names partner.country "
        "partner.head_title partner.government partners[].country scope"
    ),
}


def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return, by kind, each fact that is not printed and why."""
    told = ((OF_CONSIGNMENT, ELSEWHERE), (OF_REPORTS, BOOKS))
    return {
        kind: dict.fromkeys(names.split(), reason)
        for table, reason in told
        for kind, names in table.items()
    }
