"""The public check page: whether a paper in somebody's hand is genuine. Nothing personal."""

from dataclasses import dataclass
from enum import StrEnum

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from exchange.identity import limiter
from exchange.models import Document, DocumentState, db

pages = Blueprint("check", __name__)

LIMIT = "60 per minute"
LONGEST = 20
MOST_SUCCESSORS = 50


class Verdict(StrEnum):
    """What the register says of a code."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    VOID = "void"
    NEVER_SENT = "never_sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """What is told of a paper: the verdict, and the number in force where it was replaced."""

    verdict: Verdict
    paper: Document | None = None
    successor: Document | None = None


@pages.get("/check")
@limiter.limit(LIMIT)
def ask() -> Response:
    """Ask for the code under the square on a paper."""
    if code := request.args.get("code", ""):
        return redirect(url_for("check.show", code=tidy(code) or "-"))
    return make_response(render_template("check/ask.html"))


@pages.get("/check/<code>")
@limiter.limit(LIMIT)
def show(code: str) -> Response:
    """Say what the register holds under a code."""
    found = look_up(tidy(code))
    page = render_template(
        "check/show.html",
        verdict=found.verdict.value,
        paper=found.paper,
        successor=found.successor,
        code=code,
    )
    return make_response(page, 200 if found.paper else 404)


def look_up(code: str) -> Found:
    """Return the verdict on a code; a paper that was never issued is on no paper, so unknown."""
    paper = db.session.scalar(
        select(Document)
        .where(Document.check_code == code, Document.issued_at.is_not(None))
        .options(joinedload(Document.owner_city), joinedload(Document.partner_city))
    )
    if paper is None or not paper.is_made:
        return Found(Verdict.UNKNOWN)
    if paper.state == DocumentState.REPLACED:
        return Found(Verdict.SUPERSEDED, paper, _successor(paper))
    if paper.state == DocumentState.VOID:
        return Found(Verdict.VOID, paper)
    return Found(Verdict.CURRENT if _counts(paper) else Verdict.NEVER_SENT, paper)


def tidy(code: str) -> str:
    """Write a code the one way it is kept: capitals, two groups of four."""
    letters = "".join(letter for letter in code[:LONGEST].upper() if letter.isalnum())
    return f"{letters[:4]}-{letters[4:8]}"


def _counts(paper: Document) -> bool:
    """Say whether a paper went out, or was made to stay where it is."""
    return paper.shared_at is not None or (paper.stays_at_home and paper.is_made)


def _successor(paper: Document) -> Document | None:
    """Return the last paper in the row of replacements that went out, or none so far."""
    last, here = None, paper.replaced_by
    for _ in range(MOST_SUCCESSORS):
        if here is None:
            break
        last = here if _counts(here) else last
        here = here.replaced_by
    return last
