"""Runs one step of the set-up: says what it does, logs its noise, tells how to mend a failure."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from stamps import ROOT

LOG = ROOT / ".cache" / "setup.log"
TAIL = 15


class SetupFailed(Exception):
    """A step failed; `remedy` says what the reader can do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def step(sentence: str, work: Callable[[], None]) -> None:
    """Say `sentence`, do the work, say how long it took."""
    print(f"{sentence} ...", flush=True)
    begun = time.monotonic()
    work()
    print(f"   done in {time.monotonic() - begun:.0f} s", flush=True)


def run(command: Sequence[str], *, remedy: str, env: Mapping[str, str] | None = None) -> None:
    """Run `command` from the root of the tree; raise SetupFailed with the end of what it said."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        start = log.tell()
        try:
            done = subprocess.run(
                command,
                check=False,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        except OSError as wrong:
            raise SetupFailed(f"{command[0]} cannot be run: {wrong}", remedy) from wrong
    if done.returncode:
        raise SetupFailed(f"{Path(command[0]).name} failed:\n{_tail(start)}", remedy)


def _tail(start: int) -> str:
    with LOG.open(encoding="utf-8", errors="replace") as log:
        log.seek(start)
        return "\n".join(f"   | {line}" for line in log.read().splitlines()[-TAIL:])


def report(failure: SetupFailed) -> int:
    """Tell the reader what failed and how to mend it; return the exit status."""
    print(f"\nThe set-up stopped: {failure.what}", file=sys.stderr)
    print(f"To mend it: {failure.remedy}", file=sys.stderr)
    if LOG.is_file():
        print(f"All that was said is in {LOG.relative_to(ROOT)}.", file=sys.stderr)
    return 1
