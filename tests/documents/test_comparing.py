"""What changed between two papers, as pictures that can be read without colour."""

from io import BytesIO

from PIL import Image, ImageChops

from exchange.documents.changed_words import JOINER
from exchange.documents.comparing import compared
from exchange.documents.renderer import render
from tests.documents.letters import a_letter
from tests.documents.papers import IDENTIFIER
from tests.documents.specimens import set_sheet

COURAGE = {"ko": "여러분의 용기를 기억합니다.", "zh-Hans": "我们铭记各位的勇气。"}


def letter(**changed):
    return render("sympathy", a_letter("sympathy", **changed), identifier=IDENTIFIER).pdf


def opened(png):
    return Image.open(BytesIO(png)).convert("RGB")


def framed(page, before):
    """Return the box round all that was drawn over the page."""
    drawn = ImageChops.difference(opened(page), opened(before)).convert("L")
    return drawn.point(lambda level: 255 if level > 90 else 0).getbbox()  # not the few colours


def test_words_written_anew_are_framed_where_they_stand_and_nothing_else_is():
    plain, anew = letter(), letter(wording={"courage": COURAGE})
    (page,) = compared(plain, anew)
    before = " ".join(change.before for change in page.changes)
    after = " ".join(change.after for change in page.changes)
    assert "여러분의 용기를 기억합니다" in after
    assert "아픔을 겪으신 분들과" in before
    assert "铭记各位的勇气" in after
    assert JOINER not in before + after
    (same,) = compared(plain, plain)
    left, top, right, low = framed(page.before, same.before)
    height = opened(page.before).height
    assert 0.3 < top / height < low / height < 0.4, "one paragraph, in both halves"
    assert (left < 100, right > 600) == (True, True)


def test_what_moved_only_is_not_said_to_have_changed():
    longer = {"ko": "우리는 늘 함께합니다. " * 9, "zh-Hans": "我们始终与各位同在。" * 9}
    (page, *_) = compared(letter(), letter(message=longer))
    assert len(page.changes) <= 2, page.changes
    assert all(not change.before for change in page.changes)


def test_frames_are_told_apart_by_form_not_by_colour():
    (page,) = compared(letter(), letter(wording={"courage": COURAGE}))
    (same,) = compared(letter(), letter())
    drawn = [
        ImageChops.difference(opened(one).convert("L"), opened(other).convert("L"))
        for one, other in ((page.before, same.before), (page.after, letter_alone()))
    ]
    assert min(picture.getextrema()[1] for picture in drawn) > 120, "dark on white in grey too"
    assert drawn[0].getbbox() != drawn[1].getbbox()


def letter_alone():
    anew = letter(wording={"courage": COURAGE})
    return compared(anew, anew)[0].after


def test_the_same_paper_has_nothing_framed():
    for page in compared(letter(), letter()):
        assert page.changes == ()
        assert page.before == page.after


def test_ink_that_is_no_word_is_found_too():
    plain = set_sheet("<p>같은 글</p>")
    drawn = set_sheet('<p style="border-top: 3pt solid black">같은 글</p>')
    (page,) = compared(plain, drawn)
    assert [(one.before, one.after) for one in page.changes] == [("", "")]
    assert framed(page.before, compared(plain, plain)[0].before) is not None


def test_a_page_that_was_not_there_stands_beside_an_empty_one():
    one, two = (
        set_sheet("<p>하나</p>"),
        set_sheet('<p>하나</p><p style="break-before: page">둘</p>'),
    )
    pages = compared(one, two)
    assert len(pages) == 2
    assert [(c.before, c.after) for c in pages[1].changes] == [("", "둘")]
    pages = compared(two, one)
    assert [(c.before, c.after) for c in pages[1].changes] == [("둘", "")]
