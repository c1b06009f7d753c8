"""One attempt to mail: what left is noted, what did not is tried again with growing pauses."""

from collections.abc import Sequence
from datetime import timedelta

from exchange.config import Config
from exchange.mail import MailFailed, send
from exchange.models import MailState, Notice, Person
from exchange.notices.keeping import keep_failed, keep_sent
from exchange.notices.wording import Mail, digest_of, mail_of
from exchange.outbox import NotNow

# A mail server may be down over a long weekend: four days in all.
PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 480, 960, 1440, 2400)
)
GRAVE_AFTER = 3


def send_one(config: Config, notice: Notice) -> None:
    """Mail one notice; raise NotNow where it is to be tried again. A sent one is left alone."""
    if notice.mail_state != MailState.OWED:
        return
    if not notice.person.active:
        _over([notice], "inactive")
        return
    _attempt(config, notice.person, [notice], mail_of(notice), f"notice-{notice.id}")


def send_many(config: Config, reader: Person, notices: Sequence[Notice], reference: str) -> None:
    """Mail a morning's notices in one; raise NotNow where it is to be tried again."""
    owed = [notice for notice in notices if notice.mail_state == MailState.OWED]
    if not owed:
        return
    if not reader.active:
        _over(owed, "inactive")
        return
    _attempt(config, reader, owed, digest_of(reader, owed), reference)


def give_up(notices: Sequence[Notice]) -> None:
    """Note that no mail can be made of these: a fault of ours, which somebody has to look at."""
    owed = [notice for notice in notices if notice.mail_state == MailState.OWED]
    keep_failed(owed, "fault", is_over=True, is_grave=True)


def _attempt(
    config: Config, reader: Person, notices: Sequence[Notice], mail: Mail, reference: str
) -> None:
    tries = max(notice.tries for notice in notices)
    try:
        send(
            config,
            reader.email,
            mail.subject,
            mail.text,
            html=mail.html,
            language=reader.language,
            reference=reference,
        )
    except MailFailed as failure:
        is_over = failure.is_final or tries >= len(PAUSES)
        is_grave = is_over or tries + 1 >= GRAVE_AFTER
        keep_failed(notices, failure.reason, is_over=is_over, is_grave=is_grave)
        if not is_over:
            raise NotNow(PAUSES[tries]) from failure
        return
    keep_sent(notices, mail.revision)


def _over(notices: Sequence[Notice], reason: str) -> None:
    keep_failed(notices, reason, is_over=True, is_grave=False)
