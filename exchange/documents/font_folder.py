"""Where a process keeps the faces it hands to Fontconfig, and that nothing of them stays behind.

WeasyPrint copies every face into a folder of its own and trusts a finaliser to remove it, which
a process that is killed, or ends with its faces still in use, never runs: 50 MB each time.
"""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from weasyprint.text.fonts import FontConfiguration

from exchange.wording.kinds import Style

NAME: Final = "exchange-fonts-"


@cache
def fonts_of(style: Style) -> FontConfiguration:  # noqa: ARG001  # the key of the cache
    """Return the configuration that all papers of a style share in this process."""
    _forget_the_dead()
    fonts = FontConfiguration()
    owner = os.getpid()
    fonts._folder = Path(tempfile.mkdtemp(prefix=f"{NAME}{owner}-"))  # noqa: SLF001  # else it makes its own
    atexit.register(_forget, fonts._folder, owner)  # noqa: SLF001
    return fonts


def _forget(folder: Path, owner: int) -> None:
    """Remove the folder, but not from a child that inherited it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_the_dead() -> None:
    """Remove what processes left that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{NAME}*"):
        owner = folder.name.removeprefix(NAME).split("-", 1)[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)
