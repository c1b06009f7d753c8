"""Which ties stood on a day: what is certain is counted, and what is not is said."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from exchange.models import PARTNERSHIPS, City, Tie, TieKind, db

RANK = {kind: rank for rank, kind in enumerate(TieKind)}  # sister before friendship before contact


@dataclass(frozen=True, slots=True)
class Tally:
    """The ties of `owner` on `day`: one a partner, the highest kind that certainly stood.

    `uncertain` holds, for partners without a certain sister or friendship tie, those that may
    have stood, given what is not known of their dates.
    """

    owner: City
    day: date
    standing: tuple[Tie, ...]
    uncertain: tuple[Tie, ...]

    @property
    def by_kind(self) -> dict[TieKind, int]:
        """How many partners there were of each kind, contacts among them."""
        counted = Counter(tie.kind for tie in self.standing)
        return {kind: counted[kind] for kind in TieKind}

    @property
    def partners(self) -> tuple[City, ...]:
        """The sister and friendship cities; a contact is none yet."""
        return tuple(tie.partner_city for tie in self.standing if tie.kind in PARTNERSHIPS)

    @property
    def codes(self) -> tuple[str, ...]:
        """The ISO codes of the partners' countries and places, each once."""
        return tuple(sorted({city.country.code for city in self.partners}))

    @property
    def related_codes(self) -> tuple[str, ...]:
        """Those of `codes` with which the owner's country has diplomatic relations."""
        return tuple(code for code in self.codes if code in self.owner.country.relations_with)


@dataclass(frozen=True, slots=True)
class Partner:
    """A city on the other side, the tie with it, and whether the tie certainly stood."""

    city: City
    tie: Tie
    is_certain: bool


def tally(owner: City, day: date) -> Tally:
    """Count the cities with which `owner` had a tie on `day`; one query."""
    ties = db.session.scalars(
        select(Tie).where(Tie.owner_city_id == owner.id).options(joinedload(Tie.partner_city))
    ).all()
    standing = _highest(tie for tie in ties if tie.is_in_force(day))
    settled = {tie.partner_city_id for tie in standing if tie.kind in PARTNERSHIPS}
    uncertain = _highest(
        tie
        for tie in ties
        if tie.kind in PARTNERSHIPS
        and tie.partner_city_id not in settled
        and tie.may_be_in_force(day)
    )
    return Tally(owner, day, standing, uncertain)


def describe_tally(count: Tally) -> str:
    """Return the tally in English for the command line."""
    kinds = ", ".join(
        f"{number} {kind.value}" for kind, number in count.by_kind.items() if kind in PARTNERSHIPS
    )
    lines = [
        f"{count.owner.names['en']} on {count.day}: {len(count.partners)} cities ({kinds})",
        (
            f"in {len(count.related_codes)} countries with diplomatic relations, "
            f"{len(count.codes)} country codes: {' '.join(count.codes)}"
        ),
    ]
    if apart := [code for code in count.codes if code not in count.related_codes]:
        lines.append(f"without known diplomatic relations: {' '.join(apart)}")
    if contacts := [tie for tie in count.standing if tie.kind is TieKind.CONTACT]:
        lines.append(f"letters of intent, not counted: {_named(contacts)}")
    if count.uncertain:
        lines.append(f"not certain on that day, not counted: {_named(count.uncertain)}")
    return "\n".join(lines)


def partners_of(city: City, day: date) -> list[Partner]:
    """Return the cities that had, or may have had, a tie with `city` on `day`; one query.

    Whoever of the two owns the tie; the highest kind first, then the oldest.
    """
    return partners_among(ties_of(city), city, day)


def partners_among(ties: Iterable[Tie], city: City, day: date) -> list[Partner]:
    """Return what `partners_of` does, from ties already read."""
    best: dict[City, Partner] = {}
    for tie in ties:
        is_certain = tie.is_in_force(day)
        if not is_certain and not tie.may_be_in_force(day):
            continue
        other = tie.partner_city if tie.owner_city_id == city.id else tie.owner_city
        found = Partner(other, tie, is_certain)
        if other not in best or _precedence(found) < _precedence(best[other]):
            best[other] = found
    return sorted(best.values(), key=lambda one: (*_precedence(one)[1:], one.city.names["en"]))


def ties_of(city: City, other: City | None = None) -> list[Tie]:
    """Return every tie `city` ever had, with `other` if given, oldest first; one query."""
    either = [Tie.owner_city_id == city.id, Tie.partner_city_id == city.id]
    wanted = select(Tie).where(or_(*either))
    if other is not None:
        wanted = wanted.where(or_(Tie.owner_city_id == other.id, Tie.partner_city_id == other.id))
    found = db.session.scalars(
        wanted.options(joinedload(Tie.owner_city), joinedload(Tie.partner_city))
    )
    return sorted(found, key=lambda tie: (_start(tie), RANK[tie.kind]))


def has_begun(tie: Tie, day: date) -> bool:
    """Say whether a tie can have begun by `day`, whether or not it has ended since."""
    return tie.began is None or tie.began.earliest <= day


def _highest(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Keep one tie a partner, the highest kind; in the order of kinds, then of age."""
    best: dict[object, Tie] = {}
    for tie in sorted(ties, key=lambda tie: (RANK[tie.kind], _start(tie))):
        best.setdefault(tie.partner_city_id, tie)
    return tuple(best.values())


def _precedence(one: Partner) -> tuple[bool, int, date]:
    return (not one.is_certain, RANK[one.tie.kind], _start(one.tie))


def _start(tie: Tie) -> date:
    """Return the first day by which a tie is sorted; the wholly undated come first."""
    start = tie.began or tie.attested_on
    return date.min if start is None else start.earliest


def _named(ties: Iterable[Tie]) -> str:
    return ", ".join(tie.partner_city.names["en"] for tie in ties)
