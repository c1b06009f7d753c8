"""Who is asking: the signed-in person, or the program that shows a token of theirs."""

from exchange.identity.installing import csrf, install, limiter, preferred_language
from exchange.identity.people import new_person, write_beginning
from exchange.identity.sessions import me, require_login
from exchange.identity.tokens import new_token, person_of_token

__all__ = [
    "csrf",
    "install",
    "limiter",
    "me",
    "new_person",
    "new_token",
    "person_of_token",
    "preferred_language",
    "require_login",
    "write_beginning",
]
