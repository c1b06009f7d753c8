"""Papers set once per test process, and the outside programs that read them back."""

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from exchange.documents import long
from exchange.documents.pieces import unpacked
from exchange.documents.renderer import Rendered, checked, render
from tests.documents.examples import PAIRS, an_invitation
from tests.documents.shipments import a_manifest

IDENTIFIER = bytes(range(16))


@cache
def letter(pair: str = "ko-ja") -> Rendered:
    """Return the invitation in a pair of languages."""
    return render("invitation", an_invitation(**PAIRS[pair]), identifier=IDENTIFIER)


@cache
def manifest(cartons: int = 48) -> Rendered:
    """Return the manifest of so many cartons."""
    return render("manifest", a_manifest(cartons), identifier=IDENTIFIER)


def set_and_joined(facts, identifier: bytes = IDENTIFIER, life: bytes = b"") -> Rendered:
    """Return a long manifest as workers make it, portion after portion."""
    sealed, output = checked("manifest", facts), BytesIO()
    pieces = (
        unpacked(long.set_portion("manifest", portion).packed())
        for portion in long.portions("manifest", sealed)
    )
    pages = long.join("manifest", sealed, pieces, output, identifier=identifier, life=life)
    return Rendered(output.getvalue(), pages)


@cache
def long_manifest(cartons: int = 1200) -> Rendered:
    """Return the manifest of so many cartons, joined from portions."""
    return set_and_joined(a_manifest(cartons))


def read_back(pdf: bytes, *command: str) -> str:
    """Return what an outside program says of the PDF; FILE in the command stands for it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        words = [str(file) if word == "FILE" else word for word in command]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def words_of(pdf: bytes, order: str = "-raw") -> str:
    """Return the text as poppler copies it, without spaces and joiners."""
    text = read_back(pdf, "pdftotext", order, "FILE", "-")
    return "".join(text.replace("\u2060", "").split())


def leaves(words, path=""):
    """Yield every text of a folder's words by its dotted key; lists of words are left out."""
    for key, value in words.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        elif isinstance(value, str):
            yield f"{path}{key}", value
