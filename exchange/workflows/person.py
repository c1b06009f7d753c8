"""How an account goes from an invitation to the day its person leaves."""

from collections.abc import Iterator
from typing import Any

from exchange.models import Person, PersonState
from exchange.permissions import Permission
from exchange.schemas.inputs import Reason
from exchange.schemas.people import AccountFacts, Departure, Invitation, OwnFacts, Roles
from exchange.workflows import person_rules as rules
from exchange.workflows.engine import Beginning, Room, Transition, Workflow, row
from exchange.workflows.handing_over import holds_no_post

P = Permission
S = PersonState
THERE = (S.INVITED, S.ACTIVE, S.SUSPENDED)


def _staying(action: str, states: tuple[S, ...], **more: Any) -> Iterator[Transition]:
    """Write one row a state for an action that leaves the account where it stands."""
    for state in states:
        yield row(
            action,
            frozenset({state}),
            state,
            P.PERSON_MANAGE,
            internal=True,
            aside=True,
            **more,
        )


PERSON = Workflow(
    kind="person",
    noun=Person,
    states=S,
    initial=S.INVITED,
    final=frozenset({S.LEFT}),
    journey=(S.INVITED, S.ACTIVE),
    room=Room.ADMINISTRATION,
    read=P.PERSON_READ,
    beginning=Beginning(permission=P.PERSON_MANAGE, inputs=Invitation, create=rules.invite),
    table=(
        row(
            "accept_invitation",
            frozenset({S.INVITED}),
            S.ACTIVE,
            P.PERSON_ACCEPT,
            internal=True,
        ),
        *_staying("resend_invitation", (S.INVITED,), effect=rules.send_again),
        *_staying("edit", THERE, inputs=AccountFacts, effect=rules.edit),
        row(
            "edit_own",
            frozenset({S.ACTIVE}),
            S.ACTIVE,
            P.PERSON_EDIT_OWN,
            inputs=OwnFacts,
            effect=rules.edit_own,
            internal=True,
            aside=True,
        ),
        *_staying(
            "change_roles",
            THERE,
            inputs=Roles,
            guards=(rules.not_oneself,),
            effect=rules.change_roles,
            step_up=True,
        ),
        row(
            "suspend",
            frozenset({S.ACTIVE}),
            S.SUSPENDED,
            P.PERSON_MANAGE,
            inputs=Reason,
            guards=(rules.not_oneself, rules.not_the_last_administrator),
            effect=rules.suspend,
            internal=True,
            aside=True,
        ),
        row(
            "restore",
            frozenset({S.SUSPENDED}),
            S.ACTIVE,
            P.PERSON_MANAGE,
            internal=True,
            aside=True,
        ),
        *_staying(
            "reset_second_factor",
            (S.ACTIVE,),
            guards=(rules.not_oneself,),
            effect=rules.reset_second_factor,
            step_up=True,
        ),
        row(
            "leave",
            frozenset(THERE),
            S.LEFT,
            P.PERSON_MANAGE,
            inputs=Departure,
            guards=(rules.not_oneself, rules.not_the_last_administrator, holds_no_post),
            effect=rules.leave,
            internal=True,
            aside=True,
        ),
    ),
)
