"""A shipment of ten cartons on its way, with the link its labels carry and a code to open it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from exchange import clock
from exchange.app import create_app
from exchange.config import Config
from exchange.identity.receipt_visits import new_code
from exchange.identity.sessions import digest
from exchange.models import (
    Carton,
    CartonContent,
    City,
    CodeWay,
    Person,
    ReceiptLink,
    Shipment,
    ShipmentLine,
    ShipmentState,
    db,
)
from exchange.models.opening import begin_writing
from tests.browser.conftest import FOLDERS
from tests.servers import environment

EACH = 1000
TITLES = {"wuhan": ("마스크 10,000개", "口罩 10,000 只"), "hanoi": ("마스크", "Khẩu trang")}


@dataclass(frozen=True)
class OnItsWay:
    """What a test needs of it: the address on a label, a code, the case, and an SSCC."""

    path: str
    code: str
    shipment_id: UUID
    sscc: str


def app_of(service: str):
    """Return an app beside the running service, on the same database."""
    env = environment(SECRET_KEY="b" * 40, DATA_DIR=str(FOLDERS[service]), PUBLIC_URL=service)
    env |= {"DATABASE_URL": f"sqlite:///{FOLDERS[service] / 'e.sqlite'}"}
    return create_app(Config.from_env(env))


def on_its_way(service: str, city: str, language: str, cartons: int = 10) -> OnItsWay:
    """Store a shipment of that many cartons, as if the carrier had been handed it."""
    with app_of(service).app_context():
        return made(city, language, cartons)


def made(city: str, language: str, cartons: int = 10) -> OnItsWay:
    """The same, in the current app."""
    token = secrets.token_urlsafe(16)
    begin_writing(db.session)
    home = db.session.query(City).filter_by(slug="daejeon").one()
    there = db.session.query(City).filter_by(slug=city).one()
    officer = db.session.query(Person).filter_by(email="officer@daejeon.example").one()
    shipment = _shipment(home, there, officer, cartons)
    db.session.add(shipment)
    db.session.flush()
    link = ReceiptLink(
        shipment_id=shipment.id,
        sha256=digest(token),
        language=language,
        created_by_id=officer.id,
        expires_at=clock.now() + timedelta(days=9),
    )
    db.session.add(link)
    db.session.commit()
    link_id, shipment_id, sscc = link.id, shipment.id, shipment.cartons[6 % cartons].sscc
    return OnItsWay(f"/r/{token}", new_code(link_id, CodeWay.TELEPHONE), shipment_id, sscc)


def _shipment(home: City, there: City, officer: Person, cartons: int) -> Shipment:
    title, theirs = TITLES.get(there.slug, ("마스크", "Masks"))
    line = ShipmentLine(
        position=1,
        item="마스크",
        item_partner=theirs,
        quantity=cartons * EACH,
        unit="H87",
        origin="KR",
        hs_code="6307.90",
        unit_value=Decimal(1),
    )
    serial = secrets.randbelow(10**6)
    return Shipment(
        consignor=home,
        consignee=there,
        officer=officer,
        number=f"AS-2026-{serial:06}",
        title=title,
        title_partner=theirs,
        appeal_reference="-",
        currency="KRW",
        carrier="-",
        waybill="-",
        lines=[line],
        state=ShipmentState.DISPATCHED,
        dispatched_at=clock.now(),
        shared_at=clock.now(),
        cartons=[_carton(n, serial, line) for n in range(1, cartons + 1)],
    )


def _carton(n: int, serial: int, line: ShipmentLine) -> Carton:
    sizes = {"length_mm": 600, "width_mm": 400, "height_mm": 400, "net_g": 9000, "gross_g": 9500}
    content = CartonContent(position=1, line=line, line_id=line.id, quantity=EACH)
    return Carton(position=n, sscc=f"0{serial:06}{n:011}", contents=[content], **sizes)
