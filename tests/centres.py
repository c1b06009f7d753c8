"""A centre for residents with hours, a room, two lines and texts, as a test may need it."""

from collections.abc import Callable
from datetime import date, time

import pytest

from exchange.models import (
    Centre,
    CentreRoom,
    CentreText,
    City,
    ClosedDay,
    OpeningHours,
    ServiceLine,
    TextPart,
    TextState,
)
from tests.making import saved

DAYTIME = (time(9), time(18))
LATE = (time(9), time(21))
WEEK = {1: [DAYTIME], 2: [LATE], 3: [LATE], 4: [DAYTIME], 5: [DAYTIME]}  # Tuesday to Saturday
WHAT = ("line:advice", TextPart.WHAT)


@pytest.fixture
def make_centre(app) -> Callable[..., Centre]:
    """Return a maker of centres: of which city, open when, and on which days otherwise."""

    def make(city: City, week=None, days=(), **facts) -> Centre:
        hours = [
            OpeningHours(weekday=weekday, opens=opens, closes=closes)
            for weekday, spans in (WEEK if week is None else week).items()
            for opens, closes in spans
        ]
        return saved(
            Centre(
                **{
                    "city": city,
                    "names": {"ko": "센터", "en": "The centre"},
                    "operators": {},
                    "addresses": {"ko": "1길 1"},
                    "telephone": "01-234",
                    "source_language": "ko",
                    "hours": hours,
                    "other_days": [closed(*one) for one in days],
                    "rooms": [CentreRoom(key="hall", names={"ko": "강당"}, floor="2", position=1)],
                    "lines": [
                        ServiceLine(key="advice", languages=["vi"], position=1),
                        ServiceLine(key="classes", languages=[], position=2),
                    ],
                }
                | facts
            )
        )

    return make


@pytest.fixture
def write_text(app) -> Callable[..., CentreText]:
    """Return a maker of one text."""

    def make(centre: Centre, language: str, words: str, place=WHAT, revision=1, **facts):
        is_source = language == centre.source_language
        status = TextState.CURRENT if is_source else TextState.MACHINE
        row = {"status": status, "source_revision": revision} | facts
        return saved(
            CentreText(
                centre_id=centre.id,
                about=place[0],
                part=place[1],
                language=language,
                text=words,
                **row,
            )
        )

    return make


def closed(day: date, opens: time | None = None, closes: time | None = None) -> ClosedDay:
    return ClosedDay(day=day, opens=opens, closes=closes, reasons={"en": "a reason"})
