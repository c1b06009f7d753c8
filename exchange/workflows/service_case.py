"""How a request to the centre goes: read, met, helped, handed on, closed, opened again."""

from exchange.models import ServiceCase, ServiceState
from exchange.permissions import Permission
from exchange.schemas.service_cases import (
    Answered,
    HelpAsked,
    HelpChanged,
    Meet,
    Noted,
    Resolution,
    Talked,
    ToAnother,
    Triage,
)
from exchange.workflows import service_rules as rules
from exchange.workflows.engine import Beginning, Workflow, row

P = Permission
S = ServiceState


def _from(names: str) -> frozenset[S]:
    return frozenset(S(name) for name in names.split())


UNREAD = _from("requested reopened")
READ = _from("triaged waiting_list no_show")
TALKED = _from("triaged attended accepted refused")
OPEN = frozenset(S) - _from("resolved closed withdrawn")

SERVICE_CASE = Workflow(
    kind="service_case",
    noun=ServiceCase,
    states=S,
    initial=S.REQUESTED,
    final=_from("closed withdrawn"),
    journey=(S.REQUESTED, S.TRIAGED, S.SCHEDULED, S.ATTENDED, S.RESOLVED, S.CLOSED),
    read=P.SERVICE_READ,
    beginning=Beginning(permission=P.SERVICE_ASK, inputs=HelpAsked, create=rules.create),
    table=(
        row(
            "change",
            _from("requested"),
            S.REQUESTED,
            P.SERVICE_OWN,
            inputs=HelpChanged,
            effect=rules.change,
            aside=True,
        ),
        row(
            "triage",
            UNREAD,
            S.TRIAGED,
            P.SERVICE_HANDLE,
            inputs=Triage,
            effect=rules.triage,
        ),
        row(
            "wait",
            _from("triaged no_show"),
            S.WAITING_LIST,
            P.SERVICE_HANDLE,
            inputs=Talked,
            effect=rules.wait,
            aside=True,
        ),
        row(
            "schedule",
            READ,
            S.SCHEDULED,
            P.SERVICE_HANDLE,
            inputs=Meet,
            effect=rules.schedule,
        ),
        row(
            "reschedule",
            _from("scheduled"),
            S.SCHEDULED,
            P.SERVICE_HANDLE,
            inputs=Meet,
            effect=rules.schedule,
            aside=True,
        ),
        row(
            "attend",
            _from("scheduled"),
            S.ATTENDED,
            P.SERVICE_HANDLE,
            inputs=Talked,
            guards=(rules.is_asked_for_now,),
            effect=rules.write_down,
        ),
        row(
            "miss",
            _from("scheduled"),
            S.NO_SHOW,
            P.SERVICE_HANDLE,
            guards=(rules.is_asked_for_now,),
            aside=True,
        ),
        *(
            row(
                "note",
                frozenset({state}),
                state,
                P.SERVICE_HANDLE,
                inputs=Noted,
                effect=rules.write_down,
                aside=True,
            )
            for state in S
            if state in OPEN
        ),
        row(
            "refer",
            _from("triaged attended"),
            S.REFERRED,
            P.SERVICE_HANDLE,
            inputs=ToAnother,
            effect=rules.refer,
            aside=True,
        ),
        row(
            "note_acceptance",
            _from("referred"),
            S.ACCEPTED,
            P.SERVICE_HANDLE,
            inputs=Answered,
            effect=rules.write_down,
        ),
        row(
            "note_refusal",
            _from("referred"),
            S.REFUSED,
            P.SERVICE_HANDLE,
            inputs=Answered,
            effect=rules.write_down,
            aside=True,
        ),
        row(
            "resolve",
            TALKED,
            S.RESOLVED,
            P.SERVICE_HANDLE,
            inputs=Resolution,
            effect=rules.resolve,
        ),
        row("close", _from("resolved"), S.CLOSED, P.SERVICE_HANDLE, effect=rules.end),
        *(
            row(
                "reopen",
                frozenset({state}),
                S.REOPENED,
                P.SERVICE_HANDLE,
                inputs=Talked,
                effect=rules.reopen,
                reopens=state is S.CLOSED,
                aside=True,
            )
            for state in (S.RESOLVED, S.CLOSED)
        ),
        row(
            "withdraw",
            OPEN,
            S.WITHDRAWN,
            P.SERVICE_OWN,
            effect=rules.end,
            aside=True,
        ),
    ),
)
