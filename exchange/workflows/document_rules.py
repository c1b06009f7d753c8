"""What each step of a paper asks and does: made, sent, answered, voided, replaced."""

from typing import Any

from sqlalchemy import select

from exchange import outbox
from exchange.clock import now
from exchange.errors import N_, UnmetCondition
from exchange.facts.mailings import Addressed
from exchange.facts.records import Books
from exchange.models import Case, City, Document, Letter, Mailing, Person, Project, Shipment, db
from exchange.workflows.document_facts import order_successor
from exchange.workflows.engine import Inputs, Told
from exchange.workflows.mailing_rules import is_called_off

CASES: dict[str, type[Case]] = {"project": Project, "letter": Letter, "shipment": Shipment}
# A case that stands here has no use for a paper any more, or not yet again.
IDLE = frozenset({"draft", "in_approval", "rejected", "declined", "withdrawn", "cancelled"})


def case_stands(paper: Document, _actor: Person) -> UnmetCondition | None:
    """What the paper is about was not called off, nor taken back into the draft."""
    if _state_of_case(paper) not in IDLE and not is_called_off(paper):
        return None
    return UnmetCondition(
        "case_called_off", N_("What this paper is about was called off or taken back.")
    )


def still_wanted(paper: Document, _actor: Person) -> UnmetCondition | None:
    """The mailing it is a letter of was not called off."""
    if not is_called_off(paper):
        return None
    return UnmetCondition(
        "mailing_called_off", N_("The mailing was called off; its letters are not made any more.")
    )


def goes_out(paper: Document, _actor: Person) -> UnmetCondition | None:
    """There is another city it goes to."""
    if not paper.stays_at_home:
        return None
    return UnmetCondition("own_paper", N_("This paper is of one city alone and goes to no other."))


def start_afresh(paper: Document, _actor: Person, _inputs: Inputs) -> None:
    """Forget how far an earlier worker came."""
    paper.progress, paper.failure_message, paper.failure_params = 0, "", {}


def enter_register(paper: Document, _actor: Person, inputs: Inputs) -> None:
    """Record what was made; from here on the paper exists."""
    paper.sha256, paper.size = inputs["sha256"], inputs["size"]
    paper.pages, paper.template_revision = inputs["pages"], inputs["template_revision"]
    paper.progress, paper.issued_at = 100, now()


def send(paper: Document, _actor: Person, _inputs: Inputs) -> None:
    """From here on the paper exists for the partner too."""
    paper.shared_at = paper.shared_at or now()


def note_failure(paper: Document, _actor: Person, inputs: Inputs) -> None:
    """Keep the reason for its owner."""
    paper.failure_message, paper.failure_params = inputs["message"], inputs["params"]


def order_again(paper: Document, actor: Person, inputs: Inputs) -> None:
    """Owe the rendering once more, of the same facts under the same number."""
    start_afresh(paper, actor, inputs)
    outbox.post(outbox.Job.RENDER_DOCUMENT, document_id=str(paper.id))


def make_void(paper: Document, _actor: Person, inputs: Inputs) -> None:
    """Keep why it is not to be relied on; the number stays and says so."""
    paper.voided_at = now()
    paper.void_reason, paper.void_reason_public = inputs["reason"], inputs["reason_public"]


def replace(paper: Document, actor: Person, inputs: Inputs) -> Told:
    """Order the paper that takes its place; one that was void already keeps its own reason."""
    successor = order_successor(paper, _made_from(paper), actor, inputs)
    if paper.voided_at is None:
        make_void(paper, actor, inputs)
    return {"number": successor.number, "version": successor.edition}


def _made_from(paper: Document) -> Any:
    """Return the case of a paper; of a letter of a mailing the mailing as written to that city."""
    if paper.subject_kind == City.__tablename__:
        return Books.of(paper)
    if paper.subject_kind == Mailing.__tablename__:
        return Addressed(db.session.get_one(Mailing, paper.subject_id), paper.partner_city)
    return db.session.get_one(CASES[paper.subject_kind], paper.subject_id)


def _state_of_case(paper: Document) -> str | None:
    noun: Any = CASES.get(paper.subject_kind)
    if noun is None:
        return None
    return db.session.scalar(select(noun.state).where(noun.id == paper.subject_id))
