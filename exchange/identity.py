"""Who is asking: the signed-in person, or the program that shows a token of theirs."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, Response, g, redirect, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_security import Security, SQLAlchemyUserDatastore, hash_password
from flask_wtf import CSRFProtect
from sqlalchemy import select
from werkzeug.local import LocalProxy

from exchange.clock import now
from exchange.config import Config
from exchange.models import ApiToken, Grant, Person, Role, db

me: Person = LocalProxy(lambda: g.me)  # type: ignore[assignment]
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, headers_enabled=True, in_memory_fallback_enabled=True)
SIGN_IN_LIMIT = "20 per minute"


def install(app: Flask, config: Config) -> None:
    """Give the app its sign-in, its forms' tokens and its limits."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106  # the name of a scheme
        SECURITY_PASSWORD_SALT=config.secret_key,
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW="/",
        SECURITY_POST_LOGOUT_VIEW="/sign-in",
        SECURITY_LOGIN_USER_TEMPLATE="people/sign_in.html",
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        SECURITY_SEND_REGISTER_EMAIL=False,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS=False,
        SECURITY_FLASH_MESSAGES=False,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_I18N_DIRNAME=["builtin"],
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_STORAGE_URI=_limit_storage(config.redis_url),
        RATELIMIT_STRATEGY="fixed-window",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=config.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
    )
    csrf.init_app(app)
    limiter.init_app(app)
    Security(app, SQLAlchemyUserDatastore(db, Person, Grant))  # type: ignore[arg-type]  # a grant is our role
    # Flask-Security would also take its own tokens, from any part of a request; ours are the only.
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    limiter.limit(SIGN_IN_LIMIT, methods=["POST"])(app.view_functions["security.login"])


def require_login() -> Response | None:
    """Put the signed-in person into `g.me`, or send them to sign in and back."""
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))  # type: ignore[return-value]
    g.me = current_user._get_current_object()  # noqa: SLF001  # the row, not its proxy
    return None


def person_of_token(token: str) -> Person | None:
    """Return whom `token` speaks for, while it lasts."""
    known = db.session.scalar(
        select(ApiToken).where(ApiToken.sha256 == sha256(token.encode()).hexdigest())
    )
    if known is None or known.revoked_at is not None or known.expires_at <= now():
        return None
    return known.person if known.person.active else None


def new_token(person: Person, label: str, lasts: timedelta) -> tuple[str, ApiToken]:
    """Return a new secret, shown once, and the row to store for it."""
    token = secrets.token_urlsafe(32)
    kept = ApiToken(
        person_id=person.id,
        label=label,
        sha256=sha256(token.encode()).hexdigest(),
        expires_at=now() + lasts,
    )
    return token, kept


def new_person(password: str | None, roles: tuple[Role, ...], **facts: Any) -> Person:
    """Return someone who may sign in with `password`; the caller stores them."""
    return Person(
        password=hash_password(password) if password else None,
        grants=[Grant(role=role) for role in roles],
        **facts,
    )


def preferred_language(offered: tuple[str, ...]) -> str:
    """Return the reader's language: chosen now, their own, or what their browser asks for."""
    for wanted in (session.get("language"), getattr(current_user, "language", None)):
        if wanted in offered:
            return str(wanted)
    return request.accept_languages.best_match(offered) or offered[0]


def _limit_storage(redis_url: str) -> str:
    return redis_url.replace("unix://", "redis+unix://", 1)
