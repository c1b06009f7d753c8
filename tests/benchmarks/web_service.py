"""The running service against a raw handler, and what one of its web processes weighs."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
from playwright.sync_api import sync_playwright

from tests.benchmarks import papers
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import Asked, per_second
from tests.benchmarks.raw_handler import SCHEMA
from tests.benchmarks.site import Site, approvals, gunicorn, open_site
from tests.browser.conftest import NAMES, QUIETLY
from tests.servers import free_port

TRANSITIONS = 400
WEB_REQUESTS = 1000


def measure() -> Iterator[Figure]:
    """Give the figures of the service as a whole, each as soon as it is known."""
    with open_site() as site:
        yield from _transition(site)
        yield from _web(site)
        yield from papers.measure(site)


def _transition(site: Site) -> list[Figure]:
    """Approvals a second over HTTP against the raw handler, in alternate halves."""
    raw_port = free_port()
    with gunicorn("tests.benchmarks.raw_handler:create_app()", raw_port, site.env):
        ours, raw = [], []
        for _ in range(3):
            raw.append(per_second(raw_port, _raw_requests(site)))
            ours.append(per_second(site.port, list(approvals(site, TRANSITIONS))))
    best, bare = max(ours), max(raw)
    return [
        Figure("transition_vs_raw", best / bare, "≥ 0.5", f"{best:.0f}/s against {bare:.0f}/s")
    ]


def _raw_requests(site: Site) -> list[Asked]:
    ids = [uuid4() for _ in range(TRANSITIONS)]
    with psycopg.connect(site.env["RAW_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(SCHEMA)
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO raw_case VALUES (%s, 'in_approval', 1)", [(i,) for i in ids]
            )
    return [Asked("POST", f"/{i}", {}) for i in ids]


def _web(site: Site) -> list[Figure]:
    """Resident memory of the largest web worker after many requests, and the first page view."""
    headers = {"Authorization": f"Bearer {site.token}"}
    per_second(site.port, [Asked("GET", "/api/v1/projects", headers)] * WEB_REQUESTS)
    largest = max(_resident_mb(pid) for pid in _children_of_gunicorn(site.port))
    size = _first_view(site.port)
    return [
        Figure("web_process", largest, "≤ 120", "MB resident, the larger of two workers"),
        Figure(
            "first_view",
            size / 1000,
            "≤ 100",
            "kB over the wire for the sign-in page in Korean, as Chromium takes it",
        ),
    ]


def _children_of_gunicorn(port: int) -> list[int]:
    shown = subprocess.run(
        ["ps", "-ewwo", "pid,ppid,args"], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in shown.splitlines()[1:]]
    parents = {r[0] for r in rows if f"127.0.0.1:{port}" in r[2]}
    return [int(r[0]) for r in rows if r[1] in parents and f"127.0.0.1:{port}" in r[2]]


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def _first_view(port: int) -> float:
    """Return the bytes a browser takes over the wire to show the sign-in page in Korean."""
    taken: list[float] = []
    with sync_playwright() as playwright:
        own = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=own, args=list(QUIETLY))
        page = browser.new_context(locale="ko-KR").new_page()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda told: taken.append(told["encodedDataLength"]))
        page.goto(f"http://127.0.0.1:{port}/sign-in")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        browser.close()
    return sum(taken)
