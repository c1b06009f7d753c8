"""The face programs see: the same actions as the pages, in JSON, made from the same tables."""

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from flask_smorest import Api

from exchange.api import aid, cases, notices, places, problems, reference
from exchange.identity import csrf, limiter
from exchange.workflows.registry import WORKFLOWS

PREFIX = "/api/v1"
BLUEPRINTS = (
    *(cases.blueprint(plural) for plural in WORKFLOWS),
    aid.pages,
    places.pages,
    notices.pages,
)
# These ask for a token, or show nothing but what can be asked; no page's sign-in guards them.
OPEN_ADDRESSES = frozenset({"api-docs", reference.pages.name, *(one.name for one in BLUEPRINTS)})
DESCRIPTION = (
    "Read cases, and take the actions the workflow tables offer. Send a token as "
    "`Authorization: Bearer …`, the version you read as `If-Match`, and an `Idempotency-Key` "
    "of your own with a POST that may be repeated."
)
# So many proofs that fail a minute from one address, whichever of our addresses they are sent to.
REFUSED_LIMIT = "20 per minute"


def _failed(answer: Response) -> bool:
    """Say whether a token or a one-time code was shown that is none."""
    is_guess = "X-One-Time-Code" in request.headers and answer.status_code == HTTPStatus.FORBIDDEN
    return is_guess or answer.status_code == HTTPStatus.UNAUTHORIZED


for _one in BLUEPRINTS:
    limiter.shared_limit(REFUSED_LIMIT, scope="proofs of programs", deduct_when=_failed)(_one)


class OurApi(Api):  # type: ignore[misc]  # flask-smorest is not typed
    """flask-smorest without its own way of telling errors: ours are RFC 9457 problems."""

    def _register_error_handlers(self) -> None:
        """Leave errors to `problems`, which knows pages from programs."""


def install(app: Flask) -> None:
    """Give the app its API."""
    app.config.update(
        API_TITLE="City exchange",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"description": DESCRIPTION},
            "security": [{"token": []}],
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        },
    )
    api: Any = OurApi(app)
    for blueprint in BLUEPRINTS:
        csrf.exempt(blueprint)
        api.register_blueprint(blueprint)
    app.extensions[reference.SPEC] = api.spec
    app.register_blueprint(reference.pages)
    problems.install(app, PREFIX)
