"""What an exchange project must satisfy at each step, and what each step does to it."""

from decimal import Decimal

from babel.numbers import get_currency_precision
from sqlalchemy import select

from exchange import clock
from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.invitation import order_invitation
from exchange.facts.project_papers import order_outcome, order_regret
from exchange.models import (
    IN_FORCE,
    BudgetLine,
    City,
    Document,
    DocumentKind,
    Participant,
    Person,
    Project,
    ProjectState,
    Tie,
    db,
)
from exchange.numbering import numbered
from exchange.workflows.engine import Inputs
from exchange.workflows.partner_cities import city_by_slug, other_city

SERIES = "EP"
WRITTEN = (
    "type",
    "title",
    "title_partner",
    "purpose",
    "purpose_partner",
    "starts_on",
    "ends_on",
    "reply_by",
    "participant_count",
    "budget_total",
)


def has_title(project: Project, _actor: Person) -> UnmetCondition | None:
    """Both halves of the letter have their words."""
    missing = not (project.title_partner and project.purpose and project.purpose_partner)
    return (
        UnmetCondition("words_missing", N_("Give title and purpose in both languages."))
        if missing
        else None
    )


def has_dates(project: Project, _actor: Person) -> UnmetCondition | None:
    """A proposal names the days it covers."""
    if project.starts_on and project.ends_on:
        return None
    return UnmetCondition("dates_missing", N_("Give the first and the last day."))


def has_reply_date(project: Project, _actor: Person) -> UnmetCondition | None:
    """The letter says by when an answer is hoped for."""
    if project.reply_by and project.starts_on and project.reply_by < project.starts_on:
        return None
    return UnmetCondition(
        "reply_date_missing", N_("Give the day to answer by, before the first day.")
    )


def has_people(project: Project, _actor: Person) -> UnmetCondition | None:
    """Somebody takes part, and no more are named than are counted."""
    if 0 < project.participant_count >= len(project.participants):
        return None
    return UnmetCondition(
        "people_missing", N_("Say how many take part; no more can be named than are counted.")
    )


def budget_balances(project: Project, _actor: Person) -> UnmetCondition | None:
    """What the cities bear adds up to the total, in one currency."""
    total = sum((line.amount for line in project.budget), Decimal(0))
    if project.budget_total is not None and total == project.budget_total:
        return None
    return UnmetCondition(
        "budget_unbalanced",
        N_("The budget lines add up to %(sum)s; the total says %(total)s."),
        {"sum": f"{total:,f}", "total": f"{project.budget_total or 0:,f}"},
    )


def tie_in_force(project: Project, _actor: Person) -> UnmetCondition | None:
    """There is an agreement with the partner to act under."""
    day = clock.today(project.owner_city.timezone)
    ties = db.session.scalars(
        select(Tie).where(
            Tie.owner_city_id == project.owner_city_id,
            Tie.partner_city_id == project.partner_city_id,
        )
    )
    if any(tie.is_in_force(day) for tie in ties):
        return None
    return UnmetCondition("no_tie", N_("There is no tie in force with this city."))


def invitation_issued(project: Project, _actor: Person) -> UnmetCondition | None:
    """The letter last ordered exists."""
    state = db.session.scalar(
        select(Document.state)
        .where(Document.subject_id == project.id, Document.kind == DocumentKind.INVITATION)
        .order_by(Document.created_at.desc())
        .limit(1)
    )
    if state in IN_FORCE:
        return None
    return UnmetCondition("letter_missing", N_("The invitation letter is not issued yet."))


def create(actor: Person, inputs: Inputs) -> Project:
    """Make a draft of the actor's city, with its case number."""
    city = _own_city(actor)
    project = Project(
        owner_city=city,
        owner_city_id=city.id,
        officer_id=actor.id,
        number=numbered(city, SERIES, clock.today(city.timezone).year),
        state=ProjectState.DRAFT,
    )
    edit(project, actor, inputs)
    return project


