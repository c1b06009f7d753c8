"""Papers: the facts each was rendered from, its place in the issue register, its stored PDF."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.case import Case
from exchange.models.cities import City


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
    """Where a paper stands between being ordered and being issued."""

    QUEUED = "queued"
    RENDERING = "rendering"
    ISSUED = "issued"
    FAILED = "failed"


class Document(Case):
    """A rendering of facts frozen when the decision was made; later edits cannot change it."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_is_percent"),
        CheckConstraint("state <> 'issued' OR sha256 IS NOT NULL", name="issued_is_stored"),
        UniqueConstraint("owner_city_id", "number"),
        Index("ix_document_subject", "subject_kind", "subject_id"),
        Index("ix_document_owner_state", "owner_city_id", "state", "created_at"),
    )

    kind: Mapped[DocumentKind]
    number: Mapped[str]
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

    owner_city: Mapped[City] = relationship(foreign_keys=owner_city_id)
    partner_city: Mapped[City] = relationship(foreign_keys=partner_city_id)

    @property
    def failure(self) -> str:
        """Why it could not be made, in English; pages translate message and parameters."""
        return self.failure_message % self.failure_params
