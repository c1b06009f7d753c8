"""A draft to begin with, and what a refusal must look like."""

DRAFT = {
    "partner": "harbour",
    "type": "youth",
    "title": "Choir exchange",
    "budget": [{"item": "beds", "city": "portland", "amount": "200.50"}],
}
PROBLEM = "application/problem+json"


def refused(answer, status: int, code: str) -> dict:
    assert answer.status_code == status, answer.text
    assert answer.content_type == PROBLEM
    told = answer.get_json()
    assert told["status"] == status
    assert told["type"] == f"urn:exchange:problem:{code}"
    assert told["detail"]
    return told
