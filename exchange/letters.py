"""The one place that asks for a mail with a link: an invitation, or a way back in.

Only the person and the purpose wait in the outbox. The link is made when the mail is sent, so no
key to an account ever lies in the database.
"""

from enum import StrEnum

from exchange import outbox
from exchange.models import Person


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "reset"


def invite(person: Person) -> None:
    """Owe `person` a link by which they prove themselves anew, in the caller's transaction."""
    _owe(person, Purpose.INVITATION)


def send_reset(person: Person) -> None:
    """Owe `person` a link to set another password, in the caller's transaction."""
    _owe(person, Purpose.RESET)


def _owe(person: Person, purpose: Purpose) -> None:
    person.credential.ask_for_link(purpose.value)
    outbox.post(outbox.Job.SEND_LINK, person_id=str(person.id), purpose=purpose.value)
