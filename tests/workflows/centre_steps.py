"""What is said at each step of a request to the centre, in tests."""

from tests.centre import ASKED, MEETING

CHANGED = {key: ASKED[key] for key in ("topic", "words", "telephone", "meeting")}
CENTRE = {
    "change": CHANGED,
    "triage": {"topic": "stay", "urgency": "soon", "needs_interpreter": True},
    "schedule": MEETING,
    "reschedule": MEETING,
    "note": {"note": "She showed her contract."},
    "refer": {"referred_to": "The labour office", "consent": True},
    "resolve": {"outcome": "advised"},
    "close": {},
}
