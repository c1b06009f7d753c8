"""Appeals: whose they are, whom they ask, what answers them, and what makes them met."""

import pytest
from sqlalchemy import select

from exchange.errors import NotFound, NotPermitted, NotReady
from exchange.models import Appeal, AppealState, Notice, NoticeKind, PledgeState, Role, db
from exchange.policy import may_see
from exchange.queries import cases
from exchange.workflows.appeal import APPEAL
from exchange.workflows.perform import begin, perform
from exchange.workflows.pledge import PLEDGE
from tests.aid import BLANKETS, MASKS, appeal_draft, asked, pledge_draft
from tests.workflows.journeys import walk


@pytest.fixture
def abroad(make_city, home):
    """A city without an office here, tied to `home`."""
    return make_city("river", "de", office=False)


@pytest.fixture
def bound(tie, home, abroad):
    db.session.add(
        type(tie)(
            owner_city_id=home.id,
            partner_city_id=abroad.id,
            kind=tie.kind,
            began=tie.began,
            source="the test",
        )
    )
    db.session.commit()
    return abroad


def begun(actor, **more) -> Appeal:
    return begin(APPEAL, actor=actor, payload=appeal_draft(**more))


def refusal(call, *args, **more) -> str:
    with pytest.raises(NotReady) as refused:
        call(*args, **more)
    return refused.value.unmet[0].code


def test_it_asks_every_city_with_a_tie_that_day(
    items, officer, liaison, stranger, make_person, bound
):
    draft = begun(officer)
    outsider = make_person(Role.OFFICER, stranger)
    assert not may_see(liaison, draft)
    appeal = walk("appeals", draft, (officer, "publish"))
    assert [one.slug for one in appeal.cities] == ["harbour", "river"]
    assert may_see(liaison, appeal)
    assert not may_see(outsider, appeal)
    with pytest.raises(NotFound):
        cases.find(APPEAL, appeal.id, outsider)
    assert cases.page_of(APPEAL, outsider).total == 0
    assert cases.page_of(APPEAL, liaison).total == 1
    with pytest.raises(NotFound):
        perform(APPEAL, appeal.id, "withdraw", actor=outsider, payload={"reason": "because"})
    told = db.session.scalars(select(Notice).where(Notice.kind == NoticeKind.APPEALED)).all()
    assert [one.person_id for one in told] == [liaison.id]


def test_it_asks_only_those_chosen(items, officer, liaison, make_person, bound):
    appeal = walk("appeals", begun(officer, recipients=["river"]), (officer, "publish"))
    assert [one.slug for one in appeal.cities] == ["river"]
    assert not may_see(liaison, appeal)
    assert may_see(make_person(Role.LIAISON, bound), appeal)


def test_a_city_without_a_tie_is_not_asked(items, officer, stranger, tie):
    assert refusal(begun, officer, recipients=["elsewhere"]) == "no_tie_with"


def test_a_liaison_of_a_city_without_an_office_begins_it(items, make_person, bound):
    appeal = begun(make_person(Role.LIAISON, bound))
    assert (appeal.owner_city.slug, appeal.behalf_city) == ("river", None)


def test_another_office_begins_it_on_their_behalf_and_the_history_says_so(
    items, officer, liaison, clerk, make_person, bound, home
):
    appeal = walk("appeals", begun(officer, in_need="river"), (officer, "publish"))
    assert (appeal.owner_city.slug, appeal.behalf_city.slug) == ("river", "portland")
    own = make_person(Role.LIAISON, bound)
    assert may_see(own, appeal)
    assert may_see(clerk, appeal)
    assert not may_see(liaison, appeal)  # river has no tie with harbour
    event = cases.history_of(APPEAL, appeal, officer)[0]
    assert event.inputs["acting_for"] == bound.names
    assert len(cases.history_of(APPEAL, appeal, clerk)) == 2
    with pytest.raises(NotPermitted):
        perform(APPEAL, appeal.id, "withdraw", actor=clerk, payload={"reason": "because"})
    walk("appeals", appeal, (own, "withdraw", {"reason": "enough"}))


@pytest.mark.parametrize(("city", "code"), [("harbour", "keeps_office"), ("lake", "not_for_them")])
def test_nobody_acts_for_a_city_with_an_office_or_without_a_tie(
    items, officer, tie, make_city, city, code
):
    make_city("lake", office=False)
    assert refusal(begun, officer, in_need=city) == code


def test_a_city_without_an_office_acts_for_no_other(items, make_person, bound, make_city):
    make_city("lake", office=False)
    own = make_person(Role.LIAISON, bound)
    assert refusal(begun, own, in_need="lake") == "not_for_them"
    assert begun(own, in_need="river").behalf_city is None


def test_it_says_what_is_lacking_so_that_those_asked_can_read_it(items, officer, make_city):
    draft = begun(officer, title_english="", needed=[])
    with pytest.raises(NotReady) as refused:
        perform(APPEAL, draft.id, "publish", actor=officer)
    codes = [one.code for one in refused.value.unmet]
    assert codes == ["no_lines", "appeal_words_missing", "nobody_to_ask"]


def test_an_item_stands_on_one_line(items, officer, tie):
    twice = [{"item_code": MASKS, "quantity": 1}] * 2
    assert refusal(begun, officer, needed=twice) == "item_twice"


