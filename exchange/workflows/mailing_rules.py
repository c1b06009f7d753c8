"""What a mailing must say before it is decided on, and when its letters are all made."""

from collections import Counter
from typing import Final

from sqlalchemy import func, select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.mailings import addressed, order_letters
from exchange.facts.words import FALLBACK
from exchange.models import (
    City,
    Document,
    DocumentState,
    Mailing,
    MailingKind,
    MailingRecipient,
    MailingState,
    MailingText,
    Person,
    db,
)
from exchange.numbering import numbered
from exchange.schemas.mailings import COMMON, FIELDS
from exchange.workflows.colleagues import own_city
from exchange.workflows.engine import Inputs, Told

SERIES: Final = "ML"
# What each kind cannot be submitted without, beside its words.
NEEDED: Final[dict[MailingKind, tuple[str, ...]]] = {
    MailingKind.SYMPATHY: (),
    MailingKind.CONGRATULATION: ("celebrated_on",),
    MailingKind.REGRET: ("reason",),
    MailingKind.APPROVAL_NOTICE: ("decided_on",),
}
PARTS: Final = frozenset({"recipients", "texts"})
UNMADE: Final = frozenset({DocumentState.QUEUED, DocumentState.RENDERING})


def has_words(mailing: Mailing, _actor: Person) -> UnmetCondition | None:
    """There is English for whoever has no other, and the own paragraph is in all or in none."""
    texts = mailing.by_language
    both = all(bool(one.message) == bool(mailing.message) for one in texts.values())
    if FALLBACK in texts and both:
        return None
    return UnmetCondition(
        "mailing_words_missing",
        N_(
            "Give the title in English at least, and your own paragraph in every language you"
            " wrote a title in, or in none."
        ),
    )


def has_facts(mailing: Mailing, _actor: Person) -> UnmetCondition | None:
    """What this kind of letter states is known."""
    missing = [name for name in NEEDED[mailing.kind] if not getattr(mailing, name)]
    if not missing:
        return None
    return UnmetCondition(
        "letter_facts_missing",
        N_("Fill in what this letter states: %(fields)s."),
        {"fields": ", ".join(f"form.field.{name}" for name in missing)},
    )


def has_readers(mailing: Mailing, _actor: Person) -> UnmetCondition | None:
    """At least one of the cities gets a letter."""
    if addressed(mailing):
        return None
    return UnmetCondition(
        "nobody_to_write_to", N_("None of the chosen cities has an anniversary that year.")
    )


def ordered(mailing: Mailing, _actor: Person) -> UnmetCondition | None:
    """Some of its letters is being made, or was."""
    return None if letters_by_state(mailing).total() else _left()


def all_made(mailing: Mailing, _actor: Person) -> UnmetCondition | None:
    """Every letter is made; one that failed is made again, or left to whoever is in charge."""
    states = letters_by_state(mailing)
    unmade = {*UNMADE, DocumentState.FAILED}
    return _left() if any(states[one] for one in unmade) else None


def none_left(mailing: Mailing, _actor: Person) -> UnmetCondition | None:
    """No letter is still to be made; those that failed are known, and are not all there is."""
    states = letters_by_state(mailing)
    if any(states[one] for one in UNMADE):
        return _left()
    failed = states[DocumentState.FAILED]
    if failed and failed < states.total():
        return None
    return UnmetCondition("none_failed", N_("There is nothing to go on without."))


def letters_by_state(mailing: Mailing) -> Counter[DocumentState]:
    """Count the letters of a mailing, state by state; one query."""
    rows = db.session.execute(
        select(Document.state, func.count())
        .where(Document.subject_id == mailing.id)
        .group_by(Document.state)
    )
    return Counter({row[0]: int(row[1]) for row in rows})


def is_called_off(document: Document) -> bool:
    """Say whether a paper is a letter of a mailing that was cancelled before it was made."""
    if document.subject_kind != Mailing.__tablename__:
        return False
    state = db.session.scalar(select(Mailing.state).where(Mailing.id == document.subject_id))
    return state == MailingState.CANCELLED


def create(actor: Person, inputs: Inputs) -> Mailing:
    """Make a draft of the actor's city, with its case number."""
    city = own_city(actor)
    mailing = Mailing(
        owner_city=city,
        owner_city_id=city.id,
        officer_id=actor.id,
        number=numbered(city, SERIES, clock.today(city.timezone).year),
        state=MailingState.DRAFT,
    )
    _write(mailing, inputs)
    return mailing


def edit(mailing: Mailing, _actor: Person, inputs: Inputs) -> None:
    """Write the draft anew from what was sent; what its kind does not have is forgotten."""
    mailing.recipients, mailing.texts = [], []
    db.session.flush()  # no city and no language is there twice, not even for a moment
    for names in FIELDS.values():
        for name in names:
            setattr(mailing, name, 0 if name == "participant_count" else None)
    _write(mailing, inputs)


def order_all(mailing: Mailing, actor: Person, inputs: Inputs) -> None:
    """Freeze every letter as decided on, and owe their rendering."""
    mailing.decision_note = inputs.get("note", "")
    order_letters(mailing, actor)


def tell_how_many(mailing: Mailing, _actor: Person, _inputs: Inputs) -> Told:
    """Keep how many letters were made, failed, or were never made; one replaced counts once."""
    states = letters_by_state(mailing)
    del states[DocumentState.REPLACED]
    failed, left = states[DocumentState.FAILED], sum(states[one] for one in UNMADE)
    return {"made": states.total() - failed - left, "failed": failed, "left": left}


def _write(mailing: Mailing, inputs: Inputs) -> None:
    starts, ends = inputs["starts_on"], inputs["ends_on"]
    if bool(starts) != bool(ends) or (starts and ends < starts):
        raise NotReady(
            UnmetCondition("dates_reversed", N_("The last day cannot be before the first."))
        )
    mailing.kind = inputs["kind"]
    for name in (*COMMON, *FIELDS[mailing.kind]):
        if name not in PARTS:
            setattr(mailing, name, inputs[name])
    mailing.recipients = [
        MailingRecipient(position=n, city=city, city_id=city.id)
        for n, city in enumerate(_cities(mailing, inputs["recipients"]), 1)
    ]
    mailing.texts = [MailingText(position=n, **row) for n, row in enumerate(_texts(inputs), 1)]


def _cities(mailing: Mailing, slugs: list[str]) -> list[City]:
    """Return the cities in the order of their slugs; refuse one that is unknown, or one's own."""
    found = db.session.scalars(
        select(City).where(City.slug.in_(slugs), City.id != mailing.owner_city_id)
    )
    cities = {city.slug: city for city in found}
    unknown = sorted(set(slugs) - set(cities))
    if unknown:
        raise NotReady(
            *(
                UnmetCondition("no_such_city", N_("No city is called %(name)s."), {"name": slug})
                for slug in unknown
            )
        )
    return [cities[slug] for slug in sorted(cities)]


def _texts(inputs: Inputs) -> list[Inputs]:
    counted = Counter(row["in_language"] for row in inputs["texts"])
    twice = [language for language, times in counted.items() if times > 1]
    if twice:
        raise NotReady(
            UnmetCondition(
                "language_twice",
                N_("%(language)s is there twice."),
                {"language": ", ".join(twice)},
            )
        )
    return list(inputs["texts"])


def _left() -> UnmetCondition:
    return UnmetCondition("letters_left", N_("Some of its letters are not made yet."))
