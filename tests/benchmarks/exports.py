"""A million rows of shipments streamed out of PostgreSQL: the memory a process takes at most."""

import subprocess
import sys
import tempfile

from sqlalchemy import text

from exchange import identity
from exchange.app import create_app
from exchange.config import Config
from exchange.models import City, Country, Office, Role, Shipment, ShipmentState, db
from tests.benchmarks.figures import Figure
from tests.postgres import empty_database
from tests.servers import environment

ROWS = 1_000_000
LINES = 50  # a shipment
GOAL = 120
FILL = """
INSERT INTO shipment (id, created_at, number, title, title_partner, consignor_id, consignee_id,
  officer_id, appeal_reference, currency, carrier, seal, state, decision_note,
  donation_review, closing_note, carriage, use, version, head)
SELECT gen_random_uuid(), now(), 'B-' || n, 'Blankets ' || n, '', consignor_id, consignee_id,
  officer_id, '', 'EUR', 'Northwind', '', 'draft', '', '{}', '', '{}', '{}', 1, repeat('0', 64)
FROM shipment, generate_series(1, :shipments) AS n;
"""
LINE = """
INSERT INTO shipment_line (id, created_at, shipment_id, position, item, item_partner, quantity,
  unit, origin, hs_code, unit_value, lot, permit, needs)
SELECT gen_random_uuid(), now(), s.id, n, 'Blanket of wool, size ' || n, '', 100, 'H87', 'DE',
  '6301.40', 45000, 'L-' || n, '', '{}'
FROM shipment AS s, generate_series(1, :lines) AS n WHERE s.number LIKE 'B-%';
"""


def measure() -> list[Figure]:
    """Return export_memory: of the dearer of CSV and XLSX, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder, empty_database("exported") as database:
        env = environment(SECRET_KEY="s" * 40, DATA_DIR=folder, DATABASE_URL=database)
        _fill(env)
        took = {kind: _child(kind, env) for kind in ("csv", "xlsx")}
    told = "; ".join(
        f"{kind} {peak:.0f} MB of {rest:.0f} at rest, {seconds:.0f} s"
        for kind, (peak, rest, seconds) in took.items()
    )
    return [
        Figure(
            "export_memory",
            max(peak for peak, _, _ in took.values()),
            f"≤ {GOAL}",
            f"MB at most for {ROWS:,} rows: {told}",
        )
    ]


def _fill(env: dict[str, str]) -> None:
    app = create_app(Config.from_env(env))
    with app.app_context():
        db.create_all()
        one, other = (_city(slug) for slug in ("portland", "harbour"))
        officer = identity.new_person(
            None, (Role.OFFICER,), name="o", title={"en": "o"}, email="o@x.example", city=one
        )
        db.session.add_all([one, other, officer])
        db.session.flush()
        pattern = {"number": "P", "title": "P", "currency": "EUR", "state": ShipmentState.DRAFT}
        db.session.add(Shipment(consignor=one, consignee=other, officer=officer, **pattern))
        db.session.flush()
        db.session.execute(text(FILL), {"shipments": ROWS // LINES})
        db.session.execute(text(LINE), {"lines": LINES})
        db.session.commit()
        db.session.execute(text("ANALYZE"))
        db.session.commit()


def _city(slug: str) -> City:
    country = Country(
        code=slug[:2].upper(),
        names={"en": slug},
        region="",
        calling_code="",
        currency="EUR",
        relations_with=[],
    )
    words = {"en": slug}
    office = Office(
        names=words,
        addresses=words,
        telephone="",
        website="",
        series_prefix=slug,
        currency="EUR",
        check_url="http://127.0.0.1",
    )
    return City(
        slug=slug,
        names=words,
        official_names=words,
        government_names=words,
        head_titles=words,
        country=country,
        letter_language="en",
        timezone="UTC",
        office=office,
    )


def _child(kind: str, env: dict[str, str]) -> tuple[float, float, float]:
    """Return the peak, what the process took before it began, both in MB, and the seconds."""
    command = [sys.executable, "-m", "tests.benchmarks.exporting", kind]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    peak, rest, seconds = done.stdout.split()[-3:]
    return float(peak), float(rest), float(seconds)
