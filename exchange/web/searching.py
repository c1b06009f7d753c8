"""One box for everything: what was typed, and what it finds."""

from flask import Blueprint, render_template, request

from exchange.identity import me, require_login
from exchange.queries.searching import find_all

pages = Blueprint("searching", __name__)
pages.before_request(require_login)

LONGEST = 200


@pages.get("/search")
def show() -> str:
    """Show what the reader may see of what they look for."""
    asked = request.args.get("q", "")[:LONGEST].strip()
    return render_template("search/show.html", asked=asked, found=find_all(asked, me))
