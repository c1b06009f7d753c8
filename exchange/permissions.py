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
    SHIPMENT_SUBMIT = "shipment:submit"
    SHIPMENT_ANNOUNCE = "shipment:announce"
    SHIPMENT_REVIEW = "shipment:review"
    SHIPMENT_ANSWER = "shipment:answer"
    SHIPMENT_CLOSE = "shipment:close"
    SHIPMENT_CANCEL = "shipment:cancel"
    SHIPMENT_PACK = "shipment:pack"
    SHIPMENT_DISPATCH = "shipment:dispatch"
    SHIPMENT_TRACK = "shipment:track"
    SHIPMENT_RECEIVE = "shipment:receive"
    APPEAL_PREPARE = "appeal:prepare"
    APPEAL_WEIGH = "appeal:weigh"
    PLEDGE_MAKE = "pledge:make"
    PLEDGE_DECLINE = "pledge:decline"
    PLEDGE_WEIGH = "pledge:weigh"
    SHIPMENT_CORRECT = "shipment:correct"
    SHIPMENT_REOPEN = "shipment:reopen"
    SHIPMENT_REPORT_USE = "shipment:report_use"
    SHIPMENT_PUBLISH = "shipment:publish"
    CLAIM_ANSWER = "claim:answer"
    CLAIM_PURSUE = "claim:pursue"
    CLAIM_REPLACE = "claim:replace"
    CLAIM_SETTLE = "claim:settle"
    CLAIM_MEET = "claim:meet"
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
    DOCUMENT_ORDER = "document:order"
    DOCUMENT_RENDER = "document:render"
    DOCUMENT_RETRY = "document:retry"
    DOCUMENT_SEND = "document:send"
    DOCUMENT_ACKNOWLEDGE = "document:acknowledge"
    DOCUMENT_VOID = "document:void"
    DOCUMENT_SUPERSEDE = "document:supersede"
    REGISTER_READ = "register:read"
    SERVICE_ASK = "service:ask"
    SERVICE_OWN = "service:own"
    SERVICE_READ = "service:read"
    SERVICE_HANDLE = "service:handle"
    PERSONAL_READ_LOG = "personal:read_log"
    CENTRE_WRITE = "centre:write"
    PERSON_READ = "person:read"
    PERSON_MANAGE = "person:manage"
    PERSON_ACCEPT = "person:accept"
    PERSON_EDIT_OWN = "person:edit_own"


P = Permission

