"""Papers: the facts each was rendered from, its place in the issue register, its stored PDF."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Any, Optional
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from exchange.models.case import Case
from exchange.models.cities import City
from exchange.models.people import Person

NUMBER = re.compile(r"(.+)-(\d{4})-(\d+)")


def parts_of(number: str) -> tuple[str, int, int]:
    """Return series, year and place of `IR-2020-0031`; the whole, 0 and 0 of another writing."""
    found = NUMBER.fullmatch(number)
    return (found[1], int(found[2]), int(found[3])) if found else (number, 0, 0)


class DocumentKind(StrEnum):
    """Each kind has one template of the same name."""

    INVITATION = "invitation"
    ACCEPTANCE = "acceptance"
    APPROVAL_NOTICE = "approval_notice"
    OFFER = "offer"
    SYMPATHY = "sympathy"
    DONATION = "donation"
    THANKS = "thanks"
    REGRET = "regret"
    CONGRATULATION = "congratulation"
    REFERRAL = "referral"
    INTENT = "intent"
    AGREEMENT = "agreement"
    MANIFEST = "manifest"
    PACKING_LIST = "packing_list"
    WAYBILL = "waybill"
    INVOICE = "invoice"
    CERTIFICATE = "certificate"
    CARTON_LABELS = "carton_labels"
    PALLET_LABELS = "pallet_labels"
    GOODS_RECEIVED = "goods_received"
    DISCREPANCY = "discrepancy"
    END_USE = "end_use"
    OUTCOME = "outcome"
    CITY_RECORD = "city_record"
    YEARLY = "yearly"


class DocumentState(StrEnum):
    """Where a paper stands: ordered, made, sent, answered; or no longer to be relied on."""

    QUEUED = "queued"
    RENDERING = "rendering"
    ISSUED = "issued"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    FAILED = "failed"
    VOID = "void"
    REPLACED = "replaced"


BEING_MADE = frozenset({DocumentState.QUEUED, DocumentState.RENDERING})
IN_FORCE = frozenset({DocumentState.ISSUED, DocumentState.SENT, DocumentState.ACKNOWLEDGED})
WITHDRAWN = frozenset({DocumentState.VOID, DocumentState.REPLACED})


class Document(Case):
    """A rendering of facts frozen when the decision was made; later edits cannot change it.

    `series`, `year` and `serial` are what `number` is made of. A paper that takes another's place
    has its number in `replaces` and an `edition` one higher; `void_reason` says why one was voided
    or replaced, to the world as well where `void_reason_public` is set.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_is_percent"),
        CheckConstraint(
            "state NOT IN ('issued', 'sent', 'acknowledged') OR sha256 IS NOT NULL",
            name="issued_is_stored",
        ),
        CheckConstraint(
            "state NOT IN ('void', 'replaced') OR void_reason <> ''", name="void_says_why"
        ),
        UniqueConstraint("owner_city_id", "number"),
        UniqueConstraint("replaces_id"),
        Index("ix_document_register", "owner_city_id", "year", "series", "serial"),
        Index("ix_document_subject", "subject_kind", "subject_id"),
        Index("ix_document_owner_state", "owner_city_id", "state", "created_at"),
    )

    kind: Mapped[DocumentKind]
    number: Mapped[str]
    series: Mapped[str]
    year: Mapped[int]
    serial: Mapped[int]
    edition: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    check_code: Mapped[str] = mapped_column(String(9), unique=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    title: Mapped[str]
    owner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    partner_city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    ordered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    languages: Mapped[list[str]]
    template_revision: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    facts_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.QUEUED)
    progress: Mapped[int] = mapped_column(default=0)
    failure_message: Mapped[str] = mapped_column(default="")
    failure_params: Mapped[dict[str, str]] = mapped_column(default=dict)
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    pages: Mapped[int | None]
    issued_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
    void_reason_public: Mapped[bool] = mapped_column(default=False)

    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id)
    partner_city: Mapped[City] = relationship(foreign_keys=partner_city_id)
    ordered_by: Mapped[Person] = relationship(foreign_keys=ordered_by_id)
    replaces: Mapped[Optional["Document"]] = relationship(
        foreign_keys=replaces_id, remote_side="Document.id", back_populates="replaced_by"
    )
    replaced_by: Mapped[Optional["Document"]] = relationship(
        foreign_keys=replaces_id, back_populates="replaces", uselist=False
    )

    @validates("number")
    def take_apart(self, _name: str, number: str) -> str:
        """Keep what the number is made of beside it."""
        self.series, self.year, self.serial = parts_of(number)
        return number

    @property
    def is_made(self) -> bool:
        """Whether there is a PDF of it, whatever became of it since."""
        return self.sha256 is not None and self.state not in BEING_MADE

    @property
    def stays_at_home(self) -> bool:
        """Whether it is of one city alone, and so is sent to nobody."""
        return self.owner_city_id == self.partner_city_id

    @property
    def failure(self) -> str:
        """Why it could not be made, in English; pages translate message and parameters."""
        return self.failure_message % self.failure_params
