"""What a resident writes on the page stands in no table, history, notice, term, cookie or log."""

import logging

from exchange.auditing import verify
from exchange.models import Role, SearchTerm, db
from tests.centres import make_centre
from tests.postgres import ON_BOTH
from tests.vault.hidden import found
from tests.vault.test_leaks import dump
from tests.web.residents import ASKED_AGAIN, TOKEN, VERSION, resident

__all__ = ["make_centre", "resident"]


@ON_BOTH
def test_no_personal_word_stands_anywhere_after_asking_by_the_page(
    resident, make_person, database_url, caplog, capfd
):
    staff = make_person(Role.CENTRE_STAFF)
    with caplog.at_level(logging.DEBUG):
        resident.send(telephone="1")
        resident.ask()
        version = VERSION.search(resident.open("follow/change"))[1]
        resident.post("follow/change", **ASKED_AGAIN, version=version)
        resident.post("follow/kept")
        resident.staff_does(staff, "triage", topic="labour", urgency="soon")
        resident.enter(code="1")
        token = TOKEN.search(resident.open("follow"))[1]
        resident.client.post(resident.at("follow/withdraw"), data={"csrf_token": token})
    cookie = resident.client.get_cookie("session")
    assert found(dump(database_url)) == set()
    assert resident.code.encode() not in dump(database_url)
    assert found(cookie.value) == found(caplog.text) == found("".join(capfd.readouterr())) == set()
    assert {one.term for one in db.session.query(SearchTerm)} >= {"labour"}
    assert verify().fault is None


def test_nobody_of_the_office_finds_it_by_the_words_or_reads_them_on_a_page(
    resident, make_person, fresh
):
    case_id = resident.ask().case.id
    for role in (Role.OFFICER, Role.DIRECTOR, Role.CLERK, Role.AUDITOR):
        browser = fresh(make_person(role))
        assert browser.get(f"/service_cases/{case_id}").status_code == 404
        for words in ("tuberculosis", "결핵", "labour"):
            answer = browser.get("/search", query_string={"q": words})
            assert answer.status_code == 200
            assert resident.reference not in answer.text
    staff = fresh(make_person(Role.CENTRE_STAFF))
    assert found(staff.get(f"/service_cases/{case_id}").text) == set()
