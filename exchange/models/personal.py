"""Personal data: only what was sealed is stored, and each reading of it for good."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.models.append_only import seal_tables
from exchange.models.base import Base
from exchange.models.people import Person


class ReadBy(StrEnum):
    """Who read: whose data it is, somebody of the city, or the service by itself."""

    RESIDENT = "resident"
    STAFF = "staff"
    SERVICE = "service"


class Why(StrEnum):
    """What personal data was read for, or that it is no more.

    Never a sentence: what people write could name somebody, and this is kept in clear for good.
    """

    HANDLE = "handle"
    CONTACT = "contact"
    HAND_OVER = "hand_over"
    OWN = "own"
    EXPORT = "export"
    PURGED = "purged"
    ERASED = "erased"


class PersonalRecord(Base):
    """What is known of one person for one matter, sealed under the key named by `key_id`.

    It lies apart from the case it belongs to, which names nobody. On `purge_on`, a day of the
    city, it is overwritten; `proof` then says what was destroyed and when. Only `exchange.vault`
    seals and opens; of two writers the version refuses the second.
    """

    __tablename__ = "personal_record"
    __table_args__ = (
        Index("ix_personal_record_subject", "subject_kind", "subject_id"),
        Index("ix_personal_record_due", "purged_at", "purge_on"),
        Index("ix_personal_record_key", "purged_at", "key_id"),
        CheckConstraint("(purged_at IS NULL) = (proof IS NULL)", name="purged_with_proof"),
        CheckConstraint("(purged_at IS NULL) = (length(sealed) > 0)", name="purged_is_empty"),
    )

    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"), index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    key_id: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    purge_on: Mapped[date]
    purged_at: Mapped[datetime | None]
    proof: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PersonalReading(Base):
    """That somebody read fields of a record, when and what for; triggers refuse to change it.

    It says whose eyes, never what they saw. `person_id` is none where the resident read their
    own, or the service did by itself. The city is that of the record, so that its auditor's list
    is read from one index.
    """

    __tablename__ = "personal_reading"
    __table_args__ = (
        Index("ix_personal_reading_city", "city_id", "at"),
        Index("ix_personal_reading_person", "person_id", "at"),
        CheckConstraint("by <> 'resident' OR person_id IS NULL", name="resident_is_no_account"),
        CheckConstraint("by <> 'staff' OR person_id IS NOT NULL", name="staff_is_somebody"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("personal_record.id"), index=True)
    city_id: Mapped[UUID] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[ReadBy]
    why: Mapped[Why]
    fields: Mapped[list[str]]
    at: Mapped[datetime]

    record: Mapped[PersonalRecord] = relationship()
    person: Mapped[Person | None] = relationship()


seal_tables(Base.metadata, Base.metadata.tables["personal_reading"])
