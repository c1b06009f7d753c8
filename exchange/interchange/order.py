"""The order of an office from files: posts with their holders, and approval lines in force.

What stands already is left alone: from then on the administrator keeps it.
"""

import re
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from exchange import clock, history, numbering
from exchange.interchange import cells
from exchange.interchange.rows import Row, Shape, read
from exchange.interchange.upsert import TableReport
from exchange.models import (
    ApprovalLine,
    CaseKind,
    City,
    Delegation,
    Grant,
    Holding,
    LineState,
    LineStep,
    Part,
    Person,
    Post,
    PostState,
    Role,
    db,
)
from exchange.workflows.line_rules import SERIES
from exchange.workflows.perform import BEGIN

POSTS = Shape(plain=("city", "code", "superior", "holder", "since"), worded=("names",))
LINES = Shape(plain=("city", "case_kind", "title", "currency", "steps", "delegations"))
STEP = re.compile(r"(review|concur|decide|inform):([a-z0-9-]+)(?::([a-z]+))?")
BOUND = re.compile(r"(\d{1,13}):([a-z0-9-]+)")
WORKING_DAYS = 2


def load_posts(path: Path, cities: dict[str, City]) -> TableReport:
    """Add the posts that are not there, each with its holder; one up stands above one below."""
    report = TableReport("posts")
    people = {one.email: one for one in db.session.scalars(select(Person)).unique()}
    for row in read(path, POSTS, ["city", "code"]):
        city = row.get("city", cells.known_in(cities, "a known city"))
        if _post(city, row.text("code")) is not None:
            report.unchanged += 1
            continue
        holder = row.get("holder", cells.known_in(people, "the address of somebody known"))
        held = Holding(person=holder, starts_on=row.get("since", date.fromisoformat))
        post = Post(
            owner_city=city,
            owner_city_id=city.id,
            code=row.get("code", cells.slug),
            names=row.words("names", "en", city.letter_language),
            superior=row.maybe("superior", partial(_known_post, city)),
            state=PostState.OPEN,
            holdings=[held],
        )
        _begin("post", post, path.name)
        db.session.flush()
        report.added += 1
    return report


def load_lines(path: Path, cities: dict[str, City]) -> TableReport:
    """Add a line in force for each kind of case that has none."""
    report = TableReport("approval lines")
    for row in read(path, LINES, ["city", "case_kind"]):
        city = row.get("city", cells.known_in(cities, "a known city"))
        kind = row.get("case_kind", CaseKind)
        there = select(ApprovalLine.id).where(
            ApprovalLine.owner_city_id == city.id, ApprovalLine.case_kind == kind
        )
        if db.session.scalar(there.limit(1)) is not None:
            report.unchanged += 1
            continue
        _begin("approval_line", _line(row, city, kind), path.name)
        db.session.flush()
        report.added += 1
    return report


def _line(row: Row, city: City, kind: CaseKind) -> ApprovalLine:
    steps = row.get("steps", lambda cell: [_step(city, n, s) for n, s in _numbered(cell)])
    bounds = row.maybe("delegations", lambda cell: [_bound(city, s) for _, s in _numbered(cell)])
    return ApprovalLine(
        owner_city=city,
        owner_city_id=city.id,
        number=numbering.numbered(city, SERIES, clock.today(city.timezone).year),
        title=row.get("title", str),
        case_kind=kind,
        currency=row.get("currency", cells.currency),
        in_force_at=clock.now(),
        state=LineState.IN_FORCE,
        steps=steps,
        delegations=bounds or [],
    )


def _numbered(cell: str) -> list[tuple[int, str]]:
    return list(enumerate(cell.split(" "), 1))


def _step(city: City, position: int, written: str) -> LineStep:
    found = STEP.fullmatch(written)
    if found is None:
        raise ValueError(f"{written!r} is not part:post or part:post:matter")
    post = _known_post(city, found[2])
    return LineStep(
        position=position,
        part=Part(found[1]),
        post=post,
        post_id=post.id,
        working_days=WORKING_DAYS,
        matter=[found[3]] if found[3] else [],
    )


def _bound(city: City, written: str) -> Delegation:
    found = BOUND.fullmatch(written)
    if found is None:
        raise ValueError(f"{written!r} is not amount:post")
    post = _known_post(city, found[2])
    return Delegation(below=Decimal(found[1]), post=post, post_id=post.id)


def _known_post(city: City, code: str) -> Post:
    post = _post(city, code)
    if post is None:
        raise ValueError(f"{code!r} is no post of {city.slug}")
    return post


def _post(city: City, code: str) -> Post | None:
    return db.session.scalar(select(Post).where(Post.owner_city_id == city.id, Post.code == code))


def _begin(kind: str, case: Any, file: str) -> None:
    """Open the history of what a file brought, in the name of the service."""
    service = db.session.scalars(select(Person).join(Grant).where(Grant.role == Role.SYSTEM)).one()
    history.append(kind, case, BEGIN, ("", case.state.value), service, {"file": file})
    db.session.add(case)
