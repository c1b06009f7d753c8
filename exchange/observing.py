"""What operators see: structured logs with request and case ids, and Prometheus metrics."""

import logging
import sys
import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter(
    "exchange_requests_total", "Answered requests", ["method", "endpoint", "status"]
)
SECONDS = Histogram("exchange_request_seconds", "Time to answer", ["endpoint"])
PAPERS = Counter(
    "exchange_papers_total", "Papers by kind and what became of them", ["kind", "result"]
)
DAMAGED = Counter(
    "exchange_papers_damaged_total",
    "Papers asked for that the store no longer holds whole",
    ["how"],
)

log = structlog.get_logger()


def configure_logs(*, quiet: bool = False) -> None:
    """Write one JSON object a line to standard error; no personal data is ever logged."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if quiet else logging.INFO
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def install(app: Flask) -> None:
    """Time and log every request under an id that the answer carries."""
    if not structlog.is_configured():
        configure_logs()
    app.before_request(_start)
    app.after_request(_finish)


def metrics(multiprocess_dir: str | None) -> tuple[bytes, str]:
    """Return all metrics in the Prometheus text format, of every process where there are many."""
    if not multiprocess_dir:
        return generate_latest(), CONTENT_TYPE_LATEST
    registry = CollectorRegistry()
    MultiProcessCollector(registry, multiprocess_dir)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST


def _start() -> None:
    g.started = time.perf_counter()
    g.request_id = request.headers.get("X-Request-Id", "")[:64] or uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    if request.view_args and "subject_id" in request.view_args:
        structlog.contextvars.bind_contextvars(case_id=str(request.view_args["subject_id"]))


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    endpoint = request.endpoint or "none"
    REQUESTS.labels(request.method, endpoint, str(response.status_code)).inc()
    SECONDS.labels(endpoint).observe(seconds)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    log.info(
        "request",
        method=request.method,
        path=_path(),
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
    return response


def _path() -> str:
    """Return the address asked for; where a secret stands in it, its pattern."""
    has_secret = "token" in (request.view_args or {})
    return str(request.url_rule) if has_secret else request.path
