"""What countries ask of goods that come in, from a file: no rule stands without its source."""

import re
from datetime import date
from pathlib import Path

from exchange.interchange import cells
from exchange.interchange.rows import Shape, read
from exchange.interchange.upsert import TableReport, Upsert
from exchange.models import BorderPaper, Country, ImportRule

RULE = Shape(
    plain=("country", "hs", "papers", "blocks", "shelf_life_days", "since", "until", "source")
)
HS = re.compile(r"\*|\d{2}|\d{4}|\d{6}|\d{8}|\d{10}")
BLOCKS = {name: name for name in ("dispatched", "released", "arrived")}


def load_rules(path: Path, countries: dict[str, Country]) -> TableReport:
    """Load the rules; each asks for papers, for shelf life, or for both."""
    table = Upsert("import rules", ImportRule, ["country_id", "hs", "papers"])
    for row in read(path, RULE, ["country", "hs", "papers"]):
        country = row.get("country", cells.known_in(countries, "a known country"))
        hs, papers = row.get("hs", _hs), row.maybe("papers", _papers) or ""
        days = row.maybe("shelf_life_days", cells.count)
        if not papers and days is None:
            raise row.bad("papers", "the rule asks for nothing")
        table.put(
            f"{country.code} {hs}",
            country_id=country.id,
            hs=hs,
            papers=papers,
            blocks=row.maybe("blocks", cells.known_in(BLOCKS, "a state that waits for it")) or "",
            shelf_life_days=days,
            since=row.maybe("since", date.fromisoformat),
            until=row.maybe("until", date.fromisoformat),
            source=row.get("source", str),
        )
    return table.report


def _hs(cell: str) -> str:
    if not HS.fullmatch(cell):
        raise ValueError(f"{cell!r} is not an HS chapter, heading or code without points, nor *")
    return cell


def _papers(cell: str) -> str:
    return " ".join(cells.one_of(BorderPaper)(name).value for name in sorted(cell.split()))
