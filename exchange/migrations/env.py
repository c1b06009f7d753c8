"""Alembic's way in: the migrations of the app that is running."""

from alembic import context

from exchange.migrations.comparing import compare_type, render_item
from exchange.models import db


def migrate() -> None:
    """Run what is due, all of it in one transaction."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            compare_type=compare_type,
            render_item=render_item,
            render_as_batch=connection.dialect.name == "sqlite",
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


migrate()
