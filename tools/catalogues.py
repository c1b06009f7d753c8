"""Compiles the message catalogues, and says what in them would embarrass us before a reader."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent


def compiled(files: Iterable[Path]) -> Iterator[str]:
    """Write a `.mo` beside each `.po`; yield a line on each."""
    for file in files:
        catalogue = _read(file)
        with file.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
        yield f"{file.parts[-3]}: {len(catalogue)} messages"


def faults(files: Iterable[Path]) -> Iterator[str]:
    """Yield what is wrong: unreadable, untranslated, fuzzy, or placeholders that do not agree."""
    for file in files:
        where = file.relative_to(ROOT)
        try:
            catalogue = _read(file)
        except PoFileError as wrong:
            yield f"{where}: {wrong}"
            continue
        for message in catalogue:
            if not message.id:
                continue
            if message.fuzzy:
                yield f"{where}:{message.lineno}: fuzzy: {message.id!r}"
            if not all(message.string if message.pluralizable else [message.string]):
                yield f"{where}:{message.lineno}: untranslated: {message.id!r}"
        for message, errors in catalogue.check():
            yield from (f"{where}:{message.lineno}: {error}" for error in errors)


def _read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, abort_invalid=True, locale=file.parts[-3])


if __name__ == "__main__":
    found = list(faults(sorted((ROOT / "exchange" / "translations").glob("*/LC_MESSAGES/*.po"))))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
