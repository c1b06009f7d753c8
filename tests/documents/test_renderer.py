"""What holds for every paper: sealed, the same bytes again, embedded fonts, no missing glyph."""

import json
import logging
import os
import subprocess
import sys
import tomllib

import pikepdf
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from exchange.documents import faces
from exchange.documents.glyphs import GlyphsMissing, missing_glyphs
from exchange.documents.renderer import RendererWarned, render, warm
from exchange.documents.sheet import FETCHER
from exchange.facts.words import LETTER_LANGUAGES
from exchange.wording.kinds import KINDS
from exchange.wording.languages import TEMPLATES, NoSuchPaper
from tests.documents.cities import DAEJEON
from tests.documents.examples import PAIRS, an_invitation
from tests.documents.papers import IDENTIFIER, leaves, letter, manifest, read_back
from tests.documents.shipments import a_manifest

UNSET = "\U0002a6d6"
AGAIN = """
import sys
from hashlib import sha256
from exchange.documents.renderer import render
from tests.documents.examples import an_invitation
print(sha256(render("invitation", an_invitation(), identifier=bytes(range(16))).pdf).hexdigest())
"""

ENDING = """
from exchange import app
from exchange.documents.renderer import render
from tests.documents.examples import an_invitation
render("invitation", an_invitation(), identifier=bytes(16))
"""


def test_the_same_facts_give_the_same_bytes_whatever_was_set_before():
    first = letter().pdf
    manifest(1)
    assert render("invitation", an_invitation(), identifier=IDENTIFIER).pdf == first
    assert render("invitation", an_invitation(), identifier=bytes(16)).pdf != first


def test_another_process_gives_the_same_bytes():
    told = [
        subprocess.run(
            [sys.executable, "-c", AGAIN],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]


def test_a_process_that_set_a_paper_ends_in_peace():
    ended = subprocess.run([sys.executable, "-c", ENDING], check=False, capture_output=True)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("pair", PAIRS)
def test_only_embedded_subsets_are_used(pair):
    fonts = read_back(letter(pair).pdf, "pdffonts", "FILE").splitlines()[2:]
    assert fonts
    for font in fonts:
        assert font.split()[-5:-2] == ["yes", "yes", "yes"], font
        assert "+Serif-" in font, font


@pytest.mark.parametrize("paper", [letter, manifest])
def test_qpdf_finds_nothing_wrong(paper):
    assert "No syntax or stream encoding errors found" in read_back(
        paper().pdf, "qpdf", "--check", "FILE"
    )


def test_a_paper_says_who_issued_it_and_in_which_languages_it_speaks(tmp_path):
    told = read_back(letter().pdf, "pdfinfo", "FILE")
    assert "IR-2020-0012" in told
    assert DAEJEON["names"]["ko"] in told
    (tmp_path / "letter.pdf").write_bytes(letter().pdf)
    with pikepdf.open(tmp_path / "letter.pdf") as pdf:
        spoken = {
            str(o.Lang) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Lang" in o
        }
        xmp = pdf.Root.Metadata.read_bytes()
        facts = json.loads(pdf.attachments["facts.json"].get_file().read_bytes())
        relationship = str(pdf.Root.AF[0].AFRelationship)
    assert spoken == {"ko", "ja", "en"}
    assert b"<pdfuaid:part>1<" in xmp
    assert facts == an_invitation()
    assert relationship == "/Data"


def test_one_language_is_read_to_its_end_before_the_other_begins():
    told = read_back(letter().pdf, "pdfinfo", "-struct-text", "FILE")
    assert (
        told.index("존경하는") < told.index("감사합니다") < told.index("謹啓") < told.index("敬白")
    )


def test_a_missing_glyph_names_the_field_and_the_character():
    facts = an_invitation(roster=[{"full_name": f"KIM {UNSET}"}])
    with pytest.raises(GlyphsMissing) as refused:
        render("invitation", facts, identifier=IDENTIFIER)
    (missing,) = refused.value.missing
    assert (missing.field, missing.characters) == ("roster[0].full_name", (UNSET,))
    assert str(missing) == f"roster[0].full_name (ko): {UNSET} U+2A6D6"


def test_words_are_checked_in_the_face_of_their_language():
    facts = an_invitation(title={"ko": "교류", "ja": "교류", "en": "Exchange", "hu": UNSET})
    assert [m.field for m in missing_glyphs("invitation", facts)] == ["title.ja"]
    assert missing_glyphs("manifest", a_manifest(1, seal="\x07"))[0].field == "seal"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_the_shipped_faces_hold_every_sign_of_our_own_templates(kind, language):
    held = faces.characters(KINDS[kind].style, faces.script_of(language, "ko"))
    files = [TEMPLATES / "words" / folder / f"{language}.toml" for folder in KINDS[kind].folders]
    text = "".join(
        said
        for file in files
        if file.exists()
        for _, said in leaves(tomllib.loads(file.read_text(encoding="utf-8")))
    )
    assert {sign for sign in text if ord(sign) not in held} == set()


def test_text_typed_in_pieces_is_put_together_before_it_is_set():
    typed = an_invitation(title={"en": "Cafe\u0301"}, languages=["en", "en"])
    assert render("invitation", typed, identifier=IDENTIFIER).pages == 2


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "https://example.org/x.png",
        f"file://{TEMPLATES}/../../app.py",
        "file://example.org/etc/hostname",
        "font:../../app.py",
    ],
)
def test_a_paper_fetches_nothing_from_outside(url):
    with pytest.raises(FatalURLFetchingError):
        HTML(string=f'<img src="{url}">', url_fetcher=FETCHER).write_pdf()


def test_a_warning_of_the_renderer_stops_the_paper():
    warm()
    with pytest.raises(RendererWarned):
        logging.getLogger("weasyprint").warning("Ignored `x: y`")


def test_progress_is_told_and_ends_at_a_hundred():
    told: list[int] = []
    render("manifest", a_manifest(1), identifier=IDENTIFIER, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 100


def test_there_is_no_paper_without_a_template():
    with pytest.raises(NoSuchPaper):
        render("poem", an_invitation(), identifier=IDENTIFIER)
