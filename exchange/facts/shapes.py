"""The frozen facts of each paper, as they are stored, hashed, attached and set in type.

Everything is plain JSON: text, whole numbers, lists and maps. Quantities, weights and money are
decimals written as text ("2.9"), dates are ISO 8601 and may stop at the month or the year
("2004-02", "1999") where no more is known; "" means that there is nothing to state. Nothing here
is in one language: what people typed is kept by language, and labels come from the templates.

Sources: the required contents in the documents charter (sphere and WFP packing lists, UN/CEFACT
Recommendation 20 for units, ISO 3166-1 alpha-2 for countries, ISO 4217 for money, GS1 for SSCC).
"""

from typing import Literal, NotRequired, TypedDict

Words = dict[str, str]
"""One text by language tag (BCP 47: ko, ja, zh-Hans, zh-Hant, en …).

A paper takes the language it is set in, else "en", else it refuses and names the field.
"""

Side = Literal["owner", "partner"]


class City(TypedDict):
    """One of the two cities, as it writes itself in each language."""

    slug: str  # the registry's key, e.g. "sapporo"
    names: Words  # official, e.g. {"ko": "삿포로시", "ja": "札幌市", "en": "Sapporo"}
    short_names: Words  # in running text, e.g. {"ko": "삿포로"}; falls back to `names`
    country: Words  # e.g. {"ko": "일본", "ja": "日本国", "en": "Japan"}
    head_title: Words  # the post of its head, e.g. {"ko": "시장", "ja": "市長", "en": "Mayor"}
    government: Words  # e.g. {"zh-Hans": "武汉市人民政府"}; falls back to `names`


class Office(TypedDict):
    """The office that issues the paper; printed in the running foot."""

    names: Words
    addresses: Words
    phone: str  # as dialled from abroad, "+82 42 …", or ""
    web: str  # host only, or ""


class ApprovalStep(TypedDict):
    """One box of the approval line, in the order in which it was signed."""

    role: Literal["draft", "review", "concur", "decide"]  # 기안, 검토, 협조, 결재
    post: Words
    name: str  # the holder, or "" where the post alone is printed
    on: str  # ISO date, or "" while open
    mark: Literal["", "delegated", "deputised", "both"]  # 전결, 대결, 전결 by 대결


class PaperFacts(TypedDict):
    """What every paper carries."""

    number: str  # registration number in Latin, the same in both halves: "IR-2020-0012"
    series: str  # of the register: "IR"
    issued_on: str  # ISO date, whole
    copy: int  # copy n …
    copies: int  # … of m
    version: int  # 1 for the first issue of this number
    languages: list[str]  # [owner's letter language, partner's letter language]
    check_code: str  # "DJ5C-2HVN"
    check_url: str  # of the public check page; drawn as QR
    office: Office
    owner: City  # who begins the case and signs
    partner: City  # who is written to
    approval: list[ApprovalStep]  # [] prints no line
    specimen: bool  # marked as such on every page
    sheet: NotRequired[Literal["A4", "Letter"]]  # of the reader's country; A4 where it is not said


class Tie(TypedDict):
    """One tie between the two cities; several in a row when friendship became sister city."""

    kind: Literal["sister", "friendship"]
    began: str  # ISO date, whole or partial, or "" when not known


class Participant(TypedDict):
    """One invited person; only the name must be known."""

    full_name: str  # as in the passport
    born_on: NotRequired[str]
    nationality: NotRequired[str]  # as in the passport, e.g. "JPN"
    passport_number: NotRequired[str]
    passport_valid_until: NotRequired[str]
    post: NotRequired[str]


class Cost(TypedDict):
    """What one side pays for."""

    bearer: Side
    covers: Words


class ItineraryDay(TypedDict):
    """One day of the programme."""

    on: str  # ISO date, or "" when only the order is known
    morning: Words
    afternoon: Words


class Contact(TypedDict):
    """Whom to ask."""

    names: Words
    phone: str
    email: str


class InvitationFacts(PaperFacts):
    """The letter of invitation."""

    title: Words  # of the exchange: a noun phrase, no full stop
    purpose: Words
    starts_on: str
    ends_on: str
    participants: int  # how many are invited
    roster: list[Participant]  # [] prints blank rows to be filled in
    costs: list[Cost]
    reply_by: str
    ties: list[Tie]  # oldest first; [] when there is none yet
    itinerary: list[ItineraryDay]  # [] leaves the table out
    contact: Contact
    reference: NotRequired[list[dict[str, str]]]  # see letter_shapes.Reference
    wording: NotRequired[dict[str, Words]]  # passages an officer wrote anew


class PaperPhoto(TypedDict):
    """One photo on a paper; it is fetched from the store by the digest in its address."""

    n: int  # as the case numbers it
    caption: Words
    taken_on: str  # ISO date, or ""
    carton: int  # that is to be seen; 0 where none is named
    width_mm: str  # decimal
    height_mm: str
    url: str  # "photo:" and the SHA-256 of a JPEG of 150 dpi


class Party(TypedDict):
    """Consignor or consignee."""

    names: Words
    addresses: NotRequired[Words]
    contact: NotRequired[str]  # telephone or e-mail


class GoodsLine(TypedDict):
    """One line of goods."""

    no: int  # 1, 2, 3 …; cartons refer to it
    description: Words
    quantity: str  # decimal
    unit: str  # UN/ECE Recommendation 20 code: "H87" piece
    unit_label: Words  # {"ko": "개", "zh-Hans": "只", "en": "pieces"}
    origin: str  # ISO 3166-1 alpha-2
    origin_names: Words
    hs: str  # "6307.90"
    unit_value: str  # decimal, or "" when no value is declared
    currency: str  # ISO 4217, or ""
    lot: str  # or ""
    expiry: str  # ISO date, whole or partial, or ""


class CartonContent(TypedDict):
    """What lies of one line in one carton."""

    line_no: int
    quantity: str
    lot: str
    expiry: str


class Carton(TypedDict):
    """One handling unit."""

    n: int  # of N, from 1
    sscc: str  # 18 digits
    length_cm: str
    width_cm: str
    height_cm: str
    net_kg: str
    gross_kg: str
    contents: list[CartonContent]


class ManifestFacts(PaperFacts):
    """The shipment manifest and packing list. Totals are computed when set, never stored."""

    consignor: Party
    consignee: Party
    mode: Literal["air", "sea", "road", "rail", "post"]
    carrier: str  # or ""
    waybill: str  # or ""
    dispatched_on: str
    eta: str  # or ""
    pallets: int
    seal: str  # or ""
    appeal: str  # number of the appeal answered, or ""
    papers: NotRequired[dict[str, str]]  # numbers of the papers that go with it, by kind
    lines: list[GoodsLine]
    cartons: list[Carton]
