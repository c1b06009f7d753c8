"""Refusals as RFC 9457 problems, for every address of the API and none of the pages."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from flask_babel import gettext
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from exchange.documents.store import PaperAltered, PaperMissing
from exchange.errors import (
    N_,
    ExchangeError,
    KeyReused,
    Locked,
    NotFound,
    NotPermitted,
    NotReady,
    StaleVersion,
    StepUpNeeded,
    UnmetCondition,
    VersionMissing,
    WrongState,
)
from exchange.vault.box import SealBroken
from exchange.vault.keys import VaultClosed
from exchange.vault.records import Purged

KIND = "application/problem+json"
INVALID = N_("What was sent does not fit; nothing was stored.")
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


def install(app: Flask, prefix: str) -> None:
    """Answer with problems under `prefix`; elsewhere whoever answered before still does."""
    for kind, tell in ((ExchangeError, _refused), (HTTPException, _broken)):
        _answer_under(app, prefix, kind, tell)
    app.register_error_handler(ValidationError, _invalid)


def in_words(unmet: UnmetCondition) -> dict[str, str]:
    """Return an unmet condition with its sentence in the reader's language."""
    return {"code": unmet.code, "message": gettext(unmet.message) % unmet.params}


def _answer_under(
    app: Flask, prefix: str, kind: type[Exception], tell: Callable[[Any], Response]
) -> None:
    earlier: Any = app.error_handler_spec[None][None].get(kind)

    def answer(wrong: Any) -> Any:
        return tell(wrong) if request.path.startswith(f"{prefix}/") else earlier(wrong)

    app.register_error_handler(kind, answer)


def _refused(refusal: ExchangeError) -> Response:
    more: dict[str, Any] = {}
    if isinstance(refusal, NotReady):
        more["unmet"] = [in_words(one) for one in refusal.unmet]
    detail = gettext(refusal.message) % refusal.params
    return _problem(STATUS.get(type(refusal), HTTPStatus.CONFLICT), refusal.code, detail, **more)


def _invalid(wrong: ValidationError) -> Response:
    return _problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", gettext(INVALID), errors=_said(wrong.messages)
    )


def _broken(wrong: HTTPException) -> Response:
    status = HTTPStatus(wrong.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return wrong.get_response()  # type: ignore[return-value]  # a redirect
    told: Mapping[str, Any] = getattr(wrong, "data", None) or {}
    more = {"errors": _said(told["messages"])} if "messages" in told else {}
    key = f"error.way.{int(status)}"
    detail = gettext(key)
    if detail == key:
        detail = status.description or status.phrase
    answer = _problem(status, status.name.lower(), detail, **more)
    for name, value in wrong.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            answer.headers[name] = value
    return answer


def _problem(status: HTTPStatus, code: str, detail: str, **more: Any) -> Response:
    content = {
        "type": f"urn:exchange:problem:{code}",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "instance": request.path,
        "code": code,
        **more,
    }
    return Response(json.dumps(content), status, content_type=KIND)


def _said(messages: Any) -> Any:
    """Say each fault in the reader's language; maps and lists keep their shape."""
    if isinstance(messages, dict):
        return {str(field): _said(told) for field, told in messages.items()}
    if isinstance(messages, list):
        return [_said(told) for told in messages]
    return gettext(messages) if isinstance(messages, str) else str(messages)
