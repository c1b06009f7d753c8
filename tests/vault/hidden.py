"""What a resident told, and every way it could be written where it must not be."""

import json
from base64 import b64encode

FACTS = {
    "name": "Nguyễn Thị Hạnh",
    "telephone": "010-5550-0199",
    "passport": "M87654321",
    "health": "tuberculosis",
    "message": "결핵 치료를 받고 있습니다",
}


def found(place: str | bytes) -> set[str]:
    """Return which of the facts stand in a text or in bytes, plain, escaped, base64 or hex."""
    content = place.encode(errors="replace") if isinstance(place, str) else place
    small = content.lower()
    return {
        name
        for name, fact in FACTS.items()
        if any(form in content for form in _forms(fact)) or any(h in small for h in _hex(fact))
    }


def _forms(fact: str) -> list[bytes]:
    escaped = json.dumps(fact)[1:-1]
    return [fact.encode(), escaped.encode(), fact.encode("utf-16-le"), *_base64(fact)]


def _base64(fact: str) -> list[bytes]:
    """Return what is in base64 wherever the fact begins: less the signs its neighbours share."""
    found = []
    for shift in range(3):
        written = b64encode(b"\0" * shift + fact.encode())
        found.append(written[4 if shift else 0 : -4])
    return found


def _hex(fact: str) -> list[bytes]:
    return [fact.encode(one).hex().encode() for one in ("utf-8", "utf-16-le")]
