"""The key ring: the key that seals now, and those that still open what was sealed before.

It is a file of its own, so that a copy of the database alone opens nothing.
"""

import os
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from exchange import clock
from exchange.errors import N_, ExchangeError

KEY_BYTES = 32
KEY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
OWNER_ONLY = 0o600
MISSING = N_(
    "Personal data cannot be stored or read: there is no file of keys. Whoever runs the service "
    "makes one with: exchange personal new-key"
)
UNREADABLE = N_(
    "Personal data cannot be stored or read: the service may not read the file of keys. Give the "
    "file that PERSONAL_KEYS_FILE names to the user the service runs as."
)
WRONG_LINE = N_(
    "Personal data cannot be stored or read: line %(line)s of the file of keys is not a key id, a "
    "space and 32 bytes in base64. Put back the file from its own backup."
)
TWICE = N_(
    "Personal data cannot be stored or read: line %(line)s of the file of keys gives a key id "
    "again. Put back the file from its own backup."
)
EMPTY = N_(
    "Personal data cannot be stored or read: the file of keys is empty. Put back the file from "
    "its own backup."
)
KEY_MISSING = N_(
    "This was sealed under the key %(key)s, which is not in the file of keys. Add its line again "
    "from the backup of the file."
)


class VaultClosed(ExchangeError):
    """There is no key to seal or open with; nothing is ever stored in clear instead."""

    code = "vault_closed"


@dataclass(frozen=True, slots=True)
class Ring:
    """Keys by their id, the current one first; their bytes are never shown."""

    keys: Mapping[str, bytes] = field(repr=False)

    @property
    def current(self) -> str:
        """The id of the key that seals from now on."""
        return next(iter(self.keys))

    def key(self, key_id: str) -> bytes:
        """Return a key, or raise VaultClosed where the ring has none of that id."""
        if key_id not in self.keys:
            raise VaultClosed(KEY_MISSING, key=key_id)
        return self.keys[key_id]


def read_ring(place: Path) -> Ring:
    """Return the ring in the file as it is now, read anew only when it changed.

    So a key that is added counts at once in every process that runs. Raise VaultClosed where
    there is no such file, or it is not one of keys.
    """
    try:
        seen = place.stat()
        return _read(place, seen.st_mtime_ns, seen.st_ino, seen.st_size)
    except FileNotFoundError:
        raise VaultClosed(MISSING) from None
    except OSError:
        raise VaultClosed(UNREADABLE) from None


def add_key(place: Path) -> str:
    """Put a new key first in the file, which is made where it is missing; return the key's id.

    The file is written beside and moved into its place, so it is never seen half-written, and it
    is on the disk before anything is sealed with it. Of two at once the second is refused with
    FileExistsError. What is no file of keys is left as it is: VaultClosed.
    """
    place = place.resolve()  # where it is a link, what it leads to is replaced
    if not place.parent.exists():
        place.parent.mkdir(parents=True)
    beside = place.with_name(f"{place.name}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as new:
            kept = dict(read_ring(place).keys) if place.exists() else {}
            key_id = f"{clock.now():%Y-%m-%d}-{secrets.token_hex(3)}"
            ring = {key_id: secrets.token_bytes(KEY_BYTES), **kept}
            new.writelines(f"{name} {b64encode(key).decode()}\n" for name, key in ring.items())
            new.flush()
            _as_before(place, new.fileno())
            os.fsync(new.fileno())
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _keep_name(place.parent)
    return key_id


def _as_before(place: Path, new: int) -> None:
    """Leave the file to whom it belongs: the service may be another user than the operator."""
    if place.exists():
        owner = place.stat()
        os.fchown(new, owner.st_uid, owner.st_gid)


def _keep_name(folder: Path) -> None:
    """Have the disk keep the name as well as what the file holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@lru_cache(maxsize=1)
def _read(place: Path, *_seen: int) -> Ring:
    try:
        lines = place.read_bytes().decode("ascii").splitlines()
    except UnicodeDecodeError:
        raise VaultClosed(WRONG_LINE, line="1") from None
    keys: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        key_id, key = _parsed(line, number)
        if key_id in keys:
            raise VaultClosed(TWICE, line=str(number))
        keys[key_id] = key
    if not keys:
        raise VaultClosed(EMPTY)
    return Ring(keys)


def _parsed(line: str, number: int) -> tuple[str, bytes]:
    """Return id and key of a line; a fault names the line, never what stands on it."""
    key_id, _, written = line.partition(" ")
    try:
        key = b64decode(written.strip(), validate=True)
    except ValueError:
        key = b""
    if not KEY_ID.fullmatch(key_id) or len(key) != KEY_BYTES:
        raise VaultClosed(WRONG_LINE, line=str(number))
    return key_id, key
