"""Makes a fresh clone ready to run: Python packages, native libraries, front end and fonts."""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    _NEEDED = ".".join(map(str, OLDEST))
    sys.exit(
        f"Python {_NEEDED} or newer is needed, and this is {sys.version.split()[0]}.\n"
        "To mend it: install one and say where, as in: make setup PYTHON=python3.12"
    )

import machine
from node import find_node
from stamps import ROOT, Stamp, digest
from steps import LOG, SetupFailed, report, run, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / ".stamps"
RUNTIME, DEV, NODE = (ROOT / f"requirements{kind}.lock" for kind in ("", "-dev", "-node"))
NETWORK = "is there a network to the package registries? Then run the same command again."


def main(arguments: list[str]) -> int:
    """Bring everything up to date; `--test` and `--bench` add what testing and measuring need."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    try:
        with (ROOT / ".cache" / "setup.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two set-ups in one tree take turns
            LOG.unlink(missing_ok=True)
            _set_up(for_tests=bool({"--test", "--bench"}.intersection(arguments)))
            if "--bench" in arguments:
                machine.ensure_cjk_fonts()
    except SetupFailed as failure:
        return report(failure)
    return 0


def _set_up(*, for_tests: bool) -> None:
    _make_venv()
    _install_packages(DEV if for_tests else RUNTIME)
    _install_project()
    machine.ensure_renderer_libraries()
    _install_front_end()
    if for_tests:
        machine.ensure_test_programs()
        machine.ensure_chromium(PYTHON)
        machine.ensure_postgres()
    _build_assets()


def _make_venv() -> None:
    if PYTHON.exists() and any(VENV.glob("bin/pip")):
        return
    if importlib.util.find_spec("ensurepip") is None:
        machine.install(["python3-venv"], "Python's venv")
    shutil.rmtree(VENV, ignore_errors=True)
    step(
        "Making a virtual environment in .venv",
        lambda: run(
            [sys.executable, "-m", "venv", str(VENV)],
            remedy="install python3-venv for this Python, then run the same command again.",
        ),
    )


def _install_packages(lock: Path) -> None:
    """Install one lock; the one for tests holds all of the other, at the same versions."""
    stamp = Stamp(STAMPS / lock.stem, digest([lock]))
    covered = Stamp(STAMPS / DEV.stem, digest([DEV]))
    if stamp.is_current() or covered.is_current():
        return
    count = sum(line[:1].isalnum() for line in lock.read_text().splitlines())
    step(f"Installing {count} locked Python packages (about a minute)", lambda: _pip(lock))
    stamp.press()


def _pip(lock: Path) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(lock)], remedy=NETWORK)


def _install_project() -> None:
    stamp = Stamp(STAMPS / "project", digest([ROOT / "pyproject.toml"], salt=str(ROOT)))
    if stamp.is_current():
        return
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    command = [*pip, "--no-deps", "--no-build-isolation", "--editable", "."]
    remedy = "read the lines above: they name what is wrong in pyproject.toml."
    step("Installing the product itself", lambda: run(command, remedy=remedy))
    stamp.press()


def _install_front_end() -> None:
    inputs = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    stamp = Stamp(ROOT / "node_modules" / ".stamp", digest(inputs))
    if stamp.is_current() and find_node():
        return
    if find_node() is None:
        step("Installing Node from PyPI, as this machine has none", lambda: _pip(NODE))
    node = find_node()
    if node is None:
        raise SetupFailed("no Node can be found or installed", "install nodejs and npm.")
    if stamp.is_current():
        return
    paths = os.pathsep.join((str(Path(node.node[0]).parent), os.environ.get("PATH", "")))
    step(
        "Fetching the front end and the fonts by their lock (about 600 MB on disk)",
        lambda: run(
            [*node.npm, "ci", "--ignore-scripts"],
            remedy=NETWORK,
            env={**os.environ, "PATH": paths},
        ),
    )
    stamp.press()


def _build_assets() -> None:
    """Have the venv's Python build; it decides itself what has changed."""
    done = subprocess.run([str(PYTHON), str(ROOT / "tools" / "build_assets.py")], check=False)
    if done.returncode:
        raise SetupFailed("the assets could not be built", "read the lines above.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
