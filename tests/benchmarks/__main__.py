"""`python -m tests.benchmarks [NAME …]` measures, prints one line each and writes bench.json."""

import sys
from pathlib import Path

from tests.benchmarks import letters, service
from tests.benchmarks.figures import write

MEASURES = {"letters": letters.measure, "service": service.measure}


def main(names: list[str]) -> None:
    """Run the named measures, or all of them."""
    figures = []
    for name in names or list(MEASURES):
        for figure in MEASURES[name]():
            print(figure, flush=True)  # noqa: T201  # this is its output
            figures.append(figure)
    write(figures, Path("bench.json"))


if __name__ == "__main__":
    main(sys.argv[1:])
