"""What a mail is: its headers, its words in two languages, and what it never carries."""

import re
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import IPv4Address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask_babel import force_locale, gettext

from exchange import clock
from exchange.config import Config
from exchange.doctor import examine
from exchange.mail import MailFailed, is_reachable, send, written
from exchange.models import Delivery, MailState, NoticeKind, ProjectState, Role, db
from exchange.notices import tell
from exchange.notices.wording import digest_of, mail_of
from exchange.web.notices import EXPLAINED
from tests.servers import free_port

MISSING = re.compile(r"notice\.|%\(|\bNone\b|\{\{|\w+\.history\.")


def test_a_mail_carries_what_a_mail_of_a_machine_should(config):
    clock.shift(datetime(2028, 2, 29, 8, 0, tzinfo=UTC) - datetime.now(UTC))
    mail = written(config, "a@b.example", "결재 요청", "본문", "<p>본문</p>", "ko", "notice-1")
    assert mail["Date"].startswith("Tue, 29 Feb 2028 08:00:0")
    assert mail["Message-ID"] == "<notice-1@localhost>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "ko")
    assert mail["From"] == "City exchange <exchange@localhost>"
    raw = mail.as_bytes()
    assert raw.isascii(), "any server takes it"
    read = message_from_bytes(raw, policy=default)
    assert read["Subject"] == "결재 요청"
    assert read.get_body(("plain",)).get_content().strip() == "본문"
    assert read.get_body(("html",)).get_content().strip() == "<p>본문</p>"


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("a@b.example", "Hello\r\nBcc: everybody@b.example"),
        ("a@b.example", "Hello\nX: y"),
        ("a@b.example", "Hello\u2028X: y"),
        ("a@b.example\r\nBcc: c@b.example", "Hello"),
        ("a@b.example, c@b.example", "Hello"),
        ("A <a@b.example>", "Hello"),
        ("nobody", "Hello"),
        ("a..b@@c", "Hello"),
    ],
)
def test_a_header_that_hides_another_is_refused(config, to, subject):
    with pytest.raises(MailFailed) as refused:
        send(config, to, subject, "text")
    assert refused.value.is_final
    assert not (config.data_dir / "mail").exists()


def test_where_there_is_no_server_mails_are_files_and_one_sent_twice_is_there_once(config):
    for _ in range(2):
        send(config, "a@b.example", "Hello", "text", reference="notice-1")
    send(replace(config, mail_url=str(config.data_dir / "else")), "a@b.example", "Hi", "text")
    assert [one.name for one in (config.data_dir / "mail").iterdir()] == ["notice-1.eml"]
    assert len(list((config.data_dir / "else").glob("*.eml"))) == 1
    assert "no server" in is_reachable(config)


