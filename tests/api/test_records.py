"""Records of the books by program; and a paper does not betray the case behind it."""

from datetime import date

from exchange.models import Document, ProjectState, db
from tests.api.asked import refused
from tests.api.test_seeing import count_queries
from tests.workflows.journeys import ISSUED, begun_mailing, walk

RECORD = {"record": "city_record", "partner": "harbour"}


def test_a_record_is_ordered_once_and_read(program, officer, tie):
    desk = program(officer)
    answer = desk.post("/documents", RECORD, **{"Idempotency-Key": "k"})
    assert answer.status_code == 201
    told = answer.get_json()
    assert answer.headers["Location"] == f"/api/v1/documents/{told['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert (told["kind"], told["state"], told["subject_kind"]) == ("city_record", "queued", "city")
    again = desk.post("/documents", RECORD, **{"Idempotency-Key": "k"})
    assert again.get_json()["id"] == told["id"]
    refused(desk.get(f"/documents/{told['id']}/pdf"), 409, "wrong_state")
    history = desk.get(f"/documents/{told['id']}/history").get_json()
    assert [one["action"] for one in history] == ["begin"]
    assert history[0]["inputs"]["facts_sha256"] == told["facts_sha256"]


def test_a_year_is_ordered_or_it_is_said_why_not(program, officer, make_project):
    make_project(ProjectState.CLOSED, starts_on=date(2024, 5, 1))
    desk = program(officer)
    assert desk.post("/documents", {"record": "yearly", "year": 2024}).status_code == 201
    for year, code in ((2011, "year_empty"), (9000, "year_ahead")):
        told = refused(
            desk.post("/documents", {"record": "yearly", "year": year}), 422, "not_ready"
        )
        assert [one["code"] for one in told["unmet"]] == [code]
    told = refused(desk.post("/documents", {"record": "yearly"}), 422, "invalid")
    assert list(told["errors"]) == ["year"]
    for slug in ("nowhere", "portland"):
        refused(desk.post("/documents", RECORD | {"partner": slug}), 404, "not_found")
    assert db.session.query(Document).count() == 1


def test_who_may_not_order_is_told_so(program, clerk, liaison, tie):
    for person in (clerk, liaison):
        refused(program(person).post("/documents", RECORD), 403, "not_permitted")


def test_a_partner_does_not_learn_that_their_letter_was_one_of_many(
    program, officer, director, liaison, system, tie
):
    draft = begun_mailing(officer, "harbour", title="the flood")
    mailing = walk("mailings", draft, (officer, "submit"), (director, "approve"))
    paper = db.session.query(Document).filter_by(subject_id=mailing.id).one()
    walk("documents", paper, (system, "issue", ISSUED), (system, "send"))
    here = f"/documents/{paper.id}"
    ours = program(officer).get(here).get_json()
    assert (ours["subject_kind"], ours["subject_id"]) == ("mailing", str(mailing.id))
    theirs = program(liaison)
    for told in (theirs.get(here).get_json(), *theirs.get("/documents").get_json()):
        assert told["number"] == paper.number
        assert (told["subject_kind"], told["subject_id"]) == (None, None)
    acted = theirs.act(f"{here}/acknowledge", paper.version, {})
    assert acted.get_json()["subject_id"] is None
    for path in (here, "/documents", f"{here}/history", "/notices"):
        assert str(mailing.id) not in theirs.get(path).text
        assert "mailing" not in theirs.get(path).text


def test_papers_of_what_is_shared_name_their_case(program, liaison, officer, make_project):
    project = make_project(ProjectState.INVITED)
    for n in range(3):
        db.session.add(
            Document(
                kind="invitation",
                number=f"IR-2026-000{n}",
                check_code=f"AAAA-000{n}",
                subject_kind="project",
                subject_id=project.id,
                title="x",
                owner_city_id=officer.city_id,
                partner_city_id=liaison.city_id,
                ordered_by_id=officer.id,
                languages=["en"],
                facts={},
                facts_sha256="0" * 64,
                state="sent",
                sha256="a" * 64,
                shared_at=officer.created_at,
            )
        )
    db.session.commit()
    theirs = program(liaison)
    assert {one["subject_id"] for one in theirs.get("/documents").get_json()} == {str(project.id)}
    asked = {count_queries(lambda n=n: theirs.get(f"/documents?page_size={n}")) for n in (1, 3)}
    assert len(asked) == 1, "the list asks the same, however long it is"
