"""Centres for residents from files: hours, days, rooms and lines, each fact with its source."""

from datetime import date, time
from pathlib import Path

from exchange.interchange import cells
from exchange.interchange.centre_texts import Texts, load_texts, words_of
from exchange.interchange.rows import Row, Shape, read
from exchange.interchange.upsert import Change, TableReport, Upsert
from exchange.models import (
    CENTRE_LANGUAGES,
    Centre,
    CentreRoom,
    City,
    ClosedDay,
    OpeningHours,
    ServiceLine,
    TextPart,
    db,
)

CENTRE = Shape(
    plain=(
        "city",
        "source_language",
        "telephone",
        "counselling_telephone",
        "website",
        "closed_on_holidays",
        "hours_attested_on",
        "source",
    ),
    worded=("names", "operators", "addresses"),
)
HOURS = Shape(plain=("city", "weekday", "opens", "closes", "source"))
DAYS = Shape(plain=("city", "day", "opens", "closes", "source"), worded=("reasons",))
ROOMS = Shape(plain=("city", "key", "floor", "capacity", "position", "source"), worded=("names",))
LINES = Shape(plain=("city", "key", "languages", "position", "asked_for", "source"))
YES_NO = {"yes": True, "no": False}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {name: n for n, name in enumerate(WEEK)}
FLOORS = {"roof": "roof"} | {str(n): str(n) for n in range(-9, 100) if n}
LANGUAGES = {tag: tag for tag in CENTRE_LANGUAGES}


def load(folder: Path, cities: dict[str, City]) -> list[TableReport]:
    """Load centres.csv and the five files beside it; a fact without its source is refused."""
    reports = [_centres(folder / "centres.csv", cities)]
    db.session.flush()
    centres = {one.city.slug: one for one in db.session.query(Centre)}
    texts = Texts()
    reports += [
        _hours(folder / "centre_hours.csv", centres),
        _days(folder / "centre_days.csv", centres),
        _rooms(folder / "centre_rooms.csv", centres, texts),
        _lines(folder / "centre_lines.csv", centres),
    ]
    db.session.flush()
    for centre in centres.values():
        db.session.refresh(centre, ["lines"])
    reports.append(load_texts(folder / "centre_texts.csv", centres, texts))
    return reports


def _centres(path: Path, cities: dict[str, City]) -> TableReport:
    table = Upsert("centres", Centre, ["city_id"])
    for row in read(path, CENTRE, ["city"]):
        city = row.get("city", cells.known_in(cities, "a known city"))
        source = row.get("source_language", cells.known_in(LANGUAGES, "a language of centres"))
        table.put(
            city.slug,
            city_id=city.id,
            names=row.words("names", "en", source),
            operators=row.words("operators"),
            addresses=row.words("addresses", source),
            telephone=row.text("telephone"),
            counselling_telephone=row.text("counselling_telephone"),
            website=row.text("website"),
            source_language=source,
            closed_on_holidays=row.get("closed_on_holidays", _yes_or_no),
            hours_attested_on=row.maybe("hours_attested_on", date.fromisoformat),
            source=row.get("source", str),
        )
    return table.report


def _hours(path: Path, centres: dict[str, Centre]) -> TableReport:
    """Load the hours of a week; hours of a centre that its file no longer names are gone."""
    table = Upsert("opening hours", OpeningHours, ["centre_id", "weekday", "opens"])
    seen: dict[tuple[str, int], list[tuple[time, time]]] = {}
    for row in read(path, HOURS, ["city", "weekday", "opens"]):
        centre = row.get("city", cells.known_in(centres, "a city with a centre"))
        weekday = row.get("weekday", cells.known_in(WEEKDAYS, "a weekday such as monday"))
        opens, closes = row.get("opens", _hour), row.get("closes", _hour)
        _check_order(row, opens, closes)
        others = seen.setdefault((centre.city.slug, weekday), [])
        if any(opens < end and start < closes for start, end in others):
            raise row.bad("opens", "these hours overlap others of that weekday")
        others.append((opens, closes))
        table.put(
            f"{centre.city.slug} {WEEK[weekday]} {opens:%H:%M}",
            centre_id=centre.id,
            weekday=weekday,
            opens=opens,
            closes=closes,
            source=row.get("source", str),
        )
    named = {(slug, day, opens) for (slug, day), all_ in seen.items() for opens, _ in all_}
    for centre in centres.values():
        for old in list(centre.hours):
            if (centre.city.slug, old.weekday, old.opens) not in named:
                told = f"{centre.city.slug} {WEEK[old.weekday]} {old.opens:%H:%M}"
                table.report.changes.append(Change(told, {"closes": (old.closes, None)}))
                db.session.delete(old)
    return table.report


