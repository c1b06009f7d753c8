"""Readers who are told, workers in this process, and a mail server to stop and start."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from exchange import clock
from exchange.models import Notice, NoticePreference, db
from exchange.outbox import relay
from tests.making import saved
from tests.servers import free_port
from tests.workflows.conftest import everyone, make_document, office_makers
from workers import context

__all__ = ["everyone", "make_document", "office_makers"]


@dataclass
class MailServer:
    """A real mail server that keeps what it is given, and can be away or refuse."""

    port: int = field(default_factory=free_port)
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refusal: str = ""
    goodbye: str = "221 Bye"
    _controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for _, message in self.received]

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=default)
        self.received += [(to, message) for to in envelope.rcpt_tos]
        return "250 kept"

    async def handle_QUIT(self, _server, _session, _envelope) -> str:  # noqa: N802
        return self.goodbye

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mailing(app: Flask, mail_server: MailServer) -> Flask:
    """The app, with the mail server on loopback for its mail."""
    app.extensions["config"] = replace(app.extensions["config"], mail_url=mail_server.url)
    return app


@pytest.fixture
def run_jobs(app: Flask, system, monkeypatch) -> Callable[[], None]:
    """Return a callable that hands over what waits and runs it, as scheduler and worker would."""
    monkeypatch.setattr(context, "app", lambda: app)
    queue = app.extensions["queue"]

    def run() -> None:
        relay(queue)
        SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer).work(
            burst=True, logging_level="ERROR"
        )
        db.session.rollback()

    return run


@pytest.fixture
def wishes():
    """Return a callable that keeps how somebody likes to be told."""

    def keep(person, delivery, **more) -> NoticePreference:
        return saved(NoticePreference(person_id=person.id, delivery=delivery, **more))

    return keep


@pytest.fixture
def told():
    """Return a callable that lists whom a notice of which kind went to, in order."""

    def read(subject=None) -> list[tuple[str, str]]:
        db.session.rollback()
        rows = db.session.query(Notice).order_by(Notice.created_at, Notice.id)
        if subject is not None:
            rows = rows.filter_by(subject_id=subject.id)
        return [(one.person.name, one.kind.value) for one in rows]

    return read


@pytest.fixture
def later() -> Callable[[timedelta], None]:
    """Return a callable that lets time pass."""
    passed = [timedelta(0)]

    def let(span: timedelta) -> None:
        passed.append(passed[-1] + span + timedelta(seconds=1))
        clock.shift(passed[-1])

    return let


@pytest.fixture(autouse=True)
def the_right_time() -> Iterator[None]:
    yield
    clock.shift(timedelta(0))
