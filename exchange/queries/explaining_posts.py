"""Why somebody may take a step of an approval line or may not: by what posts they act for."""

from exchange import clock
from exchange.approvals import turn_of, waited_for
from exchange.errors import N_
from exchange.models import Part, Person, Post, db
from exchange.posts import seats_of
from exchange.queries.findings import Finding, as_is, con, pro
from exchange.workflows.engine import Subject


def of_steps(subject: Subject, person: Person, parts: frozenset[Part]) -> Finding:
    """Say whether an open step of one of these parts is theirs to take today."""
    if (turn := turn_of(person, subject, parts)) is not None:
        return pro(
            "turn",
            N_("The step of %(posts)s is open, and theirs to take today: %(capacity)s."),
            posts=[turn.step.post_names],
            capacity=[f"access.capacity.{turn.capacity}"],
        )
    waiting = [(step, able) for step, able in waited_for(subject) if step.part in parts]
    if not waiting:
        return con("no_step", N_("No such step of the approval line is open now."))
    able = [one.person for _, takers in waiting for one in takers]
    return con(
        "not_their_turn",
        N_("The open step waits on %(posts)s; who may act for it today: %(who)s."),
        posts=[step.post_names for step, _ in waiting],
        who=[one.title or as_is(one.name) for one in able] or ["access.nobody"],
    )


def of_posts(person: Person) -> Finding:
    """Say for which posts somebody may act today, where no case names one."""
    zone = person.city.timezone if person.city else "UTC"
    seats = seats_of(person, clock.today(zone))
    posts = [db.session.get_one(Post, one.post_id).names for one in seats]
    if posts:
        message = N_(
            "They may, where the open step is that of a post they act for today: %(posts)s."
        )
        return pro("posts", message, posts=posts)
    return con("posts", N_("Today they act for no post."))
