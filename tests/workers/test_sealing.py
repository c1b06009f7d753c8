"""A worker seals what it issues, or refuses before it has set a single line."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from exchange.config import Config
from exchange.doctor import examine
from exchange.documents.renderer import render
from exchange.models import Document, DocumentState, ProjectState, db
from exchange.outbox import relay
from exchange.workflows.document import DOCUMENT
from exchange.workflows.perform import perform
from tests.documents.papers import read_back
from tests.documents.seals import DAY, PASSPHRASE, a_seal

pytestmark = pytest.mark.usefixtures("only_papers")


@pytest.fixture
def seal(app, tmp_path):
    """Return a callable that has the service seal the papers of a city with such a seal."""

    def set_up(city: str = "portland", **more) -> None:
        settings = replace(a_seal(**more).file(tmp_path), city=city)
        app.extensions["config"] = replace(app.extensions["config"], seal=settings)

    return set_up


@pytest.fixture
def issued(app, make_project, approve, run_jobs):
    """Return a callable that has one letter ordered and worked on."""

    def make(title: str = "Choir exchange") -> Document:
        approve(make_project(ProjectState.IN_APPROVAL, title=title))
        relay(app.extensions["queue"])
        run_jobs()
        return db.session.query(Document).one()

    return make


def test_a_letter_is_sealed_as_it_is_issued(app, seal, issued):
    seal()
    paper = issued()
    pdf = app.extensions["store"].get(paper.sha256)
    assert paper.state == DocumentState.SENT
    assert "Signature is Valid" in read_back(pdf, "pdfsig", "-nocert", "FILE")
    plain = render("invitation", paper.facts, identifier=paper.id.bytes, sealed=True).pdf
    assert pdf.startswith(plain)
    assert len(pdf) == paper.size > len(plain)


def test_the_letter_of_another_city_is_not(app, seal, issued):
    seal("elsewhere", ends=-DAY / 2)
    paper = issued()
    plain = render("invitation", paper.facts, identifier=paper.id.bytes).pdf
    assert app.extensions["store"].get(paper.sha256) == plain


def test_an_expired_seal_refuses_before_anything_is_set(app, seal, issued, officer, run_jobs):
    """The title has no glyph either, which setting it would have told."""
    seal(ends=-DAY / 2)
    with capture_logs() as logs:
        paper = issued("Choir \U0002a6d6")
    assert paper.state == DocumentState.FAILED
    assert "The seal expired on" in paper.failure
    assert PASSPHRASE not in str(logs)
    seal()
    perform(DOCUMENT, paper.id, "retry", actor=officer, expected_version=paper.version)
    relay(app.extensions["queue"])
    run_jobs()
    assert "\U0002a6d6" in paper.failure, "now the seal is well, and the setting is what fails"


@pytest.mark.parametrize(
    ("city", "more", "well", "says"),
    [
        ("portland", {}, True, "of portland, valid until"),
        ("portland", {"ends": -DAY / 2}, False, "expired on"),
        ("atlantis", {}, False, "no city atlantis"),
    ],
)
def test_the_doctor_looks_at_the_seal(app, seal, home, city, more, well, says):
    seal(city, **more)
    (found,) = (one for one in examine(app) if one.what == "seal")
    assert (found.well, says in found.seen) == (well, True), found


def test_without_a_seal_the_doctor_says_so(app):
    (found,) = (one for one in examine(app) if one.what == "seal")
    assert found.well
    assert "unsealed" in found.seen


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"SEAL_CITY": "x"}, "SEAL_FILE"),
        ({"SEAL_FILE": "x.p12"}, "SEAL_CITY"),
        ({"SEAL_CITY": "x", "SEAL_FILE": "x", "SEAL_MODULE": "y"}, "either"),
        ({"SEAL_CITY": "x", "SEAL_MODULE": "y", "SEAL_TOKEN": "t"}, "SEAL_KEY"),
        ({"SEAL_CITY": "x", "SEAL_FILE": "x", "SEAL_PASSPHRASE_FILE": "/no"}, "/no"),
    ],
)
def test_half_a_setting_is_named(tmp_path, env, says):
    with pytest.raises(RuntimeError, match=says):
        Config.from_env({"DATA_DIR": str(tmp_path), "SECRET_KEY": "x" * 32, **env})


@pytest.mark.parametrize("kept", ["in a file", "in the environment"])
def test_the_passphrase_is_taken_and_never_shown(tmp_path, kept):
    (tmp_path / "pass").write_text(f"{PASSPHRASE}\n")
    said = {"SEAL_PASSPHRASE": PASSPHRASE}
    if kept == "in a file":
        said = {"SEAL_PASSPHRASE_FILE": str(tmp_path / "pass")}
    env = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "x" * 32, "SEAL_CITY": "portland"}
    config = Config.from_env(env | {"SEAL_FILE": "seal.p12"} | said)
    assert config.seal is not None
    assert config.seal.passphrase == PASSPHRASE
    assert PASSPHRASE not in repr(config)
