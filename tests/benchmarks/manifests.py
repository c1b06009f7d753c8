"""Manifests of 1,000 and 10,000 cartons by two workers, against WeasyPrint setting one at once."""

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from exchange.documents import fitting, renderer
from exchange.facts.paper import order
from exchange.models import Document, DocumentKind, DocumentState, Person, Project, db
from exchange.outbox import relay
from tests.benchmarks.figures import Figure
from tests.benchmarks.site import Site, open_site
from tests.benchmarks.world import PATTERN
from tests.documents.shipments import a_manifest
from tests.servers import wait_until

FEW, MANY = 1_000, 10_000
WORKERS = 2
PATIENCE = 1200.0
TICKS = os.sysconf("SC_CLK_TCK")


def measure() -> list[Figure]:
    """Return manifest_growth, manifest_vs_single and manifest_memory."""
    with open_site() as site, _workers(site) as workers:
        _made(site, workers, FEW, 0)  # every worker is up and warm
        _, small = _made(site, workers, FEW, 1)
        ours, large = _made(site, workers, MANY, 2)
        peak = max(_peak_mb(process.pid) for process in workers)
    single, alone, memory = _at_once()
    growth = (large / MANY) / (small / FEW)
    busy = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    return [
        Figure(
            "manifest_growth",
            growth,
            "≤ 1.1",
            f"{large / MANY * 1000:.2f} ms of processor a line against {small / FEW * 1000:.2f}",
        ),
        Figure(
            "manifest_vs_single",
            ours / single,
            "≤ 0.35",
            f"{ours:.0f} s by {WORKERS} workers against {single:.0f} s and {memory} MB;"
            f" of processor {large:.0f} s against {alone:.0f} s; {busy}",
        ),
        Figure("manifest_memory", peak, "≤ 200", "MB at most of a worker"),
    ]


@contextmanager
def _workers(site: Site) -> Iterator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, "-m", "workers"]
    with ExitStack() as stack:
        started = []
        for _ in range(WORKERS):
            process = subprocess.Popen(command, env=site.env, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            started.append(process)
        yield started


def _made(
    site: Site, workers: list[subprocess.Popen[bytes]], cartons: int, n: int
) -> tuple[float, float]:
    """Return the seconds, and the seconds of processor, until a manifest is issued."""
    before = sum(_processor_seconds(one.pid) for one in workers)
    started = time.perf_counter()
    with site.app.app_context():
        paper = _ordered(cartons, n)
        relay(site.app.extensions["queue"])
        wait_until(lambda: _is_issued(paper), f"{cartons} cartons", PATIENCE)
    took = time.perf_counter() - started
    return took, sum(_processor_seconds(one.pid) for one in workers) - before


def _ordered(cartons: int, n: int) -> UUID:
    project = db.session.scalars(select(Project).where(Project.number == PATTERN)).one()
    actor = db.session.scalars(select(Person).limit(1)).one()
    own = {"number": f"MF-2020-{n:04}", "check_code": f"DJ2P-8FG{n}"}
    facts = a_manifest(cartons, **own)
    paper = order(DocumentKind.MANIFEST, project, actor, "Masks", facts)
    db.session.commit()
    return paper.id


def _is_issued(paper: UUID) -> bool:
    db.session.rollback()
    state = db.session.scalar(select(Document.state).where(Document.id == paper))
    if state == DocumentState.FAILED:
        raise RuntimeError(db.session.get_one(Document, paper).failure)
    return state == DocumentState.ISSUED


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def _at_once() -> tuple[float, float, int]:
    """Return seconds, seconds of processor and peak MB of the paper set at once, by itself."""
    command = [sys.executable, "-m", "tests.benchmarks.manifests"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, processor, memory = done.stdout.split()
    return float(seconds), float(processor), int(memory)


def main() -> None:
    """Set the paper at once with our templates, and WeasyPrint as it comes."""
    renderer.warm()
    facts = renderer.checked("manifest", a_manifest(MANY))
    started, processor = time.perf_counter(), time.process_time()
    document = fitting.fit_manifest(lambda **how: renderer.lay_out("manifest", facts, **how))
    document.write_pdf(pdf_variant="pdf/a-3a")
    took, used = time.perf_counter() - started, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{took:.1f} {used:.1f} {memory}")  # noqa: T201  # this is its output


if __name__ == "__main__":
    main()
