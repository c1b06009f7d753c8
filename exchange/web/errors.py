"""Refusals as pages, in the reader's language, with a way on."""

from http import HTTPStatus

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from exchange.errors import (
    ExchangeError,
    KeyReused,
    NotFound,
    NotPermitted,
    NotReady,
    StaleVersion,
    VersionMissing,
    WrongState,
)

STATUS: dict[type[ExchangeError], HTTPStatus] = {
    NotPermitted: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    WrongState: HTTPStatus.CONFLICT,
    StaleVersion: HTTPStatus.PRECONDITION_FAILED,
    VersionMissing: HTTPStatus.PRECONDITION_REQUIRED,
    NotReady: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def install(app: Flask) -> None:
    """Let every refusal end as a page."""
    app.register_error_handler(ExchangeError, _refused)
    app.register_error_handler(HTTPException, _broken)


def _refused(refusal: ExchangeError) -> tuple[str, int]:
    status = STATUS.get(type(refusal), HTTPStatus.BAD_REQUEST)
    return render_template("errors/page.html", status=status, refusal=refusal), status


def _broken(wrong: HTTPException) -> tuple[str, int]:
    status = HTTPStatus(wrong.code or 500)
    return render_template("errors/page.html", status=status, refusal=None), status
