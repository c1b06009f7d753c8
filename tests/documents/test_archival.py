"""What an independent judge says of our papers: veraPDF for the standards, qpdf for the file."""

import io

import pikepdf
import pytest

from tests.documents.papers import letter, manifest, read_back
from tests.documents.sentences import SENTENCES
from tests.documents.specimens import specimen
from tests.documents.vera import STANDARDS, faults

PAPERS = {
    "invitation ko-ja": letter,
    "invitation ko-zh-Hans": lambda: letter("ko-zh-Hans"),
    "manifest ko-zh-Hans": manifest,
}


def pdf_of(name):
    return PAPERS[name]().pdf if name in PAPERS else specimen(name)


def altered(pdf, change):
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened.Root)
        opened.save(written)
    return written.getvalue()


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("name", [*PAPERS, *SENTENCES])
def test_papers_and_specimens_of_every_language_are_archives_all_can_read(name, standard):
    assert faults(pdf_of(name), standard) == []


@pytest.mark.parametrize("name", SENTENCES)
def test_qpdf_finds_nothing_wrong_in_any_script(name):
    said = read_back(pdf_of(name), "qpdf", "--check", "FILE")
    assert "No syntax or stream encoding errors found" in said


def test_a_paper_without_its_structure_fails_both():
    def without(root):
        del root.StructTreeRoot

    broken = altered(letter().pdf, without)
    assert [bool(faults(broken, standard)) for standard in STANDARDS] == [True, True]


def test_a_paper_that_claims_another_standard_fails_by_name():
    def claiming(root):
        said = root.Metadata.read_bytes()
        root.Metadata.write(said.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>7"))

    (fault,) = faults(altered(letter().pdf, claiming), "ua1")
    assert fault.startswith("5-2:")


def test_what_is_no_pdf_is_told_so():
    assert faults(b"no PDF at all", "3a")[0].startswith("not a PDF")
