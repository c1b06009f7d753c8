"""How one case of the demonstration is played: every step by whose step it is, in order."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click
import httpx

from exchange.demo_desk import Desk

PATIENCE = 120.0


def play_case(
    case: Mapping[str, Any], desks: Mapping[str, Desk], until: str = ""
) -> Iterator[dict[str, Any]]:
    """Take every step not yet taken, as whose step it is; with `until` that one is the last.

    What was produced is told at the end only, to `read_by` where not to who began.
    """
    plural, owner = case["plural"], desks[case["by"]]
    begun = owner.post(
        f"/{plural}", case["payload"], **{"Idempotency-Key": f"demonstration {case['key']}"}
    )
    here = f"/{plural}/{begun['id']}"
    taken = _taken(case, desks, here)
    for step in case["steps"]:
        if taken[step["action"]] and "of" not in step:
            taken[step["action"]] -= 1
            if step["action"] == until:
                return
            continue
        desk = desks[step["by"]]
        there = _claim_of(desk, begun["id"], step["action"]) if "of" in step else here
        if there is None:
            continue
        seen = _when(desk, there, step["action"])
        desk.post(
            f"{there}/{step['action']}", step["payload"], **{"If-Match": f'"{seen["version"]}"'}
        )
        if step["action"] == until:
            return
    yield from _produced(desks[case.get("read_by", case["by"])], here)


def _taken(case: Mapping[str, Any], desks: Mapping[str, Desk], here: str) -> Counter[str]:
    """Count what was done already; nobody need see all of it, so everybody at work is asked."""
    taken = Counter[str]()
    for email in dict.fromkeys((case["by"], *(step["by"] for step in case["steps"]))):
        desk = desks[email]
        answer = desk.http.get(f"{here}/history?page_size=100", headers=desk.headers())
        if answer.status_code == httpx.codes.OK:
            taken |= Counter(event["action"] for event in answer.json())
    return taken


def _claim_of(desk: Desk, shipment: str, action: str) -> str | None:
    """Return where the claim of this shipment is on which `action` was not taken yet."""
    for claim in desk.get("/claims?page_size=100"):
        here = f"/claims/{claim['id']}"
        if claim["shipment"] == shipment:
            taken = {event["action"] for event in desk.get(f"{here}/history?page_size=100")}
            return None if action in taken else here
    return None


def _when(desk: Desk, here: str, action: str) -> Any:
    """Return the case once `action` may be taken on it; a paper may have to be made first."""
    found: list[Any] = []

    def ready() -> bool:
        answer = desk.http.get(here, headers=desk.headers())
        if answer.status_code != httpx.codes.OK:
            return False
        found[:] = [answer.json()]
        return any(a["action"] == action and not a["unmet"] for a in found[0]["actions"])

    wait(ready, f"{action} on {here}")
    return found[0]


def _produced(owner: Desk, here: str) -> Iterator[dict[str, Any]]:
    wait(
        lambda: all(p["state"] not in {"queued", "rendering"} for p in owner.get(here)["papers"]),
        f"the papers of {here}",
    )
    case = owner.get(here)
    for paper in case["papers"]:
        yield {
            "case": case["number"],
            "state": case["state"],
            "paper": paper["number"],
            "kind": paper["kind"],
            "languages": "+".join(paper["languages"]),
            "pages": paper["pages"],
            "where": f"/documents/{paper['id']}/pdf",
        }


def wait(ready: Callable[[], bool], what: str) -> None:
    """Return as soon as `ready` says so, or stop the demonstration naming what did not come."""
    end = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > end:
            raise click.ClickException(f"waited {PATIENCE:.0f} s in vain for {what}")
        time.sleep(0.1)
