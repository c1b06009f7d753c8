"""The page that says how far papers are translated, and the same as text."""

import re
import shutil

import pytest
from click.testing import CliRunner

from exchange import cli
from exchange.documents import completeness
from exchange.facts.words import LETTER_LANGUAGES
from exchange.models import Role
from exchange.wording import languages
from exchange.wording.kinds import KINDS
from exchange.wording.languages import TEMPLATES, folders


@pytest.fixture
def templates(tmp_path):
    """Return a copy of the words that a test may alter."""
    place = tmp_path / "documents"
    shutil.copytree(TEMPLATES / "words", place / "words")
    return place


def test_every_folder_stands_in_every_language(templates):
    rows = completeness.folder_rows(templates)
    on_disk = {place.name for place in (templates / "words").iterdir() if place.is_dir()}
    assert {row.name for row in rows} == set(folders(templates)) <= on_disk
    assert all(tuple(row.by_language) == LETTER_LANGUAGES for row in rows)
    assert sum(completeness.counted(rows).values()) == len(rows) * len(LETTER_LANGUAGES)


def test_a_change_of_a_file_is_seen_and_a_kind_is_as_good_as_its_least_part(templates):
    def altered(folder, language, old, new):
        place = templates / "words" / folder / f"{language}.toml"
        text = place.read_text()
        assert old in text
        place.write_text(text.replace(old, new, 1))

    altered("thanks", "ko", 'status = "current"', 'status = "reviewed"')
    altered("thanks", "en", "source_revision = 1", "source_revision = 0")
    (templates / "words" / "letter" / "ja.toml").unlink()
    rows = {row.name: row.by_language for row in completeness.folder_rows(templates)}
    assert rows["thanks"]["ko"] == "reviewed"
    assert rows["thanks"]["en"] == "outdated"
    assert rows["letter"]["ja"] == "missing"
    kinds = {row.name: row.by_language for row in completeness.kind_rows(templates)}
    assert kinds["thanks"]["ko"] == "current", "its labels are not reviewed"
    assert kinds["thanks"]["en"] == "outdated"
    assert {kinds[name]["ja"] for name in ("thanks", "offer")} == {"missing"}
    assert not completeness.can_be_issued("missing")
    assert not completeness.can_be_issued("outdated")
    assert completeness.can_be_issued("machine")
    text = completeness.told(templates)
    line = next(one for one in text.splitlines() if one.startswith("thanks"))
    assert line.split()[:6] == ["thanks", "1", "R", *line.split()[3:6]]
    assert line.split()[2 + LETTER_LANGUAGES.index("en")] == "!"


def test_a_reviewed_mark_makes_the_half_reviewed(templates):
    for folder in KINDS["thanks"].folders:
        place = templates / "words" / folder / "vi.toml"
        place.write_text(
            re.sub(r'status = "\w+"', 'status = "reviewed"', place.read_text(), count=1)
        )
    assert languages.half("thanks", "vi", templates).status == "reviewed"


def test_officers_and_administrators_read_the_page_and_others_do_not_know_it(
    reader, make_person, tie, partner
):
    for role in Role:
        if role is Role.SYSTEM:
            continue
        one = reader(make_person(role))
        allowed = role in {Role.OFFICER, Role.ADMINISTRATOR}
        answer = one.client.get("/papers/languages")
        assert answer.status_code == (200 if allowed else 404), role
        assert ('href="/papers/languages"' in one.open("/account")) == allowed
    foreign = reader(make_person(Role.OFFICER, partner))
    assert "Portland" in foreign.open("/papers/languages"), "from their own side"


def test_the_page_counts_and_names_every_folder_kind_and_partner(reader, officer, tie, partner):
    page = reader(officer).open("/papers/languages")
    assert "Harbour" in page
    assert f"{len(KINDS)} of {len(KINDS)} kinds" in page
    assert "words.folder" not in page
    assert "words.status" not in page
    assert "document.kind" not in page
    assert page.count('scope="row"') == len(KINDS) + len(folders())
    assert "source_revision" in page


def test_a_partner_whose_language_no_paper_knows_gets_english(reader, officer, tie, partner):
    partner.letter_language = "pl"
    page = reader(officer).open("/papers/languages")
    assert "Harbour" in page


def test_the_command_prints_the_same():
    told = CliRunner().invoke(cli.main, ["words"])
    assert told.exit_code == 0
    assert told.output.rstrip("\n") == completeness.told()
    assert f"{len(LETTER_LANGUAGES)} languages" in told.output
