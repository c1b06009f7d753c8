"""How a claim goes between the two cities, from a signature with reservations to its end."""

from exchange.models import Claim, ClaimState
from exchange.permissions import Permission
from exchange.schemas.claims import Agreement, Position, Settling
from exchange.schemas.inputs import Note
from exchange.workflows import claim_rules as rules
from exchange.workflows.engine import Workflow, row

P = Permission
S = ClaimState


def _from(names: str) -> frozenset[S]:
    return frozenset(S(name) for name in names.split())


CLAIM = Workflow(
    kind="claim",
    noun=Claim,
    states=S,
    initial=S.OPENED,
    final=frozenset({S.CLOSED}),
    journey=(S.OPENED, S.ACKNOWLEDGED, S.AGREED, S.SETTLED, S.CLOSED),
    parties="claim_person",
    table=(
        row(
            "acknowledge",
            _from("opened"),
            S.ACKNOWLEDGED,
            P.CLAIM_ANSWER,
            inputs=Note,
            effect=rules.acknowledge,
        ),
        row(
            "agree",
            _from("opened acknowledged contested"),
            S.AGREED,
            P.CLAIM_ANSWER,
            inputs=Agreement,
            effect=rules.agree,
        ),
        row(
            "contest",
            _from("opened acknowledged contested"),
            S.CONTESTED,
            P.CLAIM_ANSWER,
            inputs=Position,
            effect=rules.contest,
            aside=True,
        ),
        row(
            "answer",
            _from("contested"),
            S.CONTESTED,
            P.CLAIM_PURSUE,
            inputs=Position,
            effect=rules.answer,
        ),
        row(
            "give_way",
            _from("contested"),
            S.AGREED,
            P.CLAIM_PURSUE,
            inputs=Note,
            effect=rules.give_way,
            aside=True,
        ),
        row(
            "change_way",
            _from("agreed"),
            S.AGREED,
            P.CLAIM_ANSWER,
            inputs=Agreement,
            guards=(rules.nothing_on_its_way,),
            effect=rules.agree,
            aside=True,
        ),
        row(
            "replace",
            _from("agreed"),
            S.AGREED,
            P.CLAIM_REPLACE,
            guards=(rules.is_replaced, rules.something_to_replace),
            effect=rules.replace,
        ),
        row(
            "settle",
            _from("agreed"),
            S.SETTLED,
            P.CLAIM_SETTLE,
            inputs=Settling,
            guards=(rules.settles_by_hand,),
            effect=rules.settle,
        ),
        row(
            "meet",
            _from("agreed"),
            S.SETTLED,
            P.CLAIM_MEET,
            guards=(rules.replacement_received,),
            effect=rules.meet,
        ),
        row("close", _from("settled"), S.CLOSED, P.CLAIM_SETTLE, inputs=Note),
    ),
)
