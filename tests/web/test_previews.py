"""A letter seen as it is written: ordered, shown, refused at its passage, seen by nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from exchange.clock import now
from exchange.models import (
    LetterState,
    OutboxMessage,
    Preview,
    PreviewPage,
    PreviewState,
    Role,
    db,
)
from exchange.outbox import Job
from exchange.previews import forget_old, keep_failure, keep_pages

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def letter(make_letter):
    return make_letter()


def typed(case, **texts):
    """Return the form of passages with some texts, by `courage` and the like."""
    return {
        f"passages-{n}-{part}": said
        for n, (key, text) in enumerate(texts.items())
        for part, said in (("passage", key), ("language", "en"), ("text", text))
    }


def order(one, case, headers=None, **form):
    one.client.environ_base["HTTP_HX_REQUEST"] = "true"
    if headers is None:
        one.client.environ_base.pop("HTTP_HX_REQUEST")
    return one.send(f"/letters/{case.id}/preview", **form)


def previews():
    return list(db.session.scalars(select(Preview).order_by(Preview.created_at)))


def test_the_form_sets_the_pages_with_a_script_and_without(reader, officer, letter):
    page = reader(officer).open(f"/letters/{letter.id}/reword")
    assert f'formaction="/letters/{letter.id}/preview"' in page
    assert 'formtarget="pages"' in page
    assert "htmx.min.js" in page
    assert 'hx-trigger="load"' in page


def test_pages_are_ordered_of_what_is_typed_and_the_case_stays_as_it_is(reader, officer, letter):
    version = letter.version
    answer = order(reader(officer), letter, SCRIPT, **typed(letter, courage="We stand by you."))
    assert answer.status_code == 200
    assert "being set" in answer.text
    assert "<html" not in answer.text
    (preview,) = previews()
    assert preview.facts["wording"] == {"courage": {"en": "We stand by you."}}
    assert (preview.state, preview.compares) == (PreviewState.QUEUED, False)
    job = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.job == Job.RENDER_PREVIEW)
    ).one()
    assert job.args == {"preview_id": str(preview.id)}
    db.session.refresh(letter)
    assert (letter.version, letter.wording) == (version, {})


def test_without_a_script_the_pages_are_a_page_of_their_own(reader, officer, letter):
    one = reader(officer)
    answer = order(one, letter)
    assert answer.status_code == 303
    waiting = one.open(answer.location)
    assert 'http-equiv="refresh"' in waiting
    (preview,) = previews()
    keep_pages(preview.id, [(b"PNG", ())])
    shown = one.open(answer.location)
    assert 'http-equiv="refresh"' not in shown
    assert f"/previews/{preview.id}/1.png" in shown
    assert "Page 1 as it would be printed" in shown


def test_what_is_wrong_is_said_at_its_passage(reader, officer, letter):
    wrong = typed(letter, courage="We {nobody} stand.", condolence="It {is open.")
    answer = order(reader(officer), letter, SCRIPT, **wrong)
    assert answer.status_code == 422
    assert answer.text.count('hx-swap-oob="true"') > 2, "every passage is told, right or wrong"
    assert "names a fact this letter does not have: nobody" in answer.text
    assert "a brace is not closed" in answer.text
    assert previews() == []
    page = order(reader(officer), letter, **wrong)
    assert page.status_code == 422
    assert "<html" in page.text
    assert f"/letters/{letter.id}/reword" in page.text


def test_the_form_sent_with_a_fault_says_it_at_the_passage_and_keeps_what_was_typed(
    reader, officer, letter
):
    wrong = typed(letter, courage="We {nobody} stand.") | {"version": str(letter.version)}
    answer = reader(officer).send(f"/letters/{letter.id}/reword", **wrong)
    assert answer.status_code == 422
    assert "We {nobody} stand." in answer.text
    area = answer.text[: answer.text.index("We {nobody} stand.")].rpartition("<textarea")[2]
    assert 'aria-invalid="true"' in area
    assert answer.text.count('aria-invalid="true"') == 1
    assert "The template's words" in answer.text, "the template's own stand beside it"


def test_a_passage_that_is_too_long_is_refused_at_its_place(reader, officer, letter):
    answer = order(reader(officer), letter, SCRIPT, **typed(letter, courage="x" * 1501))
    assert answer.status_code == 422
    assert previews() == []
    sent = typed(letter, courage="x" * 1501) | {"version": str(letter.version)}
    again = reader(officer).send(f"/letters/{letter.id}/reword", **sent)
    assert again.status_code == 422
    assert again.text.count('aria-invalid="true"') == 1


def test_what_is_printed_nowhere_is_told_in_words_of_the_form(reader, officer, letter):
    one = reader(officer)
    order(one, letter, SCRIPT)
    (preview,) = previews()
    keep_pages(preview.id, [(b"PNG", ())], ["reply_by", "wording.greeting", "odd.thing"])
    page = one.open(f"/previews/{preview.id}")
    assert "Not printed anywhere" in page
    assert "Answer by" in page
    assert "odd.thing" in page


def test_a_failing_one_says_why(reader, officer, letter):
    one = reader(officer)
    order(one, letter, SCRIPT)
    (preview,) = previews()
    keep_failure(preview.id, "The fonts lack characters: %(missing)s", {"missing": "title (ko)"})
    assert "The fonts lack characters: title (ko)" in one.open(f"/previews/{preview.id}")


def test_nobody_else_sees_it_not_even_a_colleague(
    reader, officer, make_person, partner, stranger, letter
):
    order(reader(officer), letter, SCRIPT)
    (preview,) = previews()
    keep_pages(preview.id, [(b"PNG", ())])
    others = [
        make_person(Role.OFFICER, name="another officer"),
        make_person(Role.DIRECTOR, name="another director"),
        make_person(Role.LIAISON, partner),
        make_person(Role.OFFICER, stranger),
    ]
    for other in others:
        one = reader(other)
        for end in ("", "/1.png"):
            assert one.client.get(f"/previews/{preview.id}{end}").status_code == 404
    one = reader(officer)
    picture = one.client.get(f"/previews/{preview.id}/1.png")
    assert (picture.data, picture.mimetype) == (b"PNG", "image/png")
    assert "private" in picture.headers["Cache-Control"]
    assert one.client.get(f"/previews/{preview.id}/2.png").status_code == 404


def test_only_who_prepares_the_letter_orders_one(reader, make_person, partner, make_letter):
    shared = make_letter(LetterState.ISSUED)
    for person in (
        make_person(Role.CLERK),
        make_person(Role.LIAISON),
        make_person(Role.LIAISON, partner),
    ):
        assert order(reader(person), shared).status_code == 404
    assert previews() == []


def test_an_earlier_one_of_the_same_letter_is_thrown_away(
    reader, officer, make_person, letter, make_letter
):
    order(reader(officer), letter, SCRIPT)
    first = previews()[0].id
    keep_pages(first, [(b"PNG", ())])
    order(reader(make_person(Role.OFFICER, name="another")), letter, SCRIPT)
    order(reader(officer), make_letter(), SCRIPT)
    order(reader(officer), letter, SCRIPT)
    db.session.rollback()
    assert len(previews()) == 3, "one of each person and letter"
    assert first not in {one.id for one in previews()}
    keep_pages(first, [(b"late", ())])
    assert db.session.scalar(select(func.count(PreviewPage.id))) == 0


def test_old_ones_are_forgotten_with_their_pages(reader, officer, letter, make_letter):
    order(reader(officer), letter, SCRIPT)
    order(reader(officer), make_letter(), SCRIPT)
    old, young = previews()
    for one in (old, young):
        keep_pages(one.id, [(b"PNG", ())])
    old.created_at = now() - timedelta(hours=25)
    young.created_at = now() - timedelta(hours=23)
    db.session.commit()
    forget_old()
    assert [one.id for one in previews()] == [young.id]
    assert db.session.scalar(select(func.count(PreviewPage.id))) == 1


def test_what_differs_from_the_template_is_ordered_beside_the_pages(reader, officer, letter):
    one, form = reader(officer), typed(letter, courage="We stand by you.")
    order(one, letter, SCRIPT, **form)
    order(one, letter, SCRIPT, compare="yes", **form)
    plain, other = sorted(previews(), key=lambda p: p.compares)
    assert other.facts["before"]["facts"]["wording"] == {}
    assert other.facts["after"]["facts"]["wording"] == plain.facts["wording"]
    changes = [("We feel", "We stand"), ("", "by you")]
    keep_pages(other.id, [(b"was", ()), (b"is", changes), (b"two", ()), (b"two", [("x", "y")])])
    page = one.open(f"/previews/{other.id}")
    assert "Page 1 as it is; 2 places differ" in page
    assert "<del>We feel</del>" in page
    assert "<ins>by you</ins>" in page
    assert 'start="3"' in page, "numbers go on from page to page"
