"""Workers against a warm loop and against a plain `rq worker`, from approval to paper."""

import subprocess
import sys
import time

import psycopg
from sqlalchemy import select

from exchange.documents.renderer import render, warm
from exchange.models import Document, db
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import per_second
from tests.benchmarks.site import Site, approvals
from tests.servers import wait_until

LETTERS = 60


def measure(site: Site) -> list[Figure]:
    warm_rate, warm_ms = _warm_loop(site)
    ours = _worker_rate(site, [sys.executable, "-m", "workers"])
    plain = _worker_rate(
        site,
        [
            sys.executable,
            "-m",
            "rq.cli",
            "worker",
            "papers",
            "--url",
            site.env["REDIS_URL"],
            "--serializer",
            "rq.serializers.JSONSerializer",
            "--quiet",
        ],
        LETTERS // 4,
    )
    latency = _approve_to_paper(site)
    return [
        Figure(
            "worker_efficiency",
            ours / warm_rate,
            "≥ 0.9",
            f"{ours:.1f}/s against {warm_rate:.1f}/s",
        ),
        Figure("vs_default_worker", ours / plain, "≥ 4", f"{ours:.1f}/s against {plain:.1f}/s"),
        Figure(
            "approve_to_paper",
            latency / warm_ms,
            "≤ 1.5",
            f"{latency:.0f} ms against {warm_ms:.0f} ms",
        ),
    ]


def _warm_loop(site: Site) -> tuple[float, float]:
    with site.app.app_context():
        facts = db.session.scalars(select(Document).limit(1)).one().facts
    warm()
    render("invitation", facts, identifier=b"0" * 16)
    started = time.perf_counter()
    for _ in range(LETTERS):
        render("invitation", facts, identifier=b"0" * 16)
    took = time.perf_counter() - started
    return LETTERS / took, took / LETTERS * 1000


def _worker_rate(site: Site, command: list[str], letters: int = LETTERS) -> float:
    """Return letters a second of one worker, from a full queue, once it is up and warm."""
    _drain(site)
    per_second(site.port, list(approvals(site, letters)))
    process = subprocess.Popen(
        command, env=site.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: _issued(site) >= 1, "the first letter", 120)
        started, first = time.perf_counter(), _issued(site)
        wait_until(lambda: _issued(site) >= letters, "all letters", 300)
        return (letters - first) / (time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait()


def _approve_to_paper(site: Site) -> float:
    """Return the median milliseconds from the answer to an approval until the PDF can be had."""
    _drain(site)
    process = subprocess.Popen(
        [sys.executable, "-m", "workers"], env=site.env, stderr=subprocess.DEVNULL
    )
    took = []
    try:
        for n, asked in enumerate(approvals(site, 15), 1):
            per_second(site.port, [asked])
            started = time.perf_counter()
            wait_until(lambda n=n: _issued(site) >= n, "the letter", 60)
            took.append((time.perf_counter() - started) * 1000)
    finally:
        process.terminate()
        process.wait()
    return sorted(took[3:])[len(took[3:]) // 2]


def _drain(site: Site) -> None:
    site.app.extensions["queue"].connection.flushall()
    with psycopg.connect(site.env["RAW_DATABASE_URL"], autocommit=True) as connection:
        connection.execute("DELETE FROM outbox_message")
        connection.execute("DELETE FROM document")


def _issued(site: Site) -> int:
    with psycopg.connect(site.env["RAW_DATABASE_URL"]) as connection:
        row = connection.execute(
            "SELECT count(*) FROM document WHERE sha256 IS NOT NULL"
        ).fetchone()
    return int(row[0]) if row else 0
