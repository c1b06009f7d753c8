"""A shipment with a link, and somebody with a telephone in front of its cartons."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange import clock
from exchange.identity import receipt_visits as visits
from exchange.identity.sessions import digest
from exchange.models import (
    Carton,
    CartonContent,
    CodeWay,
    ReceiptLink,
    ReceiptRefusal,
    Shipment,
    ShipmentState,
    db,
)
from exchange.models.opening import begin_writing
from tests.making import saved

SIZES = {"length_mm": 600, "width_mm": 400, "height_mm": 400, "net_g": 9000, "gross_g": 9500}


@dataclass
class Guest:
    """A browser that opens a link."""

    app: Flask
    client: FlaskClient
    token: str
    link_id: UUID
    shipment_id: UUID

    @property
    def here(self) -> str:
        return f"/r/{self.token}"

    def code(self) -> str:
        with self.app.test_request_context():
            return visits.new_code(self.link_id, CodeWay.TELEPHONE)

    def enter(self, code: str, name: str = "Wei"):
        return self.client.post(f"{self.here}/enter", data={"code": code, "name": name})

    def let_in(self) -> "Guest":
        assert self.enter(self.code()).status_code == 303
        return self

    def send(self, **body):
        said = {"sending": "k1", "counted_on": "2026-11-01", "place": "Store 1"} | body
        return self.client.post(f"{self.here}/count", json=said)

    @property
    def shipment(self) -> Shipment:
        return db.session.get(Shipment, self.shipment_id, populate_existing=True)


def carton(shipment, n: int, quantity: int = 50) -> Carton:
    line = shipment.lines[0]
    content = CartonContent(position=1, line=line, line_id=line.id, quantity=quantity)
    return Carton(position=n, sscc=f"{shipment.number[-4:]}{n:014}", contents=[content], **SIZES)


@pytest.fixture
def make_guest(app, make_shipment, officer):
    """Return a callable that stands somebody before the cartons of a new shipment."""

    def make(token: str = "t" * 22, *, language: str = "en", cartons: int = 2, **facts) -> Guest:
        shipment = make_shipment(ShipmentState.DISPATCHED, dispatched_at=clock.now(), **facts)
        begin_writing(db.session)  # what is changed before it would be taken back
        shipment.cartons = [carton(shipment, n) for n in range(1, cartons + 1)]
        db.session.commit()
        link = saved(
            ReceiptLink(
                shipment_id=shipment.id,
                sha256=digest(token),
                language=language,
                created_by_id=officer.id,
                expires_at=clock.now() + timedelta(days=9),
            )
        )
        return Guest(app, app.test_client(), token, link.id, shipment.id)

    return make


@pytest.fixture
def guest(make_guest) -> Guest:
    return make_guest()


def reasons() -> list[str]:
    """Return why somebody was refused, in order."""
    rows = db.session.query(ReceiptRefusal).order_by(ReceiptRefusal.created_at)
    return [row.why.value for row in rows]


def change(noun, key, **values) -> None:
    begin_writing(db.session)
    row = db.session.get(noun, key)
    for name, value in values.items():
        setattr(row, name, value)
    db.session.commit()


def change_link(guest: Guest, **values) -> None:
    change(ReceiptLink, guest.link_id, **values)
