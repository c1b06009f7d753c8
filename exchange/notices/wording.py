"""What a notice says, on a page and in a mail, in the language it is shown in."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import current_app
from flask_babel import force_locale, get_locale, gettext

from exchange.models import Notice, NoticeKind, Person
from exchange.notices.writing import ALWAYS_AT_ONCE

OWN_WORDS = frozenset({NoticeKind.ANSWERED, NoticeKind.MOVED, NoticeKind.RECEIVED_OR_DISPUTED})
TEMPLATES = Path(__file__).parents[1] / "templates" / "mail"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it is read; `revision` is the digest of the template and words it was made of."""

    subject: str
    text: str
    html: str
    revision: str


def headline(notice: Notice) -> str:
    """Return what it is about, on one line."""
    words = _words(f"notice.headline.{notice.kind}", title=notice.title)
    return f"{words} ({notice.number})" if notice.number else words


def sentence(notice: Notice) -> str:
    """Return what happened, as people read it in the history, or what is asked of them."""
    action = notice.params.get("action")
    if action and notice.kind in OWN_WORDS:
        return _words(f"{notice.subject_kind}.history.{action}", who=_who(notice))
    return _words(f"notice.told.{notice.kind}", who=_who(notice), title=notice.title)


def mail_of(notice: Notice) -> Mail:
    """Return the mail of one notice, in its reader's language."""
    with force_locale(notice.language):
        return _mail("notice", headline(notice), notice.person, [notice], f"/notices/{notice.id}")


def digest_of(reader: Person, notices: Sequence[Notice]) -> Mail:
    """Return the one mail of a morning, in its reader's language."""
    with force_locale(reader.language):
        subject = _words("notice.digest.subject", count=str(len(notices)))
        return _mail("digest", subject, reader, notices, "/notices")


def _mail(name: str, subject: str, reader: Person, notices: Sequence[Notice], path: str) -> Mail:
    shown = {
        "subject": subject,
        "notices": notices,
        "zone": reader.zone,
        "language": reader.language,
        "link": current_app.extensions["config"].public_url + path,
        "headline": headline,
        "sentence": sentence,
        "who": _who,
        "is_always_sent": ALWAYS_AT_ONCE.issuperset(one.kind for one in notices),
    }
    text, html = (
        current_app.jinja_env.get_template(f"mail/{name}.{end}").render(shown)
        for end in ("txt", "html")
    )
    return Mail(subject, text, html, _revision(name, notices))


def _words(key: str, **places: str) -> str:
    """Return the words of a key, its places filled where any are given."""
    return str(gettext(key)) % places if places else str(gettext(key))


def _who(notice: Notice) -> str:
    """Return the post of who did it, never their name."""
    titles = notice.by.title if notice.by else {}
    return (
        titles.get(str(get_locale().language)) or titles.get("en") or str(gettext("The service"))
    )


def _revision(name: str, notices: Sequence[Notice]) -> str:
    made_of = [(TEMPLATES / f"{name}.{end}").read_text() for end in ("txt", "html")]
    for kind in sorted({one.kind for one in notices}):
        made_of += [_words(f"notice.{part}.{kind}") for part in ("headline", "told")]
    return sha256("\n".join(made_of).encode()).hexdigest()
