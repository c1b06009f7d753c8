"""Mail handed to a server, or put into a folder where there is none."""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime, make_msgid
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from exchange.clock import now
from exchange.config import Config
from exchange.errors import N_, MailFailed

PATIENCE = 20.0


def send(config: Config, to: str, subject: str, text: str, *, html: str | None = None) -> None:
    """Hand over one mail; raise MailFailed where that cannot be done now."""
    try:
        message = _written(config, to, subject, text, html)
        if config.mail_url.startswith("smtp://"):
            _to_server(config.mail_url, message)
        else:
            _to_folder(Path(config.mail_url or config.data_dir / "mail"), message)
    except (OSError, ValueError, smtplib.SMTPException) as wrong:
        raise MailFailed(
            N_("The mail could not be handed over (%(why)s)."), why=type(wrong).__name__
        ) from wrong


def _written(config: Config, to: str, subject: str, text: str, html: str | None) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = config.mail_from
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject
    message["Date"] = localtime(now())
    message["Message-ID"] = make_msgid(domain=urlsplit(config.public_url).hostname)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def _to_server(address: str, message: EmailMessage) -> None:
    parts = urlsplit(address)
    with smtplib.SMTP(parts.hostname or "", parts.port or 25, timeout=PATIENCE) as server:
        if parse_qs(parts.query).get("starttls") == ["1"]:
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _to_folder(folder: Path, message: EmailMessage) -> None:
    """Write under another name first, so that no reader finds half a mail."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{now():%Y%m%dT%H%M%S%f}-{abs(hash(message['Message-ID'])) % 10**8:08}.eml"
    half = folder / f".{name}"
    half.touch(mode=0o600)
    half.write_bytes(message.as_bytes())
    half.rename(folder / name)
