"""The faces a process copies are gone when it is, however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

HOLD = """
import sys
from exchange.documents.font_folder import fonts_of
from exchange.documents.renderer import warm
warm()
print("warm", flush=True)
sys.stdin.read()
"""


def folders(where):
    return sorted(path.name for path in Path(where).glob("exchange-fonts-*"))


def begin(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": "."},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"warm\n"
    return process


def test_a_process_keeps_one_folder_a_style_and_takes_it_along(tmp_path):
    process = begin(tmp_path)
    assert len(folders(tmp_path)) == 2
    process.communicate(b"")
    assert process.returncode == 0
    assert folders(tmp_path) == []


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path):
    killed = begin(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert len(folders(tmp_path)) == 2
    following = begin(tmp_path)
    assert all(str(following.pid) in name for name in folders(tmp_path))
    following.communicate(b"")
    assert folders(tmp_path) == []
