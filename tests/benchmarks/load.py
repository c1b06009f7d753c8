"""A load from this process: so many requests over so many kept-open connections."""

import http.client
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


def per_second(
    port: int, asked: Iterable[Asked], expect: frozenset[int] = frozenset({200})
) -> float:
    """Return how many of `asked` were answered a second; raise if one was answered wrongly."""
    todo = list(asked)
    shares = [todo[n::CONNECTIONS] for n in range(CONNECTIONS)]
    started = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for wrong in pool.map(lambda share: _send(port, share, expect), shares):
            if wrong:
                raise RuntimeError(wrong)
    return len(todo) / (time.perf_counter() - started)


def _send(port: int, share: list[Asked], expect: frozenset[int]) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for one in share:
        connection.request(one.method, one.path, one.body, dict(one.headers))
        answer = connection.getresponse()
        body = answer.read()
        if answer.status not in expect:
            return f"{one.method} {one.path} answered {answer.status}: {body[:300]!r}"
    connection.close()
    return ""
