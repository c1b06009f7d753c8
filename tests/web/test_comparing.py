"""Two papers of the register side by side: ordered by who may see both, and by nobody else."""

import pytest

from exchange.models import DocumentKind, DocumentState, Role, db
from tests.web.test_pages import issued
from tests.web.test_previews import previews


@pytest.fixture
def versions(app, officer, home, partner, make_project):
    """Return the project and two issued papers of it."""
    project = make_project()
    return [
        issued(
            app,
            officer,
            home,
            partner,
            project,
            number=f"IR-2026-000{n}",
            check_code=f"AAAA-000{n}",
        )
        for n in (1, 2)
    ]


def test_two_papers_of_the_register_are_compared(reader, officer, versions):
    before, after = versions
    one = reader(officer)
    page = one.open(f"/documents/{after.id}")
    assert f'<option value="{before.id}"' in page
    answer = one.send(f"/documents/{after.id}/compare", **{"with": str(before.id)})
    assert answer.status_code == 303
    (preview,) = previews()
    assert preview.compares
    assert preview.facts == {
        "before": {"sha256": before.sha256},
        "after": {"sha256": after.sha256},
    }
    assert "What changed" in one.open(answer.location)


def test_papers_that_are_not_the_readers_or_not_issued_are_not_compared(
    reader, officer, make_person, stranger, versions
):
    before, after = versions
    one = reader(officer)
    for other, status in ((str(after.id), 409), ("x", 404), ("", 404)):
        sent = one.send(f"/documents/{after.id}/compare", **{"with": other})
        assert sent.status_code == status
    foreign = reader(make_person(Role.OFFICER, stranger))
    sent = foreign.send(f"/documents/{after.id}/compare", **{"with": str(before.id)})
    assert sent.status_code == 404
    before.state, before.sha256 = DocumentState.FAILED, None
    db.session.commit()
    sent = one.send(f"/documents/{after.id}/compare", **{"with": str(before.id)})
    assert sent.status_code == 409
    assert previews() == []
    assert after.kind is DocumentKind.INVITATION
