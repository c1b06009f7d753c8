"""Refusals as pages, in the reader's language, with a way on."""

from http import HTTPStatus

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from exchange.documents.store import PaperAltered, PaperMissing
from exchange.errors import (
    ExchangeError,
    KeyReused,
    Locked,
    NotFound,
    NotPermitted,
    NotReady,
    StaleVersion,
    StepUpNeeded,
    VersionMissing,
    WrongState,
)
from exchange.vault.box import SealBroken
from exchange.vault.keys import VaultClosed
from exchange.vault.records import Purged

STATUS: dict[type[ExchangeError], HTTPStatus] = {
    NotPermitted: HTTPStatus.FORBIDDEN,
    StepUpNeeded: HTTPStatus.FORBIDDEN,
    Locked: HTTPStatus.TOO_MANY_REQUESTS,
    NotFound: HTTPStatus.NOT_FOUND,
    WrongState: HTTPStatus.CONFLICT,
    StaleVersion: HTTPStatus.PRECONDITION_FAILED,
    VersionMissing: HTTPStatus.PRECONDITION_REQUIRED,
    NotReady: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    PaperAltered: HTTPStatus.INTERNAL_SERVER_ERROR,
    PaperMissing: HTTPStatus.INTERNAL_SERVER_ERROR,
    VaultClosed: HTTPStatus.SERVICE_UNAVAILABLE,
    SealBroken: HTTPStatus.INTERNAL_SERVER_ERROR,
    Purged: HTTPStatus.GONE,
}
EXPLAINED = frozenset(
    HTTPStatus(code)
    for code in (400, 403, 404, 405, 409, 410, 412, 413, 415, 422, 428, 429, 500, 503)
)


def install(app: Flask) -> None:
    """Let every refusal end as a page."""
    app.register_error_handler(ExchangeError, _refused)
    app.register_error_handler(HTTPException, _broken)


def _refused(refusal: ExchangeError) -> tuple[str, int]:
    status = STATUS.get(type(refusal), HTTPStatus.BAD_REQUEST)
    return render_template("errors/page.html", status=status, refusal=refusal), status


def _broken(wrong: HTTPException) -> Response | tuple[str, int]:
    if wrong.response is not None or (wrong.code or 500) < HTTPStatus.BAD_REQUEST:
        return wrong.get_response()  # a redirect, or an answer somebody already wrote
    status = HTTPStatus(wrong.code or 500)
    told = status if status in EXPLAINED else _nearest(status)
    return render_template("errors/page.html", status=told, refusal=None), status


def _nearest(status: HTTPStatus) -> HTTPStatus:
    """Return whose words serve for a status that has none of its own."""
    theirs = status < HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.BAD_REQUEST if theirs else HTTPStatus.INTERNAL_SERVER_ERROR
