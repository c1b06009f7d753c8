"""A mailing of the demonstration's office to the thirty-four partners of a day, decided on."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from exchange.facts.words import LETTER_LANGUAGES, letter_language
from exchange.interchange import world
from exchange.models import City, Delivery, Mailing, NoticePreference, Person, db
from exchange.queries.ties import tally
from exchange.wording.languages import half
from tests.making import saved
from tests.workflows.journeys import begun_mailing, walk

FIXTURES = Path(__file__).parents[2] / "fixtures"
DAY = date(2020, 6, 1)
TITLES = {"en": "the typhoon", "ja": "台風", "zh-Hans": "台风", "es": "el tifón", "ar": "الإعصار"}


@dataclass(frozen=True)
class Office:
    """The people of the office, by the first part of their addresses, and its partners."""

    people: dict[str, Person]
    cities: tuple[City, ...]

    def approved(self, *, kind: str = "sympathy", most: int = 34, **more) -> Mailing:
        """Return a mailing that went along the office's own line."""
        officer = self.people["officer"]
        texts = [{"in_language": one, "title_partner": said} for one, said in TITLES.items()]
        slugs = [city.slug for city in self.cities][:most]
        draft = begun_mailing(officer, *slugs, kind=kind, title="태풍", texts=texts, **more)
        return walk(
            "mailings",
            draft,
            (officer, "submit"),
            (self.people["head"], "review"),
            (self.people["director"], "approve"),
        )


def opened() -> Office:
    """Load the real world and its demonstration office, whose people want no mails."""
    world.load(FIXTURES / "world")
    world.load_demo(FIXTURES / "demo", "open sesame 2020", check_url="http://127.0.0.1")
    everybody = db.session.scalars(select(Person).where(Person.city_id.is_not(None))).all()
    for one in everybody:
        saved(NoticePreference(person_id=one.id, delivery=Delivery.NONE))
    for one in everybody:
        one.language = "en"
    db.session.commit()
    home = db.session.scalars(select(City).where(City.slug == "daejeon")).one()
    people = {one.email.split("@")[0]: one for one in everybody if one.city_id == home.id}
    return Office(people, tally(home, DAY).partners)


def set_in(kind: str, city: City) -> str:
    """Return the language a letter is really set in beside the owner's: English if unwritten."""
    wanted = letter_language(city.letter_language)
    assert wanted in LETTER_LANGUAGES
    return wanted if half(kind, wanted) else "en"
