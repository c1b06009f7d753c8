"""Nouns: everything that is stored. Importing this package maps every table."""

from exchange.models.appeals import (
    OPEN_APPEALS,
    Appeal,
    AppealCity,
    AppealLine,
    AppealState,
    Priority,
)
from exchange.models.approvals import (
    Approval,
    ApprovalLine,
    ApprovalStep,
    Capacity,
    CaseKind,
    Delegation,
    LineState,
    LineStep,
    Outcome,
    Part,
    Reading,
)
from exchange.models.base import Base, db
from exchange.models.boards import SavedView
from exchange.models.carriage import (
    HandlingMark,
    Incoterm,
    RefusalReason,
    Settlement,
    TransportMode,
)
from exchange.models.cartons import Carton, CartonContent
from exchange.models.case import GENESIS, Case
from exchange.models.centre import (
    CENTRE_LANGUAGES,
    Centre,
    CentreRoom,
    CentreText,
    CentreTextChange,
    ClosedDay,
    OpeningHours,
    ServiceLine,
    TextPart,
    TextState,
)
from exchange.models.cities import City, Country, Office
from exchange.models.claims import (
    DONE,
    Claim,
    ClaimCause,
    ClaimLine,
    ClaimPosition,
    ClaimState,
    Difference,
    Stance,
)
from exchange.models.conflicts import Chosen, CountConflict
from exchange.models.credentials import (
    Credential,
    Failure,
    ForeignAccount,
    Passkey,
    RecoveryCode,
)
from exchange.models.distribution import Distribution
from exchange.models.documents import (
    BEING_MADE,
    IN_FORCE,
    WITHDRAWN,
    Document,
    DocumentKind,
    DocumentState,
    parts_of,
)
from exchange.models.items import Item, ItemCategory, ItemUnit, TextStatus, UnknownUnit
from exchange.models.keeping import KEPT
from exchange.models.letters import (
    Letter,
    LetterGoods,
    LetterKind,
    LetterState,
    TieFounded,
)
from exchange.models.log import Anchor, AnchoredHead, Event, NumberSeries, OutboxMessage
from exchange.models.mailings import (
    Mailing,
    MailingKind,
    MailingRecipient,
    MailingState,
    MailingText,
)
from exchange.models.notices import (
    Delivery,
    MailState,
    Notice,
    NoticeKind,
    NoticePreference,
)
from exchange.models.pallets import Pallet
from exchange.models.partial_date import PartialDate
from exchange.models.people import (
    GUESTS,
    ApiToken,
    Grant,
    IdempotencyKey,
    Person,
    PersonState,
    Role,
    Scope,
    WebSession,
)
from exchange.models.personal import PersonalReading, PersonalRecord, ReadBy, Why
from exchange.models.photos import Photo, PhotoUse, Recognised
from exchange.models.pledges import Pledge, PledgeLine, PledgeState
from exchange.models.posts import Absence, AbsenceState, Holding, Post, PostState
from exchange.models.previews import Preview, PreviewPage, PreviewState
from exchange.models.projects import (
    BudgetLine,
    CancelReason,
    Participant,
    Project,
    ProjectState,
    ProjectType,
)
from exchange.models.rates import ExchangeRate, StatedTotal
from exchange.models.receipt_links import (
    CodeWay,
    Knock,
    ReceiptCode,
    ReceiptLink,
    ReceiptRefusal,
    ReceiptVisit,
)
from exchange.models.receipts import Count, Receipt, SealFound
from exchange.models.searching import SearchTerm
from exchange.models.service_cases import (
    Channel,
    Meeting,
    ServiceCase,
    ServiceOutcome,
    ServiceState,
    Topic,
    Urgency,
    Wished,
)
from exchange.models.shipments import Shipment, ShipmentLine, ShipmentState
from exchange.models.ties import PARTNERSHIPS, PastAid, PastExchange, Tie, TieKind
from exchange.models.way import (
    BorderPaper,
    ImportRule,
    Leg,
    ShipmentPaper,
    ToldBy,
    WayEvent,
    WayMark,
)

# fmt: off
__all__ = [
    "BEING_MADE", "CENTRE_LANGUAGES", "DONE", "GENESIS", "GUESTS", "IN_FORCE", "KEPT",
    "OPEN_APPEALS", "PARTNERSHIPS", "WITHDRAWN", "Absence", "AbsenceState", "Anchor",
    "AnchoredHead", "ApiToken", "Appeal", "AppealCity", "AppealLine", "AppealState", "Approval",
    "ApprovalLine", "ApprovalStep", "Base", "BorderPaper", "BudgetLine", "CancelReason",
    "Capacity", "Carton", "CartonContent", "Case", "CaseKind", "Centre", "CentreRoom",
    "CentreText", "CentreTextChange", "Channel", "Chosen", "City", "Claim", "ClaimCause",
    "ClaimLine", "ClaimPosition", "ClaimState", "ClosedDay", "CodeWay", "Count", "CountConflict",
    "Country", "Credential", "Delegation", "Delivery", "Difference", "Distribution", "Document",
    "DocumentKind", "DocumentState", "Event", "ExchangeRate", "Failure", "ForeignAccount", "Grant",
    "HandlingMark", "Holding", "IdempotencyKey", "ImportRule", "Incoterm", "Item", "ItemCategory",
    "ItemUnit", "Knock", "Leg", "Letter", "LetterGoods", "LetterKind", "LetterState", "LineState",
    "LineStep", "MailState", "Mailing", "MailingKind", "MailingRecipient", "MailingState",
    "MailingText", "Meeting", "Notice", "NoticeKind", "NoticePreference", "NumberSeries", "Office",
    "OpeningHours", "OutboxMessage", "Outcome", "Pallet", "Part", "PartialDate", "Participant",
    "Passkey", "PastAid", "PastExchange", "Person", "PersonState", "PersonalReading",
    "PersonalRecord", "Photo", "PhotoUse", "Pledge", "PledgeLine", "PledgeState", "Post",
    "PostState", "Preview", "PreviewPage", "PreviewState", "Priority", "Project", "ProjectState",
    "ProjectType", "ReadBy", "Reading", "Receipt", "ReceiptCode", "ReceiptLink", "ReceiptRefusal",
    "ReceiptVisit", "Recognised", "RecoveryCode", "RefusalReason", "Role", "SavedView", "Scope",
    "SealFound", "SearchTerm", "ServiceCase", "ServiceLine", "ServiceOutcome", "ServiceState",
    "Settlement", "Shipment", "ShipmentLine", "ShipmentPaper", "ShipmentState", "Stance",
    "StatedTotal", "TextPart", "TextState", "TextStatus", "Tie", "TieFounded", "TieKind", "ToldBy",
    "Topic", "TransportMode", "UnknownUnit", "Urgency", "WayEvent", "WayMark", "WebSession", "Why",
    "Wished", "db", "parts_of",
]
# fmt: on
