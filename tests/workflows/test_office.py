"""Posts, who holds them, who is away, and the lines that name them: what each refuses."""

from datetime import date, timedelta

import pytest

from exchange import clock
from exchange.errors import NotPermitted, NotReady
from exchange.models import CaseKind, Part, Role, db
from exchange.posts import holder_on, seats_of, takers
from exchange.workflows.absence import ABSENCE
from exchange.workflows.line import LINE
from exchange.workflows.perform import begin, perform
from exchange.workflows.post import POST
from tests.office import away
from tests.workflows.accounts import act, refusal
from tests.workflows.journeys import begun_project, walk

NAMES = [{"in_language": "en", "words": "Head"}, {"in_language": "ko", "words": "장"}]


@pytest.fixture
def today(home) -> date:
    return clock.today(home.timezone)


def appoint(post, administrator, person, first, last=None, **more):
    payload = {"person": person.email, "starts_on": str(first)} | more
    if last is not None:
        payload["ends_on"] = str(last)
    return perform(POST, post.id, "appoint", actor=administrator, payload=payload)


def refused(act, *arguments, **named) -> str:
    with pytest.raises(NotReady) as refusal:
        act(*arguments, **named)
    return refusal.value.unmet[0].code


def test_a_post_is_made_held_in_turn_and_its_past_can_be_asked(administrator, officer, clerk):
    post = begin(POST, actor=administrator, payload={"code": "head", "names": NAMES})
    assert (post.number, post.title) == ("head", "Head")
    appoint(post, administrator, officer, date(2020, 1, 1))
    post = appoint(post, administrator, clerk, date(2024, 2, 29), is_acting=True)
    held = [(h.person, h.starts_on, h.ends_on, h.is_acting) for h in post.holdings]
    assert held == [
        (officer, date(2020, 1, 1), date(2024, 2, 28), False),
        (clerk, date(2024, 2, 29), None, True),
    ]
    assert holder_on(post.id, date(2024, 2, 28)).person is officer
    assert holder_on(post.id, date(2024, 2, 29)).person is clerk
    assert holder_on(post.id, date(2019, 12, 31)) is None
    assert takers(post.owner_city_id, [post.id], date(2025, 1, 1))[post.id].capacity == "acting"


def test_two_never_hold_one_post_on_one_day(administrator, officer, clerk, make_post):
    post = make_post("head")
    appoint(post, administrator, officer, date(2020, 1, 1), date(2020, 12, 31))
    code = refused(appoint, post, administrator, clerk, date(2020, 6, 1), date(2021, 6, 1))
    assert code == "post_taken"
    assert refused(appoint, post, administrator, clerk, date(2019, 1, 1)) == "post_taken"
    appoint(post, administrator, clerk, date(2021, 1, 1))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"names": [*NAMES, {"in_language": "ja", "words": "長"}]}, None),
        ({"superior": "middle"}, None),
        ({"names": NAMES[1:]}, "names_missing"),
        ({"superior": "nowhere"}, "no_such_post"),
        ({"code": "director"}, "code_taken"),
        ({"superior": "below"}, "circle"),
    ],
)
def test_a_post_is_named_in_the_languages_it_needs_and_never_above_itself(
    administrator, director, make_post, said, code
):
    post = make_post("head")
    make_post("below", superior=post)
    make_post("middle", superior=make_post("top"))
    payload = {"code": "head", "names": NAMES} | said
    if code is None:
        perform(POST, post.id, "edit", actor=administrator, payload=payload)
    else:
        act = {"actor": administrator, "payload": payload}
        assert refused(perform, POST, post.id, "edit", **act) == code


def test_what_has_passed_of_a_holding_stays(administrator, officer, make_post, today):
    post = make_post("head", officer)
    act = {"actor": administrator, "payload": {"ends_on": "2001-01-01"}}
    assert refused(perform, POST, post.id, "relieve", **act) == "in_the_past"
    last = {"ends_on": str(today - timedelta(days=1))}
    perform(POST, post.id, "relieve", actor=administrator, payload=last)
    assert seats_of(officer, today) == ()
    assert refused(perform, POST, post.id, "relieve", **act) == "vacant"


def test_a_post_that_is_needed_is_not_abolished(
    administrator, officer, director, make_post, make_line, tie
):
    post = make_post("extra", director)
    line = make_line(CaseKind.PROJECT, (Part.DECIDE, post))
    act = {"actor": administrator, "payload": {"reason": "merged"}}
    assert refused(perform, POST, post.id, "abolish", **act) == "line_needs_it"
    case = walk("projects", begun_project(officer), (officer, "submit"))
    perform(LINE, line.id, "retire", actor=administrator)
    assert refused(perform, POST, post.id, "abolish", **act) == "case_waits"
    walk("projects", case, (officer, "withdraw", {"reason": "No."}))
    assert perform(POST, post.id, "abolish", **act).state == "abolished"
    assert seats_of(director, clock.today("Europe/Berlin"))[0].post_id != post.id


def test_people_are_appointed_from_their_own_city(administrator, liaison, make_post):
    code = refused(appoint, make_post("head"), administrator, liaison, date(2020, 1, 1))
    assert code == "no_such_colleague"


def note(actor, deputy, first, last, **more):
    said = {"deputy": deputy.email, "starts_on": str(first), "ends_on": str(last)} | more
    return begin(ABSENCE, actor=actor, payload=said)


