"""What makes the renderer quicker leaves no trace, in its papers or in WeasyPrint."""

from contextlib import suppress

import pydyf
from weasyprint.css import StyleFor

from exchange.documents import quicker
from exchange.documents.renderer import render
from tests.documents.examples import PAIRS, an_invitation
from tests.documents.papers import IDENTIFIER
from tests.documents.shipments import a_manifest

SEVERAL = (
    *(("invitation", an_invitation(**facts)) for facts in PAIRS.values()),
    ("manifest", a_manifest(30)),
    ("invitation", an_invitation()),
)


def papers() -> list[bytes]:
    """Set papers of every kind anew, so mixed that each finds the styles of another."""
    return [render(kind, facts, identifier=IDENTIFIER).pdf for kind, facts in SEVERAL]


def test_the_version_in_use_is_the_one_that_was_studied():
    assert quicker.IS_STUDIED


def test_not_a_byte_is_changed(monkeypatch):
    quick, again = papers(), papers()
    monkeypatch.setattr(quicker, "IS_STUDIED", False)
    assert quick == again == papers()


def test_styles_are_shared_and_do_not_pile_up(monkeypatch):
    papers()
    known = len(quicker.shared)
    papers()
    assert len(quicker.shared) == known
    monkeypatch.setattr(quicker, "MOST_STYLES", 0)
    render(*SEVERAL[0], identifier=IDENTIFIER)
    assert len(quicker.shared) < known


def test_outside_of_a_paper_nothing_is_altered():
    untouched = pydyf.PDF.write, pydyf.Stream.data, StyleFor.set_computed_styles
    with suppress(RuntimeError), quicker.setting():
        assert pydyf.PDF.write is not untouched[0]
        raise RuntimeError
    assert untouched == (pydyf.PDF.write, pydyf.Stream.data, StyleFor.set_computed_styles)
    assert not quicker.written_out
