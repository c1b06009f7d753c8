"""The reference page of the API: every operation as the document tells it, served from here."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, current_app, render_template

pages = Blueprint("api-reference", __name__)
SPEC = "api-specification"
METHODS = ("get", "post")


@pages.get("/api/v1/")
def show() -> str:
    """Show every operation, its fields and its answers."""
    told: dict[str, Any] = current_app.extensions[SPEC].to_dict()
    return render_template("api/reference.html", told=told, operations=list(_operations(told)))


def _operations(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    schemas = told["components"]["schemas"]
    for path, item in told["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            operation = item[method]
            body = operation.get("requestBody", {}).get("content", {})
            shape = body.get("application/json", {}).get("schema", {}).get("$ref", "")
            yield {
                "method": method.upper(),
                "path": path,
                "summary": operation.get("summary", ""),
                "takes": schemas.get(shape.rsplit("/", 1)[-1], {}),
                "answers": sorted(operation.get("responses", {})),
            }
