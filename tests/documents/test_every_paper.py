"""Every kind of paper, in a sample of languages here and in every one in the soak."""

import pytest

from exchange.documents.renderer import render
from exchange.models import DocumentKind
from tests.documents.papers import IDENTIFIER, read_back
from tests.documents.readings import crowded, lost
from tests.documents.vera import STANDARDS, faults
from tests.gallery.papers import KINDS, facts_of
from tests.gallery.world import CITIES

LANGUAGES = list(CITIES)
# Two languages a kind, so that each language is judged on several kinds.
SAMPLE = [
    (kind, LANGUAGES[(7 * n + 5 * turn) % len(LANGUAGES)])
    for n, kind in enumerate(KINDS)
    for turn in (0, 1)
]
REST = [
    (kind, language) for kind in KINDS for language in LANGUAGES if (kind, language) not in SAMPLE
]


def judge(kind, language):
    """Say what is wrong with one paper.

    Each broken rule of a standard, what qpdf says, words that run into each other or off their
    sheet, and words that cannot be copied.
    """
    facts = facts_of(kind, language)
    pdf = render(kind, facts, identifier=IDENTIFIER).pdf
    said = read_back(pdf, "qpdf", "--check", "FILE")
    clean = "No syntax or stream encoding errors found" in said
    broken = [fault for standard in STANDARDS for fault in faults(pdf, standard)]
    return [*broken, *([] if clean else [said]), *crowded(pdf), *lost(pdf, kind, facts)]


def test_the_gallery_shows_every_kind_there_is():
    assert set(KINDS) == {kind.value for kind in DocumentKind}
    assert {language for _, language in SAMPLE} == set(LANGUAGES)


@pytest.mark.parametrize(("kind", "language"), SAMPLE)
def test_every_kind_is_an_archive_all_can_read(kind, language):
    assert judge(kind, language) == []


@pytest.mark.soak
@pytest.mark.parametrize(("kind", "language"), REST)
def test_every_kind_is_so_in_every_language(kind, language):
    assert judge(kind, language) == []


@pytest.mark.parametrize("kind", ["intent", "agreement"])
@pytest.mark.parametrize("language", ["fr", "vi", "ar"])
def test_nobody_signs_a_page_of_signatures_alone(kind, language):
    paper = render(kind, facts_of(kind, language), identifier=IDENTIFIER)
    signed = read_back(paper.pdf, "pdftotext", "-raw", "-f", str(paper.pages), "FILE", "-")
    assert "정본" in signed
    assert "서명일" in signed
