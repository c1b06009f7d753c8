"""Papers that disagree are refused before they are set: one frozen fact changed at a time."""

import pytest

from exchange.documents import checking
from exchange.documents.checking import check
from exchange.errors import ExchangeError
from exchange.facts.shapes import Words
from tests.documents.consignments import COMMON, TERMS, a_paper
from tests.documents.receipts import a_receipt
from tests.documents.shipments import a_manifest

KINDS = ("packing_list", "waybill", "invoice", "certificate", "carton_labels")


def papers() -> dict:
    made = {kind: a_paper(kind) for kind in KINDS}
    made["manifest"] = a_manifest(
        **{
            key: made["packing_list"][key]
            for key in ("lines", "cartons", "consignor", "consignee")
        }
    )
    made["goods_received"] = a_receipt(cartons=48)
    return made


def refusal_of(kind: str, made: dict) -> ExchangeError:
    others = {other: facts for other, facts in made.items() if other != kind}
    with pytest.raises(ExchangeError) as refused:
        check(kind, made[kind], others)
    return refused.value


def changed(kind: str, *way, to) -> dict:
    made = papers()
    here = made[kind]
    for step in way[:-1]:
        here = here[step]
    here[way[-1]] = to
    return made


@pytest.mark.parametrize("kind", [*KINDS, "manifest", "goods_received"])
def test_papers_of_one_consignment_agree(kind):
    made = papers()
    check(kind, made[kind], {other: facts for other, facts in made.items() if other != kind})


@pytest.mark.parametrize(
    ("altered", "way", "to", "checked", "said"),
    [
        ("waybill", ("totals", "cartons"), "47", "manifest", "cartons: MF-2020-0004 48 ≠ WB"),
        ("carton_labels", ("labels",), [], "waybill", "cartons: WB-2020-0004 48 ≠ LB"),
        ("invoice", ("totals", "gross_kg"), "170", "packing_list", "gross kg: PL-2020-0004 165.6"),
        ("waybill", ("totals", "gross_kg"), "1", "invoice", "gross kg: PI-2020-0004 165.6 ≠ WB"),
        ("certificate", ("value",), "1", "invoice", "value: PI-2020-0004 20880000 ≠ DC"),
        ("certificate", ("value",), "1", "certificate", "value: DC-2020-0004 1 ≠ PI"),
        ("goods_received", ("cartons",), 47, "goods_received", "cartons: GR-2020-0011 47"),
    ],
)
def test_a_figure_that_differs_is_named_with_both_papers(altered, way, to, checked, said):
    refused = refusal_of(checked, changed(altered, *way, to=to))
    assert refused.code == "figures_disagree"
    assert said in refused.params["differences"]
    assert "packed" in refused.message


@pytest.mark.parametrize(
    ("way", "to"),
    [
        (("consignee", "names"), {"en": "Somebody else"}),
        (("consignor", "addresses"), {"en": "Elsewhere"}),
    ],
)
def test_a_party_that_differs_is_named_with_both_papers(way, to):
    refused = refusal_of("waybill", changed("invoice", *way, to=to))
    assert refused.code == "parties_disagree"
    assert refused.params["differences"].startswith(".".join(way) + ": WB-2020-0004")
    assert "PI-2020-0004 " + next(iter(to.values())) in refused.params["differences"]
    assert "city or its office" in refused.message


def test_a_lot_counted_in_is_on_the_packing_list():
    made = changed("goods_received", "lots", to=["A2001-01", "B-9"])
    refused = refusal_of("goods_received", made)
    assert refused.code == "lot_unlisted"
    assert refused.params["differences"] == "lot: GR-2020-0011 B-9 ≠ PL-2020-0004 –"


@pytest.mark.parametrize(
    ("tie", "refused"),
    [
        ({"began": "2006-11", "attested_on": "", "ended": ""}, False),
        ({"began": "", "attested_on": "2019", "ended": ""}, False),
        ({"began": "2020-02", "attested_on": "", "ended": ""}, True),
        ({"began": "2006-11", "attested_on": "", "ended": "2020-01"}, True),
        ({"began": "", "attested_on": "", "ended": ""}, True),
    ],
)
def test_without_an_appeal_an_agreement_was_in_force_on_the_day(tie, refused):
    facts = a_paper("certificate", appeal="", ties=[{"kind": "friendship"} | tie])
    if refused:
        assert refusal_of("certificate", {"certificate": facts}).code == "no_agreement"
    else:
        check("certificate", facts, {})
    check("certificate", facts | {"appeal": "AP-1"}, {})


def test_halves_written_from_different_revisions_are_refused(monkeypatch):
    real = checking.part_of

    def older(folder: str, language: str):
        part = real(folder, language)
        if part is None or (folder, language) != ("goods", "ko"):
            return part
        return type(part)(folder, language, part.source_revision - 1, part.status, part.words)

    monkeypatch.setattr(checking, "part_of", older)
    refused = refusal_of("invoice", {"invoice": a_paper("invoice")})
    assert (refused.code, refused.params["kind"]) == ("halves_disagree", "invoice")


def test_other_kinds_have_nothing_to_compare():
    words: Words = {"en": "x"}
    facts = COMMON | TERMS | {"title": words}
    check("sympathy", facts, papers())
