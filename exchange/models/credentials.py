"""What people prove themselves with: hashes and sealed secrets, never what was typed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.models.base import Base


class Credential(Base):
    """A person's password, hashed, and the secret of their authenticator app, encrypted.

    `totp_counter` is the time step of the last code taken: it and all before are refused. The
    last mail with a link was for `link_purpose`; after `link_tries` in vain it waits for the next,
    or at `link_failed_at` was given up.
    """

    __tablename__ = "credential"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    password: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_counter: Mapped[int | None]
    link_purpose: Mapped[str | None] = mapped_column(String(20))
    link_tries: Mapped[int] = mapped_column(default=0)
    link_error: Mapped[str] = mapped_column(default="")
    link_failed_at: Mapped[datetime | None]

    def ask_for_link(self, purpose: str | None) -> None:
        """Note for what a mail with a link is owed, and forget how an earlier one fared."""
        self.link_purpose, self.link_tries = purpose, 0
        self.link_error, self.link_failed_at = "", None


class RecoveryCode(Base):
    """A code that stands in once for a lost second factor; only its SHA-256 is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "sha256"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """A key that lies in somebody's device and signs what it is shown; here is its public half."""

    __tablename__ = "passkey"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    label: Mapped[str]
    used_at: Mapped[datetime | None]


class ForeignAccount(Base):
    """An account at a city's own sign-in service, by its issuer and the subject it names."""

    __tablename__ = "foreign_account"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]


class Failure(Base):
    """How often a proof failed in a row for one account name, whether or not there is one."""

    __tablename__ = "failure"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    times: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
