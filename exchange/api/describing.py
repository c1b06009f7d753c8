"""One address of the API together with what the OpenAPI document says of it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from marshmallow import Schema

from exchange.api import asking
from exchange.api.problems import KIND
from exchange.schemas import responses

PROBLEM = responses.Problem()  # one for all addresses: each would make its own
READING = (401, 404)
BEGINNING = (400, 401, 403, 404, 415, 422)
ACTING = (400, 401, 403, 404, 409, 412, 415, 422, 428, 429)
VERSION = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string"},
    "description": 'the version read, in quotes: "3"',
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "maxLength": asking.LONGEST_KEY},
    "description": "the same key and body again changes nothing and answers alike",
}
CODE = {
    "in": "header",
    "name": "X-One-Time-Code",
    "schema": {"type": "string", "maxLength": 24},
    "description": "this step asks for a second factor: a code of the authenticator app or of "
    "the recovery sheet, each good once; it marks the token, so that for a while none is asked",
}


def offer(  # noqa: PLR0913, PLR0917  # an address has all of these
    pages: Any,
    path: str,
    method: str,
    view: Callable[..., Any],
    summary: str,
    shows: Schema,
    refusals: tuple[int, ...],
    query: type[Schema] | None = None,
    *,
    takes: type[Schema] | None = None,
    status: int = 200,
    step_up: bool = False,
) -> None:
    """Register one address with its documentation."""
    doc: dict[str, Any] = {"summary": summary, "operationId": view.__name__}
    if takes is not None:
        body = {"application/json": {"schema": takes}}
        doc["requestBody"] = {"required": bool(_required(takes)), "content": body}
        doc["parameters"] = [KEY] if status == HTTPStatus.CREATED else [VERSION, KEY]
    if step_up:
        doc["parameters"].append(CODE)
    view = pages.doc(**doc)(view)
    view = pages.response(status, shows)(view)
    if query is not None:
        view = pages.arguments(query, location="query")(view)
        refusals = (*refusals, 422)
    pages.route(path, methods=[method])(may_refuse(pages, view, refusals))


def offer_file(pages: Any, path: str, view: Callable[..., Any], summary: str, kind: str) -> None:
    """Register one address that answers with a file."""
    view = pages.doc(summary=summary, operationId=view.__name__)(view)
    is_json = kind.endswith("json")
    content = {"type": "object"} if is_json else {"type": "string", "format": "binary"}
    view = pages.alt_response(200, schema=content, content_type=kind)(view)
    pages.route(path, methods=["GET"])(may_refuse(pages, view, (401, 404, 409)))


def may_refuse(pages: Any, view: Callable[..., Any], codes: tuple[int, ...]) -> Callable[..., Any]:
    """Tell in the document which problems an address may answer with."""
    for code in codes:
        view = pages.alt_response(code, schema=PROBLEM, content_type=KIND)(view)
    return view


def _required(shape: type[Schema]) -> list[str]:
    return [name for name, one in shape().fields.items() if one.required]
