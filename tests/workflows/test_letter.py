"""A letter of an office's own accord: what each kind asks, how its words are written anew."""

import pytest

from exchange.errors import NotReady
from exchange.models import Document, DocumentKind, LetterKind, LetterState, Part, db
from exchange.schemas.letters import FIELDS, LetterDraft
from exchange.workflows.letter import LETTER
from exchange.workflows.letter_rules import NEEDED
from exchange.workflows.perform import begin, perform
from tests.postgres import ON_BOTH
from tests.workflows.journeys import SHA256, begun_letter, begun_project, letter_draft, walk

GOODS = [{"item": "masks", "item_partner": "Masken", "quantity": 12000, "unit": "H87"}]
FULL = {
    "acceptance": {"starts_on": "2027-05-01", "ends_on": "2027-05-09", "participant_count": 9},
    "approval_notice": {"decided_on": "2027-01-05"},
    "regret": {"reason": "disease_control"},
    "offer": {"goods": GOODS, "reply_by": "2027-02-01"},
    "sympathy": {"goods": GOODS},
    "thanks": {"goods": GOODS, "received_on": "2027-02-01"},
    "congratulation": {"celebrated_on": "2030-05-05"},
    "intent": {"tie": "friendship", "cooperation": ["culture"], "partner_body": "Amt"},
    "agreement": {"tie": "project", "cooperation": ["culture"], "partner_body": "Amt"},
}


@pytest.mark.parametrize("kind", FULL)
def test_every_kind_is_decided_on_and_its_paper_ordered(kind, officer, director, make_line, tie):
    letter = begun_letter(officer, kind, **FULL[kind])
    approved = walk("letters", letter, (officer, "submit"), (director, "approve"))
    paper = db.session.query(Document).one()
    assert approved.state == LetterState.APPROVED
    assert (paper.kind, paper.subject_kind) == (DocumentKind(kind), "letter")
    assert paper.facts["reference"] == [{"kind": "letter", "number": letter.number}]


@ON_BOTH
def test_the_partner_knows_of_a_letter_from_its_paper_on(officer, director, system, tie):
    letter = begun_letter(officer)
    walk("letters", letter, (officer, "submit"), (director, "approve"))
    payload = {"number": "IR-1", "sha256": SHA256}
    with pytest.raises(NotReady) as early:
        perform(LETTER, letter.id, "issue", actor=system, payload=payload)
    assert [one.code for one in early.value.unmet] == ["paper_missing"]
    assert letter.shared_at is None


def test_each_kind_has_its_form_and_says_what_it_lacks():
    assert set(FIELDS) == set(NEEDED) == set(LetterKind)
    for kind, needed in NEEDED.items():
        form = LetterDraft.fitted(None, {"kind": kind.value})
        assert set(needed) <= set(form.fields)
    assert list(LetterDraft.fitted(None, {}).fields) == ["kind"]


def test_a_letter_says_all_that_is_missing_at_once(officer, tie):
    letter = begun_letter(officer, "thanks", title_partner="")
    with pytest.raises(NotReady) as refused:
        perform(LETTER, letter.id, "submit", actor=officer, payload={})
    codes = [one.code for one in refused.value.unmet]
    assert codes == ["letter_words_missing", "letter_facts_missing"]
    assert "goods" in refused.value.unmet[1].params["fields"]


def test_a_letter_answered_has_its_number_and_its_day(officer, tie):
    for given, missing in (
        ({"answered": "SIR-31"}, "form.field.answered_on"),
        ({"answered_on": "2027-01-07"}, "form.field.answered"),
    ):
        letter = begun_letter(officer, "acceptance", **given)
        with pytest.raises(NotReady) as refused:
            perform(LETTER, letter.id, "submit", actor=officer, payload={})
        assert refused.value.unmet[0].params["fields"] == missing


def test_every_item_is_named_in_both_languages(officer, tie):
    goods = [GOODS[0] | {"item_partner": ""}]
    letter = begun_letter(officer, "offer", goods=goods)
    with pytest.raises(NotReady) as refused:
        perform(LETTER, letter.id, "submit", actor=officer, payload={})
    assert [one.code for one in refused.value.unmet] == ["goods_words_missing"]


