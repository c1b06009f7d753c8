"""What the reader was told, for programs."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from marshmallow import fields

from exchange.api import asking
from exchange.api.describing import offer
from exchange.models import Notice
from exchange.notices import keeping
from exchange.queries import notices
from exchange.schemas import responses

pages: Any = Blueprint("api-notices", __name__, url_prefix="/api/v1")
pages.before_request(asking.require_token)


class NoticesAsked(asking.PageAsked):
    """Which page, and whether only what is unread."""

    unread = fields.Boolean(load_default=False)


def list_notices(asked: Mapping[str, Any]) -> tuple[list[Notice], int, dict[str, str]]:
    """Return one page of what the reader was told, newest first."""
    found = notices.page_of(
        asking.reader(), number=asked["page"], size=asked["page_size"], unread=asked["unread"]
    )
    told = {"page": found.number, "total_pages": found.pages, "total": found.total}
    return found.rows, 200, {"X-Pagination": json.dumps(told)}


def read_notice(notice_id: UUID) -> Notice:
    """Note that it was read; again changes nothing."""
    return keeping.mark_read(asking.reader(), notice_id)


offer(
    pages,
    "/notices",
    "GET",
    list_notices,
    "List one's own notices, newest first",
    responses.Notice(many=True),
    (401,),
    NoticesAsked,
)
offer(
    pages,
    "/notices/<uuid:notice_id>/read",
    "POST",
    read_notice,
    "Mark a notice of one's own as read",
    responses.Notice(),
    (401, 404),
)
