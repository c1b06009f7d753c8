"""One sealed box: AES-256-GCM over JSON, bound to its row and its key.

What is sealed for one record does not open as another's, nor under another key's name, and a
single changed bit opens nothing at all.
"""

import json
import os
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exchange.errors import N_, ExchangeError
from exchange.vault.keys import Ring

NONCE_BYTES = 12
BLOCK = 256  # so that the length says little of what is inside


class SealBroken(ExchangeError):
    """What is stored is not what was sealed for this row."""

    code = "seal_broken"


def seal(ring: Ring, record_id: UUID, facts: Mapping[str, Any]) -> bytes:
    """Return `facts`, which JSON can hold, sealed for that record under the current key.

    The nonce stands in front. Raise TypeError or ValueError where JSON cannot hold them.
    """
    nonce = os.urandom(NONCE_BYTES)
    written = json.dumps(dict(facts), separators=(",", ":"), allow_nan=False).encode("ascii")
    padded = written.ljust(-(-len(written) // BLOCK) * BLOCK)
    bound = _bound(record_id, ring.current)
    return nonce + AESGCM(ring.key(ring.current)).encrypt(nonce, padded, bound)


def open_(ring: Ring, key_id: str, record_id: UUID, sealed: bytes) -> dict[str, Any]:
    """Return what was sealed for that record under that key.

    Raise VaultClosed where the ring lacks the key, SealBroken where it is not what was sealed.
    """
    nonce, content = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        written = AESGCM(ring.key(key_id)).decrypt(nonce, content, _bound(record_id, key_id))
    except (InvalidTag, ValueError):
        raise SealBroken(
            N_("This was changed in the database, or belongs to another record: it does not open.")
        ) from None
    facts: dict[str, Any] = json.loads(written)
    return facts


def _bound(record_id: UUID, key_id: str) -> bytes:
    return f"{record_id}\n{key_id}".encode()
