"""Labels: what a pallet's says, what there is room for, and runs of many set apart and joined."""

import json
from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from exchange.documents import label_room, label_runs, long
from exchange.documents.pieces import Unjoinable, unpacked
from exchange.documents.renderer import Rendered, checked, render
from tests.documents.consignments import a_paper
from tests.documents.papers import IDENTIFIER, read_back, words_of
from tests.documents.shipments import sscc
from tests.documents.vera import STANDARDS, faults
from tests.gallery.papers import facts_of
from tests.gallery.world import CITIES


def bars_of(pdf, page):
    """Return the SSCC a scanner reads on a page, from the page as it is printed."""
    picture = PdfDocument(pdf)[page - 1].render(scale=150 / 72).to_pil()
    found = zxingcpp.read_barcodes(picture)
    return [one.text for one in found if one.content_type == zxingcpp.ContentType.GS1]


def set_and_joined(kind, facts):
    """Return labels as workers make them, run after run."""
    sound, output = checked(kind, facts), BytesIO()
    runs = [json.loads(json.dumps(run)) for run in label_runs.portions(sound)]
    pieces = (unpacked(label_runs.set_portion(kind, run).packed()) for run in runs)
    pages = long.join(kind, sound, pieces, output, identifier=IDENTIFIER)
    return Rendered(output.getvalue(), pages)


def test_a_pallet_says_how_heavy_it_is_and_which_cartons_stand_on_it():
    made = render("pallet_labels", a_paper("pallet_labels", cartons=48), identifier=IDENTIFIER)
    said = words_of(made.pdf)
    assert "99.6kg" in said, "24 cartons of 3.4 kg and the pallet"
    assert "2481.6kg1–24" in said
    assert "2484.0kg25–48" in said


def test_what_nobody_said_of_a_pallet_is_left_to_be_written_by_hand():
    facts = a_paper("pallet_labels", cartons=48)
    facts["labels"][0] |= {"gross_kg": ""}
    facts["labels"][1] |= {"gross_kg": "", "cartons": [], "cartons_kg": ""}
    said = words_of(render("pallet_labels", facts, identifier=IDENTIFIER).pdf)
    assert "2481.6kg1–24" in said
    assert "102" not in said
    assert said.count("이팔레트의상자") == 2
    assert "25–48" not in said


def test_more_cartons_than_fit_are_counted():
    facts = a_paper("pallet_labels", cartons=48)
    facts["labels"][0] |= {"cartons": [[n, n] for n in range(1, 99, 2)]}
    made = render("pallet_labels", facts, identifier=IDENTIFIER)
    said = words_of(made.pdf)
    assert "49" in said
    assert "1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31,33,35,37+30" in said
    assert bars_of(made.pdf, 1) == [f"(00){facts['labels'][0]['sscc']}"]


@pytest.mark.parametrize("language", list(CITIES))
def test_nothing_is_ever_printed_over_the_bars(language):
    facts = facts_of("carton_labels", language)
    for n, label in enumerate(facts["labels"]):
        label["contents"] = (label["contents"] * 3)[: n + 1]
    made = render("carton_labels", facts, identifier=IDENTIFIER)
    for n, label in enumerate(facts["labels"], 1):
        assert bars_of(made.pdf, n) == [f"(00){label['sscc']}"]
        layout = read_back(made.pdf, "pdftotext", "-f", str(n), "-l", str(n), "-bbox", "FILE", "-")
        lows = [
            float(line.split('yMax="')[1].split('"')[0])
            for line in layout.splitlines()[1:]
            if "yMax" in line
        ]
        code = max(low for low in lows if low < 420)
        above = sorted(low for low in lows if low < code - 20)
        assert above[-1] <= (4 + 105.4) * 72 / 25.4


def test_words_below_the_marks_make_way_for_a_second_content_and_the_rest_is_counted():
    assert label_room.that_fit([8.0], (9.0, 17.0)) == (1, True)
    assert label_room.that_fit([8.0, 8.0], (9.0, 17.0)) == (2, False)
    assert label_room.that_fit([8.0] * 3, (17.0, 20.0)) == (2, True)
    assert label_room.that_fit([30.0], (9.0, 17.0)) == (1, False)
    assert label_room.that_fit([], (9.0, 17.0)) == (0, True)


@pytest.mark.parametrize("form", ["one", "four"])
def test_many_labels_are_set_in_runs_and_joined_to_one_archive(form, monkeypatch):
    monkeypatch.setattr(label_runs, "SHEETS", 3)
    facts = a_paper("carton_labels", cartons=21, form=form, mixed=False)
    made = set_and_joined("carton_labels", facts)
    whole = render("carton_labels", facts, identifier=IDENTIFIER)
    assert made.pages == whole.pages == (21 if form == "one" else 6)
    assert words_of(made.pdf) == words_of(whole.pdf)
    assert [faults(made.pdf, one) for one in STANDARDS] == [[], []]
    assert set_and_joined("carton_labels", facts).pdf == made.pdf
    assert bars_of(made.pdf, made.pages) == [f"(00){sscc(21)}"]
    with pikepdf.open(BytesIO(made.pdf)) as opened:
        assert json.loads(opened.attachments["facts.json"].get_file().read_bytes()) == facts


def test_only_long_runs_of_labels_are_spread():
    few = a_paper("carton_labels", cartons=label_runs.MOST_AT_ONCE)
    assert not label_runs.may_be_long("carton_labels", few)
    assert label_runs.may_be_long("carton_labels", few | {"labels": few["labels"] * 2})
    assert not label_runs.may_be_long(
        "carton_labels", few | {"labels": few["labels"] * 2, "form": "four"}
    )
    assert not label_runs.may_be_long("manifest", {})


def test_a_run_that_is_not_as_planned_is_not_joined():
    (run,) = label_runs.portions(a_paper("carton_labels", cartons=2))
    with pytest.raises(Unjoinable, match="2 sheets instead of 3"):
        label_runs.set_portion("carton_labels", run | {"count": 3})
