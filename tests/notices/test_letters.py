"""A mail with a link is owed until it left, or until it is plain that it never can."""

import re
from datetime import timedelta

import pytest

from exchange import clock
from exchange.identity.links import person_of_link
from exchange.letters import Purpose
from exchange.models import OutboxMessage, Role, db
from exchange.outbox import MOST_TRIES, Job, reissue
from exchange.workflows.perform import begin
from exchange.workflows.person import PERSON
from tests.workflows.accounts import INVITATION
from workers.letters import PAUSE, log

TOKEN = re.compile(r"/link/invitation/(\S+)")


@pytest.fixture
def invited(mailing, make_person):
    return begin(PERSON, actor=make_person(Role.ADMINISTRATOR), payload=INVITATION)


def owed() -> OutboxMessage:
    db.session.rollback()
    return db.session.query(OutboxMessage).filter_by(job=Job.SEND_LINK).one()


@pytest.mark.parametrize("refusal", ["", "451 come back later"])
def test_a_link_waits_for_a_server_that_is_away_or_busy_and_leaves_once(
    app, invited, mail_server, run_jobs, later, refusal
):
    if refusal:
        mail_server.refusal = refusal
    else:
        mail_server.stop()
    run_jobs()
    message = owed()
    assert message.finished_at is None
    assert timedelta(seconds=90) < message.not_before - clock.now() <= PAUSE
    run_jobs()
    assert message.tries == 0, "nothing is tried before the pause is over"
    assert reissue(app.extensions["queue"], timedelta(0)) == 0
    for _ in range(MOST_TRIES + 1):  # more often than a job that breaks is tried
        later(PAUSE)
        run_jobs()
        assert owed().finished_at is None
    mail_server.refusal = ""
    if not refusal:
        mail_server.start()
    later(PAUSE)
    run_jobs()
    run_jobs()
    [(to, mail)] = mail_server.received
    assert to == invited.email
    token = TOKEN.search(mail.get_content())[1]
    assert person_of_link(Purpose.INVITATION, token) == invited, "good from when it left"
    assert owed().finished_at is not None


def test_a_link_nobody_can_be_sent_is_given_up_and_the_operator_is_told(
    invited, mail_server, run_jobs, monkeypatch
):
    said = []
    monkeypatch.setattr(log, "error", lambda event, **more: said.append((event, more)), False)
    mail_server.refusal = "550 no such mailbox"
    run_jobs()
    message = owed()
    assert message.finished_at is not None
    assert message.tries == MOST_TRIES
    assert said == [("link not sent", {"person_id": str(invited.id), "purpose": "invitation"})]
    assert mail_server.received == []
