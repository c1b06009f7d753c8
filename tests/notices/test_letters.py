"""A mail with a link is owed until it left, or until it was tried so often that it is given up."""

import re
from datetime import timedelta

import pytest

from exchange import clock, letters
from exchange.errors import NotFound
from exchange.identity.links import person_of_link
from exchange.letters import Purpose
from exchange.models import MailState, Notice, NoticeKind, OutboxMessage, Role, db
from exchange.notices import keeping
from exchange.notices.sending import GRAVE_AFTER, PAUSES
from exchange.outbox import MOST_TRIES, Job, reissue
from exchange.workflows.perform import begin, perform
from exchange.workflows.person import PERSON
from tests.web.conftest import reader
from tests.workflows.accounts import INVITATION
from workers import letters as worker
from workers.letters import log

__all__ = ["reader"]
TOKEN = re.compile(r"/link/invitation/(\S+)")


@pytest.fixture
def keeper(make_person):
    return make_person(Role.ADMINISTRATOR)


@pytest.fixture
def invited(mailing, keeper):
    return begin(PERSON, actor=keeper, payload=INVITATION)


def owed() -> OutboxMessage:
    db.session.rollback()
    db.session.expire_all()
    jobs = db.session.query(OutboxMessage).filter_by(job=Job.SEND_LINK)
    return jobs.order_by(OutboxMessage.created_at.desc()).first()


def alarms(person) -> list[str]:
    db.session.rollback()
    return [one.kind for one in db.session.query(Notice).filter_by(person_id=person.id)]


def try_in_vain(run_jobs, later) -> None:
    """Let every attempt there is go wrong."""
    run_jobs()
    for pause in PAUSES:
        assert owed().finished_at is None
        later(pause)
        run_jobs()


@pytest.mark.parametrize("refusal", ["", "451 come back later"])
def test_a_link_waits_for_a_server_that_is_away_or_busy_and_leaves_once(
    app, invited, keeper, mail_server, run_jobs, later, refusal
):
    if refusal:
        mail_server.refusal = refusal
    else:
        mail_server.stop()
    run_jobs()
    message = owed()
    assert message.finished_at is None
    assert PAUSES[0] / 2 < message.not_before - clock.now() <= PAUSES[0]
    assert invited.credential.link_tries == 1
    run_jobs()
    assert invited.credential.link_tries == 1, "nothing is tried before the pause is over"
    assert reissue(app.extensions["queue"], timedelta(0)) == 0
    assert alarms(keeper) == []
    for pause in PAUSES[: GRAVE_AFTER - 1]:
        later(pause)
        run_jobs()
        assert owed().finished_at is None
    assert alarms(keeper) == ["mail_failed"]
    mail_server.refusal = ""
    if not refusal:
        mail_server.start()
    later(PAUSES[GRAVE_AFTER])
    run_jobs()
    run_jobs()
    [(to, mail)] = mail_server.received
    assert to == invited.email
    token = TOKEN.search(mail.get_content())[1]
    assert person_of_link(Purpose.INVITATION, token) == invited, "good from when it left"
    assert owed().finished_at is not None
    kept = invited.credential
    assert (kept.link_tries, kept.link_error, kept.link_failed_at) == (0, "", None)


def test_a_link_is_tried_so_often_and_then_given_up(invited, keeper, mail_server, run_jobs, later):
    mail_server.refusal = "451 come back later"
    try_in_vain(run_jobs, later)
    kept, message = invited.credential, owed()
    assert message.finished_at is not None
    assert (kept.link_tries, kept.link_error) == (len(PAUSES) + 1, "SMTP 451")
    assert kept.link_failed_at is not None
    assert alarms(keeper) == ["mail_failed"]
    assert alarms(invited) == [], "who has no account yet reads no page"
    later(timedelta(days=30))
    run_jobs()
    assert kept.link_tries == len(PAUSES) + 1, "nothing more is tried by itself"


def test_a_link_nobody_can_be_sent_is_given_up_at_once(invited, keeper, mail_server, run_jobs):
    mail_server.refusal = "550 no such mailbox"
    run_jobs()
    assert owed().finished_at is not None
    assert (invited.credential.link_tries, invited.credential.link_error) == (1, "SMTP 550")
    assert alarms(keeper) == ["mail_failed"]
    assert mail_server.received == []


