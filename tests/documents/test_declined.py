"""The letter that declines offered aid, in every language there is."""

import pytest

from exchange.documents.renderer import render_html
from exchange.facts.words import LETTER_LANGUAGES
from exchange.models import RefusalReason
from tests.documents.letters import a_letter

DECLINED = {"declined": True, "starts_on": "", "ends_on": "", "participants": 0}


@pytest.mark.parametrize("language", sorted(set(LETTER_LANGUAGES) - {"ko"}))
@pytest.mark.parametrize("reason", list(RefusalReason))
def test_it_thanks_and_gives_the_reason(language, reason):
    title = {"ko": "마스크 지원", language: "Masks"}
    facts = a_letter(
        "regret", **DECLINED, reason=reason.value, title=title, languages=["ko", language]
    )
    text = render_html("regret", facts).replace("\u2060", "")
    assert "지원을 제의해 주신 데 깊이 감사드립니다" in text
    assert "Masks" in text
    assert "취소" not in text
