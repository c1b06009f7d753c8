"""Brings the schema up or down; only commands need it, so no web process loads it."""

from pathlib import Path

import flask_migrate
from flask import Flask, current_app

from exchange.models import db

FOLDER = Path(__file__).parent


def attach(app: Flask) -> None:
    """Give the app its migrations, and `flask db` to whoever writes a new one."""
    flask_migrate.Migrate(app, db, directory=str(FOLDER))


def upgrade() -> None:
    """Bring the database of the current app to the newest schema."""
    _attach_once()
    flask_migrate.upgrade()


def downgrade() -> None:
    """Take every table of the current app away again."""
    _attach_once()
    flask_migrate.downgrade(revision="base")


def _attach_once() -> None:
    if "migrate" not in current_app.extensions:
        attach(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001  # the app, not its proxy
