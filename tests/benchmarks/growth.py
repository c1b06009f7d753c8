"""Pages with a million shipments and with a thousand, asked in turn over HTTP in one run."""

import http.client
import json
import random
import time
from statistics import quantiles
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import DeclarativeBase

from exchange.models import Event, Person, SearchTerm, Shipment, ShipmentLine, db
from exchange.workflows.perform import begin
from exchange.workflows.shipment import SHIPMENT
from tests.benchmarks.figures import Figure
from tests.benchmarks.site import Site, open_site
from tests.benchmarks.world import FIXTURES

FEW, MANY = 1_000, 1_000_000
ASKED, ROUNDS, WARMING = 8, 5, 4
WORDS = 10  # of each shipment, beside its number and one of a thousand rarer ones
EVENTS = 3
# Of a hundred shipments most are closed; the rest stands everywhere on the way.
STATES = {
    "closed": 88,
    "cancelled": 2,
    "lost": 1,
    "received": 2,
    "in_transit": 2,
    "dispatched": 1,
    "packed": 1,
    "approved": 1,
    "draft": 2,
}
BULK = ("shipment", "shipment_line", "search_term", "event")


def measure() -> list[Figure]:
    """Return how much longer each page takes with a million shipments, and the worst of them."""
    with open_site() as small, open_site() as large:
        case = {site.port: _filled(site, n) for site, n in ((small, FEW), (large, MANY))}
        figures = [
            _figure(name, path, small, large, case)
            for name, path in {
                "home": "/",
                "inbox": "/inbox",
                "list": "/shipments",
                "list_of_a_state": "/shipments?state=closed&page=20",
                "board": "/shipments/board",
                "search_of_a_number": "/search?q=GROW-0000500",
                "search_of_a_common_word": "/search?q=common",
                "search_of_two_words": "/search?q=common+rare77",
                "history_of_a_case": "/shipments/{case}",
            }.items()
        ]
    worst = max(figures, key=lambda one: one.value)
    return [*figures, Figure("growth", worst.value, "≤ 1.5", f"the worst of them: {worst.name}")]


def _figure(name: str, path: str, small: Site, large: Site, case: dict[int, str]) -> Figure:
    few, many = _in_turn(path, case, small, large)
    told = f"p95 {many:.1f} ms with {MANY:,} shipments, {few:.1f} ms with {FEW:,}"
    return Figure(f"growth_{name}", many / few, "≤ 1.5", told)


def _filled(site: Site, count: int) -> str:
    """Store so many shipments with a line, words and a history each; return the id of one."""
    with site.app.app_context():
        told = json.loads((FIXTURES / "demo" / "cases.json").read_text())
        first = next(one for one in told if one["plural"] == "shipments")
        officer = db.session.scalars(select(Person).where(Person.email == first["by"])).one()
        pattern = begin(SHIPMENT, actor=officer, payload=first["payload"])
        indexes = _without_indexes()
        _copies(pattern, count)
        for statement in indexes:
            db.session.execute(text(statement))
        db.session.commit()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
        number = "GROW-0000500"
        return str(db.session.scalar(select(Shipment.id).where(Shipment.number == number)))


def _without_indexes() -> list[str]:
    """Drop the indexes that no constraint needs, and return how they are made again."""
    rows = db.session.execute(
        text(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(:tables) "
            "AND indexname LIKE 'ix\\_%'"
        ),
        {"tables": list(BULK)},
    ).all()
    for row in rows:
        db.session.execute(text(f'DROP INDEX "{row.indexname}"'))
    return [row.indexdef for row in rows]


def _copies(pattern: Shipment, count: int) -> None:
    """Copy the pattern so often; the order of rows on disk says nothing of their ids."""
    db.session.execute(text("SET LOCAL session_replication_role = replica"))  # rows are sound
    case, at = "md5('grown' || n)::uuid", f"now() - ({count} - n) * interval '6 years' / {count}"
    number = "'GROW-' || lpad(n::text, 7, '0')"
    began = {"created_at": at}
    told = {"id": case, "number": number, "state": _state(), "shared_at": at}
    _insert(Shipment, pattern.id, count, **began, **told)
    of_case = {"shipment_id": case}
    _insert(ShipmentLine, pattern.lines[0].id, count, id=_id("n"), **began, **of_case)
    first = db.session.scalars(select(Event).where(Event.subject_id == pattern.id)).first()
    assert first is not None
    for n in range(1, EVENTS + 1):
        own = {"subject_id": case, "position": str(n), "at": at}
        _insert(Event, first.id, count, id=_id(f"n::bigint * 10 + {n}"), **began, **own)
    words = db.session.scalars(select(SearchTerm).where(SearchTerm.subject_id == pattern.id)).all()
    own = {"subject_id": case, "at": at}
    terms = [f"'{one.term}'" for one in words[: WORDS - 1]]
    for n, term in enumerate([*terms, "'common'", f"lower({number})", "'rare' || n % 997"]):
        ids = _id(f"n::bigint * 100 + {n}")
        _insert(SearchTerm, words[0].id, count, id=ids, term=term, **began, **own)


def _insert(noun: type[DeclarativeBase], pattern: UUID, count: int, **said: str) -> None:
    """Store `count` copies of one row, with what is said of the columns in SQL; n counts them."""
    table = noun.__table__
    names = [column.name for column in table.columns]
    values = [said.get(name, f'p."{name}"') for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    db.session.execute(
        text(
            f"INSERT INTO {table.name} ({columns}) SELECT {', '.join(values)} "  # noqa: S608
            f"FROM {table.name} p, generate_series(1, :count) n WHERE p.id = :pattern"
        ),
        {"count": count, "pattern": pattern},
    )


def _id(number: str) -> str:
    """Return an id that no page asks for by itself, cheap to store in its order."""
    return f"lpad(to_hex({number}), 32, '0')::uuid"


def _state() -> str:
    """Return the state of a shipment by its number, as SQL."""
    cases, upto = [], 0
    for state, share in STATES.items():
        upto += share
        cases.append(f"WHEN n * 37 % 100 < {upto} THEN '{state}'")
    return f"CASE {' '.join(cases)} END"


def _in_turn(path: str, case: dict[int, str], *sites: Site) -> list[float]:
    """Return the 95th percentile of each in milliseconds, asked in turn so noise hits all."""
    took: list[list[float]] = [[] for _ in sites]
    for site in sites:
        _pages(site, path.format(case=case[site.port]), WARMING)
    for _ in range(ROUNDS):
        for n in random.sample(range(len(sites)), len(sites)):
            took[n] += _pages(sites[n], path.format(case=case[sites[n].port]), ASKED)
    return [quantiles(times, n=20)[-1] for times in took]


def _pages(site: Site, path: str, count: int) -> list[float]:
    """Return how long each answer took, over one kept-open connection."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    took = []
    for _ in range(count):
        started = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": site.cookie})
        answer = connection.getresponse()
        page = answer.read()
        took.append((time.perf_counter() - started) * 1000)
        is_empty = path.startswith(("/search", "/shipments")) and b"GROW-" not in page
        if answer.status != http.client.OK or is_empty:
            raise RuntimeError(f"{path} answered {answer.status}: {page[:300]!r}")
    connection.close()
    return took
