"""The one file that knows every part: it builds the app and joins the parts."""

import os
from collections.abc import Mapping

from flask import Flask, Response, current_app
from limits.storage import RedisStorage
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

from exchange import api, clock, identity, observing, outbox, web
from exchange.config import Config
from exchange.documents.store import Store
from exchange.models import db
from exchange.models.opening import prepare

QUEUE = "papers"
# It would import Valkey's client beside Redis's, unused: 6 MB in each process.
RedisStorage.DEPENDENCIES = {"redis": RedisStorage.DEPENDENCIES["redis"]}


def create_app(
    config: Config | None = None, overrides: Mapping[str, object] | None = None
) -> Flask:
    """Build the app from settings; a test hands in its own settings and Flask `overrides`."""
    config = config or Config.from_env(os.environ)
    config.data_dir.mkdir(parents=True, exist_ok=True)
    clock.shift(config.clock_shift)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": config.database_url.startswith("postgresql")},
        MAX_CONTENT_LENGTH=8 * 1024 * 1024,
        MAX_FORM_PARTS=20_000,
        **(overrides or {}),
    )
    if config.trusted_proxies:
        # Only whom a request is from: hosts and addresses of pages come from PUBLIC_URL.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Flask takes a middleware
            app.wsgi_app, x_for=config.trusted_proxies, x_proto=0, x_host=0
        )
    app.extensions["config"] = config
    app.extensions["queue"] = Queue(
        QUEUE,
        connection=Redis.from_url(config.redis_url, socket_connect_timeout=1),
        serializer=JSONSerializer,
    )
    app.extensions["store"] = Store(config.store_url)
    app.extensions["photos"] = Store(f"{config.store_url.rstrip('/')}/photos", "jpg")
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    observing.install(app)
    identity.install(app, config)
    web.install(app)
    api.install(app)
    app.after_request(_relay_outbox)
    return app


def _relay_outbox(response: Response) -> Response:
    outbox.relay_posted(current_app.extensions["queue"])
    return response
