"""Every address of the service, asked by every role about what is another city's, and its own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from exchange import identity
from exchange.clock import now
from exchange.models import (
    GUESTS,
    Delivery,
    MailState,
    Notice,
    NoticeKind,
    Passkey,
    ProjectState,
    Role,
    SavedView,
    WebSession,
    db,
)
from exchange.workflows.registry import WORKFLOWS
from tests.making import saved
from tests.web.kept import SECRET_TITLE, a_photo, a_preview
from tests.workflows.conftest import make_document, office_makers

__all__ = ["make_document", "office_makers"]

# Whoever is not signed in is answered here, and told nothing of any case but a paper's own code.
OPEN = {"static"} | {
    f"{blueprint}.{endpoint}"
    for blueprint, endpoints in {
        "api-docs": "openapi_json",
        "api-reference": "show",
        "asking": "ask send",
        "calendars": "feed",
        "centre": "choose show",
        "check": "ask show",
        "city_accounts": "back go",
        "following": "ask_erase ask_withdraw change enter erase keep_change leave show show_kept"
        " withdraw",
        "given": "picture show",
        "health": "healthz readyz show_metrics",
        "language": "choose",
        "links": "ask choose follow send set_password",
        "passkeys": "register registration_options use use_options",
        "receipts": "add_photo count enter manifest send_code show worker",
        "signing": "ask ask_second enter enter_second leave",
    }.items()
    for endpoint in endpoints.split()
}
ROLES = [role for role in Role if role not in {Role.SYSTEM, *GUESTS}]  # these never sign in
# Of what not everybody of a city may read, who may.
READERS = {"people": {Role.ADMINISTRATOR, Role.AUDITOR}, "service_cases": {Role.CENTRE_STAFF}}
# Answers alike whether or not the key is there; the test looks that it still is.
ALIKE = {"account.forget_passkey"}
TOO_WIDE = {"signing.leave", "account.change_password"}  # they would end the visit itself
IDS = {
    "subject_id",
    "document_id",
    "session_id",
    "token_id",
    "passkey_id",
    "notice_id",
    "photo_id",
    "preview_id",
    "person_id",
    "link_id",
    "view_id",
}


@pytest.fixture
def theirs(
    app,
    officer,
    make_project,
    make_letter,
    make_mailing,
    make_shipment,
    make_appeal,
    make_pledge,
    make_claim,
    make_document,
    make_service_case,
    office_makers,
):
    """Return the ids of what is the home city's alone, by the name they have in addresses."""
    app.config["WTF_CSRF_ENABLED"] = False
    _, token = identity.new_token(officer, "x", timedelta(days=1))
    notice = Notice(
        person_id=officer.id,
        city_id=officer.city_id,
        kind=next(iter(NoticeKind)),
        language="en",
        delivery=Delivery.NONE,
        mail_state=MailState.NONE,
        title=SECRET_TITLE,
    )
    session = WebSession(
        person_id=officer.id, sha256="0" * 64, device="d", address="a", seen_at=now()
    )
    key = Passkey(person_id=officer.id, credential_id=b"c", public_key=b"k", label="l")
    subjects = {
        "projects": make_project(ProjectState.IN_APPROVAL, title=SECRET_TITLE),
        "letters": make_letter(title=SECRET_TITLE),
        "mailings": make_mailing(title=SECRET_TITLE),
        "shipments": make_shipment(title=SECRET_TITLE),
        "appeals": make_appeal(title=SECRET_TITLE),
        "pledges": make_pledge(note=SECRET_TITLE),
        "claims": make_claim(title=SECRET_TITLE, shared_at=None),
        "documents": make_document(),
        "service_cases": make_service_case(),
        "posts": office_makers["posts"](),
        "lines": office_makers["lines"](),
        "absences": office_makers["absences"](),
        "people": officer,
    }
    return {
        "subject_id": {plural: one.id for plural, one in subjects.items()},
        "document_id": subjects["documents"].id,
        "person_id": officer.id,
        "token_id": saved(token).id,
        "session_id": saved(session).id,
        "passkey_id": saved(key).id,
        "notice_id": saved(notice).id,
        "photo_id": saved(a_photo(app, subjects["shipments"], officer)).id,
        "view_id": saved(
            SavedView(person_id=officer.id, plural="projects", name="mine", query="")
        ).id,
        "preview_id": saved(a_preview(subjects["letters"], officer)).id,
        "link_id": uuid4(),
    }


