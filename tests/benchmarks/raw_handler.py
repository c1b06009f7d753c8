"""The yardstick: the least a web handler can do to move a row, with Flask and psycopg alone."""

import os
import threading
from uuid import uuid4

import psycopg
from flask import Flask

local = threading.local()

SCHEMA = """
DROP TABLE IF EXISTS raw_event; DROP TABLE IF EXISTS raw_outbox; DROP TABLE IF EXISTS raw_case;
CREATE TABLE raw_case (id uuid PRIMARY KEY, state text NOT NULL, version int NOT NULL);
CREATE TABLE raw_event (id uuid PRIMARY KEY, case_id uuid NOT NULL, action text NOT NULL);
CREATE TABLE raw_outbox (id uuid PRIMARY KEY, case_id uuid NOT NULL);
"""


def create_app() -> Flask:
    """Build an app with one address: one select, one update, two inserts, one commit."""
    app = Flask(__name__)

    @app.post("/<case_id>")
    def move(case_id: str) -> dict[str, str]:
        connection = _connection()
        row = connection.execute(
            "SELECT state, version FROM raw_case WHERE id = %s FOR UPDATE", (case_id,)
        ).fetchone()
        if row is None:
            connection.rollback()
            return {"state": "none"}
        connection.execute(
            "UPDATE raw_case SET state = 'approved', version = %s WHERE id = %s",
            (row[1] + 1, case_id),
        )
        connection.execute("INSERT INTO raw_event VALUES (%s, %s, 'approve')", (uuid4(), case_id))
        connection.execute("INSERT INTO raw_outbox VALUES (%s, %s)", (uuid4(), case_id))
        connection.commit()
        return {"state": "approved"}

    return app


def _connection() -> psycopg.Connection:
    if not hasattr(local, "connection"):
        local.connection = psycopg.connect(os.environ["RAW_DATABASE_URL"])
    return local.connection
