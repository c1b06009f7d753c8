"""A letter is set before it is decided on by whichever worker is left, or it is said why not."""

from io import BytesIO

from PIL import Image
from sqlalchemy import select

from exchange import previews
from exchange.documents.renderer import render
from exchange.models import OutboxMessage, Preview, PreviewState, db
from exchange.outbox import relay
from tests.documents.letters import a_letter
from tests.documents.papers import IDENTIFIER
from workers import previews as job

ANEW = {"courage": {"en": "We stand by you, today and tomorrow."}}


def ordered(app, letter, officer, wording=None):
    preview = previews.order_preview(letter, officer, wording or {})
    relay(app.extensions["queue"])
    return preview


def test_the_pages_are_made_and_say_what_is_printed_nowhere(app, make_letter, officer, run_jobs):
    letter = make_letter(message="We think of you.", message_partner="We think of you.")
    preview = ordered(app, letter, officer, ANEW)
    run_jobs()
    assert (preview.state, preview.failure_message) == (PreviewState.READY, "")
    (page,) = preview.pages
    assert Image.open(BytesIO(page.png)).width == 1000
    assert preview.unprinted == []
    assert letter.wording == {}, "a preview writes nothing"
    assert db.session.scalars(select(OutboxMessage)).one().finished_at is not None


def test_a_passage_this_letter_does_not_say_is_told(app, make_letter, officer, run_jobs):
    unsaid = {"subject_goods": {"en": "Our sympathy, and goods"}}
    preview = ordered(app, make_letter(), officer, unsaid)
    run_jobs()
    assert preview.unprinted == ["wording.subject_goods"]


def test_what_differs_from_the_template_is_made_of_two_papers(app, make_letter, officer, run_jobs):
    preview = previews.order_rewording(make_letter(), officer, ANEW)
    relay(app.extensions["queue"])
    run_jobs()
    assert preview.state == PreviewState.READY
    was, now = preview.pages
    assert was.changes == []
    assert "stand by you" in " ".join(after for _, after in now.changes)


def test_two_stored_papers_are_compared(app, officer, home, partner, make_project, run_jobs):
    store, papers = app.extensions["store"], []
    for n, message in ((1, {}), (2, {"ko": "새 문단입니다.", "zh-Hans": "新的一段。"})):
        facts = a_letter("sympathy", message=message)
        pdf = render("sympathy", facts, identifier=IDENTIFIER).pdf
        papers.append(_Paper(home, n, store.put(pdf)))
    preview = previews.order_comparison(*papers, officer)
    relay(app.extensions["queue"])
    run_jobs()
    assert preview.state == PreviewState.READY
    told = " ".join(after for page in preview.pages for _, after in page.changes)
    assert "새 문단입니다" in told
    assert "新的一段" in told


class _Paper:
    """An issued paper as far as a comparison asks."""

    def __init__(self, home, n, sha256):
        self.id, self.sha256, self.owner_city_id = home.id.__class__(int=n), sha256, home.id
        self.state, self.kind = "issued", type("Kind", (), {"value": "sympathy"})


def test_one_that_cannot_be_set_says_why(app, make_letter, officer, run_jobs):
    preview = ordered(app, make_letter(title="Flood \U0002a6d6"), officer)
    run_jobs()
    assert preview.state == PreviewState.FAILED
    assert "\U0002a6d6" in preview.failure_params["missing"]


def test_one_that_keeps_breaking_is_given_up_and_told(
    app, make_letter, officer, run_jobs, monkeypatch
):
    def break_down(*_args, **_more):
        raise OSError("no memory")

    monkeypatch.setattr(job, "pages_of", break_down)
    preview = ordered(app, make_letter(), officer)
    run_jobs()
    assert (preview.state, preview.failure_message) == (PreviewState.FAILED, job.FAILED)
    assert db.session.scalars(select(OutboxMessage)).one().tries == 5


def test_one_thrown_away_meanwhile_is_left_alone(app, make_letter, officer, run_jobs):
    letter = make_letter()
    gone = previews.order_preview(letter, officer, {}).id
    kept = previews.order_preview(letter, officer, {})
    relay(app.extensions["queue"])
    run_jobs()
    assert db.session.get(Preview, gone) is None
    assert kept.state == PreviewState.READY
    before = [page.id for page in kept.pages]
    job.render_preview(str(kept.id))
    db.session.rollback()
    assert [page.id for page in kept.pages] == before, "running the job again changes nothing"
