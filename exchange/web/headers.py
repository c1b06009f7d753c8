"""What every answer tells the browser it may do: nothing but what this service itself serves."""

import gzip
import secrets
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request

YEAR = 365 * 24 * 3600
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def install(app: Flask) -> None:
    """Add the headers to every answer, and a stamp to the address of every static file."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    stamps: dict[str, str] = {}

    @app.url_defaults
    def stamp(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            name = values["filename"]
            if name not in stamps:
                stamps[name] = _stamp_of(Path(str(app.static_folder)) / name)
            values["v"] = stamps[name]

    app.context_processor(lambda: {"nonce": nonce})
    app.after_request(_protect)


def nonce() -> str:
    """Return this answer's nonce, the same for each of its scripts."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def _protect(response: Response) -> Response:
    if request.endpoint == "static":
        _pack(response)
    set_once = response.headers.setdefault
    set_once("Content-Security-Policy", POLICY.format(nonce=nonce()))
    set_once("X-Content-Type-Options", "nosniff")
    set_once("Referrer-Policy", "same-origin")
    set_once("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    set_once("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint != "static":
        set_once("Cache-Control", "no-store")
    return response


def _pack(response: Response) -> None:
    """Send styles and scripts packed; pages are not, as they carry secrets beside what is asked.

    Packing both together would let a listener guess the secret from lengths (BREACH).
    """
    is_text = response.mimetype in {"text/css", "text/javascript", "image/svg+xml"}
    if not is_text or response.status_code != HTTPStatus.OK:
        return
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return
    response.direct_passthrough = False
    response.set_data(_packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"


@cache
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _stamp_of(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else ""
