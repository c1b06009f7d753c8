"""What a letter must say before it is decided on, and what each step does to it."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.letters import order_letter
from exchange.facts.ties import ties_of_letter
from exchange.models import (
    Document,
    DocumentState,
    Letter,
    LetterGoods,
    LetterKind,
    LetterState,
    Person,
    TieFounded,
    db,
)
from exchange.numbering import numbered
from exchange.schemas.letters import COMMON, FIELDS
from exchange.workflows.colleagues import own_city
from exchange.workflows.engine import Inputs
from exchange.workflows.partner_cities import other_city
from exchange.workflows.rewording import still_marked

SERIES: Final = "LT"
# What each kind cannot be submitted without, beside its title in both languages.
NEEDED: Final[Mapping[LetterKind, tuple[str, ...]]] = {
    LetterKind.ACCEPTANCE: (),
    LetterKind.APPROVAL_NOTICE: ("decided_on",),
    LetterKind.REGRET: ("reason",),
    LetterKind.OFFER: ("goods",),
    LetterKind.SYMPATHY: (),
    LetterKind.THANKS: ("goods", "received_on"),
    LetterKind.CONGRATULATION: ("celebrated_on",),
    LetterKind.INTENT: ("tie", "cooperation", "partner_body"),
    LetterKind.AGREEMENT: ("tie", "cooperation", "partner_body"),
}
WRITTEN: Final = frozenset(COMMON) - {"kind", "partner"}


def has_words(letter: Letter, _actor: Person) -> UnmetCondition | None:
    """Both halves have their words: the title, and the officer's own paragraph if there is one."""
    if letter.title_partner and bool(letter.message) == bool(letter.message_partner):
        return None
    return UnmetCondition(
        "letter_words_missing", N_("Give the title and your own paragraph in both languages.")
    )


def has_facts(letter: Letter, _actor: Person) -> UnmetCondition | None:
    """What this kind of letter states is known."""
    missing = [name for name in NEEDED[letter.kind] if not getattr(letter, name)]
    if letter.kind is LetterKind.AGREEMENT and letter.tie is TieFounded.SISTER:
        missing += [
            name
            for name in ("council_resolution", "council_resolved_on")
            if not getattr(letter, name)
        ]
    if bool(letter.answered) != bool(letter.answered_on):
        missing.append("answered_on" if letter.answered else "answered")
    if not missing:
        return None
    return UnmetCondition(
        "letter_facts_missing",
        N_("Fill in what this letter states: %(fields)s."),
        {"fields": ", ".join(f"form.field.{name}" for name in missing)},
    )


def goods_have_words(letter: Letter, _actor: Person) -> UnmetCondition | None:
    """Every line of goods is named in both languages."""
    if all(line.item_partner for line in letter.goods):
        return None
    return UnmetCondition("goods_words_missing", N_("Name every item in both languages."))


def tie_to_celebrate(letter: Letter, _actor: Person) -> UnmetCondition | None:
    """A letter of congratulation has an anniversary: a tie whose beginning is known."""
    if letter.kind is not LetterKind.CONGRATULATION:
        return None
    ties = ties_of_letter(letter.owner_city, letter.partner_city)
    day = letter.celebrated_on
    if ties and ties[-1]["began"] and day and ties[-1]["began"][:4] < str(day.year):
        return None
    return UnmetCondition(
        "no_anniversary", N_("There is no tie with this city whose beginning is known.")
    )


def paper_issued(letter: Letter, _actor: Person) -> UnmetCondition | None:
    """The paper last ordered exists."""
    state = db.session.scalar(
        select(Document.state)
        .where(Document.subject_id == letter.id)
        .order_by(Document.created_at.desc())
        .limit(1)
    )
    if state == DocumentState.ISSUED:
        return None
    return UnmetCondition("paper_missing", N_("The letter is not issued yet."))


def create(actor: Person, inputs: Inputs) -> Letter:
    """Make a draft of the actor's city, with its case number."""
    city = own_city(actor)
    letter = Letter(
        owner_city=city,
        owner_city_id=city.id,
        officer_id=actor.id,
        number=numbered(city, SERIES, clock.today(city.timezone).year),
        state=LetterState.DRAFT,
        wording={},
    )
    edit(letter, actor, inputs)
    return letter


def edit(letter: Letter, _actor: Person, inputs: Inputs) -> None:
    """Write the draft anew from what was sent; what its kind does not have is forgotten."""
    _check_dates(inputs)
    partner = other_city(inputs["partner"], letter.owner_city_id)
    letter.partner_city, letter.partner_city_id = partner, partner.id
    letter.goods = []
    db.session.flush()  # no line stands twice in one place, not even for a moment
    letter.kind = inputs["kind"]
    own = {name.split(".", 1)[0] for name in FIELDS[letter.kind]} | WRITTEN
    for name in own - {"goods", "cooperation"}:
        setattr(letter, name, inputs[name])
    chosen = inputs["cooperation"] if "cooperation" in own else []
    letter.cooperation = [one.value for one in chosen]
    goods: list[dict[str, Any]] = inputs["goods"] if "goods" in own else []
    letter.goods = [LetterGoods(position=n, **line) for n, line in enumerate(goods, 1)]
    letter.wording = still_marked(letter.wording, letter)


def keep_remarks(letter: Letter, _actor: Person, inputs: Inputs) -> None:
    """Keep what the decider said, for the officer to read."""
    letter.decision_note = inputs.get("remarks") or inputs.get("reason") or inputs.get("note", "")


def decide(letter: Letter, actor: Person, inputs: Inputs) -> None:
    """Freeze the letter as decided on, and owe its rendering."""
    keep_remarks(letter, actor, inputs)
    order_letter(letter, actor)


def share(letter: Letter, _actor: Person, _inputs: Inputs) -> None:
    """From the paper on, the partner knows of the letter."""
    letter.shared_at = letter.shared_at or clock.now()


def _check_dates(inputs: Inputs) -> None:
    starts, ends = inputs["starts_on"], inputs["ends_on"]
    if bool(starts) != bool(ends) or (starts and ends < starts):
        raise NotReady(
            UnmetCondition("dates_reversed", N_("The last day cannot be before the first."))
        )
