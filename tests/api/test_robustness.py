"""Whatever is sent to any address of the API, the service never breaks, and answers as it says."""

from datetime import timedelta

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from exchange.identity import new_token
from exchange.models import ProjectState, ShipmentState, db

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
QUICKLY = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def all_rounder(app, officer, director, clerk) -> dict[str, str]:
    """The headers of somebody who plays every part of the owner's office."""
    for grant in (*director.grants, *clerk.grants):
        officer.grants.append(type(grant)(role=grant.role))
    token, kept = new_token(officer, "robustness", timedelta(hours=1))
    db.session.add(kept)
    db.session.commit()
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_sent_to_the_api_breaks_it(app, all_rounder, make_project, make_shipment, mode):
    cases = {
        "/projects/": make_project(ProjectState.IN_APPROVAL),
        "/shipments/": make_shipment(ShipmentState.APPROVED),
    }
    ids = {part: str(case.id) for part, case in cases.items()}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 40
    for operation in operations:
        real = next((ids[part] for part in ids if part in operation.path), None)
        known = {"path_parameters": {"subject_id": real}} if real else {}

        @QUICKLY
        @given(case=operation.as_strategy(generation_mode=mode, **known))
        def send(case):
            case.call_and_validate(headers=all_rounder, checks=CHECKS)

        send()
