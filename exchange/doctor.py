"""Looks at an installation as an operator would, and says how to mend what is wrong."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from exchange.documents import sealing
from exchange.documents.faces import missing_fonts
from exchange.mail import MailFailed, is_reachable
from exchange.migrations.running import FOLDER
from exchange.models import City, db
from exchange.vault import rotating
from exchange.vault.keys import VaultClosed, read_ring


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do if not."""

    what: str
    well: bool
    seen: str
    remedy: str = ""


def examine(app: Flask) -> list[Finding]:
    """Look at database, queue, store, mail, fonts and world; an unreachable part is a finding."""
    looks: tuple[Callable[[Flask], Finding], ...] = (
        _database,
        _queue,
        _store,
        _mail,
        _fonts,
        _seal,
        _keys,
        _world,
    )
    with app.app_context():
        return [look(app) for look in looks]


def _database(_app: Flask) -> Finding:
    try:
        with db.engine.connect() as connection:
            now = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as wrong:
        return Finding(
            "database",
            well=False,
            seen=type(wrong).__name__,
            remedy="Is DATABASE_URL right, and the server up?",
        )
    newest = ScriptDirectory(str(FOLDER)).get_current_head()
    return Finding(
        "database",
        well=now == newest,
        seen=f"{db.engine.dialect.name}, schema {now}, newest {newest}",
        remedy="Run: exchange migrate",
    )


def _queue(app: Flask) -> Finding:
    try:
        connection = app.extensions["queue"].connection
        connection.ping()
        version = connection.info("server").get("redis_version", "?")
    except RedisError as wrong:
        return Finding(
            "queue",
            well=False,
            seen=type(wrong).__name__,
            remedy="Start it: exchange up, or set REDIS_URL",
        )
    return Finding(
        "queue", well=True, seen=f"version {version}, {len(app.extensions['queue'])} jobs wait"
    )


def _store(app: Flask) -> Finding:
    well = app.extensions["store"].is_writable()
    return Finding(
        "store",
        well=well,
        seen="writable" if well else "not writable",
        remedy="Is STORE_URL right, and may this user write there?",
    )


def _mail(app: Flask) -> Finding:
    try:
        seen = is_reachable(app.extensions["config"])
    except MailFailed as failure:
        return Finding(
            "mail",
            well=False,
            seen=failure.reason,
            remedy="Is MAIL_URL right, and the server up? Mails wait, and are tried for days",
        )
    return Finding("mail", well=True, seen=seen)


def _fonts(_app: Flask) -> Finding:
    missing = missing_fonts()
    return Finding(
        "fonts",
        well=not missing,
        seen="all there" if not missing else ", ".join(missing),
        remedy="Run: make setup",
    )


def _seal(app: Flask) -> Finding:
    settings = app.extensions["config"].seal
    if settings is None:
        return Finding("seal", well=True, seen="none is set; papers go out unsealed")
    remedy = "Look at SEAL_CITY, SEAL_FILE or SEAL_MODULE, and the passphrase; see README"
    try:
        certificate = sealing.check(settings, datetime.now(UTC))
        known = db.session.query(City).filter_by(slug=settings.city).count()
    except (sealing.SealUnusable, SQLAlchemyError) as wrong:
        seen = str(wrong) if isinstance(wrong, sealing.SealUnusable) else type(wrong).__name__
        return Finding("seal", well=False, seen=seen, remedy=remedy)
    if not known:
        return Finding("seal", well=False, seen=f"no city {settings.city}", remedy=remedy)
    until = certificate.not_valid_after_utc.date()
    return Finding("seal", well=True, seen=f"of {settings.city}, valid until {until}")


def _keys(app: Flask) -> Finding:
    place = app.extensions["config"].personal_keys
    try:
        used = rotating.sealed_under()
        keys = read_ring(place).keys
    except SQLAlchemyError as wrong:
        seen, remedy = type(wrong).__name__, "Run: exchange migrate"
        return Finding("keys", well=False, seen=seen, remedy=remedy)
    except VaultClosed as closed:
        well = not used and not place.exists()  # an office without personal data needs none
        seen = "no file of keys; no personal data can be stored" if well else str(closed)
        return Finding("keys", well=well, seen=seen, remedy="See README, Personal data")
    if missing := sorted(set(used) - set(keys)):
        seen = f"records are sealed under {', '.join(missing)}, not in {place}"
        remedy = "Put the lines back from the backup of the file; until then they cannot be read"
        return Finding("keys", well=False, seen=seen, remedy=remedy)
    if place.stat().st_mode & stat.S_IRWXO:
        seen, remedy = f"anybody on this machine may use {place}", f"Run: chmod o= {place}"
        return Finding("keys", well=False, seen=seen, remedy=remedy)
    return Finding("keys", well=True, seen=f"{len(keys)} keys for {sum(used.values())} records")


def _world(_app: Flask) -> Finding:
    try:
        cities = db.session.query(City).count()
    except SQLAlchemyError as wrong:
        return Finding(
            "world", well=False, seen=type(wrong).__name__, remedy="Run: exchange migrate"
        )
    return Finding(
        "world",
        well=cities > 0,
        seen=f"{cities} cities",
        remedy="Run: exchange load fixtures/world",
    )
