"""The processes of one installation on one machine: started, kept alive, stopped whole."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import structlog

from exchange.config import Config
from exchange.queue_server import queue_command

STOP_SECONDS = 20.0
RESTART_SECONDS = 0.5
PR_SET_PDEATHSIG = 1

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Part:
    """One process: its name for people, and the command that runs it."""

    name: str
    command: list[str]


@dataclass(slots=True)
class Supervisor:
    """Keeps parts running: one that dies is started again, and none outlives this process."""

    env: Mapping[str, str]
    logs: Path
    parts: list[Part] = field(default_factory=list)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _died_at: dict[str, float] = field(default_factory=dict)

    def start(self, *parts: Part) -> None:
        """Start more parts; each writes to a log file of its own name."""
        for part in parts:
            self.parts.append(part)
            self._launch(part)

    def tend(self) -> None:
        """Start again whatever has ended, not more often than twice a second each."""
        for part in self.parts:
            code = self._running[part.name].poll()
            if code is None:
                continue
            if time.monotonic() - self._died_at.get(part.name, 0.0) > RESTART_SECONDS:
                log.warning("a process ended and is started again", part=part.name, code=code)
                self._died_at[part.name] = time.monotonic()
                self._launch(part)

    def stop(self) -> None:
        """Ask every part to end, last started first, and insist after a while."""
        for part in reversed(self.parts):
            self._end(part)
        self.parts.clear()

    def restart(self, env: Mapping[str, str], *names: str) -> None:
        """End the parts of these names, and start them again in another environment."""
        self.env = env
        again = [part for part in self.parts if part.name in names]
        for part in reversed(again):
            self._end(part)
        for part in again:
            self._launch(part)

    def pid(self, name: str) -> int:
        """Return the process number of a part."""
        return self._running[name].pid

    def _end(self, part: Part) -> None:
        process = self._running[part.name]
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _launch(self, part: Part) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{part.name}.log").open("ab") as output:
            self._running[part.name] = subprocess.Popen(  # noqa: S603  # our own commands
                part.command,
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor, which stops them in order
                preexec_fn=_end_with_parent,  # noqa: PLW1509  # the supervisor has one thread
            )


def web(port: int, *, processes: int = 2, threads: int = 4, host: str = "127.0.0.1") -> Part:
    """Return the part that answers HTTP."""
    return Part(
        "web",
        [
            *(sys.executable, "-m", "gunicorn", "exchange.app:create_app()"),
            *("--bind", f"{host}:{port}", "--workers", str(processes), "--threads", str(threads)),
            *("--worker-class", "gthread", "--no-control-socket", "--graceful-timeout", "20"),
            *("--max-requests", "20000", "--max-requests-jitter", "2000"),
            *("--config", "python:exchange.gunicorn_settings"),
        ],
    )


def worker(number: int = 1) -> Part:
    """Return the part that makes papers."""
    return Part(f"worker-{number}", [sys.executable, "-m", "workers"])


def scheduler() -> Part:
    """Return the part that hands over what waits and anchors the history."""
    return Part("scheduler", [sys.executable, "-m", "workers.scheduler"])


def queue(config: Config) -> Part | None:
    """Return the embedded queue server, or nothing where the queue is elsewhere."""
    place = config.data_dir / "queue.sock"
    if config.redis_url != f"unix://{place}":
        return None
    folder = config.data_dir / "queue"
    folder.mkdir(parents=True, exist_ok=True)
    return Part("queue", queue_command(folder, place))


def is_ready(port: int) -> bool:
    """Say whether a web part on this machine can work."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def is_taken(port: int) -> bool:
    """Say whether something listens on a loopback port."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _end_with_parent() -> None:
    """Ask Linux to end this child when its parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1:
            os._exit(1)
