"""Set one portion of a long paper, and join them when all are set; both safe to run twice."""

import json
from collections.abc import Iterator
from io import BytesIO
from uuid import UUID

from exchange.documents import label_runs, long
from exchange.documents.pieces import Piece, unpacked
from exchange.documents.renderer import Rendered, checked
from exchange.documents.scratch import Scratch
from exchange.models import Document, DocumentState, db
from exchange.wording.kinds import LABELS
from workers import documents
from workers.context import job
from workers.lives import life_beside
from workers.spreading import go_on, scratch_of


def give_up(document_id: str) -> None:
    """Tell the owner of a paper that it could not be made, and forget what there is of it."""
    documents.give_up(document_id)
    scratch_of(db.session.get_one(Document, UUID(document_id))).clear()


def give_up_portion(document_id: str, portion: str) -> None:  # noqa: ARG001  # told as the job
    """Give up the whole paper."""
    give_up(document_id)


@job(giving_up=give_up_portion)
def set_portion(document_id: str, portion: str) -> None:
    """Set a few pages and put them aside; done before by a worker that was killed, only go on."""
    document = db.session.get_one(Document, UUID(document_id))
    if document.state != DocumentState.RENDERING:
        return
    scratch = scratch_of(document)
    planned = scratch.get(f"{portion}.portion")
    if planned is None:
        return  # owed by an earlier attempt; this one owes its own
    if scratch.get(f"{portion}.piece") is None:
        kind = document.kind.value
        setting = label_runs.set_portion if kind in LABELS else long.set_portion
        piece = setting(kind, json.loads(planned))
        scratch.put(f"{portion}.piece", piece.packed())
    go_on(document, int(portion))


@job(giving_up=give_up)
def join_pieces(document_id: str) -> None:
    """Join what was set and issue the paper."""
    document = db.session.get_one(Document, UUID(document_id))
    if document.state != DocumentState.RENDERING:
        return
    scratch, kind, output = scratch_of(document), document.kind.value, BytesIO()
    pages = long.join(
        kind,
        checked(kind, document.facts),
        _pieces(scratch),
        output,
        identifier=document.id.bytes,
        life=life_beside(document),
    )
    pdf = documents.sealed(Rendered(output.getvalue(), pages), document.facts)
    documents.issue(document, pdf, pages)
    scratch.clear()


def _pieces(scratch: Scratch) -> Iterator[Piece]:
    """Yield the pieces in order, reading each when its turn comes."""
    for n in range(len(scratch.names(".portion"))):
        packed = scratch.get(f"{n}.piece")
        if packed is None:
            raise FileNotFoundError(f"piece {n} is gone")
        yield unpacked(packed)