def test_a_folder_that_cannot_be_written_is_a_mail_that_failed(config, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(MailFailed) as failure:
        send(replace(config, mail_url=str(tmp_path / "taken")), "a@b.example", "Hi", "text")
    assert not failure.value.is_final


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_is_said_whole_in_both_languages(
    app, officer, director, make_project, kind, language
):
    speaks(officer, language)
    project = make_project(ProjectState.AGREED, title="<b>Choir</b> & friends")
    more = {"due": "2027-05-28", "amount": "18600000", "currency": "KRW", "action": "accept"}
    notice = tell(officer, kind, project, by=director, **more)
    db.session.commit()
    mail = mail_of(notice)
    link = f"http://127.0.0.1:8000/notices/{notice.id}"
    for text in (mail.text, mail.html):
        assert not MISSING.search(text), text
        assert text.count(link) == 1
        assert text.count("://") == 1, "one link, and no picture that tells on its reader"
        assert ("2027. 5. 28. (금)" if language == "ko" else "Fri 28 May 2027") in text
        assert "KRW 18,600,000" in text
        assert not re.search("approve$|/approve", text)
    assert "\n\n\n" not in mail.text
    assert "<b>Choir</b> & friends (" in mail.text
    assert "&lt;b&gt;Choir&lt;/b&gt; &amp; friends" in mail.html
    assert len(mail.revision) == 64
    assert mail.subject.endswith(f"({project.number})")
    assert "%" not in mail.subject


def test_a_morning_is_one_mail_with_every_notice(app, officer, director, make_project):
    speaks(officer, "ko")
    notices = [
        tell(officer, kind, make_project(title=f"Case {n}"), by=director)
        for n, kind in enumerate((NoticeKind.RETURNED, NoticeKind.APPROVED))
    ]
    db.session.commit()
    mail = digest_of(officer, notices)
    assert mail.subject == "오늘의 알림 2건"
    for text in (mail.text, mail.html):
        assert "Case 0" in text
        assert "Case 1" in text
        assert text.count("://") == 1
        assert not MISSING.search(text)


def test_moments_are_those_of_the_readers_city(app, make_person, make_city):
    clock.shift(datetime(2026, 12, 31, 16, 0, tzinfo=UTC) - datetime.now(UTC))
    for zone, there in (("Asia/Seoul", "1 Jan 2027, 01:00"), ("America/Los_Angeles", ", 08:00")):
        city = make_city(zone.split("/")[1].lower(), timezone=zone)
        notice = tell(make_person(Role.OFFICER, city), NoticeKind.MOVED)
        db.session.commit()
        assert there in mail_of(notice).text


def test_words_that_change_are_seen_in_the_record(app, officer, monkeypatch):
    notice = tell(officer, NoticeKind.RETURNED)
    before = mail_of(notice).revision
    assert mail_of(notice).revision == before
    officer.language = notice.language = "ko"
    assert mail_of(notice).revision != before


def test_a_server_that_asks_for_tls_and_a_password_gets_both(config, tmp_path, monkeypatch):
    server, trusted = _secured(tmp_path)
    url = f"smtp://officer:p%40ss@127.0.0.1:{server.port}?starttls=1"
    known = replace(config, mail_url=url)
    with pytest.raises(MailFailed, match="SSLCertVerificationError"):
        is_reachable(known)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    assert is_reachable(known) == f"smtp://127.0.0.1:{server.port}"
    send(known, "a@b.example", "Hello", "text")
    assert server.handler.kept == [["a@b.example"]]
    wrong = replace(config, mail_url=url.replace("p%40ss", "guess"))
    with pytest.raises(MailFailed, match="SMTP 535") as refused:
        send(wrong, "a@b.example", "Hello", "text")
    assert not refused.value.is_final, "the mail is not at fault"
    server.stop()


def speaks(person, language) -> None:
    person.language = language
    db.session.commit()


class Keeping:
    def __init__(self) -> None:
        self.kept: list[list[str]] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        self.kept.append(envelope.rcpt_tos)
        return "250 kept"


def _secured(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins + timedelta(9))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    place = folder / "mail.pem"
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    place.write_bytes(secret + made.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    server = Controller(
        Keeping(),
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=_knows,
    )
    server.start()
    return server, place


def _knows(_server, _session, _envelope, _mechanism, data):
    known = data.login == b"officer" and data.password == b"p@ss"
    return AuthResult(success=known, handled=known)


def test_an_address_of_another_kind_is_a_wrong_setting(tmp_path):
    env = {"SECRET_KEY": "s" * 40, "DATA_DIR": str(tmp_path)}
    assert Config.from_env(env | {"MAIL_URL": "smtps://mail.example"}).mail_url
    with pytest.raises(RuntimeError, match="MAIL_URL"):
        Config.from_env(env | {"MAIL_URL": "http://mail.example"})
    for wrong in ("nobody", "A <a@b.example>\r\nBcc: c@b.example", ""):
        with pytest.raises(RuntimeError, match="MAIL_FROM"):
            Config.from_env(env | {"MAIL_FROM": wrong})


def test_the_doctor_tries_the_way_out(app, mail_server, config):
    def seen() -> dict[str, bool]:
        return {found.what: found.well for found in examine(app)}

    assert seen()["mail"]
    app.extensions["config"] = replace(config, mail_url=mail_server.url)
    assert seen()["mail"]
    mail_server.stop()
    assert not seen()["mail"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_value_of_a_notice_has_its_words(app, language):
    keys = [f"notice.kind.{kind.value}" for kind in NoticeKind]
    keys += [f"notice.delivery.{one.value}" for one in Delivery]
    keys += [f"notice.state.{one.value}" for one in MailState]
    keys += [f"notice.reason.{one}" for one in EXPLAINED]
    with force_locale(language):
        assert [key for key in keys if gettext(key) == key] == []
