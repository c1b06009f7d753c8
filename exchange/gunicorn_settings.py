"""What gunicorn has to be told that is not a command-line option."""

import os
from typing import Any

from prometheus_client import multiprocess

loglevel = "warning"


def child_exit(_server: Any, worker: Any) -> None:
    """Let the metrics of a web process that ended stop counting as alive."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
