"""A mail on its way out: to a server, or into a folder where there is none."""

import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from exchange.clock import now
from exchange.config import Config
from exchange.errors import N_, ExchangeError

PATIENCE_SECONDS = 10
FOR_GOOD = 500
SERVERS = frozenset({"smtp", "smtps"})
DEFAULT_PORTS = {"smtp": 25, "smtps": 465}
# Every server takes seven bits; what does not fit is written as base64 or quoted-printable.
POLICY = SMTP.clone(cte_type="7bit")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


class MailFailed(ExchangeError):
    """A mail did not leave; `is_final` where trying again cannot help."""

    code = "mail_failed"

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(N_("The mail did not leave: %(reason)s."), reason=reason)
        self.reason = reason
        self.is_final = is_final


def send(  # noqa: PLR0913  # a mail has all of these
    config: Config,
    to: str,
    subject: str,
    text: str,
    *,
    html: str | None = None,
    language: str = "",
    reference: str = "",
) -> None:
    """Send one mail, or raise MailFailed.

    `reference` names the mail: sent again by a repeated job it carries the same Message-ID, so
    that a mailbox recognises it.
    """
    message = written(config, to, subject, text, html, language, reference)
    server = urlsplit(config.mail_url)
    if server.scheme in SERVERS:
        _hand_over(server, message)
    else:
        _file(Path(config.mail_url or config.data_dir / "mail"), message)


def written(  # noqa: PLR0913, PLR0917  # a mail has all of these
    config: Config, to: str, subject: str, text: str, html: str | None, language: str, name: str
) -> EmailMessage:
    """Return the mail as it will be sent; raise MailFailed for a header that hides another."""
    if CONTROL.search(to + subject + language + name) or not ADDRESS.fullmatch(to):
        raise MailFailed("headers", is_final=True)
    message = EmailMessage(policy=POLICY)
    sender, address = parseaddr(config.mail_from)
    place = address.rpartition("@")[2]
    message["Subject"] = subject
    message["From"] = _address(sender, address)
    message["To"] = _address("", to)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{name}@{place}>" if name else make_msgid(domain=place)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers from machines
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    if language:
        message["Content-Language"] = language
    return message


def _address(name: str, address: str) -> Address:
    try:
        return Address(name, addr_spec=address)
    except (ValueError, MessageError) as wrong:
        raise MailFailed("headers", is_final=True) from wrong


def is_reachable(config: Config) -> str:
    """Return what answers for mail, or raise MailFailed."""
    server = urlsplit(config.mail_url)
    if server.scheme in SERVERS:
        with _connected(server):
            return f"{server.scheme}://{server.hostname}:{_port(server)}"
    folder = Path(config.mail_url or config.data_dir / "mail")
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise MailFailed("not writable")
    return f"no server; mails are written into {folder}"


def _hand_over(server: SplitResult, message: EmailMessage) -> None:
    with _connected(server) as connection:
        connection.send_message(message)


@contextmanager
def _connected(server: SplitResult) -> Iterator[smtplib.SMTP]:
    """Give a connection to the mail server; whatever goes wrong on it is a MailFailed."""
    try:
        connection = _reached(server)
        try:
            if parse_qs(server.query).get("starttls") == ["1"]:
                connection.starttls(context=ssl.create_default_context())
            if server.username:
                connection.login(unquote(server.username), unquote(server.password or ""))
            yield connection
        finally:
            _leave(connection)
    except smtplib.SMTPRecipientsRefused as refused:
        code = max((answer[0] for answer in refused.recipients.values()), default=0)
        raise MailFailed(f"SMTP {code}", is_final=_is_final(code)) from refused
    except smtplib.SMTPDataError as refused:
        code = refused.smtp_code
        raise MailFailed(f"SMTP {code}", is_final=_is_final(code)) from refused
    except smtplib.SMTPResponseException as refused:  # of the door, not of this mail
        raise MailFailed(f"SMTP {refused.smtp_code}") from refused
    except (OSError, smtplib.SMTPException) as away:
        raise MailFailed(type(away).__name__) from away


def _reached(server: SplitResult) -> smtplib.SMTP:
    """Reach the server; where its scheme asks for TLS, only one whose certificate is good."""
    where = (server.hostname or "", _port(server))
    if server.scheme == "smtps":
        trusted = ssl.create_default_context()
        return smtplib.SMTP_SSL(*where, timeout=PATIENCE_SECONDS, context=trusted)
    return smtplib.SMTP(*where, timeout=PATIENCE_SECONDS)


def _leave(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()  # a mail that was taken is taken, however badly the server says goodbye


def _port(server: SplitResult) -> int:
    return server.port or DEFAULT_PORTS[server.scheme]


def _is_final(code: int) -> bool:
    """Say whether a server refused this mail for good (RFC 5321: 5yz) rather than for now."""
    return code >= FOR_GOOD


def _file(folder: Path, message: EmailMessage) -> None:
    """Write the mail whole or not at all, under its own name: sent twice it is there once."""
    name = re.sub(r"[^0-9A-Za-z-]", "_", str(message["Message-ID"]).strip("<>").partition("@")[0])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half = folder / f".{name}.{os.getpid()}"
        half.write_bytes(message.as_bytes())
        half.replace(folder / f"{name}.eml")
    except OSError as wrong:
        raise MailFailed(type(wrong).__name__) from wrong
