"""The migrations go up and down on both databases, and end where the models are."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from exchange.migrations import running
from exchange.migrations.comparing import compare_type
from exchange.models import Base, db
from tests.postgres import ON_BOTH

TRIGGERS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'append_only_%'",
}


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def triggers() -> int:
    with db.engine.connect() as connection:
        return connection.execute(text(TRIGGERS[db.engine.dialect.name])).scalar_one()


@ON_BOTH
def test_up_down_and_up_again(app):
    db.session.remove()
    db.drop_all()
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    assert tables() == set()
    running.upgrade()
    assert tables() == set(Base.metadata.tables)
    assert triggers() == 12
    running.downgrade()
    assert tables() == set()
    assert triggers() == 0
    running.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": compare_type})
        assert compare_metadata(context, Base.metadata) == []
