"""A table is checked when it is declared."""

from dataclasses import replace

import pytest

from exchange.models import ProjectState
from exchange.workflows.engine import Transition
from exchange.workflows.project import PROJECT
from exchange.workflows.registry import PLURALS, WORKFLOWS

S = ProjectState


@pytest.mark.parametrize(
    ("drop", "fault"),
    [
        ("approve", "approved cannot be reached"),
        ("close", "reported cannot reach an end"),
        ("start", "the journey goes from agreed to under_way, the table does not"),
    ],
)
def test_a_table_with_a_gap_cannot_be_declared(drop, fault):
    with pytest.raises(ValueError, match=fault):
        replace(PROJECT, table=tuple(row for row in PROJECT.table if row.action != drop))


@pytest.mark.parametrize(
    ("source", "target", "fault"),
    [
        (S.CLOSED, S.DRAFT, "closed is final yet has a way out"),
        (S.IN_APPROVAL, S.REJECTED, "approve twice from in_approval"),
    ],
)
def test_a_table_with_a_row_too_many_cannot_be_declared(source, target, fault):
    more = Transition(
        action="approve",
        source=frozenset({source}),
        target=target,
        permission=PROJECT.table[0].permission,
    )
    with pytest.raises(ValueError, match=fault):
        replace(PROJECT, table=(*PROJECT.table, more))


def test_a_table_says_what_a_case_waits_for_and_what_is_internal():
    assert {row.action for row in PROJECT.waits_for(_standing_in(S.IN_APPROVAL))} == {
        "recall",
        "review",
        "concur",
        "approve",
        "return",
        "reject",
        "remind",
        "escalate",
        "withdraw",
    }
    assert PROJECT.is_internal("approve")
    assert not PROJECT.is_internal("accept")
    assert PROJECT.find("fly") == ()


def test_every_workflow_is_named_once_in_the_registry():
    assert {flow.kind: plural for plural, flow in WORKFLOWS.items()} == PLURALS
    assert all(flow.noun.__tablename__ == flow.kind for flow in WORKFLOWS.values())


def _standing_in(state):
    return type("Standing", (), {"state": state})()
