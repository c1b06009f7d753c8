"""What a load balancer and an operator may ask."""

from pathlib import Path

import pytest
from redis import Redis
from rq import Queue

from exchange.config import Config
from exchange.documents.faces import missing_fonts
from exchange.documents.store import Store


def test_it_lives_is_ready_and_counts(app):
    client = app.test_client()
    assert client.get("/healthz").get_json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert set(ready.get_json().values()) == {"ok"}
    assert "exchange_requests_total" in client.get("/metrics").text


def test_a_queue_that_is_away_only_delays_papers(app, tmp_path):
    app.extensions["queue"] = Queue(connection=Redis.from_url(f"unix://{tmp_path}/nowhere"))
    ready = app.test_client().get("/readyz")
    assert ready.status_code == 200
    assert ready.get_json()["queue"] == "unreachable"


def test_a_store_that_cannot_be_written_is_not_ready(app, tmp_path):
    (tmp_path / "file").write_text("in the way")
    app.extensions["store"] = Store(str(tmp_path / "file" / "papers"))
    assert app.test_client().get("/readyz").status_code == 503


def test_every_font_is_there():
    assert missing_fonts() == ()


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 32, "RELAY_SECONDS": "soon"}, "RELAY_SECONDS"),
    ],
)
def test_a_wrong_setting_is_named(env, says, tmp_path):
    with pytest.raises(RuntimeError, match=says):
        Config.from_env({"DATA_DIR": str(tmp_path), **env})


def test_a_secret_may_lie_in_a_file(tmp_path: Path):
    (tmp_path / "secret").write_text("s" * 40 + "\n")
    assert Config.from_env({"DATA_DIR": str(tmp_path)}).secret_key == "s" * 40
