"""The page of notices, the count in the bar, the failures an administrator sees, and the API."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from exchange.models import (
    Delivery,
    MailState,
    Notice,
    NoticeKind,
    NoticePreference,
    OutboxMessage,
    ProjectState,
    Role,
    db,
)
from exchange.notices import tell
from exchange.queries import notices
from tests.api.conftest import program
from tests.web.conftest import reader

__all__ = ["program", "reader"]
K = NoticeKind
COUNTED = "SELECT count(*) FROM notice WHERE person_id = :p AND read_at IS NULL"


@pytest.fixture
def returned(officer, director, make_project):
    """Return a callable that tells the officer that many times."""

    def make(count: int = 1, **facts) -> list[Notice]:
        made = []
        for n in range(count):
            one = tell(officer, K.RETURNED, make_project(title=f"Case {n}"), by=director)
            for name, value in facts.items():
                setattr(one, name, value)
            db.session.commit()
            made.append(one)
        return made

    return make


def test_notices_are_paged_newest_first_and_counted_in_the_bar(reader, officer, returned):
    returned(30)
    one = reader(officer)
    page = one.open("/notices")
    assert page.count("Mark as read</button>") == 25
    assert page.index("Case 29") < page.index("Case 28")
    assert "Notices: 30 unread" in page
    assert "Case 0 " in one.open("/notices?page=2")
    assert "Notices: 30 unread" in one.open("/projects")
    for odd in ("page=x", "page=-1", "page=99999999999", "only=none"):
        assert one.client.get(f"/notices?{odd}").status_code == 200


def test_one_and_all_are_marked_read(reader, officer, returned):
    first, *_ = returned(3)
    one = reader(officer)
    assert one.send(f"/notices/{first.id}/read").status_code == 303
    assert "2 unread" in one.open("/notices")
    assert "Case 0 " not in one.open("/notices?only=unread")
    assert one.send("/notices/read").status_code == 303
    assert "You have read everything" in one.open("/notices?only=unread")
    db.session.rollback()
    assert first.read_at is not None


def test_looking_changes_nothing_and_leads_to_the_case(browser, officer, returned):
    (notice,) = returned()
    answer = browser(officer).get(f"/notices/{notice.id}")
    assert (answer.status_code, answer.location) == (303, f"/projects/{notice.subject_id}")
    assert browser(officer).get(f"/notices/{notice.id}/read").status_code == 405
    db.session.rollback()
    assert notice.read_at is None


def test_another_persons_notices_do_not_exist(reader, director, returned, program):
    (notice,) = returned()
    other = reader(director)
    assert other.client.get(f"/notices/{notice.id}").status_code == 404
    assert other.send(f"/notices/{notice.id}/read").status_code == 404
    assert "Case 0" not in other.open("/notices")
    assert program(director).post(f"/notices/{notice.id}/read").status_code == 404
    mine = program(director).get("/notices").get_json()
    assert str(notice.id) not in {one["id"] for one in mine}


def test_a_form_of_another_site_marks_nothing(browser, officer, returned):
    (notice,) = returned()
    assert browser(officer).post(f"/notices/{notice.id}/read").status_code == 400
    assert browser(officer).post("/notices/preferences").status_code == 400


def test_how_one_is_told_is_kept(reader, officer):
    one = reader(officer)
    wish = {"delivery": "digest", "hour": "7", "always": ["step_opened", "paper_failed"]}
    assert one.send("/notices/preferences", **wish).status_code == 303
    assert one.send("/notices/preferences", **wish).status_code == 303
    db.session.rollback()
    kept = db.session.query(NoticePreference).one()
    assert (kept.delivery, kept.digest_hour) == (Delivery.DIGEST, 7)
    assert kept.always_immediate == ["step_opened", "paper_failed"]
    page = one.open("/notices")
    assert re.search('value="digest" checked', page)
    assert re.search('value="paper_failed" checked', page)
    for odd in ({"hour": "3"}, {"hour": "x"}, {"delivery": "pigeon"}, {"always": ["none"]}):
        assert one.send("/notices/preferences", **(wish | odd)).status_code == 400


def test_an_administrator_sees_what_did_not_leave_and_sends_it_again(
    reader, administrator, officer, returned, make_person, partner
):
    (failed,) = returned(mail_state=MailState.FAILED, tries=13, last_error="SMTP 550")
    returned(mail_state=MailState.OWED, tries=2, last_error="ConnectionRefusedError")
    returned(mail_state=MailState.SENT)
    one = reader(administrator)
    page = one.open("/notices/failures")
    assert page.count('<li class="row">') == 2
    assert "officer portland" in page
    assert "SMTP 550" in page
    assert officer.email not in page
    assert page.count("Send again</button>") == 1
    before = db.session.query(OutboxMessage).count()
    assert one.send(f"/notices/{failed.id}/send-again").status_code == 303
    db.session.rollback()
    assert failed.mail_state == MailState.OWED
    assert db.session.query(OutboxMessage).count() == before + 1
    assert "Mails that did not leave" in one.open("/notices")
    theirs = reader(make_person(Role.ADMINISTRATOR, partner))
    assert "Every mail left" in theirs.open("/notices/failures")
    assert reader(officer).client.get("/notices/failures").status_code == 404
    assert reader(officer).send(f"/notices/{failed.id}/send-again").status_code == 404


def test_the_owners_side_sees_whom_a_case_was_told(
    reader, officer, director, liaison, make_project
):
    case = make_project(ProjectState.INVITED)
    tell(liaison, K.ANSWER_AWAITED, case, by=director).mail_state = MailState.FAILED
    db.session.commit()
    page = reader(officer).open(f"/projects/{case.id}")
    assert "Notices of this case" in page
    assert "liaison harbour" in page
    assert "Invitation to answer" in page
    assert liaison.email not in page
    assert "Notices of this case" not in reader(liaison).open(f"/projects/{case.id}")


def test_programs_read_and_mark_their_own(program, officer, returned):
    first, _ = returned(2)
    desk = program(officer)
    answer = desk.get("/notices?page_size=1")
    assert '"total": 2' in answer.headers["X-Pagination"]
    (shown,) = answer.get_json()
    assert (shown["kind"], shown["title"], shown["read_at"]) == ("returned", "Case 1", None)
    for _ in range(2):
        assert desk.post(f"/notices/{first.id}/read").get_json()["read_at"] is not None
    assert len(desk.get("/notices?unread=true").get_json()) == 1
    assert desk.get("/notices?page=0").status_code == 422


def test_the_count_in_the_bar_looks_into_an_index(app, officer):
    plan = db.session.execute(
        text(f"EXPLAIN QUERY PLAN {COUNTED}"),
        {"p": officer.id.hex},
    ).all()
    assert "ix_notice_inbox" in str(plan)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_kind_can_be_shown_with_nothing_missing(
    browser, officer, director, make_project, language
):
    project = make_project(ProjectState.AGREED)
    for kind in NoticeKind:
        tell(officer, kind, project, by=director, action="accept", due="2027-05-28")
    db.session.commit()
    headers = {"Accept-Language": language}
    officer.language = language
    db.session.commit()
    for page in ("/notices", f"/projects/{project.id}"):
        shown = browser(officer).get(page, headers=headers).text
        assert not re.search(r">\s*notice\.|%\(|\.history\.", shown)


def test_the_bar_does_not_break_the_page_that_says_the_database_is_away(
    reader, officer, monkeypatch
):
    def away(_reader):
        raise OperationalError("SELECT", {}, OSError())

    monkeypatch.setattr(notices, "unread_count", away)
    assert "Notices: 0 unread" in reader(officer).open("/projects")


def test_what_has_no_page_leads_to_the_list_and_failures_to_theirs(browser, officer):
    plain, failed = tell(officer, K.MOVED), tell(officer, K.MAIL_FAILED)
    db.session.commit()
    assert browser(officer).get(f"/notices/{plain.id}").location == "/notices"
    assert browser(officer).get(f"/notices/{failed.id}").location == "/notices/failures"