def edit(project: Project, _actor: Person, inputs: Inputs) -> None:
    """Write the draft anew from what was sent."""
    partner = other_city(inputs["partner"], project.owner_city_id)
    if project.shared_at is not None and partner.id != project.partner_city_id:
        raise NotReady(
            UnmetCondition(
                "partner_invited", N_("The partner knows of this; begin another project instead.")
            )
        )
    _check_dates(inputs)
    project.partner_city, project.partner_city_id = partner, partner.id
    for name in WRITTEN:
        setattr(project, name, inputs[name])
    currency = inputs["budget_currency"] or _own_currency(project)
    project.budget_currency = currency
    project.budget = [
        BudgetLine(
            position=n,
            item=line["item"],
            item_partner=line["item_partner"],
            city_id=city_by_slug(line["city"]).id,
            amount=_whole_units(line["amount"], currency),
            currency=currency,
        )
        for n, line in enumerate(inputs["budget"], 1)
    ]
    project.participants = [
        Participant(position=n, **person) for n, person in enumerate(inputs["participants"], 1)
    ]


def keep_remarks(project: Project, _actor: Person, inputs: Inputs) -> None:
    """Keep what the decider said, for the officer to read."""
    project.decision_note = inputs.get("remarks") or inputs.get("reason") or inputs.get("note", "")


def decide(project: Project, actor: Person, inputs: Inputs) -> None:
    """Freeze the invitation as decided on, and owe its rendering."""
    keep_remarks(project, actor, inputs)
    order_invitation(project, actor)


def share(project: Project, _actor: Person, _inputs: Inputs) -> None:
    """From the letter on, the partner knows of the project."""
    project.shared_at = project.shared_at or clock.now()


def take_changes(project: Project, _actor: Person, inputs: Inputs) -> None:
    """Put the partner's dates into the draft, with their words."""
    project.decision_note = inputs["remarks"]
    if inputs["starts_on"] and inputs["ends_on"]:
        move(project, _actor, inputs)


def move(project: Project, _actor: Person, inputs: Inputs) -> None:
    """Set the new days."""
    _check_dates(inputs)
    project.starts_on, project.ends_on = inputs["starts_on"], inputs["ends_on"]


def report(project: Project, actor: Person, inputs: Inputs) -> None:
    """Keep what came of it, and order the report."""
    project.outcome = inputs["outcome"]
    project.people_took_part = inputs["people_took_part"]
    project.final_cost = inputs["final_cost"]
    order_outcome(project, actor)


def call_off(project: Project, actor: Person, inputs: Inputs) -> None:
    """Tell the partner why it does not take place, if they were invited to it."""
    if project.shared_at is not None:
        order_regret(project, actor, inputs["reason"].value)


def thank(project: Project, _actor: Person, inputs: Inputs) -> None:
    """Keep the number of the thank-you letter, or why there is none."""
    project.thanks = inputs["thanks"]


def _own_city(actor: Person) -> City:
    if actor.city is None:
        raise NotReady(UnmetCondition("no_city", N_("You act for no city.")))
    return actor.city


def _own_currency(project: Project) -> str:
    return project.owner_city.office.currency if project.owner_city.office else ""


def _check_dates(inputs: Inputs) -> None:
    starts, ends = inputs["starts_on"], inputs["ends_on"]
    if starts and ends and ends < starts:
        raise NotReady(
            UnmetCondition("dates_reversed", N_("The last day cannot be before the first."))
        )


def _whole_units(amount: Decimal, currency: str) -> Decimal:
    """Refuse more decimals than the currency has; CLDR knows (KRW 0, EUR 2, TND 3)."""
    places = get_currency_precision(currency)
    if amount != round(amount, places):
        raise NotReady(
            UnmetCondition(
                "too_many_decimals",
                N_("%(currency)s has %(places)s decimals."),
                {"currency": currency, "places": str(places)},
            )
        )
    return amount