def addresses(app, ids, turn=0):
    """Yield method, endpoint, address and whether it names an object, for every route.

    Where a page's address takes any action, each turn asks another one of each kind.
    """
    with app.test_request_context():
        build = app.url_map.bind("localhost").build
        for rule in app.url_map.iter_rules():
            if rule.endpoint == "static":  # files of ours, and no word of any case
                continue
            for method in sorted(rule.methods & {"GET", "POST"}):
                for values in filled(rule, ids, turn):
                    named = bool(IDS & set(values))
                    yield method, rule.endpoint, build(rule.endpoint, values, method), named


def filled(rule, ids, turn):
    """Yield every way the places of a route can be filled."""
    places = set(rule.arguments)
    known = {k: v for k, v in ids.items() if k != "subject_id"} | {"position": 1, "size": "small"}
    known |= {"name": "lines", "form": "csv"}
    if "subject_id" not in places and "plural" not in places:
        known |= {"slug": "portland", "code": "AAAA-BBBB", "token": "x", "purpose": "reset"}
        yield {name: known[name] for name in places}
        return
    owner = rule.rule.removeprefix("/api/v1/").split("/")[0]
    with_photos = ("shipments",) if rule.endpoint.startswith("photos.") else WORKFLOWS
    for plural in [owner] if owner in WORKFLOWS else with_photos:
        base = known | {"plural": plural, "subject_id": ids["subject_id"][plural]}
        base = {name: value for name, value in base.items() if name in places}
        if rule.endpoint.endswith("_new") and WORKFLOWS[plural].beginning is None:
            continue
        actions = WORKFLOWS[plural].actions
        yield base | ({"action": actions[turn % len(actions)]} if "action" in places else {})


def answer(app, browser, person, method, address):
    """Return what a person is answered, by a page or by a program with their token."""
    if not address.startswith("/api/"):
        data = {"version": "1"} if method == "POST" else None
        return browser.open(address, method=method, data=data)
    headers = {"Authorization": f"Bearer {person.token}", "If-Match": '"1"'}
    body = {"json": {}} if method == "POST" else {}
    return app.test_client().open(address, method=method, headers=headers, **body)


def seated(fresh, person):
    """Return a browser of a person, who also gets a token with its second factor."""
    secret, row = identity.new_token(person, "the test", timedelta(hours=1))
    row.confirmed_at = now()
    saved(row)
    person.token = secret
    return fresh(person)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("whose", ["partner", "stranger"])
def test_what_is_another_citys_is_not_there(app, fresh, make_person, request, theirs, whose, role):
    person = make_person(role, request.getfixturevalue(whose))
    browser, wrong = seated(fresh, person), []
    turn = ROLES.index(role) + len(ROLES) * (whose == "stranger")
    for method, endpoint, address, named in list(addresses(app, theirs, turn)):
        if endpoint in OPEN | TOO_WIDE:
            continue
        got = answer(app, browser, person, method, address)
        fits = got.status_code == 404 if named and endpoint not in ALIKE else got.status_code < 500
        if not fits or SECRET_TITLE in got.get_data().decode(errors="replace"):
            wrong.append((method, address, got.status_code))
    assert wrong == []
    assert db.session.get(Passkey, theirs["passkey_id"]) is not None


@pytest.mark.parametrize("role", ROLES)
def test_ones_own_city_is_answered_and_nothing_breaks(app, fresh, make_person, theirs, role):
    person = make_person(role, name=f"another {role}")
    browser, wrong = seated(fresh, person), []
    for method, endpoint, address, _named in list(addresses(app, theirs, ROLES.index(role))):
        if endpoint in TOO_WIDE:
            continue
        got = answer(app, browser, person, method, address)
        hidden = role not in READERS.get(address.split("/")[1], set(Role))
        if endpoint == "subjects.show" and got.status_code != (404 if hidden else 200):
            wrong.append((method, address, got.status_code))
        if got.status_code >= 500 and endpoint != "health.readyz":
            wrong.append((method, address, got.status_code))
    assert wrong == []


def test_who_is_not_signed_in_is_let_in_nowhere_but_where_it_says(app, theirs):
    for method, endpoint, address, _ in list(addresses(app, theirs)):
        got = app.test_client().open(
            address, method=method, json={} if "/api/" in address else None
        )
        if endpoint in OPEN:
            assert SECRET_TITLE not in got.get_data().decode(errors="replace")
        elif address.startswith("/api/"):
            assert got.status_code == 401, address
        else:
            assert got.status_code == 302, address
            assert got.location.startswith("/sign-in"), address
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= OPEN


def test_what_never_was_is_answered_like_what_is_anothers(fresh, make_person, stranger, theirs):
    browser = fresh(make_person(Role.OFFICER, stranger))
    for plural, subject_id in theirs["subject_id"].items():
        texts = {browser.get(f"/{plural}/{one}").text.count("<") for one in (subject_id, uuid4())}
        assert len(texts) == 1