def test_a_sister_city_agreement_needs_the_council(officer, tie):
    letter = begun_letter(officer, "agreement", **FULL["agreement"] | {"tie": "sister"})
    with pytest.raises(NotReady) as refused:
        perform(LETTER, letter.id, "submit", actor=officer, payload={})
    assert "council_resolution" in refused.value.unmet[0].params["fields"]


def test_a_letter_of_congratulation_needs_an_anniversary(officer, tie):
    letter = begun_letter(officer, "congratulation", celebrated_on="1900-01-01")
    with pytest.raises(NotReady) as refused:
        perform(LETTER, letter.id, "submit", actor=officer, payload={})
    assert [one.code for one in refused.value.unmet] == ["no_anniversary"]


def test_what_binds_a_city_takes_the_line_of_agreements(officer, make_letter):
    assert make_letter(kind=LetterKind.AGREEMENT).line_kind == "agreement"
    assert make_letter(kind=LetterKind.THANKS).line_kind == "letter"


def test_dates_come_in_pairs_and_in_order(officer, tie):
    for dates in ({"starts_on": "2027-05-09", "ends_on": "2027-05-01"}, {"ends_on": "2027-05-01"}):
        with pytest.raises(NotReady):
            begin(LETTER, actor=officer, payload=letter_draft("regret", **dates))


def test_another_kind_forgets_what_it_does_not_have(officer, tie):
    letter = begun_letter(officer, "offer", **FULL["offer"])
    reworded = rewritten(letter, officer, "reply", "en", "")
    assert reworded.wording == {}
    edited = perform(
        LETTER, letter.id, "edit", actor=officer, payload=letter_draft("congratulation")
    )
    assert edited.goods == []


def test_lines_of_goods_are_written_anew(officer, tie):
    letter = begun_letter(officer, "offer", **FULL["offer"])
    more = [GOODS[0] | {"quantity": 9000}, GOODS[0] | {"item": "gloves"}]
    edited = walk("letters", letter, (officer, "edit", letter_draft("offer", goods=more)))
    assert [(line.item, line.quantity) for line in edited.goods] == [
        ("masks", 9000),
        ("gloves", 12000),
    ]


def rewritten(case, officer, passage, language, text):
    payload = {"passages": [{"passage": passage, "language": language, "text": text}]}
    return walk("letters", case, (officer, "reword", payload))


def test_a_passage_is_written_anew_and_frozen_with_the_decision(officer, director, tie):
    letter = begun_letter(officer)
    letter = rewritten(letter, officer, "closing", "en", "We think of {partner_short}.")
    assert letter.wording == {"closing": {"en": "We think of {partner_short}."}}
    walk("letters", letter, (officer, "submit"), (director, "approve"))
    assert db.session.query(Document).one().facts["wording"] == letter.wording


@pytest.mark.parametrize(
    ("passage", "language", "text", "code"),
    [
        ("closing", "en", "The {weather} is fine.", "no_such_fact"),
        ("closing", "en", "An open {brace", "braces_open"),
        ("closing", "xx", "Text", "no_such_passage"),
        ("private", "en", "Text", "no_such_passage"),
    ],
)
def test_only_marked_passages_and_known_facts_stand(officer, tie, passage, language, text, code):
    letter = begun_letter(officer)
    with pytest.raises(NotReady) as refused:
        rewritten(letter, officer, passage, language, text)
    assert [one.code for one in refused.value.unmet] == [code]
    assert letter.wording == {}


def test_the_template_s_own_words_are_not_kept(officer, tie):
    letter = begun_letter(officer)
    template = "We fervently hope that ordinary life will soon return to your city."
    assert rewritten(letter, officer, "closing", "en", template).wording == {}


def test_an_invitation_is_reworded_too(officer, tie):
    project = begun_project(officer)
    payload = {"passages": [{"passage": "closing", "language": "en", "text": "Do come."}]}
    project = walk("projects", project, (officer, "reword", payload))
    assert project.wording == {"closing": {"en": "Do come."}}


def test_a_changed_wording_is_decided_on_anew(officer, director, make_line, make_post, tie):
    letter = begun_letter(officer)
    run = walk("letters", letter, (officer, "submit")).approval
    assert run.content["wording"] == {}
    assert Part.DECIDE in {step.part for step in run.steps}
