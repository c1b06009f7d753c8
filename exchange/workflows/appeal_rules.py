"""What an appeal must say before anybody is asked, and when it is met: by what arrived."""

from typing import Final

from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.models import (
    Appeal,
    AppealCity,
    AppealLine,
    AppealState,
    City,
    Person,
    db,
)
from exchange.numbering import numbered
from exchange.workflows.catalogued import written_lines
from exchange.workflows.coverage import coverage_of
from exchange.workflows.engine import Inputs, Told
from exchange.workflows.standing_in import acting_for, tied_with

SERIES: Final = "AP"
WORDS: Final = ("title", "title_english", "situation", "situation_english")


def has_lines(appeal: Appeal, _actor: Person) -> UnmetCondition | None:
    """It says what is lacking."""
    if appeal.lines:
        return None
    return UnmetCondition("no_lines", N_("List what is needed."))


def has_words(appeal: Appeal, _actor: Person) -> UnmetCondition | None:
    """Whoever is asked can read it: title in English, and the situation too where it is told."""
    if appeal.title_english and bool(appeal.situation) == bool(appeal.situation_english):
        return None
    return UnmetCondition(
        "appeal_words_missing",
        N_("Give the title in English too, and the situation in both languages or in none."),
    )


def has_readers(appeal: Appeal, _actor: Person) -> UnmetCondition | None:
    """Somebody is asked."""
    day = clock.today(appeal.owner_city.timezone)
    if appeal.asked or (appeal.to_all and tied_with(appeal.owner_city, day)):
        return None
    return UnmetCondition("nobody_to_ask", N_("There is no city to ask: none has a tie in force."))


def something_arrived(appeal: Appeal, _actor: Person) -> UnmetCondition | None:
    """Something of what was asked was counted in, in good order."""
    if any(one.arrived for _, one in coverage_of(appeal)):
        return None
    return UnmetCondition("nothing_arrived", N_("Nothing of what was asked has arrived yet."))


def all_arrived(appeal: Appeal, _actor: Person) -> UnmetCondition | None:
    """Everything that was asked was counted in, in good order."""
    waiting = [line.item.code for line, one in coverage_of(appeal) if not one.is_met]
    if not waiting:
        return None
    return UnmetCondition(
        "not_all_arrived", N_("Not yet arrived in full: %(items)s."), {"items": ", ".join(waiting)}
    )


def create(actor: Person, inputs: Inputs) -> Appeal:
    """Make a draft of the city in need, with its case number."""
    city, behalf = acting_for(actor, inputs["in_need"])
    appeal = Appeal(
        owner_city=city,
        owner_city_id=city.id,
        behalf_city=behalf,
        behalf_city_id=None if behalf is None else behalf.id,
        officer_id=actor.id,
        number=numbered(city, SERIES, clock.today(city.timezone).year),
        state=AppealState.DRAFT,
    )
    _write(appeal, inputs)
    return appeal


def edit(appeal: Appeal, _actor: Person, inputs: Inputs) -> None:
    """Write the draft anew; whose it is stays."""
    if inputs["in_need"] not in {"", appeal.owner_city.slug}:
        raise NotReady(
            UnmetCondition("not_another_citys", N_("Whose appeal it is cannot be changed."))
        )
    appeal.lines, appeal.asked = [], []
    db.session.flush()  # no item and no city is there twice, not even for a moment
    _write(appeal, inputs)


def publish(appeal: Appeal, _actor: Person, _inputs: Inputs) -> Told:
    """Ask: every city with a tie today, or those chosen; from now on it exists for them."""
    city = appeal.owner_city
    if appeal.to_all:
        appeal.asked = _rows(tied_with(city, clock.today(city.timezone)))
    appeal.published_at = appeal.shared_at = clock.now()
    return {"cities": [one.slug for one in appeal.cities]}


def end(appeal: Appeal, _actor: Person, inputs: Inputs) -> None:
    """Keep why nothing more is asked."""
    appeal.closing_note = inputs.get("reason") or inputs.get("note", "")


def _write(appeal: Appeal, inputs: Inputs) -> None:
    for name in WORDS:
        setattr(appeal, name, inputs[name])
    appeal.to_all = not inputs["recipients"]
    appeal.asked = _rows(_chosen(appeal, inputs["recipients"]))
    appeal.lines = [AppealLine(**row) for row in written_lines(inputs["needed"])]


def _rows(cities: list[City]) -> list[AppealCity]:
    return [AppealCity(position=n, city=one, city_id=one.id) for n, one in enumerate(cities, 1)]


def _chosen(appeal: Appeal, slugs: list[str]) -> list[City]:
    """Return the cities in the order of their slugs; refuse one that has no tie."""
    city = appeal.owner_city
    tied = {one.slug: one for one in tied_with(city, clock.today(city.timezone))}
    unknown = sorted(set(slugs) - set(tied))
    if unknown:
        raise NotReady(
            *(
                UnmetCondition(
                    "no_tie_with", N_("There is no tie in force with %(name)s."), {"name": slug}
                )
                for slug in unknown
            )
        )
    return [tied[slug] for slug in sorted(set(slugs))]


def appeal_named(reference: str) -> Appeal | None:
    """Return the appeal that a reference such as `harbour/AP-2020-0001` names, if there is one."""
    slug, _, number = reference.partition("/")
    return db.session.scalar(
        select(Appeal)
        .join(City, City.id == Appeal.owner_city_id)
        .where(City.slug == slug, Appeal.number == number)
    )
