"""The public check page: whether a paper in somebody's hand is genuine. Nothing personal."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from sqlalchemy import select

from exchange.identity import limiter
from exchange.models import Document, DocumentState, db

pages = Blueprint("check", __name__)

LIMIT = "60 per minute"
LONGEST = 20


@pages.get("/check")
@limiter.limit(LIMIT)
def ask() -> Response:
    """Ask for the code under the square on a paper."""
    if code := request.args.get("code", ""):
        return redirect(url_for("check.show", code=tidy(code) or "-"))  # type: ignore[return-value]
    return make_response(render_template("check/ask.html"))


@pages.get("/check/<code>")
@limiter.limit(LIMIT)
def show(code: str) -> Response:
    """Say what the register holds under a code."""
    paper = db.session.scalar(
        select(Document).where(
            Document.check_code == tidy(code), Document.state == DocumentState.ISSUED
        )
    )
    status = 200 if paper else 404
    return make_response(render_template("check/show.html", paper=paper, code=code), status)


def tidy(code: str) -> str:
    """Write a code the one way it is kept: capitals, two groups of four."""
    letters = "".join(letter for letter in code[:LONGEST].upper() if letter.isalnum())
    return f"{letters[:4]}-{letters[4:8]}"
