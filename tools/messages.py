"""Collects the texts of templates and code into the catalogues; what is translated stays so."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"N_": None, "_": None, "gettext": None}
METHODS = [
    ("**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/mail/**.txt", "jinja2"),
]
# Values of the trade are looked up by a key the extractor cannot see: project.state.draft.
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+){2}")
WRITTEN_WITH = {"templates/**.html": {"extensions": "jinja2.ext.do"}}  # else it skips a page
EMPTY = re.compile(rb"EMAIL@ADDRESS|YEAR-MO-DA|<LL@|POT-Creation-Date")  # nothing to say there


def main() -> int:
    """Bring every catalogue up to date; return the exit status."""
    found = dict(collected())
    for place in sorted((ROOT / "exchange" / "translations").glob("*/LC_MESSAGES/messages.po")):
        language = place.parts[-3]
        with place.open("rb") as source:
            known = read_po(source, locale=language)
        fresh = Catalog(locale=language, fuzzy=False, header_comment=known.header_comment)
        fresh.mime_headers = known.mime_headers
        for key in sorted({*found, *(str(one.id) for one in known if KEY.fullmatch(str(one.id)))}):
            old = known.get(key)
            own = key if language == "en" and not KEY.fullmatch(key) else ""
            fresh.add(key, (old.string if old else "") or own, locations=found.get(key, ()))
        written = io.BytesIO()
        write_po(written, fresh, width=100, sort_output=True, include_lineno=False)
        lines = written.getvalue().splitlines(keepends=True)
        place.write_bytes(b"".join(line for line in lines if not EMPTY.search(line)))
        print(f"{language}: {len(fresh)} messages")
    return 0


def collected() -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield each text with the places it stands in."""
    places: dict[str, list[tuple[str, int]]] = {}
    for folder in ("exchange", "workers"):
        for file, _line, text, _comments, _context in extract_from_dir(
            str(ROOT / folder), METHODS, WRITTEN_WITH, keywords=KEYWORDS
        ):
            if isinstance(text, str) and text:
                places.setdefault(text, []).append((f"{folder}/{file}", 0))
    yield from ((text, sorted(set(where))) for text, where in places.items())


if __name__ == "__main__":
    sys.exit(main())
