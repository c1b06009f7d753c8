"""The last bolts of the door: rows that clash in the database, and actors without a city."""

import pytest
from sqlalchemy import select

from exchange.errors import NotReady, StaleVersion
from exchange.models import NumberSeries, Role, db
from exchange.permissions import Permission
from exchange.policy import holders
from exchange.workflows import (
    absence_rules,
    line_rules,
    post_rules,
    project_rules,
    shipment_rules,
)
from exchange.workflows.perform import begin
from exchange.workflows.project import PROJECT
from tests.workflows.journeys import begun_project, project_draft


def test_two_cases_of_one_number_are_never_stored(officer, tie):
    begun_project(officer)
    series = db.session.scalars(
        select(NumberSeries).where(NumberSeries.series == project_rules.SERIES)
    ).one()
    series.last = 0  # as if the count had been set back
    db.session.commit()
    with pytest.raises(StaleVersion):
        begin(PROJECT, actor=officer, payload=project_draft())
    assert db.session.query(PROJECT.noun).count() == 1


@pytest.mark.parametrize(
    "rules", [project_rules, shipment_rules, post_rules, line_rules, absence_rules]
)
def test_who_acts_for_no_city_begins_nothing(system, rules):
    with pytest.raises(NotReady):
        rules.create(system, {})


def test_who_could_act_is_told_by_side_and_role():
    assert holders(Permission.PROJECT_ANSWER) == (("partner", Role.LIAISON),)
    assert holders(Permission.DOCUMENT_RENDER) == (("service", Role.SYSTEM),)
    assert ("owner", Role.DIRECTOR) in holders(Permission.SHIPMENT_DISPATCH)
