"""What every paper shows, taken from its facts: halves, letterhead, approval line, foot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from exchange.documents.qr import qr_svg
from exchange.facts.shapes import Office, PaperFacts
from exchange.wording.dates import file_date, step_date
from exchange.wording.heads import post_of_head
from exchange.wording.passages import Word
from exchange.wording.words import FALLBACK, Text, official, pick

RTL = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Side:
    """One language half of a paper.

    `say` holds the words of the kind, `common` the labels every paper shares. A letter adds its
    facts in the words of this language, and its passages as an officer left them.
    """

    lang: str
    say: Mapping[str, Any]
    common: Mapping[str, Any]
    letter: Mapping[str, Word] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_rtl(self) -> bool:
        """The language is written from right to left."""
        return self.lang in RTL


def common_view(facts: PaperFacts, sides: tuple[Side, ...], title: str) -> SimpleNamespace:
    """Return what the shared parts of the templates ask for; raise WordsMissing."""
    left, right = sides[0], sides[-1]
    label = left.common["label"]
    return SimpleNamespace(
        halves=sides,
        left=left,
        right=right,
        title=f"{title} ({facts['number']})",
        author=official(facts["owner"], "owner", left.lang).text,
        number=facts["number"],
        issued_on=facts["issued_on"],
        filed_on=file_date(facts["issued_on"], left.lang),
        copies=[
            (
                side.lang,
                side.common["copies"].format(
                    n=facts["copy"], of=facts["copies"], version=facts["version"]
                ),
            )
            for side in sides
        ],
        check_code=facts["check_code"],
        specimen=facts["specimen"],
        qr=qr_svg(facts["check_url"], f"{label['verify']} {facts['check_code']}"),
        head=_letterhead(facts, sides),
        foot=_foot(facts["office"], left.lang, right.lang),
        steps=_steps(facts, left.lang),
        post_in_english=_post_in_english(facts, sides),
    )


def _letterhead(facts: PaperFacts, sides: tuple[Side, ...]) -> SimpleNamespace:
    """The owner's name faces itself across the emblem, with English below where it is not one."""
    owner, languages = facts["owner"], [side.lang for side in sides]
    names = [official(owner, "owner", language) for language in languages]
    if FALLBACK in languages:
        under = [pick(owner["country"], language, "owner.country") for language in languages]
    else:
        under = [
            official(owner, "owner", FALLBACK),
            pick(owner["country"], FALLBACK, "owner.country"),
        ]
    halves = [SimpleNamespace(name=n, under=u) for n, u in zip(names, under, strict=False)]
    return SimpleNamespace(left=halves[0], right=halves[1] if len(halves) > 1 else None)


def _foot(office: Office, left: str, right: str) -> list[SimpleNamespace]:
    """Return the office in the left language and once more in English, else in the right one."""
    second = FALLBACK if left != FALLBACK and FALLBACK in office["names"] else right
    reach = " · ".join(part for part in (office["phone"], office["web"]) if part)
    lines = [
        SimpleNamespace(
            office=pick(office["names"], language, "office.names"),
            address=pick(office["addresses"], language, "office.addresses"),
            reach="",
        )
        for language in dict.fromkeys((left, second))
    ]
    lines[-1].reach = reach
    return lines


def _steps(facts: PaperFacts, language: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            role=step["role"],
            mark=step["mark"],
            name=step["name"],
            post=pick(step["post"], language, f"approval[{n}].post"),
            on=step_date(step["on"], facts["issued_on"], language),
        )
        for n, step in enumerate(facts["approval"])
    ]


def _post_in_english(facts: PaperFacts, sides: tuple[Side, ...]) -> Text | None:
    """Return the post in English where no half has it so already."""
    posts = [post_of_head(facts["owner"], "owner", side.lang, side.common) for side in sides]
    if FALLBACK in {post.lang for post in posts}:
        return None
    return post_of_head(facts["owner"], "owner", FALLBACK, {})
