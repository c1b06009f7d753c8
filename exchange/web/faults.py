"""What is wrong with what somebody typed, said plainly in their language."""

import re

from exchange.errors import N_
from exchange.web.language import speak

# marshmallow speaks to programmers; on the left what it says, on the right what people read.
PLAINLY = (
    (r"Missing data for required field\.|Field may not be null\.", N_("Fill this in.")),
    (r"Not a valid integer\.", N_("Write a whole number.")),
    (r"Not a valid number\.|Special numeric values .*", N_("Write a number.")),
    (r"Not a valid (aware )?date(time)?\.", N_("Write a date as 2020-01-31.")),
    (r"Must be one of: .*|Not a valid choice\.", N_("Choose one of the list.")),
    (
        (
            r"Must be greater than or equal to (?P<least>\d+)"
            r" and less than or equal to (?P<most>\d+)\."
        ),
        N_("Write a number from %(least)s to %(most)s."),
    ),
    (
        r"Length must be between (?P<least>\d+) and (?P<most>\d+)\.",
        N_("Write between %(least)s and %(most)s characters."),
    ),
    (r"Longer than maximum length (?P<most>\d+)\.", N_("There can be at most %(most)s.")),
    (r"Shorter than minimum length (?P<least>\d+)\.", N_("There must be at least %(least)s.")),
    (r"String does not match expected pattern\.", N_("This is not written as expected.")),
    (r"Unknown field\.", N_("Nothing of this name is asked for.")),
)


def plainly(message: str) -> str:
    """Return a fault in the reader's language."""
    for pattern, words in PLAINLY:
        if found := re.fullmatch(pattern, message):
            return speak(words, **found.groupdict())
    return speak(message)
