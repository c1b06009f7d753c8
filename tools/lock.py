"""Resolves the Python packages anew and writes the three locks, with hashes, for 3.11 and up."""

import sys
from pathlib import Path

from stamps import ROOT
from steps import SetupFailed, report, run, step

UV = Path(sys.executable).parent / "uv"
COMMON = ("--quiet", "--universal", "--python-version=3.11", "--generate-hashes", "--no-header")
# pip asks for an extra by its name even where the package is pinned without it.
EXTRAS = "--no-strip-extras"
LOCKS = {
    "requirements.lock": ("--group=build",),
    "requirements-dev.lock": ("--group=dev", "--group=build", "--constraints=requirements.lock"),
    "requirements-node.lock": ("--group=node", "--no-deps"),
}


def main() -> int:
    """Write each lock; return the exit status."""
    try:
        for name, groups in LOCKS.items():
            step(f"Resolving {name}", lambda name=name, groups=groups: _resolve(name, groups))
    except SetupFailed as failure:
        return report(failure)
    return 0


def _resolve(name: str, groups: tuple[str, ...]) -> None:
    """Resolve one lock; the one for node holds nothing of the product."""
    only_node = "--group=node" in groups
    source = () if only_node else ("pyproject.toml",)
    command = [str(UV), "pip", "compile", *COMMON, EXTRAS, *groups, *source]
    run([*command, "--output-file", str(ROOT / name)], remedy="read the lines above.")


if __name__ == "__main__":
    sys.exit(main())
