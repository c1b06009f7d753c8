"""Nouns: everything that is stored. Importing this package maps every table."""

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
from exchange.models.case import GENESIS, Case
from exchange.models.cities import City, Country, Office
from exchange.models.credentials import (
    Credential,
    Failure,
    ForeignAccount,
    Passkey,
    RecoveryCode,
)
from exchange.models.documents import Document, DocumentKind, DocumentState
from exchange.models.keeping import KEPT
from exchange.models.letters import (
    Letter,
    LetterGoods,
    LetterKind,
    LetterState,
    TieFounded,
)
from exchange.models.log import Anchor, AnchoredHead, Event, NumberSeries, OutboxMessage
from exchange.models.notices import (
    Delivery,
    MailState,
    Notice,
    NoticeKind,
    NoticePreference,
)
from exchange.models.partial_date import PartialDate
from exchange.models.people import (
    ApiToken,
    Grant,
    IdempotencyKey,
    Person,
    PersonState,
    Role,
    Scope,
    WebSession,
)
from exchange.models.photos import Photo, Recognised
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
from exchange.models.receipts import Count, Receipt
from exchange.models.shipments import (
    Carton,
    CartonContent,
    Settlement,
    Shipment,
    ShipmentLine,
    ShipmentState,
    TransportMode,
)
from exchange.models.ties import PARTNERSHIPS, PastAid, PastExchange, Tie, TieKind

__all__ = [
    "GENESIS",
    "KEPT",
    "PARTNERSHIPS",
    "Absence",
    "AbsenceState",
    "Anchor",
    "AnchoredHead",
    "ApiToken",
    "Approval",
    "ApprovalLine",
    "ApprovalStep",
    "Base",
    "BudgetLine",
    "CancelReason",
    "Capacity",
    "Carton",
    "CartonContent",
    "Case",
    "CaseKind",
    "City",
    "Count",
    "Country",
    "Credential",
    "Delegation",
    "Delivery",
    "Document",
    "DocumentKind",
    "DocumentState",
    "Event",
    "Failure",
    "ForeignAccount",
    "Grant",
    "Holding",
    "IdempotencyKey",
    "Letter",
    "LetterGoods",
    "LetterKind",
    "LetterState",
    "LineState",
    "LineStep",
    "MailState",
    "Notice",
    "NoticeKind",
    "NoticePreference",
    "NumberSeries",
    "Office",
    "OutboxMessage",
    "Outcome",
    "Part",
    "PartialDate",
    "Participant",
    "Passkey",
    "PastAid",
    "PastExchange",
    "Person",
    "PersonState",
    "Photo",
    "Post",
    "PostState",
    "Preview",
    "PreviewPage",
    "PreviewState",
    "Project",
    "ProjectState",
    "ProjectType",
    "Reading",
    "Receipt",
    "Recognised",
    "RecoveryCode",
    "Role",
    "Scope",
    "Settlement",
    "Shipment",
    "ShipmentLine",
    "ShipmentState",
    "Tie",
    "TieFounded",
    "TieKind",
    "TransportMode",
    "WebSession",
    "db",
]
