"""Passages that an officer writes anew before the decision: only marked ones, only known facts."""

from collections.abc import Mapping, Sequence
from typing import Any

from exchange.errors import N_, NotReady, UnmetCondition
from exchange.facts.paper import languages_of
from exchange.models import Person
from exchange.wording.marked import Passage, marked, named_in
from exchange.workflows.engine import Inputs

Wording = dict[str, dict[str, str]]


def reword(subject: Any, _actor: Person, inputs: Inputs) -> None:
    """Keep the passages an officer wrote anew."""
    subject.wording = wording_of(subject, inputs["passages"])


def wording_of(subject: Any, passages: Sequence[Inputs]) -> Wording:
    """Return what differs from the template, by key and language.

    `subject.paper_kind` is the kind of its letter. Raises NotReady naming each passage that
    cannot stand.
    """
    known = {(p.key, p.language): p for p in marked(subject.paper_kind, languages_of(subject))}
    wording: Wording = {}
    faults: list[UnmetCondition] = []
    for sent in passages:
        passage = known.get((sent["passage"], sent["language"]))
        text = " ".join(sent["text"].split())
        fault = _fault(passage, sent, text)
        if fault is not None:
            faults.append(fault)
        elif passage is not None and text and text != passage.text:
            wording.setdefault(passage.key, {})[passage.language] = text
    if faults:
        raise NotReady(*faults)
    return wording


def still_marked(wording: Mapping[str, Mapping[str, str]], subject: Any) -> Wording:
    """Return the wording without passages that the letter, as it is now, does not have."""
    kept: Sequence[Passage] = marked(subject.paper_kind, languages_of(subject))
    names = {(passage.key, passage.language) for passage in kept}
    found = {
        key: {lang: text for lang, text in texts.items() if (key, lang) in names}
        for key, texts in wording.items()
    }
    return {key: texts for key, texts in found.items() if texts}


def _fault(passage: Passage | None, sent: Inputs, text: str) -> UnmetCondition | None:
    if passage is None:
        return UnmetCondition(
            "no_such_passage",
            N_("There is no passage %(passage)s to be written anew in %(language)s."),
            {"passage": sent["passage"], "language": sent["language"]},
        )
    try:
        unknown = named_in(text) - passage.facts
    except ValueError:
        return UnmetCondition(
            "braces_open",
            N_("In %(passage)s a brace is not closed."),
            {"passage": passage.key, "language": passage.language},
        )
    if not unknown:
        return None
    return UnmetCondition(
        "no_such_fact",
        N_("%(passage)s names a fact this letter does not have: %(facts)s."),
        {
            "passage": passage.key,
            "language": passage.language,
            "facts": ", ".join(sorted(unknown)),
        },
    )
