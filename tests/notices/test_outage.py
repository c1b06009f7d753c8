"""The mail server may be away, refuse or be slow: nothing is lost, and somebody sees it."""

from datetime import timedelta

import pytest

from exchange.errors import NotFound
from exchange.models import MailState, Notice, NoticeKind, OutboxMessage, Role, db
from exchange.notices import keeping, sending, tell
from exchange.outbox import reissue
from workers.notices import send_notice

K = NoticeKind
MANY = 12


def told_of(person, projects, director) -> list[Notice]:
    notices = [tell(person, K.RETURNED, project, by=director) for project in projects]
    db.session.commit()
    return notices


def test_a_notice_is_mailed_once_and_the_record_says_so(
    mailing, mail_server, run_jobs, officer, director, make_project
):
    (notice,) = told_of(officer, [make_project()], director)
    run_jobs()
    send_notice(str(notice.id))  # as a job handed over twice would
    db.session.rollback()
    assert mail_server.subjects == [f"Returned: Choir exchange ({notice.number})"]
    assert [to for to, _ in mail_server.received] == [officer.email]
    assert (notice.mail_state, notice.tries, notice.last_error) == (MailState.SENT, 1, "")
    assert notice.sent_at is not None
    assert len(notice.template_revision) == 64


def test_a_server_away_for_hours_loses_nothing_and_the_administrator_sees_it(
    mailing, mail_server, run_jobs, officer, director, administrator, make_project, later
):
    notices = told_of(officer, [make_project() for _ in range(MANY)], director)
    mail_server.stop()
    run_jobs()
    assert {(n.mail_state, n.tries, n.last_error) for n in notices} == {
        (MailState.OWED, 1, "ConnectionRefusedError")
    }
    run_jobs()
    assert {n.tries for n in notices} == {1}, "nothing is tried again before its pause is over"
    assert reissue(mailing.extensions["queue"], timedelta(0)) == 0, "nor by the sweep"
    for pause in sending.PAUSES[:5]:
        later(pause)
        run_jobs()
    assert {(n.mail_state, n.tries) for n in notices} == {(MailState.OWED, 6)}
    alarm = db.session.query(Notice).filter_by(person_id=administrator.id).one()
    assert (alarm.kind, alarm.mail_state) == (K.MAIL_FAILED, MailState.NONE)
    mail_server.start()
    later(sending.PAUSES[5])
    run_jobs()
    run_jobs()
    assert {n.mail_state for n in notices} == {MailState.SENT}
    ids = [message["Message-ID"] for _, message in mail_server.received]
    assert sorted(ids) == sorted(f"<notice-{n.id}@localhost>" for n in notices)
    assert db.session.query(OutboxMessage).filter_by(finished_at=None).count() == 0


def test_after_days_it_is_failed_and_an_administrator_sends_it_again(
    mailing, mail_server, run_jobs, officer, director, administrator, make_project, later
):
    (notice,) = told_of(officer, [make_project()], director)
    mail_server.stop()
    run_jobs()
    for pause in sending.PAUSES:
        assert notice.mail_state == MailState.OWED
        later(pause)
        run_jobs()
    assert (notice.mail_state, notice.tries) == (MailState.FAILED, len(sending.PAUSES) + 1)
    assert sum(sending.PAUSES, timedelta(0)) > timedelta(days=3)
    mail_server.start()
    keeping.send_again(administrator, notice.id)
    keeping.send_again(administrator, notice.id)
    run_jobs()
    assert notice.mail_state == MailState.SENT
    assert len(mail_server.received) == 1


def test_a_refused_reader_fails_at_once_and_others_go_on(
    mailing, mail_server, run_jobs, officer, director, administrator, make_project
):
    mail_server.refusal = "550 no such mailbox"
    (notice,) = told_of(officer, [make_project()], director)
    run_jobs()
    assert (notice.mail_state, notice.tries, notice.last_error) == (
        MailState.FAILED,
        1,
        "SMTP 550",
    )
    mail_server.refusal = "451 come back later"
    (other,) = told_of(officer, [make_project()], director)
    run_jobs()
    assert (other.mail_state, other.last_error) == (MailState.OWED, "SMTP 451")
    assert db.session.query(Notice).filter_by(kind=K.MAIL_FAILED).count() == 1


def test_nobody_but_an_administrator_of_the_city_sends_again(
    officer, director, make_project, make_person, partner
):
    (notice,) = told_of(officer, [make_project()], director)
    for other in (officer, make_person(Role.ADMINISTRATOR, partner)):
        with pytest.raises(NotFound):
            keeping.send_again(other, notice.id)


def test_a_worker_that_dies_before_it_says_so_sends_under_the_same_name(
    mailing, mail_server, run_jobs, officer, director, make_project, monkeypatch
):
    (notice,) = told_of(officer, [make_project()], director)
    died = []

    def die_once(notices, revision):
        if not died:
            died.append(True)
            raise MemoryError
        keeping.keep_sent(notices, revision)

    monkeypatch.setattr(sending, "keep_sent", die_once)
    run_jobs()
    assert notice.mail_state == MailState.SENT
    first, second = (message["Message-ID"] for _, message in mail_server.received)
    assert first == second


def test_a_mail_that_cannot_be_made_is_given_up_and_seen(
    mailing, run_jobs, officer, director, administrator, make_project, monkeypatch
):
    (notice,) = told_of(officer, [make_project()], director)

    def break_down(_notice):
        raise ValueError("a fault of ours")

    monkeypatch.setattr(sending, "mail_of", break_down)
    run_jobs()
    assert (notice.mail_state, notice.last_error) == (MailState.FAILED, "fault")
    assert db.session.query(Notice).filter_by(kind=K.MAIL_FAILED).count() == 1


def test_whoever_left_meanwhile_gets_no_mail(
    mailing, mail_server, run_jobs, officer, director, make_project
):
    (notice,) = told_of(officer, [make_project()], director)
    officer.active = False
    db.session.commit()
    run_jobs()
    assert (notice.mail_state, notice.last_error) == (MailState.FAILED, "inactive")
    assert mail_server.received == []


def test_a_mail_that_was_taken_is_sent_however_the_server_says_goodbye(
    mailing, mail_server, run_jobs, officer, director, make_project
):
    mail_server.goodbye = "421 tired"
    (notice,) = told_of(officer, [make_project()], director)
    run_jobs()
    assert (notice.mail_state, notice.tries) == (MailState.SENT, 1)
    assert len(mail_server.received) == 1