def _days(path: Path, centres: dict[str, Centre]) -> TableReport:
    table = Upsert("closed days", ClosedDay, ["centre_id", "day"])
    for row in read(path, DAYS, ["city", "day"]):
        centre = row.get("city", cells.known_in(centres, "a city with a centre"))
        day = row.get("day", date.fromisoformat)
        opens, closes = row.maybe("opens", _hour), row.maybe("closes", _hour)
        if (opens is None) != (closes is None):
            raise row.bad("opens" if opens is None else "closes", "half an opening is none")
        if opens is not None and closes is not None:
            _check_order(row, opens, closes)
        table.put(
            f"{centre.city.slug} {day}",
            centre_id=centre.id,
            day=day,
            opens=opens,
            closes=closes,
            reasons=row.words("reasons", "en"),
            source=row.get("source", str),
        )
    return table.report


def _rooms(path: Path, centres: dict[str, Centre], texts: Texts) -> TableReport:
    table = Upsert("rooms", CentreRoom, ["centre_id", "key"])
    for row in read(path, ROOMS, ["city", "key"]):
        centre = row.get("city", cells.known_in(centres, "a city with a centre"))
        key, source = row.get("key", cells.slug), row.get("source", str)
        names = texts.put(
            centre,
            (f"room:{key}", TextPart.TITLE),
            words_of(row, "names", centre),
            reviewed=[],
            source=source,
        )
        table.put(
            f"{centre.city.slug} {key}",
            centre_id=centre.id,
            key=key,
            names=names,
            floor=row.get("floor", cells.known_in(FLOORS, "a floor such as 2, or roof")),
            capacity=row.maybe("capacity", cells.count),
            position=row.get("position", cells.count),
            source=source,
        )
    return table.report


def _lines(path: Path, centres: dict[str, Centre]) -> TableReport:
    table = Upsert("service lines", ServiceLine, ["centre_id", "key"])
    for row in read(path, LINES, ["city", "key"]):
        centre = row.get("city", cells.known_in(centres, "a city with a centre"))
        key = row.get("key", cells.slug)
        table.put(
            f"{centre.city.slug} {key}",
            centre_id=centre.id,
            key=key,
            languages=row.maybe("languages", _languages) or [],
            position=row.get("position", cells.count),
            asked_for=row.get("asked_for", _yes_or_no),
            source=row.get("source", str),
        )
    return table.report


def _check_order(row: Row, opens: time, closes: time) -> None:
    if closes <= opens:
        raise row.bad("closes", "must be later than it opens")


def _hour(cell: str) -> time:
    try:
        hour = time.fromisoformat(cell)
    except ValueError:
        hour = None
    if hour is None or f"{hour:%H:%M}" != cell:
        raise ValueError(f"{cell!r} is not an hour such as 09:00")
    return hour


def _languages(cell: str) -> list[str]:
    tags = cell.split(" ")
    for tag in tags:
        cells.known_in(LANGUAGES, "a language of centres")(tag)
    if len(set(tags)) != len(tags):
        raise ValueError("names a language twice")
    return tags


def _yes_or_no(cell: str) -> bool:
    return cells.known_in(YES_NO, "yes or no")(cell)
