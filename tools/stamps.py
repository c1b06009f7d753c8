"""Remembers what a step was made from, so that an unchanged step costs nothing."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def digest(inputs: Iterable[Path], salt: str = "") -> str:
    """Return one SHA-256 over names and contents; a missing file counts as such."""
    total = hashlib.sha256(salt.encode())
    for file in sorted(set(inputs)):
        total.update(str(file.relative_to(ROOT)).encode())
        total.update(hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b"none")
    return total.hexdigest()


class Stamp:
    """A file that holds the digest of the inputs a step last succeeded with."""

    def __init__(self, place: Path, made_from: str) -> None:
        self.place = place
        self.made_from = made_from

    def is_current(self) -> bool:
        """Say whether the step last succeeded with these very inputs."""
        return self.place.is_file() and self.place.read_text() == self.made_from

    def clear(self) -> None:
        """Forget the last success: a step that fails half-way is then done again."""
        self.place.unlink(missing_ok=True)

    def press(self) -> None:
        """Remember that the step succeeded."""
        self.place.parent.mkdir(parents=True, exist_ok=True)
        self.place.write_text(self.made_from)
