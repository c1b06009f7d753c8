"""One app and one empty database of a test process: each test finds both as new.

Building an app takes as long as many a test does, and a database engine compiles every statement
anew. What a test changes of the app is put back after it; its database is a file of its own.
"""

import shutil
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import Flask

from exchange import clock
from exchange.app import create_app
from exchange.config import KEYS_FILE, Config
from exchange.documents.store import Store
from exchange.models import db
from exchange.policy import keep_fresh

NAME = "test.sqlite"
KEYS = f"first {b64encode(bytes(32)).decode()}\n"
BESIDE = ("", "-wal", "-shm")


def settings_in(folder: Path, database_url: str, redis_url: str) -> Config:
    """Return the settings of a test whose files lie in `folder`, keys of personal data too."""
    (folder / KEYS_FILE).write_text(KEYS)
    return Config(
        secret_key="x" * 32,
        data_dir=folder,
        database_url=database_url,
        redis_url=redis_url,
        store_url=str(folder / "papers"),
    )


def build(config: Config) -> Flask:
    """Return an app whose tables lie empty beside its database, to be copied for each test."""
    app = create_app(config)
    with app.app_context():
        db.create_all()
        db.engine.dispose()  # the last to leave writes everything into the one file
    shutil.move(_file_of(app), _empty(app))
    return app


def fits(app: Flask, config: Config) -> bool:
    """Say whether a test with these settings may use `app`: only its folders are its own."""
    built: Config = app.extensions["config"]
    return replace(config, data_dir=built.data_dir, store_url=built.store_url) == built


@contextmanager
def emptied(app: Flask) -> Iterator[str]:
    """Give the address of the app's database with nothing in it, and leave no file behind."""
    file = _file_of(app)
    shutil.copyfile(_empty(app), file)
    try:
        yield app.extensions["config"].database_url
    finally:
        for end in BESIDE:
            file.with_name(file.name + end).unlink(missing_ok=True)


@contextmanager
def lent(app: Flask, config: Config) -> Iterator[Flask]:
    """Give `app` with the settings of a test, and put back what the test changes of it."""
    settings, parts = dict(app.config), dict(app.extensions)
    app.extensions["config"] = config
    app.extensions["store"] = Store(config.store_url)
    app.extensions["photos"] = Store(f"{config.store_url.rstrip('/')}/photos", "jpg")
    clock.shift(config.clock_shift)
    keep_fresh(timedelta(seconds=config.step_up_seconds))
    try:
        yield app
    finally:
        for held, kept in ((app.config, settings), (app.extensions, parts)):
            held.clear()
            held.update(kept)


def _file_of(app: Flask) -> Path:
    return Path(app.extensions["config"].database_url.removeprefix("sqlite:///"))


def _empty(app: Flask) -> Path:
    return _file_of(app).with_suffix(".empty")
