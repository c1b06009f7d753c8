"""Every kind of letter is set, says what it must, and its words name only facts there are."""

import tomllib
from string import Formatter

import pytest

from exchange.documents.renderer import render, render_html
from exchange.facts.words import LETTER_LANGUAGES
from exchange.wording.kinds import COMPACTS, KINDS, LETTERS
from exchange.wording.languages import SOURCES, TEMPLATES, part_of, revision, source_digest
from exchange.wording.passages import PassageBroken, Word, count, day, say
from exchange.wording.plans import ALWAYS
from tests.documents.letters import a_letter
from tests.documents.papers import IDENTIFIER, leaves

FOLDERS = sorted({folder for kind in KINDS.values() for folder in kind.folders})


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", [*LETTERS, *COMPACTS])
def test_every_kind_of_letter_is_set_in_its_languages(kind):
    facts = a_letter(kind)
    made = render(kind, facts, identifier=IDENTIFIER)
    assert made.pages == 1 or kind in {"invitation", "intent", "agreement"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_changed_source_is_a_new_revision(folder):
    kept = tomllib.loads((TEMPLATES / "words" / "revisions.toml").read_text(encoding="utf-8"))
    assert source_digest(folder) == kept[folder]["sha256"], "run tools/revisions.py"
    assert revision(folder) == kept[folder]["revision"]


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_a_half_has_every_passage_of_its_source_and_names_no_other_fact(folder, language):
    part = part_of(folder, language)
    if part is None:
        assert language not in SOURCES
        return
    sources = [dict(leaves(part_of(folder, source).words)) for source in SOURCES]
    written = dict(leaves(part.words))
    needed = {key for key in sources[0] if not key.startswith("heads.")}
    assert written.keys() >= needed
    for key, text in written.items():
        known = set().union(*(fields(source.get(key, "")) for source in sources))
        named = {"head_of": {"title", "name"}, "dated": {"day"}}
        known |= named.get(key, ALWAYS | {"season"})
        assert fields(text) <= known, f"{folder}/{language}.toml: {key}"


def test_a_word_bends_the_words_around_it():
    facts = {"city": Word("삿포로"), "people": count(1, "en"), "on": day("2004-02", "en")}
    assert say({"x": "{city}{city:과}"}, "x", facts) == "삿포로와"
    assert say({"x": "{people:one=a guest|other=# guests}"}, "x", facts) == "a guest"
    facts["people"] = count(1200, "en")
    assert say({"x": "{people:one=a guest|other=# guests}"}, "x", facts) == "1200 guests"
    assert say({"x": "{on:day=on|month=in} {on}"}, "x", facts) == "in February 2004"
    with pytest.raises(PassageBroken, match="weather"):
        say({"x": "{weather}"}, "x", facts)


def test_an_officer_s_own_wording_is_printed_in_place_of_the_template_s():
    wording = {"closing": {"ko": "{partner_short}에서 뵙겠습니다.", "en": "See you in Sapporo."}}
    html = render_html(
        "acceptance", a_letter("acceptance", wording=wording, languages=["ko", "en"])
    )
    text = html.replace("\u2060", "")
    assert "삿포로에서 뵙겠습니다." in text
    assert "See you in Sapporo." in text
    assert "이번 만남이" not in text


def test_an_officer_s_own_paragraph_stands_before_the_closing():
    message = {"ko": "눈축제 이야기를 오래 간직하겠습니다.", "en": "We shall long remember."}
    text = render_html("regret", a_letter("regret", message=message)).replace("\u2060", "")
    assert text.index("눈축제") < text.index("형편이 나아지는")


def test_a_sister_city_agreement_without_the_council_s_resolution_is_refused():
    with pytest.raises(Exception, match="council's resolution"):
        render("agreement", a_letter("agreement", council_resolution=""), identifier=IDENTIFIER)
    friends = a_letter("agreement", council_resolution="", tie="friendship")
    assert "우호도시 협약" in render_html("agreement", friends).replace("\u2060", "")
