"""Where lines may end and may not, by language, and what is set apart in lines from the right."""

import re

import pytest

from exchange.documents.lao import with_breaks
from exchange.documents.typeset import lines
from exchange.facts.words import LETTER_LANGUAGES

SHOWN = str.maketrans({"\u00a0": "~", "\u202f": "^", "\u200b": "|", "\u2066": "{", "\u2069": "}"})


def shown(text, language):
    """Return the lines with signs for no break (~, ^), for a break (|) and for set apart ({})."""
    return lines(text, language).translate(SHOWN)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Objet : oui ! Non? «Bien»", "Objet^: oui^! Non^? «^Bien^»"),
        ("Oui… ? (voir https://a.org?b=1)", "Oui…^? (voir https://a.org?b=1)"),
        ("à 10:30, le 4 mai", "à 10:30, le 4~mai"),
    ],
)
def test_french_puts_a_narrow_space_before_high_signs(typed, said):
    assert shown(typed, "fr") == said


def test_entities_are_not_taken_for_high_signs():
    assert lines("a & b < c", "fr") == "a &amp; b &lt; c"


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("cs", "dnes v Praze a k městu 20. července", "dnes v~Praze a~k~městu 20.~července"),
        ("ru", "и в Сеуле 4 мая 2020 г. — № 5", "и~в~Сеуле 4~мая 2020~г.~— №~5"),
        ("uk", "у місті й в області 4 травня", "у~місті й~в~області 4~травня"),
    ],
)
def test_slavic_words_of_one_letter_do_not_end_a_line(language, typed, said):
    assert shown(typed, language) == said


@pytest.mark.parametrize("language", ["vi", "hu", "es", "sv", "de", "it", "id", "mn"])
def test_a_number_stays_with_its_word_and_the_last_word_is_not_alone(language):
    said = shown("aaaa bbbb 12.000 cccc dddd eeee", language)
    assert said == "aaaa bbbb 12.000~cccc dddd~eeee"


def test_numbers_of_papers_and_telephones_keep_their_order_in_arabic():
    said = shown("رقم IR-2020-0031، الهاتف +82 42 223 0789 (KRW 18.000) في 4 ماي 2020", "ar")
    assert "{IR-2020-0031}" in said
    assert "{+82~42~223~0789}" in said
    assert "({KRW 18.000})" in said
    assert "4~ماي~2020" in said


@pytest.mark.parametrize(
    "parts",
    [
        "ສາ|ທາ|ລະ|ນະ|ລັດ",
        "ສະ|ບາຍ|ດີ",
        "ຂອງ|ພວກ|ເຮົາ",
        "ຄວາມ|ຮ່ວມ|ມື",
        "ປະ|ຊາ|ຊົນ|ລາວ",
        "ເມືອງ|ພີ່|ເມືອງ|ນ້ອງ",
        "ນະ|ຄອນ|ຫຼວງວຽງ|ຈັນ",
        "ຮຽນ|ເຊີນ",
    ],
)
def test_lao_may_break_between_syllables_and_never_within_one(parts):
    assert with_breaks(parts.replace("|", "")).replace("\u200b", "|") == parts


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_nothing_is_added_but_spaces_and_joiners_and_all_is_escaped(language):
    text = "Alpha <b> & 12 beta; gamma: delta! epsilon zeta"
    said = re.sub("[\u2060\u200b\u2066\u2069\u00a0\u202f ]", "", lines(text, language))
    assert said == "Alpha&lt;b&gt;&amp;12beta;gamma:delta!epsilonzeta"
