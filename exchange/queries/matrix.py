"""The permission matrix: who holds what, action by action, read from the tables themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.permissions import PAGES, Permission
from exchange.policy import Right, holders
from exchange.workflows.engine import Workflow
from exchange.workflows.perform import BEGIN
from exchange.workflows.registry import WORKFLOWS

ABOUT = """# Who may do what

Made by `exchange matrix > docs/permissions.md` from the tables in `exchange/workflows/` and
`exchange/permissions.py`; a test compares it whole. A column is a side and a role there
(`owner officer`; `behalf` are people of the receiving city for a sender without an office here,
`abroad` those of such a sender itself), a post of the approval line (`post decide`), the
account's own person, or the service; `x` is where they hold the permission. Whether it can be
done also hangs on the state, on the conditions of the step, and with `2F` on a second factor
given not long ago."""


@dataclass(frozen=True, slots=True)
class Line:
    """One action: where it leads from and to, what it needs, who holds that."""

    action: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    permissions: tuple[Permission, ...]
    step_up: bool
    held_by: frozenset[Right]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The lines of one workflow, and everybody who holds something in it."""

    columns: tuple[Right, ...]
    lines: tuple[Line, ...]


def matrix_of(flow: Workflow) -> Matrix:
    """Return the matrix of one workflow, its beginning first."""
    lines = [*_beginning(flow), *(_line(flow, action) for action in flow.actions)]
    found = {right for line in lines for right in line.held_by}
    return Matrix(tuple(right for right in _order() if right in found), tuple(lines))


def written() -> str:
    """Return the matrices of all workflows, and of pages that are no case, as Markdown."""
    return "\n\n".join([ABOUT, *(_written(*one) for one in WORKFLOWS.items()), _pages()])


def _order() -> list[Right]:
    return list(dict.fromkeys(right for one in Permission for right in holders(one)))


def _beginning(flow: Workflow) -> Iterable[Line]:
    if flow.beginning is not None:
        needed = flow.beginning.permission
        held = frozenset(one for one in holders(needed) if one[0] in {"owner", "abroad"})
        yield Line(BEGIN, (), (flow.initial.value,), (needed,), step_up=False, held_by=held)


def _line(flow: Workflow, action: str) -> Line:
    rows = flow.find(action)
    needed = tuple(dict.fromkeys(row.permission for row in rows))
    sources = {one for row in rows for one in row.source}
    targets = {one for row in rows for one in row.targets}
    return Line(
        action,
        tuple(one.value for one in flow.states if one in sources),
        tuple(one.value for one in flow.states if one in targets),
        needed,
        step_up=any(row.step_up for row in rows),
        held_by=frozenset(right for one in needed for right in holders(one)),
    )


def _pages() -> str:
    """Return who reads which page of their own city's office."""
    columns = [right for right in _order() if any(right in holders(one) for one in PAGES.values())]
    head = ["page", "needs", *(" ".join(one).replace("_", " ") for one in columns)]
    rows = [head, ["---"] * len(head)]
    for page, needed in PAGES.items():
        held = ["x" if one in holders(needed) else "" for one in columns]
        rows.append([page, f"`{needed}`", *held])
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    return f"## Pages of the office\n\n{table}"


def _written(plural: str, flow: Workflow) -> str:
    found = matrix_of(flow)
    named = [" ".join(one).replace("_", " ") for one in found.columns]
    head = ["action", "from", "to", "needs", "2F", *named]
    rows = [head, ["---"] * len(head), *(_cells(line, found.columns) for line in found.lines)]
    read = f"\nRead only with `{flow.read}`.\n" if flow.read else ""
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    return f"## {plural.capitalize()}\n{read}\n{table}"


def _cells(line: Line, columns: tuple[Right, ...]) -> list[str]:
    needed = ", ".join(f"`{one}`" for one in line.permissions)
    held = ["x" if one in line.held_by else "" for one in columns]
    ways = [", ".join(line.sources), ", ".join(line.targets)]
    return [line.action, *ways, needed, "2F" if line.step_up else "", *held]
