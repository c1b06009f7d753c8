"""Receipt links: whom a one-time code lets in, on which device, and who was refused."""

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from flask import current_app, request
from sqlalchemy import func, select

from exchange import outbox
from exchange.clock import now
from exchange.errors import Locked
from exchange.identity import lockout
from exchange.identity.keeping import kept
from exchange.identity.people import write_beginning
from exchange.identity.sessions import device, digest, shortened
from exchange.models import (
    CodeWay,
    Grant,
    Knock,
    Person,
    PersonState,
    ReceiptCode,
    ReceiptLink,
    ReceiptRefusal,
    ReceiptVisit,
    Role,
    ShipmentState,
    db,
)

KIND = "receipt link"
DIGITS = 8
MOST_TRIES = 10
MOST_MAILS = 6
LASTS = {CodeWay.MAIL: timedelta(minutes=30), CodeWay.TELEPHONE: timedelta(minutes=30)}
ENDED = frozenset(
    {
        ShipmentState.CLOSED,
        ShipmentState.REJECTED,
        ShipmentState.WITHDRAWN,
        ShipmentState.CANCELLED,
    }
)


def link_of(token: str) -> ReceiptLink | None:
    """Return the link a token in an address belongs to, open or not."""
    return db.session.scalar(select(ReceiptLink).where(ReceiptLink.sha256 == digest(token)))


def why_shut(link: ReceiptLink | None) -> Knock | None:
    """Say why a link opens nothing, or nothing where it does."""
    if link is None:
        return Knock.UNKNOWN
    if link.revoked_at is not None:
        return Knock.REVOKED
    if link.expires_at <= now():
        return Knock.EXPIRED
    return Knock.CLOSED if link.shipment.state in ENDED else None


def new_code(link_id: UUID, way: CodeWay, address: str = "", giver: Person | None = None) -> str:
    """Keep the digest of a new code and return it: eight digits, good once and not for long."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    given_by = None if giver is None else giver.id
    with kept():
        db.session.add(
            ReceiptCode(
                link_id=link_id,
                sha256=_sealed(link_id, code),
                way=way,
                address=address,
                given_by_id=given_by,
                expires_at=now() + LASTS[way],
            )
        )
    return code


def owe_codes(link: ReceiptLink) -> None:
    """Owe a code by mail to each liaison of the consignee, unless many were asked for already."""
    link_id, city_id = link.id, link.shipment.consignee_id
    with kept():
        recent = db.session.scalar(
            select(func.count())
            .select_from(ReceiptCode)
            .where(
                ReceiptCode.link_id == link_id,
                ReceiptCode.way == CodeWay.MAIL,
                ReceiptCode.created_at > now() - timedelta(hours=1),
            )
        )
        for person_id in _liaisons(city_id) if (recent or 0) < MOST_MAILS else ():
            outbox.post(
                outbox.Job.SEND_RECEIPT_CODE, link_id=str(link_id), person_id=str(person_id)
            )


def enter(link: ReceiptLink, typed: str, name: str) -> str | None:
    """Return the secret of a new visit if the code fits; it is then used, whoever has it.

    Each try counts against the link, so that eight digits are never guessed; raises Locked.
    """
    link_id, shipment, language = link.id, link.shipment, link.language
    try:
        lockout.attempt(KIND, str(link_id))
    except Locked:
        refuse(link_id, Knock.LOCKED)
        raise
    sealed = _sealed(link_id, "".join(sign for sign in typed if sign.isdigit()))
    secret = secrets.token_urlsafe(32)
    with kept():
        codes = db.session.scalars(
            select(ReceiptCode).where(ReceiptCode.link_id == link_id).with_for_update()
        ).all()
        known = [one for one in codes if hmac.compare_digest(one.sha256, sealed)]
        good = [one for one in known if _is_good(one)]
        if good:
            good[0].used_at = now()
            person = _guest(name, shipment, language)
            db.session.add(person)
            db.session.add(_visit(link_id, good[0].id, person, secret))
        for one in codes if not known else ():
            one.tries += _is_good(one)
    if good:
        lockout.cleared(KIND, str(link_id))
        return secret
    refuse(link_id, Knock.USED_CODE if known else Knock.WRONG_CODE)
    return None


def visit_of(link: ReceiptLink, secret: str) -> ReceiptVisit | None:
    """Return the visit a cookie belongs to, if it is one of this very link."""
    found = db.session.scalar(select(ReceiptVisit).where(ReceiptVisit.sha256 == digest(secret)))
    return found if found is not None and found.link_id == link.id else None


def refuse(link_id: UUID | None, why: Knock, told: Mapping[str, Any] | None = None) -> None:
    """Note that somebody was refused, from where, and what they sent if it must not be lost."""
    with kept():
        db.session.add(
            ReceiptRefusal(
                link_id=link_id,
                why=why,
                address=shortened(request.remote_addr or ""),
                device=device(request.user_agent.string),
                told=dict(told or {}),
            )
        )


def _is_good(code: ReceiptCode) -> bool:
    return code.used_at is None and code.expires_at > now() and code.tries < MOST_TRIES


def _sealed(link_id: UUID, code: str) -> str:
    """Return what is kept of a code: keyed, as eight digits are soon tried through."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"{link_id}\n{code}".encode(), sha256).hexdigest()


def _guest(name: str, shipment: Any, language: str) -> Person:
    """Return a guest account of the consignee, which may count this one shipment."""
    person = Person(
        name=name,
        title={"en": name, language: name},
        email=f"{uuid4().hex}@guest.invalid",
        language=language,
        state=PersonState.LEFT,
        city_id=shipment.consignee_id,
        confined_to=shipment.id,
        grants=[Grant(role=Role.COUNTER)],
    )
    write_beginning(person, roles=[Role.COUNTER.value])
    return person


def _visit(link_id: UUID, code_id: UUID, person: Person, secret: str) -> ReceiptVisit:
    return ReceiptVisit(
        link_id=link_id,
        code_id=code_id,
        person=person,
        sha256=digest(secret),
        device=device(request.user_agent.string),
        address=shortened(request.remote_addr or ""),
    )


def _liaisons(city_id: UUID) -> list[UUID]:
    held = select(Grant.person_id).where(Grant.role == Role.LIAISON)
    return list(
        db.session.scalars(
            select(Person.id).where(Person.city_id == city_id, Person.active, Person.id.in_(held))
        )
    )
