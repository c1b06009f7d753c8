"""Commands as an operator types them."""

import subprocess
import sys
from pathlib import Path

from tests.servers import environment, free_port

ROOT = Path(__file__).parents[2]
EXCHANGE = str(Path(sys.executable).parent / "exchange")


def played(folder: Path) -> dict[str, str]:
    kept = environment(DATA_DIR=str(folder), PORT=str(free_port()))
    kept.pop("SECRET_KEY", None)
    told = run(kept, "demo", "--no-serve")
    assert told.returncode == 0, told.stderr
    return kept | {"PLAYED": told.stdout}


def run(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [EXCHANGE, *words]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
