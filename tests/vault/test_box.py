"""A sealed box opens whole for its own row and its own key, and otherwise not at all."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.vault.box import SealBroken, open_, seal
from exchange.vault.keys import Ring, VaultClosed
from tests.vault.hidden import FACTS, found

KEYS = st.binary(min_size=32, max_size=32)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(st.text(), VALUES, max_size=6)
ROW = UUID(int=7)


@given(MAPPINGS, KEYS, st.uuids())
def test_whatever_json_holds_comes_back(facts, key, row):
    ring = Ring({"a": key})
    sealed = seal(ring, row, facts)
    assert open_(ring, "a", row, sealed) == facts
    assert len(sealed) % 256 == 12 + 16
    assert seal(ring, row, facts) != sealed, "no nonce comes twice"


@given(MAPPINGS, KEYS, KEYS)
def test_another_key_opens_nothing(facts, key, other):
    sealed = seal(Ring({"a": key}), ROW, facts)
    if key != other:
        with pytest.raises(SealBroken):
            open_(Ring({"a": other}), "a", ROW, sealed)
    with pytest.raises(SealBroken):
        open_(Ring({"b": key}), "b", ROW, sealed)
    with pytest.raises(VaultClosed):
        open_(Ring({"b": key}), "a", ROW, sealed)


@given(MAPPINGS, st.uuids(), st.uuids())
def test_in_another_row_it_does_not_open(facts, row, other):
    ring = Ring({"a": bytes(32)})
    sealed = seal(ring, row, facts)
    if row != other:
        with pytest.raises(SealBroken):
            open_(ring, "a", other, sealed)


@given(MAPPINGS, st.data())
def test_one_bit_that_is_flipped_or_a_piece_that_is_gone_opens_nothing(facts, data):
    ring = Ring({"a": bytes(32)})
    sealed = bytearray(seal(ring, ROW, facts))
    cut = bytes(sealed[: data.draw(st.integers(0, len(sealed) - 1))])
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    for wrong in (bytes(sealed), cut):
        with pytest.raises(SealBroken):
            open_(ring, "a", ROW, wrong)


@given(st.lists(KEYS, min_size=3, max_size=3, unique=True), MAPPINGS)
def test_it_goes_through_three_keys_and_the_last_alone_opens_it(keys, facts):
    ring, under, sealed = Ring({"0": keys[0]}), "0", seal(Ring({"0": keys[0]}), ROW, facts)
    for number, key in enumerate(keys[1:], 1):
        ring = Ring({str(number): key, **ring.keys})
        sealed, under = seal(ring, ROW, open_(ring, under, ROW, sealed)), ring.current
    assert open_(Ring({"2": keys[2]}), "2", ROW, sealed) == facts
    assert under == "2"


def test_nothing_of_it_can_be_read_and_its_length_says_little():
    ring, row = Ring({"a": bytes(32)}), uuid4()
    sealed = seal(ring, row, FACTS)
    assert found(sealed) == set()
    assert len(sealed) == len(seal(ring, row, {"name": "Li"}))


@pytest.mark.parametrize("wrong", [{"day": object()}, {"sum": float("nan")}])
def test_what_json_cannot_hold_is_refused(wrong):
    with pytest.raises((TypeError, ValueError)):
        seal(Ring({"a": bytes(32)}), ROW, wrong)
