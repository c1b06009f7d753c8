"""Every series runs 1 to last, every number is accounted for, whatever fails or races."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from exchange import cli
from exchange.auditing import check_registers, verify
from exchange.commands import proving
from exchange.errors import StaleVersion, WrongState
from exchange.models import Document, DocumentState, NumberSeries, Person, Project, db
from exchange.workflows import document_facts
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import perform
from tests.postgres import ON_BOTH
from tests.workflows.conftest import issue_letter, submitted_project
from tests.workflows.journeys import ISSUED, begun_project, walk

__all__ = ["issue_letter", "submitted_project"]
REASON = {"reason": "The day was wrong."}
AT_ONCE = 6


@pytest.fixture
def letters(officer, director, system, tie):
    """Return a callable that has so many letters issued, each of a project of its own."""

    def make(count: int) -> list[Document]:
        for _ in range(count):
            walk("projects", begun_project(officer), (officer, "submit"), (director, "approve"))
        papers = db.session.query(Document).order_by(Document.serial).all()
        return [walk("documents", paper, (system, "issue", ISSUED)) for paper in papers]

    return make


def test_what_was_given_is_accounted_for(letters, director, clerk):
    first, second, _ = letters(3)
    walk("documents", first, (director, "void", REASON))
    walk("documents", second, (clerk, "replace", REASON))
    found = check_registers()
    papers = next(book for book in found.books if book.series == "IR")
    assert found.faults == ()
    assert papers.last == 4
    assert papers.states == Counter(void=1, replaced=1, issued=1, queued=1)
    assert str(papers).endswith("1 to 4; 1 issued, 1 queued, 1 replaced, 1 void")
    assert {book.series for book in found.books} == {"IR", "EP"}


@ON_BOTH
def test_a_number_taken_in_vain_was_never_given(letters, director, monkeypatch):
    (paper,) = letters(1)

    def break_down(*_args):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(document_facts, "order", break_down)
        with pytest.raises(OSError, match="disk"):
            perform(DOCUMENT, paper.id, "replace", actor=director, payload=REASON)
    db.session.expire_all()
    assert db.session.get(Document, paper.id).state == DocumentState.ISSUED
    assert check_registers().faults == ()
    walk("documents", db.session.get(Document, paper.id), (director, "replace", REASON))
    assert sorted(n for (n,) in db.session.query(Document.serial)) == [1, 2]
    assert check_registers().faults == ()


@ON_BOTH
def test_papers_replaced_at_the_same_moment_take_numbers_without_a_gap(
    app, letters, director, clerk
):
    """Each letter is replaced twice at once, all letters together; one of each pair fails."""
    ids = [paper.id for paper in letters(AT_ONCE)]
    people = [director.id, clerk.id]
    db.session.remove()
    start = Barrier(2 * AT_ONCE)

    def act(paper_id, person_id) -> str:
        with app.app_context():
            actor = db.session.get_one(Person, person_id)
            start.wait()
            try:
                perform(DOCUMENT, paper_id, "replace", actor=actor, payload=REASON)
            except (WrongState, StaleVersion) as refusal:
                return type(refusal).__name__
            finally:
                db.session.remove()
            return "won"

    with ThreadPoolExecutor(2 * AT_ONCE) as pool:
        ends = Counter(pool.map(act, ids * 2, [p for p in people for _ in ids]))
    assert ends["won"] == AT_ONCE, ends
    serials = sorted(n for (n,) in db.session.query(Document.serial))
    assert serials == list(range(1, 2 * AT_ONCE + 1))
    assert check_registers().faults == ()
    assert verify().fault is None


def test_a_gap_is_named(letters):
    letters(3)
    db.session.execute(text("DELETE FROM document WHERE serial = 2"))
    db.session.commit()
    (fault,) = check_registers().faults
    assert fault.endswith("-0002: was given, and nothing bears it")


def test_a_number_nobody_gave_is_named(letters):
    letters(2)
    db.session.query(NumberSeries).filter_by(series="IR").one().last = 1
    db.session.commit()
    (fault,) = check_registers().faults
    assert fault.endswith("-0002: was never given")
    db.session.query(NumberSeries).filter_by(series="IR").delete()
    db.session.commit()
    (fault,) = check_registers().faults
    assert fault.endswith("numbers stand here that no series gave")


def test_a_failed_number_must_say_why(letters):
    (paper,) = letters(1)
    paper.sha256, paper.state, number = None, DocumentState.FAILED, paper.number
    db.session.commit()
    (fault,) = check_registers().faults
    assert fault.endswith(f"{number}: no longer counts, and does not say why")
    paper.failure_message = "No glyph"
    db.session.commit()
    assert check_registers().faults == ()


def test_an_operator_asks_for_the_register_and_its_files(app, letters, monkeypatch):
    (paper,) = letters(1)
    digest = app.extensions["store"].put(b"%PDF-1.7 a paper")
    paper.sha256 = digest
    db.session.commit()
    monkeypatch.setattr(proving, "installation", lambda: app)
    whole = CliRunner().invoke(cli.main, ["audit", "register", "--files"])
    assert (whole.exit_code, "1 issued" in whole.output) == (0, True), whole.output
    (kept,) = (app.extensions["config"].data_dir / "papers").rglob("*.pdf")
    kept.write_bytes(b"%PDF-1.7 b paper")
    assert CliRunner().invoke(cli.main, ["audit", "register"]).exit_code == 0
    broken = CliRunner().invoke(cli.main, ["audit", "register", "--files"])
    assert broken.exit_code == 1
    assert f"{paper.number}: The stored file of this paper is damaged" in broken.output


def test_cases_have_their_series_as_well(letters):
    letters(1)
    db.session.query(Project).one().number = "EP-2026-0007"
    db.session.commit()
    assert any("was never given" in fault for fault in check_registers().faults)
