"""A desk of the demonstration: the API as one person uses it, with their one-time codes."""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import httpx
from sqlalchemy import select

from exchange.identity import totp
from exchange.models import Holding, Person, db
from exchange.policy import must_prove_twice

SETTINGS = "settings.json"
SEED = "DEMO_CODE_SEED"
SHIFT = "CLOCK_SHIFT_SECONDS"
STEP_SECONDS = 30
TRIES = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """The API as one person uses it; `key` is the secret of their authenticator app."""

    http: httpx.Client
    token: str
    key: str

    def get(self, path: str) -> Any:
        """Read, or stop the demonstration saying what was answered."""
        return answered(self.http.get(path, headers=self.headers())).json()

    def post(self, path: str, payload: Mapping[str, Any], **headers: str) -> Any:
        """Act, or stop the demonstration saying what was answered.

        Where a second factor is asked for, a code goes with the next try; each code is good once.
        """
        more: dict[str, str] = {}
        for _ in range(TRIES):
            answer = self.http.post(path, json=payload, headers=self.headers() | headers | more)
            if not _asks_for_code(answer):
                break
            if more:
                time.sleep(STEP_SECONDS - time.time() % STEP_SECONDS)
            more = {"X-One-Time-Code": totp.code_now(self.key)}
        return answered(answer).json()

    def headers(self) -> dict[str, str]:
        """Return what every request carries."""
        return {"Authorization": f"Bearer {self.token}"}


def key_of(email: str, seed: str) -> str:
    """Return the secret of a person's authenticator app, in base 32."""
    return base64.b32encode(sha256(f"{seed}\n{email}".encode()).digest()[:20]).decode()


def give_codes(seed: str) -> None:
    """Give everybody who decides a second factor, in the caller's transaction."""
    holders = set(db.session.scalars(select(Holding.person_id)))
    for person in db.session.scalars(select(Person).where(Person.active)):
        decides = must_prove_twice(person) or person.id in holders
        if decides and person.credential.totp_secret is None:
            person.credential.totp_secret = totp.sealed(key_of(person.email, seed))


def code_of(email: str, folder: Path) -> str:
    """Return the present code of somebody of the demonstration kept in `folder`."""
    kept = folder / SETTINGS
    told = json.loads(kept.read_text()) if kept.is_file() else {}
    if SEED not in told or told.get(SHIFT, "0") == "0":
        raise click.ClickException(f"there is no demonstration in {folder}")
    return totp.code_now(key_of(email, told[SEED]))


def answered(answer: httpx.Response) -> httpx.Response:
    """Return a good answer, or stop saying what was asked and what came."""
    if answer.is_error:
        asked = f"{answer.request.method} {answer.request.url.path}"
        raise click.ClickException(f"{asked} answered {answer.status_code}: {answer.text[:500]}")
    return answer


def _asks_for_code(answer: httpx.Response) -> bool:
    return answer.status_code == httpx.codes.FORBIDDEN and answer.json().get("code") == "step_up"