def test_a_draft_is_written_anew_but_stays_whose_it_is(items, officer, bound):
    draft = begun(officer, in_need="river", recipients=["portland"])
    lines = [{"item_code": MASKS, "quantity": 2, "unit": "MIL", "priority": "life_saving"}]
    after = walk("appeals", draft, (officer, "edit", appeal_draft(needed=lines, in_need="river")))
    assert [(one.item_code, one.base_quantity) for one in after.lines] == [(MASKS, 2000)]
    assert after.to_all
    told = appeal_draft(in_need="portland")
    assert refusal(perform, APPEAL, draft.id, "edit", actor=officer, payload=told) == (
        "not_another_citys"
    )


@pytest.fixture
def appeal(make_appeal, partner, home, liaison) -> Appeal:
    """What `partner` asks of `home`."""
    return make_appeal(
        AppealState.PUBLISHED, owner_city=partner, officer=liaison, asked=asked(home)
    )


def pledged(actor, **more):
    return begin(PLEDGE, actor=actor, payload=pledge_draft(**more))


def test_a_pledge_is_told_to_the_city_in_need(appeal, officer, liaison):
    pledge = pledged(officer, promised=[{"item_code": BLANKETS, "quantity": 500}])
    assert not may_see(liaison, pledge)
    walk("pledges", pledge, (officer, "promise"))  # more than asked is allowed
    assert may_see(liaison, pledge)
    told = db.session.scalars(select(Notice).where(Notice.kind == NoticeKind.PLEDGED)).all()
    assert [one.person_id for one in told] == [liaison.id]
    after = walk("pledges", pledge, (liaison, "decline", {"reason": "We have enough."}))
    assert after.state == PledgeState.DECLINED


@pytest.mark.parametrize("reference", ["harbour/AP-2026-0009", "nonsense", "elsewhere/AP-1"])
def test_what_is_not_asked_of_a_city_is_not_answered(appeal, officer, reference):
    assert refusal(pledged, officer, appeal=reference) == "no_such_appeal"


def test_a_stranger_learns_nothing_by_answering(appeal, make_person, stranger):
    assert refusal(pledged, make_person(Role.OFFICER, stranger)) == "no_such_appeal"


def test_the_city_in_need_does_not_answer_itself(appeal, make_person, partner):
    assert refusal(pledged, make_person(Role.OFFICER, partner)) == "no_such_appeal"


def test_what_was_not_asked_for_is_not_promised(appeal, officer):
    lines = [{"item_code": MASKS, "quantity": 1}]
    assert refusal(pledged, officer, promised=lines) == "not_asked_for"


def test_nothing_is_no_promise_and_an_ended_appeal_takes_none(appeal, officer, liaison):
    pledge = pledged(officer, promised=[{"item_code": BLANKETS, "quantity": ""}])
    walk("appeals", appeal, (liaison, "withdraw", {"reason": "It is over."}))
    with pytest.raises(NotReady) as refused:
        perform(PLEDGE, pledge.id, "promise", actor=officer)
    assert [one.code for one in refused.value.unmet] == ["no_lines", "appeal_ended"]
    assert refusal(pledged, officer) == "no_such_appeal"


def test_a_pledge_stays_to_its_appeal(appeal, officer):
    pledge = pledged(officer)
    walk("pledges", pledge, (officer, "edit", pledge_draft(note="by ship")))
    told = pledge_draft("harbour/AP-2026-0009")
    assert refusal(perform, PLEDGE, pledge.id, "edit", actor=officer, payload=told) == (
        "not_another_appeal"
    )


def test_the_city_in_need_writes_down_what_one_without_an_office_promises(
    items, officer, make_person, bound, liaison
):
    appeal = walk("appeals", begun(officer), (officer, "publish"))
    pledge = pledged(officer, appeal=appeal.reference, giver="river")
    assert (pledge.owner_city.slug, pledge.behalf_city.slug) == ("river", "portland")
    after = walk("pledges", pledge, (officer, "promise"))
    event = cases.history_of(PLEDGE, after, officer)[0]
    assert event.inputs["acting_for"] == bound.names
    walk("pledges", after, (make_person(Role.LIAISON, bound), "withdraw", {"reason": "No ship."}))


def test_no_third_city_writes_down_another_citys_promise(appeal, officer, bound):
    assert refusal(pledged, officer, giver="river") == "not_their_appeal"


def test_the_keeper_of_an_appeal_reads_what_is_promised_to_it(
    items, make_person, officer, bound, home, stranger, tie
):
    db.session.add(
        type(tie)(
            owner_city_id=stranger.id,
            partner_city_id=bound.id,
            kind=tie.kind,
            began=tie.began,
            source="the test",
        )
    )
    db.session.commit()
    appeal = walk("appeals", begun(officer, in_need="river"), (officer, "publish"))
    giver = make_person(Role.OFFICER, stranger)
    pledge = walk("pledges", pledged(giver, appeal=appeal.reference), (giver, "promise"))
    assert may_see(officer, pledge)
    assert [one.id for one in cases.page_of(PLEDGE, officer).rows] == [pledge.id]
    walk("pledges", pledge, (officer, "decline", {"reason": "Enough."}))
