"""Receipt links: opened as the goods leave and whenever one is missing, revoked, never reused."""

import secrets
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.paper import office_of
from exchange.facts.words import letter_language
from exchange.models import Person, ReceiptLink, Shipment, db
from exchange.workflows.engine import Inputs, Told

LASTS = timedelta(days=180)  # the longest way by sea, and time to count
TOKEN_BYTES = 16


def first_link(shipment: Shipment, actor: Person) -> str:
    """Open the link that the labels carry, in the caller's transaction; return its address."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = _link(shipment, actor, sha256(token.encode()).hexdigest(), LASTS)
    db.session.add(link)
    return f"{office_of(shipment.consignor).check_url}/r/{token}"


def has_link(shipment: Shipment, _actor: Person) -> UnmetCondition | None:
    """There is a link that could be revoked."""
    if _open_links(shipment):
        return None
    return UnmetCondition("no_link", N_("No receipt link is open."))


def open_link(shipment: Shipment, actor: Person, inputs: Inputs) -> Told:
    """Open another link; whoever opens it keeps the token, here is only its digest."""
    link = _link(shipment, actor, inputs["sha256"], timedelta(days=inputs["days"]))
    if inputs["in_language"]:
        link.language = letter_language(inputs["in_language"])
    db.session.add(link)
    return {"link": str(link.id), "until": link.expires_at.isoformat()}


def revoke_link(shipment: Shipment, actor: Person, inputs: Inputs) -> None:
    """End a link now, and with it every device that was let in by it."""
    for link in _open_links(shipment):
        if link.id == inputs["link"]:
            link.revoked_at, link.revoked_by_id = clock.now(), actor.id
            return
    raise NotReady(UnmetCondition("no_such_link", N_("This shipment has no such open link.")))


def _link(shipment: Shipment, actor: Person, digest: str, lasts: timedelta) -> ReceiptLink:
    return ReceiptLink(
        shipment_id=shipment.id,
        sha256=digest,
        language=letter_language(shipment.consignee.letter_language),
        created_by_id=actor.id,
        expires_at=clock.now() + lasts,
    )


def _open_links(shipment: Shipment) -> list[ReceiptLink]:
    return list(
        db.session.scalars(
            select(ReceiptLink).where(
                ReceiptLink.shipment_id == shipment.id, ReceiptLink.revoked_at.is_(None)
            )
        )
    )
