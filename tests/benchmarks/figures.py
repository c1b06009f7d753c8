"""A figure: its name, what was measured, and the goal it is held against."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `goal` is written as in the charter, such as "≤ 0.2"."""

    name: str
    value: float
    goal: str
    how: str

    def __str__(self) -> str:
        """Return the line that is printed."""
        return f"{self.name}: {self.value:.3g} (goal {self.goal})  {self.how}"


Measure = Callable[[], Iterable[Figure]]


def write(figures: list[Figure], place: Path) -> None:
    """Keep the figures for the next reader."""
    place.write_text(json.dumps([asdict(f) for f in figures], ensure_ascii=False, indent=1) + "\n")