STAFF = frozenset({P.REGISTER_READ, P.ABSENCE_NOTE})
OWNER_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: STAFF
    | {P.PROJECT_PREPARE, P.LETTER_PREPARE, P.SHIPMENT_PREPARE, P.DOCUMENT_RETRY}
    | {P.MAILING_PREPARE, P.MAILING_CANCEL, P.DOCUMENT_ORDER}
    | {P.SHIPMENT_SUBMIT, P.SHIPMENT_CLOSE, P.APPEAL_PREPARE, P.PLEDGE_MAKE}
    | {P.CLAIM_PURSUE, P.CLAIM_SETTLE, P.SHIPMENT_PUBLISH, P.SHIPMENT_LINK},
    Role.CLERK: STAFF
    | {P.SHIPMENT_PACK, P.SHIPMENT_DISPATCH, P.SHIPMENT_TRACK, P.SHIPMENT_LINK}
    | {P.DOCUMENT_RETRY, P.DOCUMENT_VOID},
    Role.DIRECTOR: STAFF
    | {P.PROJECT_CLOSE, P.SHIPMENT_CANCEL, P.SHIPMENT_DISPATCH, P.DOCUMENT_VOID}
    | {P.LETTER_CANCEL, P.MAILING_CANCEL, P.DOCUMENT_ORDER}
    | {P.CLAIM_SETTLE, P.SHIPMENT_REOPEN},
    Role.LIAISON: frozenset(
        {P.ABSENCE_NOTE, P.APPEAL_PREPARE, P.PLEDGE_MAKE, P.CLAIM_PURSUE, P.CLAIM_SETTLE}
    ),
    Role.CENTRE_STAFF: frozenset(
        {P.ABSENCE_NOTE, P.CENTRE_WRITE}
        | {P.SERVICE_ASK, P.SERVICE_OWN, P.SERVICE_READ, P.SERVICE_HANDLE}
    ),
    # Of the one request they made.
    Role.RESIDENT: frozenset({P.SERVICE_ASK, P.SERVICE_OWN, P.SERVICE_READ}),
    Role.ADMINISTRATOR: STAFF
    | {P.PERSON_READ, P.PERSON_MANAGE, P.POST_KEEP, P.LINE_KEEP, P.CENTRE_WRITE},
    Role.AUDITOR: frozenset({P.PERSON_READ, P.REGISTER_READ, P.PERSONAL_READ_LOG}),
}
PARTNER_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LIAISON: frozenset(
        {P.PROJECT_ANSWER, P.SHIPMENT_TRACK, P.SHIPMENT_RECEIVE, P.DOCUMENT_ACKNOWLEDGE}
        | {P.SHIPMENT_ANSWER, P.PLEDGE_DECLINE, P.SHIPMENT_CHOOSE_COUNT, P.SHIPMENT_LINK}
        | {P.CLAIM_ANSWER, P.CLAIM_SETTLE, P.SHIPMENT_REPORT_USE, P.SHIPMENT_CORRECT}
    ),
    Role.OFFICER: frozenset(
        {P.SHIPMENT_REVIEW, P.SHIPMENT_ANSWER, P.PLEDGE_DECLINE}
        | {P.CLAIM_ANSWER, P.CLAIM_REPLACE, P.CLAIM_SETTLE}
        | {P.SHIPMENT_REPORT_USE, P.SHIPMENT_PUBLISH}
        | {P.SHIPMENT_CHOOSE_COUNT, P.SHIPMENT_LINK}
    ),
    Role.DIRECTOR: frozenset({P.SHIPMENT_ANSWER, P.CLAIM_SETTLE, P.SHIPMENT_REOPEN}),
    Role.CLERK: frozenset({P.SHIPMENT_RECEIVE, P.SHIPMENT_CORRECT, P.SHIPMENT_LINK}),
    Role.COUNTER: frozenset({P.SHIPMENT_RECEIVE}),  # of the one shipment they are confined to
}
# Held by the owner's people for a partner that keeps no office here: they write down what it said.
FOR_PARTNER_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset({P.CLAIM_ANSWER, P.CLAIM_REPLACE}),
}
CARRIAGE = frozenset({P.SHIPMENT_PACK, P.SHIPMENT_DISPATCH, P.SHIPMENT_TRACK})
AID = frozenset({P.APPEAL_PREPARE, P.PLEDGE_MAKE})
# What people of another city hold for one that keeps no office here, while that other keeps the
# case for it: the consignee of a shipment, whoever wrote an appeal or a pledge down.
BEHALF_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: AID | CARRIAGE | {P.SHIPMENT_PREPARE, P.SHIPMENT_ANNOUNCE, P.SHIPMENT_CLOSE},
    Role.CLERK: CARRIAGE,
    Role.DIRECTOR: frozenset({P.SHIPMENT_CANCEL}),
}
# What the liaison of a city that keeps no office here holds over what their own city begins.
ABROAD_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LIAISON: AID | CARRIAGE | {P.SHIPMENT_PREPARE, P.SHIPMENT_ANNOUNCE, P.SHIPMENT_CANCEL},
}
GLOBAL_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.SYSTEM: frozenset(
        {P.PROJECT_INVITE, P.LETTER_ISSUE, P.DOCUMENT_RENDER, P.DOCUMENT_SEND, P.CASE_ESCALATE}
        | {P.MAILING_MAKE, P.APPEAL_WEIGH, P.PLEDGE_WEIGH, P.CLAIM_MEET, P.DOCUMENT_SUPERSEDE}
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
        P.SHIPMENT_REOPEN,
        P.DOCUMENT_VOID,
        P.PERSON_MANAGE,
        P.POST_KEEP,
        P.LINE_KEEP,
    }
)
# Pages that are no case of any kind: what is asked of somebody to read them for their own city.
PAGES: dict[str, Permission] = {
    "register": P.REGISTER_READ,
    "refusals": P.PERSON_READ,
    "personal": P.PERSONAL_READ_LOG,
    "centre_texts": P.CENTRE_WRITE,
}
