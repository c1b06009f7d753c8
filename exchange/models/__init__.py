"""Nouns: everything that is stored. Importing this package maps every table."""

from exchange.models.base import Base, db
from exchange.models.case import GENESIS, Case
from exchange.models.cities import City, Country, Office
from exchange.models.documents import Document, DocumentKind, DocumentState
from exchange.models.log import Anchor, AnchoredHead, Event, NumberSeries, OutboxMessage
from exchange.models.notices import (
    Delivery,
    MailState,
    Notice,
    NoticeKind,
    NoticePreference,
)
from exchange.models.partial_date import PartialDate
from exchange.models.people import ApiToken, Grant, IdempotencyKey, Person, Role
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
    "PARTNERSHIPS",
    "Anchor",
    "AnchoredHead",
    "ApiToken",
    "Base",
    "BudgetLine",
    "CancelReason",
    "Carton",
    "CartonContent",
    "Case",
    "City",
    "Count",
    "Country",
    "Delivery",
    "Document",
    "DocumentKind",
    "DocumentState",
    "Event",
    "Grant",
    "IdempotencyKey",
    "MailState",
    "Notice",
    "NoticeKind",
    "NoticePreference",
    "NumberSeries",
    "Office",
    "OutboxMessage",
    "PartialDate",
    "Participant",
    "PastAid",
    "PastExchange",
    "Person",
    "Project",
    "ProjectState",
    "ProjectType",
    "Receipt",
    "Role",
    "Settlement",
    "Shipment",
    "ShipmentLine",
    "ShipmentState",
    "Tie",
    "TieKind",
    "TransportMode",
    "db",
]
