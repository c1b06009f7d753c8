"""The page of notices, its bell, the failed mails and the mails themselves, as people see them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from exchange.app import create_app
from exchange.config import Config
from exchange.models import (
    Delivery,
    Grant,
    MailState,
    Notice,
    NoticeKind,
    Person,
    Project,
    ProjectType,
    Role,
    Tie,
    db,
)
from exchange.models.opening import begin_writing
from exchange.notices import tell
from exchange.notices.wording import digest_of, mail_of
from tests.browser.conftest import DESK, PHONE
from tests.browser.reading import keep, look, violations

pytestmark = pytest.mark.browser
K = NoticeKind
TITLE = "자매도시 청소년 교류단 초청"
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])


@pytest.fixture
def inside(service: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """The officer, in the database of the running service; a director who administers."""
    folder = next(tmp_path_factory.getbasetemp().glob("service*"))
    settings = {"SECRET_KEY": "b" * 40, "DATA_DIR": str(folder), "PUBLIC_URL": service}
    settings["DATABASE_URL"] = f"sqlite:///{folder / 'e.sqlite'}"
    with create_app(Config.from_env(settings)).app_context():
        begin_writing(db.session)  # the service writes too
        director = _known("director@daejeon.example")
        if Role.ADMINISTRATOR not in director.parts:
            db.session.add(Grant(person_id=director.id, role=Role.ADMINISTRATOR))
        db.session.query(Notice).delete()
        db.session.commit()
        yield _known("officer@daejeon.example")
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def case(inside: Person) -> Project:
    begin_writing(db.session)
    director = _known("director@daejeon.example")
    tie = db.session.scalars(select(Tie).where(Tie.owner_city_id == inside.city_id)).first()
    assert tie is not None
    project = Project(
        owner_city_id=inside.city_id,
        partner_city_id=tie.partner_city_id,
        officer_id=inside.id,
        number=f"EP-2027-{db.session.query(Project).count() + 900}",
        type=ProjectType.YOUTH,
        title=TITLE,
    )
    db.session.add(project)
    db.session.flush()
    more = {"amount": "18600000", "currency": "KRW"}
    told = [
        tell(inside, kind, project, by=director, **more)
        for kind in (K.RETURNED, K.APPROVED, K.HANDED_OVER)
    ]
    late = tell(inside, K.STEP_REMINDED, project, by=director, due="2027-05-28", **more)
    told[0].read_at = told[0].created_at
    for one, error in ((told[1], "SMTP 550"), (late, "inactive")):
        one.mail_state, one.last_error, one.tries = MailState.FAILED, error, 13
    told[2].tries, told[2].last_error = 2, "ConnectionRefusedError"
    told[2].delivery = Delivery.DIGEST  # the worker of the service leaves it alone
    for message in db.session.new:
        if message.__tablename__ == "outbox_message":
            db.session.expunge(message)
    db.session.commit()
    return project


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_notices_can_be_read_by_everybody(visitor, axe, shots, case, size, scheme):
    one, seen = visitor(size, color_scheme=scheme), f"{size['width']}-{scheme}"
    page = one.sign_in("officer@daejeon.example")
    expect(page.get_by_role("link", name="Notices: 3 unread")).to_be_visible()
    wrong: list[str] = []
    for path in ("/notices", f"/projects/{case.id}"):
        page.goto(one.address + path)
        wrong += look(page, axe, shots, f"notices-{path.split('/')[1]}-{seen}")
    page.goto(one.address + "/notices")
    page.get_by_text("Always mail these at once").click()
    wrong += look(page, axe, shots, f"notices-preferences-{seen}")
    page = visitor(size, color_scheme=scheme).sign_in("director@daejeon.example")
    page.goto(one.address + "/notices/failures")
    wrong += look(page, axe, shots, f"notices-failures-{seen}")
    page.goto(one.address + "/notices")
    wrong += look(page, axe, shots, f"notices-empty-{seen}")
    assert wrong == []


def test_reading_and_choosing_work_without_script_and_in_korean(visitor, axe, shots, case):
    page = visitor(java_script_enabled=False).sign_in("officer@daejeon.example")
    page.get_by_role("link", name="Notices: 3 unread").click()
    page.get_by_role("button", name="Mark as read: Approved").click()
    expect(page.get_by_role("link", name="Notices: 2 unread")).to_be_visible()
    page.get_by_label("In one mail each morning").check()
    page.get_by_label("Hour of the morning mail").select_option("7")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_label("In one mail each morning")).to_be_checked()
    page.get_by_label("By mail at once").check()
    page.get_by_role("button", name="Keep this").click()
    page.get_by_role("button", name="한국어").click()
    keep(page, shots, "notices-1440-ko")
    page.get_by_role("button", name="모두 읽음으로 표시").click()
    expect(page.get_by_role("link", name="알림: 읽지 않음 0건")).to_be_visible()


@SIZES
@pytest.mark.parametrize("language", ["ko", "en"])
def test_mails_can_be_read_by_everybody(chromium, axe, shots, inside, case, size, language):
    notices = db.session.query(Notice).filter_by(subject_id=case.id).all()
    with db.session.no_autoflush:  # nothing of this is to be kept
        inside.language = language
        for one in notices:
            one.language = language
        written = {"mail": mail_of(notices[-1]), "digest": digest_of(inside, notices)}
    context = chromium.new_context(viewport=size)
    page = context.new_page()
    for name, mail in written.items():
        page.set_content(mail.html)
        keep(page, shots, f"{name}-{size['width']}-{language}")
        assert violations(page, axe) == []
    context.close()


def _known(email: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == email)).one()
