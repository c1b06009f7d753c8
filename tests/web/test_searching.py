"""Search: any script, any number on a paper or a carton, and never another city's affairs."""

from datetime import date
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from exchange import cli
from exchange.commands import finding
from exchange.models import (
    Carton,
    CartonContent,
    Project,
    ProjectState,
    Role,
    SearchTerm,
    ShipmentState,
    db,
)
from exchange.queries.searching import MOST, find_all
from exchange.searching import plain, terms, words
from exchange.workflows.perform import begin, perform
from exchange.workflows.registry import WORKFLOWS
from tests.postgres import ON_BOTH
from tests.web.test_pages import count_queries
from tests.workflows.journeys import project_draft

SSCC = "088000000000000017"


def begun(officer, **said) -> Project:
    draft = project_draft(title_partner="", purpose="", **said)
    return begin(WORKFLOWS["projects"], actor=officer, payload=draft)


def numbers(written, reader) -> list[str]:
    return [hit.case.number for hit in find_all(written, reader).hits]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("보건용마스크 지원", "마스크"),
        ("医用口罩捐赠", "口罩"),
        ("Hưng Yên", "hung"),
        ("Übergabe in Łódź", "ubergabe"),
        ("ＫＦ９４ mask", "kf94"),
        ("AS-2020-0001", "0001"),
        ("ໜ້າກາກອະນາໄມ", "ອະນາໄມ"),
        ("Юношеский обмен", "юношеский"),
        ("تبادل الشباب", "الشباب"),
    ],
)
def test_a_text_is_found_by_what_people_type(text, typed):
    assert any(one.startswith(words(typed)[0]) for one in terms(text))


def test_accents_width_and_case_are_nothing_but_hangul_stays_whole():
    assert plain("ÉCOLE ＡＢ 한글") == "ecole ab 한글"


@ON_BOTH
def test_cases_are_found_by_every_word_and_the_newest_first(app, officer, tie, partner):
    first = begun(officer, title="Youth choir")
    second = begun(officer, title="Youth football")
    assert numbers("youth", officer) == [second.number, first.number]
    assert numbers("you cho", officer) == [first.number]
    assert numbers(first.number.lower(), officer) == [first.number]
    assert numbers("youth chess", officer) == []
    assert numbers("   ", officer) == numbers("—", officer) == []


def test_what_is_written_anew_is_found_anew(officer, tie):
    case = begun(officer, title="Youth choir")
    perform(
        WORKFLOWS["projects"],
        case.id,
        "edit",
        actor=officer,
        payload=project_draft(title="Old chess"),
    )
    assert numbers("choir", officer) == []
    assert numbers("chess", officer) == [case.number]


def test_nobody_finds_what_they_may_not_know_of(
    app, officer, liaison, make_person, stranger, make_project, monkeypatch
):
    hidden, shown = make_project(), make_project(ProjectState.INVITED)
    reindex(app, monkeypatch)
    assert set(numbers("choir", officer)) == {hidden.number, shown.number}
    assert numbers("choir", liaison) == [shown.number]
    assert numbers("choir", make_person(Role.OFFICER, stranger)) == []


def reindex(app, monkeypatch) -> str:
    monkeypatch.setattr(finding, "installation", lambda: app)
    told = CliRunner().invoke(cli.main, ["reindex"], catch_exceptions=False).output
    db.session.rollback()  # what this session reads is from now on
    return told


def test_the_words_are_written_anew_for_what_stood_before(app, officer, make_project, monkeypatch):
    for _ in range(3):
        make_project()
    monkeypatch.setattr(finding, "BATCH", 2)
    assert "project      3" in reindex(app, monkeypatch)
    reindex(app, monkeypatch)
    assert len(numbers("choir", officer)) == 3
    rows = db.session.scalars(select(SearchTerm).where(SearchTerm.term == "choir")).all()
    assert len(rows) == 3


def test_more_than_a_page_is_said_to_be_more(app, reader, officer, make_project, monkeypatch):
    for _ in range(MOST + 1):
        make_project()
    reindex(app, monkeypatch)
    found = find_all("choir", officer)
    assert (len(found.hits), found.more) == (MOST, True)
    assert "There are more" in reader(officer).open("/search?q=choir")


def test_a_carton_leads_to_its_shipment(
    app, reader, officer, make_shipment, make_person, stranger
):
    case = make_shipment(ShipmentState.PACKED)
    case.cartons.append(
        Carton(
            position=1,
            sscc=SSCC,
            **dict.fromkeys(("length_mm", "width_mm", "height_mm", "net_g", "gross_g"), 1),
            contents=[CartonContent(position=1, line=case.lines[0], quantity=1)],
        )
    )
    db.session.commit()
    for typed in (SSCC, f"(00) {SSCC}", f"00{SSCC}", f"{SSCC[:9]} {SSCC[9:]}"):
        assert numbers(typed, officer) == [case.number]
    assert numbers(SSCC[:-1] + "8", officer) == []
    assert numbers(SSCC, make_person(Role.OFFICER, stranger)) == []
    assert case.number in reader(officer).open(f"/search?q={SSCC}")


def test_a_city_is_found_in_any_script_and_the_page_says_what_is_not(reader, officer, partner):
    partner.names = {"en": "Harbour", "ko": "항구시", "zh-Hans": "港市"}
    db.session.commit()
    one = reader(officer)
    for typed in ("harb", "항구", "港"):
        assert "/cities/harbour" in one.open(f"/search?q={typed}")
    assert "Nothing is found" in one.open("/search?q=nothing-of-the-kind")
    assert "Look for a number" in one.open("/search")
    assert one.client.get("/search?q=" + "x" * 5000).status_code == 200


def test_somebody_of_no_city_finds_nothing(system):
    assert find_all("choir", system) == find_all("", SimpleNamespace(city_id=system.id))


def test_the_number_of_queries_does_not_grow(app, reader, officer, make_project, monkeypatch):
    make_project()
    reindex(app, monkeypatch)
    one = reader(officer)
    few = count_queries(lambda: one.open("/search?q=choir"))
    for day in range(1, 12):
        make_project(starts_on=date(2027, 4, day))
    reindex(app, monkeypatch)
    assert count_queries(lambda: one.open("/search?q=choir")) == few
