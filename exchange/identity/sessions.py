"""Who is asking, page by page: a session is a row here, and a secret in the reader's cookie."""

import re
import secrets
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv4Address, ip_address
from typing import Any

from flask import g, redirect, request, session, url_for
from flask_login import current_user
from sqlalchemy import delete, select, update
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from exchange.clock import now
from exchange.identity.keeping import kept
from exchange.models import Person, WebSession, db

me: Person = LocalProxy(lambda: g.me)  # type: ignore[assignment]  # stands for a person

COOKIE = "proof"
LONGEST = timedelta(hours=12)
LONGEST_IDLE = timedelta(hours=2)
NOTED_EVERY = timedelta(minutes=1)
CONFINED_TO = "second_factor"
DEVICES = (
    ("Edge", r"Edg/"),
    ("Whale", r"Whale/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/"),
    ("Chrome", r"Chrom(e|ium)/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iOS", r"iPhone|iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)


def begin_session(person: Person, *, confirmed: bool, confined: bool = False) -> None:
    """Sign `person` in here; nothing the cookie held before outlives it but the language."""
    secret, at = secrets.token_urlsafe(32), now()
    with kept():
        db.session.execute(
            delete(WebSession).where(
                WebSession.person_id == person.id, WebSession.created_at < at - LONGEST
            )
        )
        db.session.add(
            WebSession(
                person_id=person.id,
                sha256=digest(secret),
                device=device(request.user_agent.string),
                address=shortened(request.remote_addr or ""),
                created_at=at,
                seen_at=at,
                confirmed_at=at if confirmed else None,
                confined=confined,
            )
        )
    language = session.get("language")
    session.clear()
    session[COOKIE], session.permanent = secret, True
    if language:
        session["language"] = language


def end_session() -> None:
    """Sign out: the row goes, so the cookie is worth nothing wherever it was copied to."""
    found = this_session()
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    if found is not None:
        end(found)


def end(row: WebSession) -> None:
    """End one session."""
    row_id = row.id
    with kept():
        db.session.execute(delete(WebSession).where(WebSession.id == row_id))


def this_session() -> WebSession | None:
    """Return the session of the reader's cookie while it lasts; one query a request."""
    if "web_session" not in g:
        g.web_session = _found(session.get(COOKIE))
    row: WebSession | None = g.web_session
    return row


def of_request(_request: object) -> Person | None:
    """Return who is signed in, for Flask-Login."""
    row = this_session()
    return None if row is None else row.person


def reader() -> Person:
    """Return the row of who is signed in, as the door keeps it."""
    person: Person = g.me
    return person


def require_login() -> Response | None:
    """Put the signed-in person into `g.me`, or send them to sign in and back."""
    row = this_session()
    if row is None or not current_user.is_authenticated:
        return _to("signing.ask", next=request.full_path.rstrip("?"))
    g.me = row.person
    if row.confined and request.blueprint != CONFINED_TO:
        return _to("second_factor.show")
    if now() - row.seen_at >= NOTED_EVERY:
        change_this(seen_at=now())
    return None


def change_this(**values: Any) -> None:
    """Change the reader's own session row."""
    row = this_session()
    if row is not None:
        row_id = row.id
        with kept():
            db.session.execute(update(WebSession).where(WebSession.id == row_id).values(**values))
        db.session.refresh(row)


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode(errors="replace")).hexdigest()


def device(agent: str) -> str:
    """Name browser and system in two words, as far as they say."""
    found = [
        next((name for name, sign in known if re.search(sign, agent)), "")
        for known in (DEVICES, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or "-"


def shortened(address: str) -> str:
    """Keep of an address what tells one network from another, and no more."""
    try:
        known = ip_address(address)
    except ValueError:
        return "-"
    if isinstance(known, IPv4Address):
        return ".".join([*str(known).split(".")[:3], "x"])
    return ":".join(known.exploded.split(":")[:3]) + ":…"


def _found(secret: object) -> WebSession | None:
    if not isinstance(secret, str):
        return None
    row = db.session.scalar(select(WebSession).where(WebSession.sha256 == digest(secret)))
    if row is None or not row.person.active:
        return None
    is_over = row.created_at + LONGEST <= now() or row.seen_at + LONGEST_IDLE <= now()
    return None if is_over else row


def _to(endpoint: str, **places: Any) -> Response:
    return redirect(url_for(endpoint, **places))
