"""The file of keys: made, added to, read anew when it changed, and refused when it is wrong."""

import os
from base64 import b64encode

import pytest

from exchange.config import Config
from exchange.vault.keys import VaultClosed, add_key, read_ring

GOOD = b64encode(bytes(range(32))).decode()


def test_it_is_made_for_its_owner_only_and_grows_at_the_top(tmp_path):
    place = tmp_path / "deep" / "keys"
    first = add_key(place)
    assert place.stat().st_mode & 0o777 == 0o600
    second = add_key(place)
    ring = read_ring(place)
    assert list(ring.keys) == [second, first]
    assert ring.current == second
    assert {len(key) for key in ring.keys.values()} == {32}
    assert [one.name for one in place.parent.iterdir()] == ["keys"]


def test_a_ring_never_shows_its_keys(tmp_path):
    place = tmp_path / "keys"
    place.write_text(f"a {GOOD}\n")
    assert "keys=" not in repr(read_ring(place))


def test_a_link_stays_a_link_and_what_it_leads_to_keeps_its_owner(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    add_key(real)
    link.symlink_to(real)
    add_key(link)
    assert link.is_symlink()
    assert len(read_ring(real).keys) == 2
    assert real.stat().st_uid == os.geteuid()


def test_a_key_that_is_added_counts_at_once(tmp_path):
    place = tmp_path / "keys"
    add_key(place)
    before = read_ring(place)
    assert read_ring(place) is before
    added = add_key(place)
    assert read_ring(place).current == added


def test_of_two_that_add_at_once_the_second_is_refused(tmp_path):
    place = tmp_path / "keys"
    kept = add_key(place)
    (tmp_path / "keys.new").touch()
    with pytest.raises(FileExistsError):
        add_key(place)
    assert list(read_ring(place).keys) == [kept]
    assert (tmp_path / "keys.new").exists()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "empty"),
        (f"a {GOOD}\n\n", "line 2"),
        (f"a {GOOD}\nb {GOOD[:-8]}\n", "line 2"),
        (f"a {GOOD}\nb\n", "line 2"),
        (f"{GOOD}\n", "line 1"),
        (f"a/b {GOOD}\n", "line 1"),
        (f"a {GOOD}\nb {GOOD}x\n", "line 2"),
        (f"a {GOOD}\nb {GOOD}\na {GOOD}\n", "line 3.*again"),
        (f"ä {GOOD}\n", "line 1"),
    ],
)
def test_what_is_no_file_of_keys_is_said_by_its_line_and_left_as_it_is(tmp_path, written, says):
    place = tmp_path / "keys"
    place.write_text(written)
    for doing in (read_ring, add_key):
        with pytest.raises(VaultClosed, match=says) as refusal:
            doing(place)
        assert "backup" in str(refusal.value)
        assert GOOD[:6] not in str(refusal.value)
    assert place.read_text() == written
    assert [one.name for one in tmp_path.iterdir()] == ["keys"]


def test_a_missing_file_says_the_command_and_one_in_the_way_whose_it_must_be(tmp_path):
    with pytest.raises(VaultClosed, match="exchange personal new-key"):
        read_ring(tmp_path / "keys")
    with pytest.raises(VaultClosed, match="PERSONAL_KEYS_FILE"):
        read_ring(tmp_path)


def test_a_key_the_ring_lacks_is_named(tmp_path):
    add_key(tmp_path / "keys")
    with pytest.raises(VaultClosed, match="2020-old"):
        read_ring(tmp_path / "keys").key("2020-old")


def test_where_it_lies_is_a_setting(tmp_path):
    env = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "x" * 32}
    assert Config.from_env(env).personal_keys == tmp_path / "personal.keys"
    elsewhere = Config.from_env({**env, "PERSONAL_KEYS_FILE": "/run/keys"})
    assert str(elsewhere.personal_keys) == "/run/keys"
