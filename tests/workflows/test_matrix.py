"""The matrix in the repository is what the tables say today, to the letter."""

from pathlib import Path

from click.testing import CliRunner

from exchange.cli import main
from exchange.queries.matrix import matrix_of, written
from exchange.workflows.registry import WORKFLOWS

ROOT = Path(__file__).parents[2]


def test_the_matrix_in_the_repository_is_the_one_of_the_tables():
    assert (ROOT / "docs/permissions.md").read_text() == written() + "\n"


def test_an_operator_prints_the_same():
    printed = CliRunner().invoke(main, ["matrix"])
    assert (printed.exit_code, printed.output) == (0, written() + "\n")


def test_every_action_has_its_line_and_somebody_who_holds_it():
    for flow in WORKFLOWS.values():
        lines = matrix_of(flow).lines
        assert [one.action for one in lines if one.action != "begin"] == list(flow.actions)
        assert all(one.held_by for one in lines)
