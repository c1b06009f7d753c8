"""The director's inbox with a hundred times as much in it, page by page in one run."""

import http.client
import random
import time
from datetime import date
from statistics import quantiles

from sqlalchemy import Date, case, func, select, text, type_coerce

from exchange.models import ApprovalStep, Outcome, Part, Post, ProjectState, db
from tests.benchmarks.copies import Changes, copy_pattern
from tests.benchmarks.figures import Figure
from tests.benchmarks.site import Site, open_site

FEW, MANY = 1_000, 100_000
PAGES, ROUNDS, WARMING = 40, 8, 20
DAY = date(2026, 1, 1)
YEAR = 365


def measure() -> list[Figure]:
    """Return how much longer a page of the inbox takes with 100,000 cases than with 1,000."""
    with open_site() as small, open_site() as large:
        _fill(small, FEW)
        _fill(large, MANY)
        few, many = _in_turn(small, large)
    told = f"p95 {many:.1f} ms with {MANY:,} cases, {few:.1f} ms with {FEW:,}; a fifth waits"
    return [Figure("inbox_growth", many / few, "≤ 1.5", told)]


def _fill(site: Site, cases: int) -> None:
    """Store so many cases: a fifth waits for the director, two for others, two are decided."""
    with site.app.app_context():
        copy_pattern(cases // 5, Changes(step=_due()))
        copy_pattern(2 * cases // 5, Changes(step=_due() | _for_another()))
        copy_pattern(2 * cases // 5, _decided())
        db.session.execute(text("ANALYZE"))
        db.session.commit()


def _due() -> dict[str, object]:
    """Spread the days by which the steps are due over a year."""
    day = type_coerce(DAY, Date) + func.floor(func.random() * YEAR).cast(db.Integer)
    return {"due_on": case((ApprovalStep.outcome == Outcome.OPEN, day), else_=None)}


def _for_another() -> dict[str, object]:
    post = select(Post.id).where(Post.code == "vice-mayor").scalar_subquery()
    return {"post_id": case((ApprovalStep.part == Part.DECIDE, post), else_=ApprovalStep.post_id)}


def _decided() -> Changes:
    agreed = {"outcome": Outcome.AGREED}
    return Changes(project={"state": ProjectState.APPROVED}, run=agreed, step=agreed)


def _in_turn(*sites: Site) -> list[float]:
    """Return the 95th percentile of each in milliseconds, asked in turn so noise hits all."""
    took: list[list[float]] = [[] for _ in sites]
    for site in sites:
        _pages(site, WARMING)
    for _ in range(ROUNDS):
        for n in random.sample(range(len(sites)), len(sites)):
            took[n] += _pages(sites[n], PAGES)
    return [quantiles(times, n=20)[-1] for times in took]


def _pages(site: Site, count: int) -> list[float]:
    """Return how long each page of the inbox took, over one kept-open connection."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    took = []
    for _ in range(count):
        started = time.perf_counter()
        connection.request("GET", "/inbox", headers={"Cookie": site.cookie})
        answer = connection.getresponse()
        page = answer.read()
        took.append((time.perf_counter() - started) * 1000)
        if answer.status != http.client.OK or b"PATTERN" in page or b'name="run"' not in page:
            raise RuntimeError(f"/inbox answered {answer.status}: {page[:300]!r}")
    connection.close()
    return took
