"""Real servers for tests: each test process starts its own on loopback and stops it."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from exchange.queue_server import queue_command

PATIENCE = 30.0


@contextmanager
def queue_server(folder: Path) -> Iterator[str]:
    """Start a Redis-compatible server on a socket in `folder` and give its address."""
    place = folder / "q.sock"
    process = subprocess.Popen(
        queue_command(folder, place), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"unix://{place}"
    try:
        wait_until(lambda: _answers(url), f"the queue server at {url}")
        yield url
    finally:
        process.kill()
        process.wait()


def wait_until(ready: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Return as soon as `ready` is true; fail naming `what` when patience runs out."""
    end = time.monotonic() + patience
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come within {patience} s")
        time.sleep(0.02)


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        return bool(Redis.from_url(url).ping())
    except (RedisError, OSError):
        return False


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment with `more` on top."""
    return {**os.environ, **more}
