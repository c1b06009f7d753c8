"""How the app is given its sign-in, its forms' tokens and its limits."""

from datetime import timedelta

from flask import Flask, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_security import Security, SQLAlchemyUserDatastore
from flask_wtf import CSRFProtect

from exchange.config import Config
from exchange.identity import city_accounts, sessions, totp
from exchange.models import Grant, Person, db
from exchange.policy import keep_fresh

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, headers_enabled=True, in_memory_fallback_enabled=True)
SIGN_IN_LIMIT = "20 per minute"
MAIL_LIMIT = "6 per minute"


def install(app: Flask, config: Config) -> None:
    """Give the app its sign-in, its forms' tokens and its limits.

    Flask-Security hashes passwords and judges one-time codes; the pages are our own.
    """
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106  # the name of a scheme
        SECURITY_PASSWORD_SALT=config.secret_key,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        SECURITY_JOIN_USER_ROLES=False,
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
    store = SQLAlchemyUserDatastore(db, Person, Grant)  # type: ignore[arg-type]  # a grant is our role
    Security(app, store, register_blueprint=False)
    # One way in for pages: the session row. Flask-Security's own tokens and ids are no other.
    app.login_manager.request_loader(sessions.of_request)  # type: ignore[attr-defined]  # Flask-Login adds it
    app.login_manager.user_loader(lambda _id: None)  # type: ignore[attr-defined]  # Flask-Login adds it
    totp.install(app, config.secret_key)
    city_accounts.install(app, config.oidc_file)
    keep_fresh(timedelta(seconds=config.step_up_seconds))


def preferred_language(offered: tuple[str, ...]) -> str:
    """Return the reader's language: chosen now, their own, or what their browser asks for."""
    for wanted in (session.get("language"), getattr(current_user, "language", None)):
        if wanted in offered:
            return str(wanted)
    return request.accept_languages.best_match(offered) or offered[0]


def _limit_storage(redis_url: str) -> str:
    return redis_url.replace("unix://", "redis+unix://", 1)
