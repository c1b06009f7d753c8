"""Every word a page may need is there, in both languages, and every number as readers write it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask_babel import force_locale
from marshmallow import fields

from exchange.interchange import lists
from exchange.models import (
    DocumentKind,
    LetterKind,
    MailingKind,
    PartialDate,
    Role,
    TextPart,
    TieKind,
)
from exchange.permissions import Permission
from exchange.policy import holders
from exchange.queries import cases
from exchange.schemas.photos import ShipmentPhotoWords
from exchange.web.errors import EXPLAINED, STATUS
from exchange.web.faults import plainly
from exchange.web.forms import boxes, unflattened
from exchange.web.frame import MENU, day, moment, money
from exchange.wording.kinds import COMPACTS, LETTERS
from exchange.wording.marked import marked
from exchange.workflows import photos
from exchange.workflows.registry import WORKFLOWS

ROOT = Path(__file__).parents[2]


def dotted() -> set[str]:
    """Return every dotted key a page may look up, from the tables themselves."""
    keys = {f"menu.entry.{name}" for _, name, _ in MENU}
    keys |= {f"document.kind.{kind}" for kind in DocumentKind}
    keys |= {f"letter.chosen.{kind}" for kind in LetterKind}
    keys |= {f"mailing.chosen.{kind}" for kind in MailingKind}
    keys |= {
        f"passage.key.{one.key.split('.')[-1]}"
        for kind in (*LETTERS, *COMPACTS)
        for one in marked(kind, ["ko"])
    }
    keys |= {f"{kind}.history.{action}" for kind in photos.FLOWS for action in cases.PHOTOS}
    keys |= {f"form.field.{name}" for name in ShipmentPhotoWords().fields}
    keys |= {f"export.column.{name}" for name in lists.COLUMNS}
    keys |= {f"centre_text.about.{kind}" for kind in ("centre", "line", "room", "topic")}
    keys |= {f"centre_text.part.{part}" for part in TextPart}
    keys |= {f"tie.kind.{kind}" for kind in TieKind}
    keys |= {f"person.role.{role}" for role in Role}
    keys |= {f"person.{side}.{role}" for one in Permission for side, role in holders(one)}
    keys |= {f"error.{what}.{int(code)}" for code in EXPLAINED for what in ("title", "way")}
    for plural, flow in WORKFLOWS.items():
        keys.add(f"menu.plural.{plural}")
        keys |= {f"{flow.kind}.state.{state}" for state in flow.states}
        first = ["order"] if flow.kind == "document" else ["begin"]
        for action in [*flow.actions, *first]:
            keys |= {f"{flow.kind}.{what}.{action}" for what in ("action", "explained", "history")}
        shapes = [row.inputs for row in flow.table if by_people(row)]
        shapes += [flow.beginning.inputs] if flow.beginning else []
        keys |= {key for shape in shapes for key in asked(shape())}
    return keys


def by_people(row) -> bool:
    return any(side != "service" for side, _ in holders(row.permission))


def asked(schema) -> set[str]:
    keys: set[str] = set()
    for name, one in schema.fields.items():
        keys.add(f"form.field.{name}")
        if isinstance(one, fields.List):
            one = one.inner  # noqa: PLW2901
        if isinstance(one, fields.Nested):
            keys |= asked(one.schema)
        if isinstance(one, fields.Enum):
            kind = "".join(f"_{c.lower()}" if c.isupper() else c for c in one.enum.__name__)
            keys |= {f"form.{kind.strip('_')}.{member.value}" for member in one.enum}
    return keys


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_value_of_the_trade_has_its_words(language):
    place = ROOT / f"exchange/translations/{language}/LC_MESSAGES/messages.po"
    with place.open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    assert dotted() - known == set()


def test_every_refusal_is_explained():
    assert set(STATUS.values()) <= EXPLAINED


def test_dates_are_written_as_far_as_they_are_known(app):
    with app.test_request_context(), force_locale("en"):
        assert day(PartialDate(1999)) == "1999"
        assert day(PartialDate(2003, 10)) == "Oct 2003"
        assert day(PartialDate(2010, 10, 22)) == "Fri 22 Oct 2010"
        assert day(None) == moment(None) == money(None, "EUR") == ""
        assert moment(datetime(2020, 1, 28, 15, 30, tzinfo=UTC), "Asia/Seoul").endswith("00:30")
    with app.test_request_context(), force_locale("ko"):
        assert day(PartialDate(2003, 10)) == "2003. 10."
        assert day(date(2020, 1, 28)) == "2020. 1. 28. (화)"


def test_money_has_the_decimals_of_its_currency(app):
    with app.test_request_context(), force_locale("en"):
        assert money(Decimal(18600000), "KRW") == "KRW 18,600,000"
        assert money(Decimal("4.5"), "EUR") == "EUR 4.50"
        assert money(Decimal("4.5"), "TND") == "TND 4.500"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Missing data for required field.", "Fill this in."),
        ("Length must be between 3 and 4000.", "Write between 3 and 4000 characters."),
        ("Not a valid integer.", "Write a whole number."),
        ("Write an HS code as 6307.90.", "Write an HS code as 6307.90."),
    ],
)
def test_faults_are_said_plainly(app, said, words):
    with app.test_request_context(), force_locale("en"):
        assert plainly(said) == words


def test_a_form_means_what_it_says():
    form = {"title": "A", "lines-0-item": "", "lines-2-item": "b", "a-0-b-1-c": "x"}
    assert unflattened(form, "UTC") == {
        "title": "A",
        "lines": [{"item": "b"}],
        "a": [{"b": [{"c": "x"}]}],
    }
    assert unflattened({"at": "2026-11-20T08:30"}, "Asia/Seoul") == {
        "at": "2026-11-20T08:30:00+09:00"
    }


def test_names_that_clash_never_break_a_form():
    assert unflattened({"lines": "x", "lines-0-item": "y"}, "UTC")["lines"] == "x"


def test_every_form_of_every_action_can_be_drawn(app):
    with app.test_request_context():
        for flow in WORKFLOWS.values():
            for row in flow.table:
                drawn = boxes(row.inputs())
                assert [box.name for box in drawn] == list(row.inputs().fields)
