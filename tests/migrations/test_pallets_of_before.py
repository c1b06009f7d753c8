"""Pallets that were only counted become rows, and back: with the codes their labels bear."""

import flask_migrate
import pytest
from sqlalchemy import text

from exchange.migrations import running
from exchange.models import Shipment, db
from tests.postgres import ON_BOTH
from tests.workflows.journeys import DISPATCH, begun_shipment, package, walk

PACKING = {
    "packages": [package(2, (1, 50), pallet=2), package(1, (2, 300)), package(1, (2, 300))],
    "pallets": 2,
    "pallet_tare_g": 20_000,
}


def rows(sql: str) -> list[tuple]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def step(move, revision: str) -> None:
    db.session.remove()
    move(revision=revision)


@pytest.fixture
def stepwise(app):
    """Let the tables stand as the newest step leaves them."""
    running.attach(app)
    flask_migrate.stamp(revision="head")
    yield
    db.session.remove()
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


@ON_BOTH
def test_pallets_keep_their_cartons_weights_and_codes(stepwise, tie, officer, director, clerk):
    approved = walk(
        "shipments", begun_shipment(officer), (officer, "submit"), (director, "approve")
    )
    gone = walk("shipments", approved, (clerk, "pack", PACKING), (clerk, "dispatch", DISPATCH))
    known, codes = gone.id, [one.sscc for one in gone.pallet_units]
    step(flask_migrate.downgrade, "0022")
    assert rows("SELECT pallets, pallet_tare_g FROM shipment") == [(2, 20_000)]
    stood = [on for (on,) in rows("SELECT pallet FROM carton ORDER BY position")]
    assert stood == [2, 2, None, None]
    step(flask_migrate.upgrade, "head")
    back = db.session.get_one(Shipment, known)
    assert [one.sscc for one in back.pallet_units] == codes
    assert [(one.tare_g, one.gross_g) for one in back.pallet_units] == [
        (20_000, None),
        (20_000, 40_000),
    ]
    assert [one.pallet and one.pallet.position for one in back.cartons] == stood
    assert [content.quantity for content in back.contents] == [50, 50, 300, 300]
