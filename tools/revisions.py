"""Enter a new revision for every folder of words whose Korean or English text has changed."""

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from exchange.wording.languages import TEMPLATES, source_digest

FILE = TEMPLATES / "words" / "revisions.toml"
OPENING = """# The revision of each folder of words, and the SHA-256 of its Korean and English.
# A half written from an older one is outdated and is not issued. Written by tools/revisions.py.
"""


def main() -> None:
    """Write the file anew and say what was raised."""
    known = tomllib.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    told = [OPENING]
    for folder in sorted(path.name for path in FILE.parent.iterdir() if path.is_dir()):
        before = known.get(folder, {"revision": 0, "sha256": ""})
        digest = source_digest(folder)
        number = before["revision"] + (digest != before["sha256"])
        if digest != before["sha256"]:
            print(f"{folder}: revision {number}")
        told.append(f'\n[{folder}]\nrevision = {number}\nsha256 = "{digest}"\n')
    FILE.write_text("".join(told), encoding="utf-8")


if __name__ == "__main__":
    main()
