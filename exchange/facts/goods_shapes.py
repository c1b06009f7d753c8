"""The frozen facts of the papers of a consignment; see `shapes` for how texts and figures stand.

Every paper of one consignment is cut from one `Consignment`, so that names, addresses, weights and
values are the same on all of them. What is not known is "" or [] and is left out of the paper.

Sources: the required contents in the documents charter; Incoterms 2020 (ICC); UN/LOCODE; ISO 780.
"""

from typing import Literal, NotRequired, TypedDict

from exchange.facts.shapes import Carton, GoodsLine, PaperFacts, Party, Words

Mark = Literal["this_way_up", "fragile", "keep_dry", "keep_from_sun", "no_hooks"]


class Trader(Party):
    """Consignor or consignee, with the number under which customs know them."""

    registration: NotRequired[str]


class Place(TypedDict):
    """Where the goods leave or arrive."""

    names: Words
    country: Words
    code: str  # ISO 3166-1 alpha-2


class Tie(TypedDict):
    """An agreement that the aid is given under; dates as far as they are known."""

    kind: Literal["sister", "friendship"]
    began: str
    attested_on: str
    ended: str  # "" while it stands


class Totals(TypedDict):
    """What the cartons add up to, for papers that do not list them."""

    cartons: str
    net_kg: str
    gross_kg: str
    volume_m3: str


class Carriage(TypedDict):
    """How the goods travel, on what terms, and how they are handled."""

    mode: Literal["air", "sea", "road", "rail", "post"]
    carrier: str
    vehicle: str  # registration or flight number
    container: str
    waybill: str  # the carrier's: AWB, B/L or consignment note
    seal: str
    dispatched_on: str
    eta: str
    pallets: int
    marks: list[Mark]
    stacking_limit: int  # 0 where it is not said


class Terms(TypedDict):
    """What customs ask of an invoice, even for a gift."""

    incoterm: str  # Incoterms 2020, three letters
    named_place: str
    freight: str  # in the currency of the goods, or ""
    insurance: str
    port_of_loading: str  # UN/LOCODE
    port_of_discharge: str


class Consignment(Carriage):
    """What all papers of one consignment have in common."""

    consignor: Trader
    consignee: Trader
    origin: Place
    destination: Place
    appeal: str  # number of the appeal answered
    case: str  # number of the case
    ties: list[Tie]
    papers: dict[str, str]  # numbers by kind of paper


class PackingListFacts(PaperFacts, Consignment):
    """What lies in each carton."""

    lines: list[GoodsLine]
    cartons: list[Carton]


class WaybillFacts(PaperFacts, Consignment):
    """Who carries what from whom to whom."""

    notify: NotRequired[Trader]
    lines: list[GoodsLine]
    totals: Totals


class InvoiceFacts(PaperFacts, Consignment, Terms):
    """What the goods are worth to customs; nobody pays."""

    currency: str
    lines: list[GoodsLine]
    totals: Totals


class CertificateFacts(PaperFacts, Consignment):
    """That the goods were given; it leaves the house without an approval line."""

    purpose: Words
    currency: str
    value: str  # of all goods
    lines: list[GoodsLine]
    totals: Totals


class Label(TypedDict):
    """One carton or pallet. What lies in it is by line number."""

    n: int
    sscc: str
    gross_kg: str
    size: list[str]  # length, width, height in cm; [] where it was not measured
    contents: list[tuple[int, str, str, str]]  # line, quantity, lot, expiry
    cartons: NotRequired[str]  # the numbers of those on a pallet; absent: not recorded


class LabelsFacts(PaperFacts, Consignment):
    """Labels of cartons or pallets, one a page of 100 by 150 mm or four on an A4 sheet."""

    form: Literal["one", "four"]
    lines: list[GoodsLine]
    labels: list[Label]


class CountedLine(TypedDict):
    """One line as it was counted in: good + damaged + short + expired + refused = sent + over."""

    no: int
    description: Words
    unit_label: Words
    sent: str
    good: str
    damaged: str
    short: str
    expired: str
    refused: str
    over: str


class Difference(TypedDict):
    """One class of difference in one carton; `line_no` says of what."""

    carton: int
    line_no: int
    lot: str
    kind: Literal["damaged", "short", "expired", "refused", "over"]
    quantity: str
    reason: Words


class Received(TypedDict):
    """What the counting of a consignment found."""

    owner_is: Literal["consignor", "consignee"]  # who issues the note
    carrier_names: Words
    clean: bool
    received_on: str
    places: list[Words]
    seal_state: Literal["", "intact", "broken"]
    counted: int  # cartons
    cartons: int
    receivers: list[Words]
    remarks: list[Words]
    lines: list[CountedLine]
    differences: list[Difference]
    lots: list[str]  # counted, to be compared with the packing list


class GoodsReceivedFacts(PaperFacts, Consignment, Received):
    """The goods received note."""


class DiscrepancyFacts(PaperFacts, Consignment, Received):
    """The differences, for both cities to take a position on."""


class EndUseFacts(PaperFacts, Consignment):
    """What the aid was used for."""

    received_on: str
    lines: list[CountedLine]
    used_for: Words
    handed_to: Words
    people: int  # 0 where it is not said
    settlement: str  # write_off, replacement, carrier_claim, or ""
