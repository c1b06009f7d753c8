"""What is changed behind the service's back is refused by the database, and found if forced."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from exchange.auditing import set_anchor, verify
from exchange.history import digest
from exchange.models import db
from exchange.models.append_only import unseal
from exchange.models.log import APPEND_ONLY
from tests.postgres import ON_BOTH, ON_POSTGRESQL
from tests.workflows.journeys import begun_project, begun_shipment, walk


@pytest.fixture
def history(officer, director, tie):
    """Two cases with a history, anchored."""
    project = walk("projects", begun_project(officer), (officer, "submit"))
    project = walk("projects", project, (director, "return", {"remarks": "Say why."}))
    shipment = walk("shipments", begun_shipment(officer), (officer, "submit"))
    assert set_anchor() is not None
    return project, shipment


def force(statement: str, **values) -> None:
    """Do what only somebody with the database's own keys could."""
    db.session.rollback()
    with db.engine.begin() as connection:
        unseal(connection, *APPEND_ONLY)
        connection.execute(text(statement), values)


def key(case) -> str:
    return case.id.hex if db.engine.dialect.name == "sqlite" else str(case.id)


@ON_BOTH
def test_a_history_nobody_touched_is_unaltered(history):
    verdict = verify()
    assert verdict.fault is None
    assert (verdict.events, verdict.cases, verdict.anchors) == (10, 7, 1)
    assert str(verdict).endswith("unaltered")


@ON_BOTH
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET created_at = created_at", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove_what_happened(history, table, statement):
    db.session.rollback()
    with pytest.raises(DatabaseError, match="append-only"), db.engine.begin() as connection:
        connection.execute(text(statement.format(table)))
    assert verify().fault is None


@ON_BOTH
@pytest.mark.parametrize(
    ("statement", "row", "what"),
    [
        (
            "UPDATE event SET inputs = :inputs WHERE subject_id = :case AND position = 3",
            "event 3 of project",
            "its content does not match its seal",
        ),
        (
            "UPDATE event SET actor_id = :other WHERE subject_id = :case AND position = 2",
            "event 2 of project",
            "its content does not match its seal",
        ),
        (
            "DELETE FROM event WHERE subject_id = :case AND position = 2",
            "event 2 of project",
            "a row is missing; 3 follows",
        ),
        (
            "DELETE FROM event WHERE subject_id = :case AND position = 3",
            "event 3 of project",
            "a row is missing at the end",
        ),
        (
            "UPDATE project SET state = 'approved' WHERE id = :case",
            "project 3 of project",
            "its state is not that of its last event",
        ),
        (
            "UPDATE approval SET content = :inputs WHERE subject_id = :case",
            "approval 1 of project",
            "its content is not that frozen",
        ),
        (
            "UPDATE approval SET content = '{}', content_sha256 = :empty WHERE subject_id = :case",
            "approval 1 of project",
            "it is not what was submitted",
        ),
        (
            "DELETE FROM anchored_head WHERE subject_id = :case",
            "anchor 1",
            "its heads do not match its seal",
        ),
    ],
)
def test_what_was_altered_by_force_is_found_and_named(history, liaison, statement, row, what):
    project, _ = history
    values = {"case": key(project), "inputs": json.dumps({"remarks": "Well done."})}
    values["other"], values["empty"] = key(liaison), digest({})
    force(statement, **{name: one for name, one in values.items() if f":{name}" in statement})
    fault = verify().fault
    assert str(fault).startswith(row)
    assert fault.what == what
    assert fault.case in {f"project {project.id}", ""}


@ON_BOTH
def test_a_case_removed_whole_is_missed_by_the_anchor(history):
    project, _ = history
    case, name = key(project), str(project.id)
    force("DELETE FROM budget_line WHERE project_id = :case", case=case)
    force("DELETE FROM participant WHERE project_id = :case", case=case)
    force("DELETE FROM event WHERE subject_id = :case", case=case)
    force("DELETE FROM project WHERE id = :case", case=case)
    fault = verify().fault
    assert fault.table == "anchored_head"
    assert fault.what == "the event anchored here was removed"
    assert name in fault.case


@ON_BOTH
def test_an_anchor_is_set_only_when_something_moved(history, officer):
    assert set_anchor() is None
    project, _ = history
    walk("projects", project, (officer, "submit"))
    assert set_anchor().position == 2
    assert verify().fault is None


@ON_POSTGRESQL
def test_not_even_the_whole_table_can_be_emptied(history):
    db.session.rollback()
    for table in APPEND_ONLY:
        with pytest.raises(DatabaseError, match="append-only"), db.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {table} CASCADE"))
