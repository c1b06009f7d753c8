"""The invitation letter: the words of each half, and what it refuses to say."""

import pytest
from jinja2 import UndefinedError

from exchange.documents.renderer import render, render_html
from exchange.wording.kinds import KINDS
from exchange.wording.languages import (
    HalfOutdated,
    Status,
    half,
    halves,
    template_revision,
)
from exchange.wording.words import WordsMissing
from tests.documents.examples import PAIRS, an_invitation
from tests.documents.papers import IDENTIFIER, letter, words_of

WORDS = {
    "ko-ja": [
        "삿포로시장귀하",
        "존경하는삿포로시장님께",
        "2010년10월22일자매도시가",
        "謹啓",
        "札幌市長",
        "姉妹都市提携10周年",
        "敬白",
    ],
    "ko-zh-Hans": [
        "우한시장귀하",
        "2006년11월우호도시",
        "武汉市市长阁下",
        "友好交流城市",
        "顺致崇高敬意",
    ],
    "ko-zh-Hant": ["가오슝시장귀하", "高雄市市長", "友誼城市", "順頌"],
    "ko-en": [
        "시애틀시장귀하",
        "TheMayoroftheCityofSeattle",
        "becamesistercities",
        "Enclosure",
    ],
    "ja-ko": ["大田広域市長", "札幌市長", "대전광역시장귀하", "삿포로로정중히초청"],
    "en-ko": ["DearMayor", "becamesistercities", "대전광역시장귀하"],
}


def letter_html(**changed):
    return render_html("invitation", an_invitation(**changed)).replace("\u2060", "")


@pytest.mark.parametrize("pair", WORDS)
def test_each_half_says_it_in_its_own_language(pair):
    said = words_of(letter(pair).pdf)
    assert [word for word in WORDS[pair] if word not in said] == []


@pytest.mark.parametrize("pair", PAIRS)
def test_a_letter_is_signed_on_its_first_page_and_has_one_annex(pair):
    assert letter(pair).pages == 2


def test_what_people_typed_is_escaped():
    html = letter_html(title={"en": "<b>Choir</b> & “friends”"}, languages=["en", "en"])
    assert "&lt;b&gt;Choir&lt;/b&gt; &amp;" in html
    assert "<b>Choir" not in html


def test_a_letter_with_a_hole_is_refused():
    facts = an_invitation()
    del facts["contact"]
    with pytest.raises((UndefinedError, KeyError)):
        render_html("invitation", facts)


def test_words_nobody_typed_fall_back_to_english_and_then_refuse_by_name():
    assert "Choir" in letter_html(title={"en": "Choir"})
    with pytest.raises(WordsMissing, match=r"^title has no text in ko"):
        letter_html(title={"ja": "合唱"})
    with pytest.raises(WordsMissing, match=r"^costs\[0\]\.covers"):
        letter_html(costs=[{"bearer": "owner", "covers": {}}])


def test_a_language_without_a_half_is_answered_in_english():
    assert halves("invitation", ["ko", "tr"]) == ("ko", "en")
    assert "Dear Mayor" in letter_html(languages=["ko", "tr"])


def test_two_cities_of_one_language_get_one_full_width_half():
    assert halves("invitation", ["ja", "ja"]) == ("ja",)
    assert letter_html(languages=["ja", "ja"]).count("謹啓") == 1


def test_an_outdated_half_is_never_issued(tmp_path):
    for folder in KINDS["invitation"].folders:
        (tmp_path / "words" / folder).mkdir(parents=True)
        file = tmp_path / "words" / folder / "ko.toml"
        file.write_text('source_revision = 1\nstatus = "reviewed"\n')
    (tmp_path / "words" / "revisions.toml").write_text(
        "[labels]\nrevision = 1\n[letter]\nrevision = 2\n[invitation]\nrevision = 1\n"
    )
    found = half("invitation", "ko", tmp_path)
    assert found is not None
    assert found.status is Status.OUTDATED
    with pytest.raises(HalfOutdated):
        halves("invitation", ["ko"], tmp_path)


def test_the_register_is_told_which_versions_were_set():
    assert template_revision("invitation", ["ko", "ja"]) == "invitation 1 (ko current, ja current)"


def test_ties_are_told_as_far_as_they_are_known():
    only = letter_html(ties=[{"kind": "friendship", "began": ""}])
    assert "우호도시로서" in only
    assert "友好都市として" in only
    assert "周年" not in only
    assert "첫걸음을" in letter_html(ties=[])
    year = letter_html(ties=[{"kind": "friendship", "began": "1999"}])
    assert "1999년 우호도시의" in year.replace("\u00a0", " ")


def test_a_named_roster_is_printed_and_an_empty_one_left_to_be_filled_in():
    named = letter_html(
        participants=1, roster=[{"full_name": "SATO HANAKO", "born_on": "2004-05-06"}]
    )
    assert "SATO HANAKO" in named
    assert "칸이 모자라면" not in named
    assert "칸이 모자라면" in letter_html(participants=20)


def test_no_mayor_s_post_is_half_in_one_language_and_half_in_another():
    partner = an_invitation()["partner"] | {"head_title": {"en": "Reeve"}}
    assert "Reeve of Sapporo 귀하" in letter_html(partner=partner).replace("\u00a0", " ")


def test_a_long_letter_is_set_tighter_rather_than_signed_on_an_empty_page():
    title = {
        "ko": "두 도시의 청소년이 함께 여는 " * 3 + "교류",
        "ja": "両都市の青少年が共に開く" * 3 + "交流",
    }
    assert render("invitation", an_invitation(title=title), identifier=IDENTIFIER).pages == 2
