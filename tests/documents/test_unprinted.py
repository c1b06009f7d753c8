"""No fact is frozen into a paper that prints it nowhere, unless it is said why."""

import pytest

from exchange.documents.unprinted import ANYWHERE, NOT_MEANT, unprinted
from exchange.wording.kinds import KINDS
from tests.documents.consignments import a_paper
from tests.documents.letters import LETTERS, a_letter
from tests.documents.receipts import a_receipt
from tests.documents.reports import a_report
from tests.documents.shipments import a_manifest

OF_GOODS = ("packing_list", "waybill", "invoice", "certificate", "carton_labels", "pallet_labels")
PHOTO = {
    "n": 1,
    "caption": {"ko": "받은 마스크", "en": "The masks received"},
    "taken_on": "2020-03-25",
    "carton": 17,
    "width_mm": "80.4",
    "height_mm": "60.3",
    "url": f"photo:{'0' * 64}",
}
EXAMPLES = {
    **LETTERS,
    "manifest": a_manifest(2),
    **{kind: a_paper(kind, 4) for kind in OF_GOODS},
    **{kind: a_report(kind) for kind in ("city_record", "yearly")},
    **{kind: a_receipt(kind, photos=[PHOTO]) for kind in ("goods_received", "discrepancy")},
    "end_use": a_receipt("end_use", photos=[PHOTO]),
    "outcome": a_report("outcome", photos=[PHOTO]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_of_every_kind_is_printed_or_is_said_to_be_there_for_another_reason(kind):
    assert unprinted(kind, EXAMPLES[kind]) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_no_excuse_is_kept_for_what_is_printed_after_all(kind, monkeypatch):
    monkeypatch.setitem(NOT_MEANT, kind, {})
    assert set(unprinted(kind, EXAMPLES[kind])) == set(EXCUSES[kind])


EXCUSES = {kind: dict(NOT_MEANT.get(kind, {})) for kind in KINDS}


def test_excuses_are_kept_for_kinds_there_are():
    assert set(NOT_MEANT) <= {ANYWHERE, *KINDS}


def test_what_a_letter_is_given_beyond_its_own_is_found():
    facts = a_letter("thanks", weather={"ko": "맑음", "en": "fair"}, answered="SIR-2020-31")
    assert unprinted("thanks", facts) == ("weather", "answered")


def test_a_passage_written_anew_without_its_fact_leaves_the_fact_unprinted():
    facts = a_letter("invitation")
    said = dict.fromkeys(("ko", "ja", "en"), "With every good wish.")
    kept = unprinted("invitation", facts | {"wording": {"closing": said}})
    assert kept == (), "the annex still gives the day of the reply"
    offer = a_letter("offer", wording={"reply": dict.fromkeys(("ko", "zh-Hans"), "감사합니다.")})
    assert unprinted("offer", offer) == ("reply_by",)


def test_a_passage_written_anew_that_this_letter_does_not_say_is_found():
    wording = {"greeting_new_year": {"ko": "새해 복 많이 받으십시오."}}
    letter = a_letter("invitation", issued_on="2020-03-15", wording=wording)
    assert unprinted("invitation", letter) == ("wording.greeting_new_year",)
