"""One mail a morning: in the reader's own city, on days they work, once whoever looks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exchange import clock
from exchange.models import Delivery, MailState, Notice, NoticeKind, OutboxMessage, Role, db
from exchange.notices import mornings, sending, tell
from exchange.outbox import Job
from tests.postgres import ON_BOTH
from workers.notices import send_digest
from workers.scheduler import sweep

K = NoticeKind
SEOUL, WEST = "Asia/Seoul", "America/Los_Angeles"


@pytest.fixture
def digested(make_city, make_person, wishes):
    """Return a callable that makes somebody of a city who reads one mail a morning."""

    def make(zone: str, country: str, hour: int = 8):
        city = make_city(zone.rpartition("/")[2].lower(), timezone=zone, country=country)
        person = make_person(Role.OFFICER, city)
        wishes(person, Delivery.DIGEST, digest_hour=hour)
        return person

    return make


def at(written: str, zone: str) -> None:
    there = datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))
    clock.shift(there.astimezone(UTC) - datetime.now(UTC))


def told(person, kind=K.MOVED, **more) -> Notice:
    notice = tell(person, kind, **more)
    db.session.commit()
    return notice


def owed() -> list[tuple[str, str]]:
    db.session.rollback()
    jobs = db.session.query(OutboxMessage).filter_by(job=Job.SEND_DIGEST)
    return sorted((one.args["person_id"], one.args["day"]) for one in jobs)


def test_each_gets_their_morning_where_they_are(digested):
    seoul, west = digested(SEOUL, "KR"), digested(WEST, "US")
    at("2026-11-24T07:59", SEOUL)  # the afternoon of the 23rd in the west
    told(seoul)
    told(west)
    assert mornings.post_digests() == 0
    at("2026-11-24T08:00", SEOUL)
    assert mornings.post_digests() == 1
    assert owed() == [(str(seoul.id), "2026-11-24")]
    at("2026-11-24T07:59", WEST)
    assert mornings.post_digests() == 0
    at("2026-11-24T08:00", WEST)
    assert mornings.post_digests() == 1
    assert (str(west.id), "2026-11-24") in owed()


def test_one_mail_holds_them_all_and_what_comes_after_waits_for_the_next(
    digested, mailing, mail_server, run_jobs
):
    reader = digested(SEOUL, "KR")
    at("2026-11-24T06:00", SEOUL)
    first = [told(reader), told(reader, K.RETURNED)]
    at("2026-11-24T08:00", SEOUL)
    sweep(mailing, reissuing=False, anchoring=False, digesting=True)
    run_jobs()
    at("2026-11-24T12:00", SEOUL)
    later = told(reader, K.APPROVED)
    sweep(mailing, reissuing=False, anchoring=False, digesting=True)
    run_jobs()
    assert mail_server.subjects == ["Your notices this morning: 2"]
    assert {one.mail_state for one in first} == {MailState.SENT}
    assert {one.digest_on for one in first} == {date(2026, 11, 24)}
    assert (later.mail_state, later.digest_on) == (MailState.OWED, None)
    send_digest(str(reader.id), "2026-11-24")
    at("2026-11-25T08:00", SEOUL)
    mornings.post_digests()
    run_jobs()
    assert mail_server.subjects[1:] == ["Your notices this morning: 1"]


def test_a_morning_without_a_mail_server_comes_later_and_once(
    digested, mailing, mail_server, run_jobs
):
    reader = digested(SEOUL, "KR")
    at("2026-11-24T06:00", SEOUL)
    notice = told(reader)
    at("2026-11-24T08:00", SEOUL)
    mornings.post_digests()
    mail_server.stop()
    run_jobs()
    assert (notice.mail_state, notice.tries) == (MailState.OWED, 1)
    mail_server.start()
    at("2026-11-24T09:00", SEOUL)
    run_jobs()
    run_jobs()
    assert notice.mail_state == MailState.SENT
    assert len(mail_server.received) == 1


@ON_BOTH
def test_two_schedulers_do_no_harm(app, digested, monkeypatch):
    reader = digested(SEOUL, "KR")
    at("2026-11-24T06:00", SEOUL)
    told(reader)
    at("2026-11-24T08:00", SEOUL)
    assert mornings.post_digests() == 1
    notice = db.session.query(Notice).one()
    notice.digest_on = None  # as the other saw it before the first had written
    db.session.commit()
    assert mornings.post_digests() == 0
    monkeypatch.setattr(mornings.outbox, "post_once", _as_if_first)
    assert mornings.post_digests() == 0
    assert len(owed()) == 1


def _as_if_first(job, _whose, _occasion, **args):
    """Write the job of the other once more, having looked before it was there."""
    known = db.session.query(OutboxMessage.id).scalar()
    db.session.expunge_all()
    message = OutboxMessage(id=known, job=job.value, args=args)
    db.session.add(message)
    return message


@pytest.mark.parametrize(
    ("day", "zone", "country", "comes"),
    [
        ("2026-02-17", SEOUL, "KR", False),  # Seollal
        ("2026-11-28", SEOUL, "KR", False),  # Saturday
        ("2026-12-31", SEOUL, "KR", True),
        ("2027-01-01", SEOUL, "KR", False),
        ("2027-01-04", SEOUL, "KR", True),
        ("2028-02-29", SEOUL, "KR", True),
        ("2028-02-29", WEST, "US", True),
        ("2027-03-15", WEST, "US", True),  # the clocks went forward the night before last
        ("2026-11-26", WEST, "US", False),  # Thanksgiving
    ],
)
def test_days_off_have_no_morning(digested, day, zone, country, comes):
    reader = digested(zone, country)
    at(f"{day}T07:00", zone)
    told(reader)
    at(f"{day}T08:00", zone)
    assert mornings.post_digests() == comes


def test_what_is_due_on_a_day_off_comes_all_the_same(digested):
    reader = digested(SEOUL, "KR")
    at("2026-12-31T23:00", SEOUL)
    told(reader, due="2027-01-01")
    at("2027-01-01T08:00", SEOUL)
    assert mornings.post_digests() == 1
    assert owed() == [(str(reader.id), "2027-01-01")]


@pytest.mark.parametrize(
    ("day", "hour"),
    [("2027-03-14", 2), ("2026-11-01", 1)],  # an hour that is skipped, an hour that comes twice
)
def test_when_the_clocks_change_there_is_one_morning(digested, day, hour):
    reader = digested(WEST, "XX", hour=hour)  # both are Sundays: something is due
    at(f"{day}T00:00", WEST)
    told(reader, due=day)
    sent = 0
    for _ in range(24 * 2 + 4):
        at_now = clock.now() + timedelta(minutes=30)
        clock.shift(at_now - datetime.now(UTC))
        sent += mornings.post_digests()
    assert sent == 1
    assert owed() == [(str(reader.id), day)]


def test_a_scheduler_that_was_away_at_the_hour_catches_up(digested):
    reader = digested(SEOUL, "KR")
    at("2026-11-24T07:00", SEOUL)
    told(reader)
    at("2026-11-24T10:30", SEOUL)
    assert mornings.post_digests() == 1
    told(reader)
    assert mornings.post_digests() == 0


def test_a_reader_who_left_has_no_mail_in_the_morning(digested, mailing, mail_server, run_jobs):
    reader = digested(SEOUL, "KR")
    at("2026-11-24T06:00", SEOUL)
    notice = told(reader)
    at("2026-11-24T08:00", SEOUL)
    mornings.post_digests()
    reader.active = False
    db.session.commit()
    run_jobs()
    assert (notice.mail_state, notice.last_error) == (MailState.FAILED, "inactive")
    assert mail_server.received == []


def test_a_morning_that_cannot_be_written_is_given_up(digested, mailing, run_jobs, monkeypatch):
    reader = digested(SEOUL, "KR")
    at("2026-11-24T06:00", SEOUL)
    notice = told(reader)
    at("2026-11-24T08:00", SEOUL)
    mornings.post_digests()

    def break_down(_reader, _notices):
        raise ValueError("a fault of ours")

    monkeypatch.setattr(sending, "digest_of", break_down)
    run_jobs()
    assert (notice.mail_state, notice.last_error) == (MailState.FAILED, "fault")
