"""`python -m tests.benchmarks [NAME …]` measures, prints one line each and writes bench.json."""

import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.figures import write

MEASURES = ("letters", "web_service", "inbox", "growth", "manifests", "exports")


def main(names: list[str]) -> None:
    """Run the named measures, or all of them."""
    figures = []
    for name in names or MEASURES:
        for figure in import_module(f"tests.benchmarks.{name}").measure():
            print(figure, flush=True)  # noqa: T201  # this is its output
            figures.append(figure)
    write(figures, Path("bench.json"))


if __name__ == "__main__":
    main(sys.argv[1:])
