"""Days of cases as iCalendar (RFC 5545), for the calendar somebody looks at anyway."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vText

MEDIA_TYPE = "text/calendar"
MADE_BY = "-//City exchange//Days of cases//EN"
ASKED_AGAIN = timedelta(hours=6)  # how often a calendar need look


@dataclass(frozen=True, slots=True)
class Entry:
    """One or more whole days, `first` and `last` both included.

    `key` is the same for the same day of the same case for ever; `version` grows when the case
    moves, so that a calendar takes the later word.
    """

    key: str
    first: date
    last: date
    summary: str
    place: str
    about: str
    address: str
    made_at: datetime
    version: int


def written(entries: Iterable[Entry], name: str, host: str) -> bytes:
    """Return the calendar called `name`; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    for one in entries:
        calendar.add_component(_event(one, host))
    text: bytes = calendar.to_ical()
    return text


def _event(entry: Entry, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", entry.made_at)
    event.add("sequence", entry.version)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))  # a whole day ends as the next begins
    event.add("summary", entry.summary)
    event.add("description", vText(f"{entry.about}\n{entry.address}"))
    event.add("url", entry.address)
    if entry.place:
        event.add("location", entry.place)
    event.add("transp", "TRANSPARENT")  # it takes nobody's time
    return event
