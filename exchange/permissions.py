"""The whole vocabulary of authority, and which part holds what over whose cases."""

from enum import StrEnum

from exchange.models import Part, Role


class Permission(StrEnum):
    """Named subject:action; the whole vocabulary of authority."""

    PROJECT_PREPARE = "project:prepare"
    PROJECT_CLOSE = "project:close"
    PROJECT_INVITE = "project:invite"
    PROJECT_ANSWER = "project:answer"
    LETTER_PREPARE = "letter:prepare"
    LETTER_ISSUE = "letter:issue"
    LETTER_CANCEL = "letter:cancel"
    MAILING_PREPARE = "mailing:prepare"
    MAILING_MAKE = "mailing:make"
    MAILING_CANCEL = "mailing:cancel"
    SHIPMENT_PREPARE = "shipment:prepare"
    SHIPMENT_CANCEL = "shipment:cancel"
    SHIPMENT_PACK = "shipment:pack"
    SHIPMENT_DISPATCH = "shipment:dispatch"
    SHIPMENT_TRACK = "shipment:track"
    SHIPMENT_RECEIVE = "shipment:receive"
    SHIPMENT_CHOOSE_COUNT = "shipment:choose_count"
    SHIPMENT_LINK = "shipment:link"
    CASE_REVIEW = "case:review"
    CASE_CONCUR = "case:concur"
    CASE_DECIDE = "case:decide"
    CASE_RETURN = "case:return"
    CASE_ESCALATE = "case:escalate"
    POST_KEEP = "post:keep"
    LINE_KEEP = "line:keep"
    ABSENCE_NOTE = "absence:note"
    DOCUMENT_RENDER = "document:render"
    DOCUMENT_RETRY = "document:retry"
    DOCUMENT_SEND = "document:send"
    DOCUMENT_ACKNOWLEDGE = "document:acknowledge"
    DOCUMENT_VOID = "document:void"
    REGISTER_READ = "register:read"
    PERSON_READ = "person:read"
    PERSON_MANAGE = "person:manage"
    PERSON_ACCEPT = "person:accept"
    PERSON_EDIT_OWN = "person:edit_own"


P = Permission

STAFF = frozenset({P.REGISTER_READ, P.ABSENCE_NOTE})
OWNER_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: STAFF
    | {P.PROJECT_PREPARE, P.LETTER_PREPARE, P.SHIPMENT_PREPARE, P.DOCUMENT_RETRY}
    | {P.MAILING_PREPARE, P.MAILING_CANCEL, P.SHIPMENT_LINK},
    Role.CLERK: STAFF
    | {P.SHIPMENT_PACK, P.SHIPMENT_DISPATCH, P.SHIPMENT_TRACK, P.SHIPMENT_LINK}
    | {P.DOCUMENT_RETRY, P.DOCUMENT_VOID},
    Role.DIRECTOR: STAFF
    | {P.PROJECT_CLOSE, P.SHIPMENT_CANCEL, P.SHIPMENT_DISPATCH, P.DOCUMENT_VOID}
    | {P.LETTER_CANCEL, P.MAILING_CANCEL},
    Role.LIAISON: frozenset({P.ABSENCE_NOTE}),
    Role.CENTRE_STAFF: frozenset({P.ABSENCE_NOTE}),
    Role.ADMINISTRATOR: STAFF | {P.PERSON_READ, P.PERSON_MANAGE, P.POST_KEEP, P.LINE_KEEP},
    Role.AUDITOR: frozenset({P.PERSON_READ, P.REGISTER_READ}),
}
PARTNER_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LIAISON: frozenset(
        {P.PROJECT_ANSWER, P.SHIPMENT_TRACK, P.SHIPMENT_RECEIVE, P.DOCUMENT_ACKNOWLEDGE}
        | {P.SHIPMENT_CHOOSE_COUNT, P.SHIPMENT_LINK}
    ),
    Role.CLERK: frozenset({P.SHIPMENT_RECEIVE, P.SHIPMENT_LINK}),
    Role.OFFICER: frozenset({P.SHIPMENT_CHOOSE_COUNT, P.SHIPMENT_LINK}),
    Role.COUNTER: frozenset({P.SHIPMENT_RECEIVE}),  # of the one shipment they are confined to
}
GLOBAL_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.SYSTEM: frozenset(
        {P.PROJECT_INVITE, P.LETTER_ISSUE, P.DOCUMENT_RENDER, P.DOCUMENT_SEND, P.CASE_ESCALATE}
        | {P.MAILING_MAKE}
    ),
}
# Held by whoever may act today for the post of an open step, whatever role they have.
STEP_GRANTS: dict[Permission, frozenset[Part]] = {
    P.CASE_REVIEW: frozenset({Part.REVIEW}),
    P.CASE_CONCUR: frozenset({Part.CONCUR}),
    P.CASE_DECIDE: frozenset({Part.DECIDE}),
    P.CASE_RETURN: frozenset({Part.REVIEW, Part.CONCUR, Part.DECIDE}),
}
# What anybody may do with their own account, whatever their part.
OWN_GRANTS: frozenset[Permission] = frozenset({P.PERSON_ACCEPT, P.PERSON_EDIT_OWN})
NO_GRANTS: frozenset[Permission] = frozenset()
# Parts that decide or administer: their word counts, so they prove twice who they are.
DECIDING = frozenset({Role.DIRECTOR, Role.ADMINISTRATOR})
# Parts that write papers, or see to it that they can be written.
WORDING = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
DECISIONS = frozenset(
    {
        *STEP_GRANTS,
        P.PROJECT_CLOSE,
        P.LETTER_CANCEL,
        P.SHIPMENT_CANCEL,
        P.DOCUMENT_VOID,
        P.PERSON_MANAGE,
        P.POST_KEEP,
        P.LINE_KEEP,
    }
)
# Pages that are no case of any kind: what is asked of somebody to read them for their own city.
PAGES: dict[str, Permission] = {"register": P.REGISTER_READ, "refusals": P.PERSON_READ}
