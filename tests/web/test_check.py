"""The public check page: every verdict, nothing personal, and not too often."""

import pytest

from exchange import identity
from exchange.models import Document, db
from exchange.web.check import look_up
from tests.workflows.conftest import invited_project, issue_letter, submitted_project
from tests.workflows.journeys import ISSUED, walk

__all__ = ["invited_project", "issue_letter", "submitted_project"]
ENGLISH = {"Accept-Language": "en"}
SECRET = "The budget of Kim was wrong."


@pytest.fixture
def letter(invited_project, system) -> Document:
    return walk("documents", db.session.query(Document).one(), (system, "send"))


def seen(app, paper, language: str = "en"):
    return app.test_client().get(
        f"/check/{paper.check_code}", headers={"Accept-Language": language}
    )


def test_a_letter_in_force_is_current(app, letter, liaison):
    assert 'data-verdict="current"' in seen(app, letter).text
    walk("documents", letter, (liaison, "acknowledge"))
    assert 'data-verdict="current"' in seen(app, letter).text
    assert "진본이며 유효함" in seen(app, letter, "ko").text


@pytest.mark.parametrize("public", [True, False])
def test_a_void_letter_tells_since_when_and_why_only_where_that_is_public(
    app, letter, director, public
):
    walk("documents", letter, (director, "void", {"reason": SECRET, "reason_public": public}))
    page = seen(app, letter).text
    assert 'data-verdict="void"' in page
    assert "No longer valid since" in page
    assert (SECRET in page) is public


def test_a_replaced_letter_names_the_number_in_force_but_nothing_of_it(
    app, letter, director, system
):
    walk("documents", letter, (director, "replace", {"reason": SECRET}))
    waiting = seen(app, letter).text
    assert 'data-verdict="superseded"' in waiting
    assert "not sent yet" in waiting
    for serial in (2, 3):  # replaced twice: the first letter leads to the last one
        new = db.session.query(Document).filter_by(serial=serial).one()
        assert seen(app, new).status_code == 404, "it is on no paper yet"
        walk("documents", new, (system, "issue", ISSUED), (system, "send"))
        page = seen(app, letter).text
        assert new.number in page
        assert f"version {serial}" in page
        assert new.check_code not in page
        assert SECRET not in page
        assert 'data-verdict="current"' in seen(app, new).text
        if serial == 2:
            walk("documents", new, (director, "replace", {"reason": SECRET}))


def test_a_letter_that_never_went_out_says_so(app, submitted_project, director, issue_letter):
    approved = walk("projects", submitted_project, (director, "approve"))
    paper = issue_letter(approved)
    walk("projects", approved, (director, "cancel", {"reason": "budget"}))
    assert 'data-verdict="never_sent"' in seen(app, paper).text


def test_a_paper_that_failed_and_was_replaced_is_on_no_paper(
    app, submitted_project, director, system
):
    walk("projects", submitted_project, (director, "approve"))
    paper = db.session.query(Document).one()
    failure = {"code": "glyphs", "message": "No glyph", "params": {}}
    walk("documents", paper, (system, "fail", failure), (director, "void", {"reason": "Never."}))
    assert seen(app, paper).status_code == 404


def test_nothing_personal_is_told(app, letter, officer, director, liaison, invited_project):
    page = seen(app, letter).text
    people = [one.name for one in (officer, director, liaison)]
    for hidden in (invited_project.title, "A B", *people, letter.subject_id.hex):
        assert hidden not in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "この文書は本物で、有効です。"), ("ar", 'dir="rtl"'), ("lo", None)],
)
def test_the_verdict_is_also_said_in_the_recipients_language(
    app, letter, partner, language, words
):
    partner.letter_language = language
    db.session.commit()
    page = seen(app, letter).text
    assert (f'<p lang="{language}"' in page) is (words is not None)
    assert words is None or words in page


def test_the_file_is_compared_by_a_script_the_policy_knows(app, letter):
    answer = seen(app, letter)
    assert f'data-sha256="{letter.sha256}"' in answer.text
    nonce = answer.headers["Content-Security-Policy"].split("nonce-")[1].split("'")[0]
    assert f'<script nonce="{nonce}" src="/static/check.js' in answer.text


def test_codes_are_not_tried_by_the_thousand(app, letter):
    identity.limiter.enabled = True
    try:
        client = app.test_client()
        codes = [f"AAAA-{n:04}" for n in range(70)]
        statuses = [
            client.get(
                f"/check/{code}", headers=ENGLISH, environ_base={"REMOTE_ADDR": "192.0.2.7"}
            ).status_code
            for code in codes
        ]
        other = client.get(
            f"/check/{letter.check_code}", environ_base={"REMOTE_ADDR": "192.0.2.8"}
        )
    finally:
        identity.limiter.enabled = False
        identity.limiter.reset()
    assert set(statuses[:60]) == {404}
    assert set(statuses[60:]) == {429}
    assert other.status_code == 200


def test_a_row_of_replacements_that_bites_its_tail_ends(letter):
    letter.replaces_id = letter.id
    letter.void_reason, letter.state = "x", "replaced"
    db.session.commit()
    assert look_up(letter.check_code).paper == letter