def test_while_somebody_is_away_their_deputy_sits_in_their_place(director, clerk, today):
    absence = note(director, clerk, today, today)
    assert absence.title == director.name
    assert (absence.number, absence.names) == (f"{today}/{today}", director.title)
    assert seats_of(director, today) == ()
    (seat,) = seats_of(clerk, today)
    assert (seat.capacity, seat.on_behalf_of) == ("deputy", director)
    assert seats_of(clerk, today + timedelta(days=1)) == ()
    perform(ABSENCE, absence.id, "revoke", actor=director)
    assert len(seats_of(director, today)) == 1


@pytest.mark.parametrize("case", ["own", "past", "twice", "deputy away", "of another"])
def test_an_absence_that_cannot_be_is_refused(director, clerk, officer, today, case):
    whose = director.email
    soon, later = today + timedelta(days=1), today + timedelta(days=5)
    away(officer, clerk, soon, later)
    expected = {
        "own": ("own_deputy", lambda: note(director, director, soon, later)),
        "past": ("in_the_past", lambda: note(director, clerk, today - timedelta(days=1), soon)),
        "twice": ("away_already", lambda: note(officer, clerk, later, later)),
        "deputy away": ("deputy_away", lambda: note(director, officer, soon, soon)),
        "of another": ("not_yours", lambda: note(clerk, officer, soon, soon, person=whose)),
    }
    code, act = expected[case]
    assert refused(act) == code


def test_an_absence_is_ended_but_its_past_is_not_rewritten(administrator, director, clerk, today):
    first, last = today - timedelta(days=3), today + timedelta(days=3)
    absence = away(director, clerk, first, last)
    early = {"actor": director, "payload": {"ends_on": str(today - timedelta(days=2))}}
    assert refused(perform, ABSENCE, absence.id, "end_on", **early) == "in_the_past"
    assert refused(perform, ABSENCE, absence.id, "revoke", actor=director) == "begun"
    assert refused(perform, ABSENCE, absence.id, "revoke", actor=clerk) == "not_yours"
    away(clerk, director, last + timedelta(days=1), last + timedelta(days=2))
    longer = {"actor": director, "payload": {"ends_on": str(last + timedelta(days=1))}}
    assert refused(perform, ABSENCE, absence.id, "end_on", **longer) == "deputy_away"
    back = {"ends_on": str(today - timedelta(days=1))}
    perform(ABSENCE, absence.id, "end_on", actor=administrator, payload=back)
    assert len(seats_of(director, today)) == 1
    done = away(director, clerk, date(2020, 1, 1), date(2020, 1, 2))
    gone = {"actor": director, "payload": {"ends_on": str(today)}}
    assert refused(perform, ABSENCE, done.id, "end_on", **gone) == "over"


def test_a_deputy_who_is_away_or_gone_acts_for_nobody(
    director, clerk, officer, make_person, today
):
    (own,) = seats_of(director, today)
    away(director, clerk, today, today)
    away(clerk, officer, today, today)
    assert takers(director.city_id, [own.post_id], today) == {}
    assert seats_of(make_person(Role.SYSTEM, name="s"), today) == ()
    clerk.active = False
    db.session.commit()
    assert seats_of(clerk, today) == ()


def draft(**said):
    return {
        "title": "Projects",
        "case_kind": "project",
        "currency": "EUR",
        "steps": [
            {"part": "review", "post": "team", "matter": "money"},
            {"part": "decide", "post": "director"},
        ],
        "delegations": [{"below": "1000", "post": "team"}],
    } | said


DECIDE = {"part": "decide", "post": "director"}
REVIEW = {"part": "review", "post": "team"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"steps": [REVIEW]}, "one_decision"),
        ({"steps": [DECIDE, REVIEW]}, "one_decision"),
        ({"steps": [DECIDE, {**DECIDE, "post": "team"}]}, "one_decision"),
        ({"steps": [REVIEW, REVIEW, DECIDE]}, "post_twice"),
        ({"steps": [{"part": "review", "post": "empty"}, DECIDE]}, "nobody_there"),
        ({"delegations": [{"below": "5", "post": "empty"}]}, "nobody_there"),
        ({"steps": [{"part": "review", "post": "nowhere"}, DECIDE]}, "no_such_post"),
        ({"delegations": [{"below": "9", "post": "team"}] * 2}, "bounds_fall"),
        ({"delegations": [{"below": "0", "post": "team"}]}, "bounds_fall"),
    ],
)
def test_a_line_with_a_step_nobody_can_take_cannot_be_saved(
    administrator, director, clerk, make_post, said, code
):
    make_post("team", clerk)
    make_post("empty")
    act = {"actor": administrator, "payload": draft(**said)}
    assert refused(begin, LINE, **act) == code


def test_a_line_is_drafted_mended_put_in_force_and_never_changed_after(
    administrator, director, clerk, make_post
):
    make_post("team", clerk)
    line = begin(LINE, actor=administrator, payload=draft())
    assert line.steps[0].matter == ["money"]
    line = perform(LINE, line.id, "edit", actor=administrator, payload=draft(delegations=[]))
    line = perform(LINE, line.id, "put_in_force", actor=administrator)
    assert line.in_force_at is not None
    with pytest.raises(NotPermitted):
        perform(LINE, line.id, "edit", actor=clerk, payload=draft())


def test_who_holds_a_post_is_relieved_of_it_before_they_leave(administrator, director, today):
    assert refusal(director, "leave", administrator) == "holds_posts"
    (seat,) = seats_of(director, today)
    yesterday = {"ends_on": str(today - timedelta(days=1))}
    perform(POST, seat.post_id, "relieve", actor=administrator, payload=yesterday)
    assert act(director, "leave", administrator).state == "left"
