"""Which face sets which language, and that its own bold and its own letters are there."""

import pytest

from exchange.documents.faces import FONTS, SCRIPTS, characters, missing_fonts, names, script_of
from tests.documents.papers import read_back
from tests.documents.sentences import SENTENCES
from tests.documents.specimens import set_sheet, specimen

STYLES = ("Serif", "Sans")
LATIN = ("vi", "en", "es", "sv", "de", "fr", "it", "id")
LETTERS = {
    "vi": "ảạằẳẵắặầẩẫấậẻẽẹềểễếệỉĩịỏọồổỗốộơờởỡớợủũụưừửữứựỳỷỹỵđĐ",
    "hu": "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",
    "cs": "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
    "sv": "åäöÅÄÖ",
    "de": "äöüßÄÖÜẞ„“",
    "fr": "àâæçéèêëîïôœùûüÿÀÇÉÈÊŒÙŸ«»\u202f",
    "es": "áéíñóúü¡¿",
    "it": "àèéìòùÈ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя№",
    "uk": "ґєіїҐЄІЇ’",
    "mn": "өүӨҮ",
    "lo": "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮະັາິີຶືຸູົຼຽເແໂໃໄໆ່້໊໋໌ໍໜໝ₭",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ،؛؟",
}


def fonts_of(pdf):
    return {line.split()[0] for line in read_back(pdf, "pdffonts", "FILE").splitlines()[2:]}


def test_every_face_is_built():
    assert missing_fonts() == ()
    assert {file.name for file in FONTS.glob("*.ttf")} == names()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("left", ["ko", "ja", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("language", LETTERS)
def test_the_face_of_a_language_holds_its_letters(language, left, style):
    held = characters(style, script_of(language, left))
    assert [sign for sign in LETTERS[language] if ord(sign) not in held] == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LATIN)
def test_a_latin_half_takes_the_face_of_the_half_beside_it(language, style):
    assert {script_of(language, left) for left in ("ko", "en")} == {"KR"}
    assert [script_of(language, left) for left in ("ja", "cs", "lo", "ar")] == [
        "JP",
        "LC",
        "LC",
        "LC",
    ]
    own = {font.split("+")[1].split("-")[1] for font in fonts_of(specimen(language, style))}
    assert own <= {"KR", "LC"}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", SCRIPTS)
def test_both_weights_are_those_of_the_language(language, style):
    used = {font.split("+")[1] for font in fonts_of(specimen(language, style))}
    script = SCRIPTS[language]
    assert {f"{style}-{script}", f"{style}-{script}-Semi-Bold"} <= used


@pytest.mark.parametrize("style", STYLES)
def test_no_font_of_the_machine_is_ever_used(style):
    sheet = "".join(f'<p lang="{tag}">{text}</p>' for tag, text in SENTENCES.items())
    used = {font.split("+")[1].split("-")[0] for font in fonts_of(set_sheet(sheet, style))}
    assert used == {style}


def test_a_foreign_letter_in_a_korean_line_is_set_in_the_second_face():
    used = {font.split("+")[1] for font in fonts_of(set_sheet("<p>Szűcs 님</p>"))}
    assert used == {"Serif-KR", "Serif-LC"}


def test_a_latin_line_within_an_arabic_half_reads_from_the_left_in_the_face_beside_it():
    sheet = set_sheet('<p lang="ar">سيدي <b lang="en">Mayor, Daejeon.</b></p>')
    assert {font.split("+")[1] for font in fonts_of(sheet)} == {"Serif-AR", "Serif-KR-Semi-Bold"}
    assert "Mayor, Daejeon." in read_back(sheet, "pdftotext", "FILE", "-")
