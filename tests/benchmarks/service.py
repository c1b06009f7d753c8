"""The running service against a raw handler, and what one of its web processes weighs."""

import gzip
import http.client
import re
import subprocess
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.benchmarks import papers
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import Asked, per_second
from tests.benchmarks.raw_handler import SCHEMA
from tests.benchmarks.site import Site, approvals, gunicorn, open_site
from tests.servers import free_port

TRANSITIONS = 400
WEB_REQUESTS = 1000


def measure() -> list[Figure]:
    """Return the figures of the service as a whole."""
    with open_site() as site:
        return [*_transition(site), *_web(site), *papers.measure(site)]


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
            "first_view", size / 1024, "≤ 100", "kB compressed: sign-in page and what it loads"
        ),
    ]


def _children_of_gunicorn(port: int) -> list[int]:
    shown = subprocess.run(
        ["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in shown.splitlines()[1:]]
    parents = {r[0] for r in rows if f"127.0.0.1:{port}" in r[2]}
    return [int(r[0]) for r in rows if r[1] in parents and f"127.0.0.1:{port}" in r[2]]


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def _first_view(port: int) -> int:
    """Return the bytes of the sign-in page and everything it names, gzipped where text."""
    seen: set[str] = set()
    todo, total = ["/sign-in"], 0
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", path, headers={"Accept-Language": "ko"})
        body = connection.getresponse().read()
        is_font = path.endswith(".woff2")
        total += len(body) if is_font else len(gzip.compress(body))
        if not is_font:
            todo += re.findall(
                r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|png))',
                body.decode("utf-8", "replace"),
            )
    return total