def test_the_administrator_sees_it_and_sends_it_again(
    invited, keeper, mail_server, run_jobs, reader, officer
):
    mail_server.refusal = "550 no such mailbox"
    run_jobs()
    desk = reader(keeper)
    page = desk.open("/notices/failures")
    assert "Link that opens the account" in page
    assert f"/notices/links/{invited.id}/send-again" in page
    assert "SMTP 550" in page
    assert "did not leave" in desk.open(f"/people/{invited.id}")
    assert reader(officer).send(f"/notices/links/{invited.id}/send-again").status_code == 404
    mail_server.refusal = ""
    assert desk.send(f"/notices/links/{invited.id}/send-again").status_code == 303
    assert desk.send(f"/notices/links/{invited.id}/send-again").status_code == 303
    assert db.session.query(OutboxMessage).filter_by(job=Job.SEND_LINK).count() == 2
    run_jobs()
    assert [to for to, _ in mail_server.received] == [invited.email], "once, however often pressed"
    page = desk.open("/notices/failures")
    assert f"/notices/links/{invited.id}/send-again" not in page
    assert "Every mail left." in page


def test_another_citys_administrator_does_not_send_it_again(
    invited, make_person, partner, mail_server, run_jobs, reader
):
    mail_server.refusal = "550 no such mailbox"
    run_jobs()
    other = make_person(Role.ADMINISTRATOR, partner)
    with pytest.raises(NotFound):
        keeping.send_link_again(other, invited.id)
    assert invited.email not in reader(other).open("/notices/failures")
    answer = reader(other).send(f"/notices/links/{invited.id}/send-again")
    assert answer.status_code == 404


def test_a_link_that_waits_is_shown_as_tried_by_itself(
    invited, keeper, mail_server, run_jobs, reader
):
    mail_server.stop()
    run_jobs()
    page = reader(keeper).open("/notices/failures")
    assert "tried again by itself" in page
    assert "/notices/links/" not in page
    reader(keeper).send(f"/notices/links/{invited.id}/send-again")
    assert db.session.query(OutboxMessage).filter_by(job=Job.SEND_LINK).count() == 1


def test_who_has_an_account_is_told_on_their_own_page(
    mailing, keeper, officer, mail_server, run_jobs, reader
):
    letters.send_reset(officer)
    db.session.commit()
    mail_server.refusal = "550 no such mailbox"
    run_jobs()
    [notice] = db.session.query(Notice).filter_by(person_id=officer.id)
    assert (notice.kind, notice.mail_state) == (NoticeKind.LINK_FAILED, MailState.NONE)
    desk = reader(officer)
    assert desk.client.get(f"/notices/{notice.id}").headers["Location"] == "/account"
    assert "A mail with a link did not reach you" in desk.open("/account")
    letters.send_reset(officer)
    db.session.commit()
    assert "A mail with a link did not reach you" not in desk.open("/account")


def test_a_link_that_is_wanted_no_more_is_no_failure(
    invited, keeper, mail_server, run_jobs, later, reader
):
    mail_server.stop()
    run_jobs()
    person = perform(PERSON, invited.id, "leave", actor=keeper)
    assert person.email not in reader(keeper).open("/notices/failures")
    later(PAUSES[0])
    run_jobs()
    assert owed().finished_at is not None
    assert invited.credential.link_tries == 0


def test_a_fault_of_ours_is_given_up_and_the_operator_is_told(
    invited, keeper, mail_server, run_jobs, monkeypatch
):
    said = []
    monkeypatch.setattr(log, "error", lambda event, **more: said.append((event, more)), False)
    monkeypatch.setitem(worker.MAKE, Purpose.INVITATION, lambda _person: 1 / 0)
    run_jobs()
    message = owed()
    assert (message.tries, message.finished_at is None) == (MOST_TRIES, False)
    assert said == [("link not sent", {"person_id": str(invited.id), "purpose": "invitation"})]
    assert invited.credential.link_error == "fault"
    assert invited.credential.link_failed_at is not None
    assert alarms(keeper) == ["mail_failed"]


def test_the_services_own_account_is_nobodys_to_be_told_of(system):
    keeping.keep_link_failed(system, "reset", "SMTP 550", is_over=True, is_grave=True)
    assert db.session.query(Notice).count() == 0
