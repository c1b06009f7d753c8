"""What an audit found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row that is wrong: its table, its case, its place in the chain, and how.

    `case` is written `project 0b7c…`; for an anchor it is empty. `position` counts from 1.
    """

    table: str
    case: str
    position: int
    what: str

    def __str__(self) -> str:
        """Return it as one line."""
        of = f" of {self.case}" if self.case else ""
        return f"{self.table} {self.position}{of}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much was read, and the first thing wrong with it, if anything is."""

    events: int
    cases: int
    anchors: int
    fault: Fault | None = None

    def __str__(self) -> str:
        """Return it as one line."""
        seen = f"{self.events:,} events of {self.cases:,} cases and {self.anchors:,} anchors"
        return f"{seen}: unaltered" if self.fault is None else f"{seen} read, then {self.fault}"


class Altered(Exception):
    """Raised inside an audit at the first fault."""

    def __init__(self, table: str, case: str, position: int, what: str) -> None:
        super().__init__(what)
        self.fault = Fault(table, case, position, what)
