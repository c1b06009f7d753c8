"""Who may do what, and why: a question about one person, and the whole matrix."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import force_locale

from exchange.errors import N_, NotFound
from exchange.identity import me, require_login
from exchange.identity.sessions import reader
from exchange.models import Person
from exchange.permissions import Permission
from exchange.policy import sides_read
from exchange.queries import cases
from exchange.queries.explaining import explain
from exchange.queries.findings import Answer, Finding, Word
from exchange.queries.matrix import matrix_of
from exchange.web.language import in_words, speak
from exchange.workflows.engine import Workflow
from exchange.workflows.perform import BEGIN
from exchange.workflows.person import PERSON
from exchange.workflows.registry import WORKFLOWS

pages = Blueprint("access", __name__)
pages.before_request(require_login)

MOST_PEOPLE = 500


@pages.get("/access")
def show() -> str:
    """Answer one question; about others only who may read people asks, and of their own city."""
    asked, number = request.args.get("asked", ""), request.args.get("number", "").strip()
    person = _person(request.args.get("person", ""))
    answer = _answer(asked, number, person) if asked else None
    return render_template(
        "access/show.html",
        people=_people(),
        person=person,
        asked=asked,
        number=number,
        answer=answer,
        said=said,
        questions={plural: _questions(flow) for plural, flow in WORKFLOWS.items()},
        matrices={plural: matrix_of(flow) for plural, flow in WORKFLOWS.items()},
        flows=WORKFLOWS,
    )


def said(finding: Finding) -> str:
    """Return a finding's sentence in the reader's language."""
    places = {name: ", ".join(map(_word, words)) for name, words in finding.places.items()}
    return speak(finding.message, **places)


def in_english(answer: Answer) -> list[str]:
    """Return an answer as lines for an operator."""
    marks = {True: "yes", False: "NO", None: ""}
    with force_locale("en"):
        verdict = N_("Yes, they may.") if answer.is_yes else N_("No, they may not.")
        lines = [f"{marks[one.holds]:<4} {said(one)} [{one.code}]" for one in answer.findings]
        return [speak(verdict), *lines]


def _word(word: Word) -> str:
    return speak(word) if isinstance(word, str) else in_words(dict(word))


def _answer(asked: str, number: str, person: Person) -> Answer:
    plural, _, action = asked.partition(":")
    if plural not in WORKFLOWS or action not in _questions(WORKFLOWS[plural]):
        raise NotFound(N_("There is nothing here."))
    flow = WORKFLOWS[plural]
    case = cases.named(flow, number, reader()) if number and action != BEGIN else None
    return explain(flow, action, person, case, reader())


def _questions(flow: Workflow) -> list[str]:
    return [*([BEGIN] if flow.beginning else []), *flow.actions]


def _person(wanted: str) -> Person:
    """Return whom the question is about: the reader, or one whose account they may read."""
    if wanted in {"", str(me.id)}:
        return reader()
    try:
        found: Person = cases.find(PERSON, UUID(wanted), reader())
    except ValueError:
        raise NotFound(N_("There is nothing here.")) from None
    return found


def _people() -> list[Person]:
    """Return those the reader may ask about, beside themself."""
    if not any(sides_read(me, Permission.PERSON_READ)):
        return []
    return sorted(cases.page_of(PERSON, reader(), size=MOST_PEOPLE).rows, key=lambda one: one.name)
