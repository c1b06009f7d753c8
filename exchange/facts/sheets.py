"""Which paper a reader's office keeps in its trays: A4, or Letter.

Source: CLDR supplemental data, measurementData, paperSize "US-Letter" (001, the world, has A4).
"""

from typing import Final, Literal

Sheet = Literal["A4", "Letter"]

LETTER: Final = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)


def sheet_of(country: str) -> Sheet:
    """Return the sheet that is usual in the country of an ISO 3166-1 alpha-2 `country`."""
    return "Letter" if country in LETTER else "A4"
