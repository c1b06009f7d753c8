"""A mailing while its letters are made, and all of them at once when they are."""

from tempfile import TemporaryFile
from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    send_file,
)

from exchange.documents.bundles import Piece, merged, zipped
from exchange.errors import N_, WrongState
from exchange.identity import me, require_login
from exchange.models import Mailing
from exchange.queries import cases
from exchange.queries.mailings import GOES_ON, letters_of, made_of, progress_of, unwritten
from exchange.web.language import in_words
from exchange.workflows.registry import WORKFLOWS

pages = Blueprint("mailings", __name__, url_prefix="/mailings/<uuid:subject_id>")
pages.before_request(require_login)

ONE_SIDE = "one"


def install(app: Flask) -> None:
    """Give the page of a mailing what it asks."""
    app.jinja_env.globals.update(
        mailing_progress=progress_of, mailing_letters=letters_of, mailing_unwritten=unwritten
    )


@pages.get("/progress")
def progress(subject_id: UUID) -> Response:
    """Show how far it is; the page is read anew when the mailing itself has moved."""
    mailing = _found(subject_id)
    answer = make_response(render_template("mailings/_progress.html", case=mailing))
    version = request.args.get("version", "")
    if version and version != str(mailing.version):
        answer.headers["HX-Refresh"] = "true"
    return answer


@pages.get("/letters.zip")
def download(subject_id: UUID) -> Response:
    """Return every letter that is made, each in a file named by its number and city."""
    mailing = _found(subject_id)
    files = zipped(_pieces(mailing), current_app.extensions["store"])
    answer = Response(files, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{mailing.number}.zip"'
    return _own(answer)


@pages.get("/letters.pdf")
def to_print(subject_id: UUID) -> Response:
    """Return every letter that is made as one file, for both sides of a sheet unless asked."""
    mailing = _found(subject_id)
    pieces = _pieces(mailing)
    place = TemporaryFile()  # noqa: SIM115  # the answer closes it when it is sent
    try:
        merged(
            pieces,
            current_app.extensions["store"],
            place,
            f"{mailing.number} {mailing.title}",
            both_sides=request.args.get("sides") != ONE_SIDE,
        )
    except BaseException:
        place.close()
        raise
    place.seek(0)
    return _own(send_file(place, "application/pdf", download_name=f"{mailing.number}.pdf"))


def _found(subject_id: UUID) -> Mailing:
    mailing: Mailing = cases.find(WORKFLOWS["mailings"], subject_id, me)
    return mailing


def _pieces(mailing: Mailing) -> list[Piece]:
    """Return what is made, once nothing more is coming; bookmarks in the reader's language."""
    letters = [] if mailing.state in GOES_ON else made_of(mailing)
    if not letters:
        raise WrongState(N_("The letters are not made yet."))
    return [
        Piece(
            name=f"{letter.number}-{letter.partner_city.slug}.pdf",
            title=f"{in_words(letter.partner_city.names)} · {letter.number}",
            sha256=letter.sha256 or "",
            made_at=letter.issued_at or letter.created_at,
        )
        for letter in letters
    ]


def _own(answer: Response) -> Response:
    """Let nobody keep it in between: it is made anew, and a letter may be replaced."""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
