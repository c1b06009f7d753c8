"""What aid is made of, and what is asked and promised: the catalogue, and words for coverage."""

from fractions import Fraction

from flask import Blueprint, Flask, render_template, request
from flask_login import current_user
from sqlalchemy import select

from exchange.errors import N_, NotFound
from exchange.facts.words import unit_names
from exchange.identity import require_login
from exchange.models import Appeal, Item, ItemCategory, Pledge, PledgeLine, PledgeState, db
from exchange.permissions import Permission
from exchange.policy import may_begin
from exchange.queries.appeals import catalogue, covered_lines, pledges_to, shipments_for
from exchange.queries.matching import matching
from exchange.web.frame import count
from exchange.web.language import in_words
from exchange.workflows.coverage import coverage_of

pages = Blueprint("aid", __name__, url_prefix="/items")
pages.before_request(require_login)

LONGEST_SEARCH = 100


def install(app: Flask) -> None:
    """Give the pages of appeals, pledges and shipments what they ask."""
    app.jinja_env.globals.update(
        covered_lines=covered_lines,
        pledges_to=pledges_to,
        shipments_for=shipments_for,
        may_answer=may_answer,
        may_send=may_send,
        too_much_of=too_much_of,
        unit_name=unit_name,
    )
    app.jinja_env.filters.update(exactly=exactly)


@pages.get("")
def all_items() -> str:
    """Show the catalogue, or what of it matches, whatever script it is asked in."""
    asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    found = matching(catalogue(), asked)
    return render_template(
        "items/list.html",
        asked=asked,
        total=len(found),
        groups=[(one, [item for item in found if item.category == one]) for one in ItemCategory],
    )


@pages.get("/<code>")
def show(code: str) -> str:
    """Show one item: its names, its units, what it needs, and where that is from."""
    item = db.session.scalar(select(Item).where(Item.code == code))
    if item is None:
        raise NotFound(N_("There is nothing here."))
    return render_template("items/show.html", item=item)


def may_answer(appeal: Appeal) -> bool:
    """Say whether the reader may begin a pledge to this appeal, or write one down for another."""
    is_theirs = current_user.city_id in appeal.addressed_ids
    kept = appeal.is_kept_for(current_user.city_id)
    may = may_begin(current_user, Permission.PLEDGE_MAKE)
    return appeal.is_open and may and (is_theirs or kept)


def may_send(pledge: Pledge) -> bool:
    """Say whether the reader may begin a shipment of what was promised."""
    is_own = current_user.city_id == pledge.owner_city_id
    may = may_begin(current_user, Permission.SHIPMENT_PREPARE)
    return is_own and may and pledge.state == PledgeState.PLEDGED


def too_much_of(pledge: Pledge) -> list[tuple[PledgeLine, Fraction]]:
    """Return the lines by which more would come than was asked, each with by how much."""
    known = {line.item_id: one for line, one in coverage_of(pledge.appeal)}
    found = []
    for line in pledge.lines:
        one = known[line.item_id]
        own = line.base_quantity if pledge.state == PledgeState.DRAFT else 0
        found.append((line, one.expected + own - one.asked))
    return [(line, over) for line, over in found if over > 0]


def unit_name(code: str) -> str:
    """Return what a UN/ECE Rec 20 unit is called in the reader's language."""
    return in_words(unit_names(code))


def exactly(value: Fraction) -> str:
    """Write an exact quantity: a whole number, or one with a fraction beside it."""
    whole, rest = divmod(value.numerator, value.denominator)
    if not rest:
        return count(whole)
    part = f"{rest}/{value.denominator}"
    return f"{count(whole)} {part}" if whole else part
