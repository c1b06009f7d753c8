"""`exchange audit verify` as an operator runs it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from exchange.models import db
from tests.servers import environment
from tests.workflows.journeys import begun_project, walk


def run(config) -> subprocess.CompletedProcess[str]:
    env = environment(
        SECRET_KEY=config.secret_key,
        DATA_DIR=str(config.data_dir),
        DATABASE_URL=config.database_url,
    )
    command = [str(Path(sys.executable).parent / "exchange"), "audit", "verify"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_it_passes_and_then_names_the_row_that_was_edited(app, config, officer, tie):
    project = walk("projects", begun_project(officer), (officer, "submit"))
    db.session.rollback()
    passed = run(config)
    assert (passed.returncode, passed.stderr) == (0, "")
    assert "7 events of 6 cases and 0 anchors: unaltered" in passed.stdout
    with sqlite3.connect(config.database_url.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TRIGGER append_only_event_update")
        connection.execute("UPDATE event SET action = 'approve' WHERE position = 2")
    connection.close()
    failed = run(config)
    assert failed.returncode == 1
    assert f"event 2 of project {project.id}: its content does not match" in failed.stdout
