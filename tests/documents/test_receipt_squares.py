"""The square on a label leads to the counting of that very carton, as a telephone reads it."""

import pytest

from exchange.documents.renderer import render
from tests.documents.consignments import a_paper
from tests.documents.papers import IDENTIFIER
from tests.documents.test_goods import seen

COUNTED = "https://exchange.example.org/r/AbCdEfGhIjKlMnOpQrStUv"


@pytest.mark.parametrize("form", ["one", "four"])
def test_each_carton_has_a_square_of_its_own(form):
    facts = a_paper("carton_labels", cartons=2, form=form) | {"receipt_url": COUNTED}
    made = render("carton_labels", facts, identifier=IDENTIFIER)
    pages = range(1, made.pages + 1)
    found = [one.text for page in pages for one in seen(made.pdf, page)]
    for label in facts["labels"]:
        assert f"{COUNTED}?c={label['sscc']}" in found
    assert not any("/check/" in text for text in found)
