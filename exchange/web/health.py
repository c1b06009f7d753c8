"""Whether this process lives, whether it can work, and what it has done."""

import os

from flask import Blueprint, Response, current_app, jsonify
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from exchange.models import db
from exchange.observing import metrics

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@pages.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Say whether database and store can be reached; an absent queue only delays papers."""
    found = {"database": _database(), "queue": _queue(), "store": _store()}
    ready = found["database"] == found["store"] == "ok"
    return jsonify(found), 200 if ready else 503


@pages.get("/metrics")
def show_metrics() -> Response:
    """Return the metrics of this machine's web processes."""
    content, kind = metrics(os.environ.get("PROMETHEUS_MULTIPROC_DIR"))
    return Response(content, content_type=kind)


def _database() -> str:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "unreachable"
    return "ok"


def _queue() -> str:
    try:
        current_app.extensions["queue"].connection.ping()
    except RedisError:
        return "unreachable"
    return "ok"


def _store() -> str:
    return "ok" if current_app.extensions["store"].is_writable() else "unreachable"
