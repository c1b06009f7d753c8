"""What makes the renderer quicker leaves no trace, in its papers or in WeasyPrint."""

import gc
import re
from contextlib import suppress

import pydyf
from weasyprint.css import StyleFor
from weasyprint.text.line_break import Layout

from exchange.documents import (
    quicker,
    quicker_faces,
    quicker_lines,
    quicker_styles,
)
from exchange.documents.renderer import press_room, render
from exchange.wording.languages import TEMPLATES
from tests.documents.consignments import a_paper
from tests.documents.examples import PAIRS, an_invitation
from tests.documents.letters import a_letter
from tests.documents.papers import IDENTIFIER
from tests.documents.shipments import a_manifest

SEVERAL = (
    *(("invitation", an_invitation(**facts)) for facts in PAIRS.values()),
    ("manifest", a_manifest(30)),
    ("donation", a_letter("donation")),
    ("agreement", a_letter("agreement")),
    ("carton_labels", a_paper("carton_labels", 9)),
    ("invitation", an_invitation()),
    ("invoice", a_paper("invoice")),
    ("invitation", an_invitation(number="IR-2020-0013", participants=31)),
)


def papers(several=SEVERAL) -> list[bytes]:
    """Set papers of every kind anew, so mixed that each finds the styles of another."""
    return [render(kind, facts, identifier=IDENTIFIER).pdf for kind, facts in several]


def test_the_version_in_use_is_the_one_that_was_studied():
    assert quicker.IS_STUDIED


def test_not_a_byte_is_changed(monkeypatch):
    quick, again = papers(), papers()
    monkeypatch.setattr(quicker, "IS_STUDIED", False)
    assert quick == again == papers()


def test_what_is_kept_does_not_pile_up(monkeypatch):
    kept = (
        quicker_styles.shared,
        quicker_styles.by_place,
        quicker_lines.lines,
        quicker_faces.keys,
        quicker_faces.opened,
    )
    for one in kept:
        one.clear()
    quicker_styles.forget()
    for _ in range(2):
        papers(SEVERAL[:1])
    known = [len(one) for one in kept]
    papers(SEVERAL[:1])
    assert [len(one) for one in kept] == known
    monkeypatch.setattr(quicker_styles, "MOST", 0)
    monkeypatch.setattr(quicker_lines, "MOST", 50)
    monkeypatch.setattr(quicker_faces, "MOST", 3)
    render("donation", a_letter("donation"), identifier=IDENTIFIER)
    assert all(len(one) < before for one, before in zip(kept, known, strict=True))


def test_no_selector_asks_for_what_does_not_tell_a_place():
    rules = "".join(sheet.read_text("utf-8") for sheet in TEMPLATES.rglob("*.css"))
    named = "|".join(quicker_styles.UNASKED)
    assert not re.search(rf":(empty|has|nth|only)|~|\[({named})\b|attr\(({named})\b", rules)
    assert not re.search(r"\+[^{},()]+\+[^{},()]+\+", rules)


def test_outside_of_a_paper_nothing_is_altered():
    looked_through = gc.get_threshold()
    with suppress(RuntimeError), press_room():
        assert gc.get_threshold() > looked_through
        raise RuntimeError
    assert gc.get_threshold() == looked_through
    untouched = pydyf.PDF.write, pydyf.Stream.data, StyleFor.set_computed_styles, Layout.setup
    with suppress(RuntimeError), quicker.setting():
        assert pydyf.PDF.write is not untouched[0]
        raise RuntimeError
    assert untouched == (
        pydyf.PDF.write,
        pydyf.Stream.data,
        StyleFor.set_computed_styles,
        Layout.setup,
    )
    assert not quicker.written_out
