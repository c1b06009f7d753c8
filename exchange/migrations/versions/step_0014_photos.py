"""Photos of cases; pictures of what changed, and facts that a preview does not print."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision: str | None = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
EMPTY = sa.text("'[]'")


def upgrade() -> None:
    """Make the table, and the columns of previews."""
    person = op.f("fk_photo_person_id_person")
    op.create_table(
        "photo",
        sa.Column("subject_kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("caption_partner", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date()),
        sa.Column("recognised", sa.String(40), nullable=False),
        *(
            sa.Column(name, sa.String(64), nullable=False)
            for name in ("sha256", "paper_sha256", "small_sha256")
        ),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("width", "height", "paper_width", "paper_height", "size")
        ),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("person.id", name=person), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.CheckConstraint(
            "width > 0 AND height > 0 AND size > 0", name=op.f("ck_photo_something")
        ),
        sa.UniqueConstraint("subject_id", "position", name=op.f("uq_photo_subject_id_position")),
    )
    op.create_index("ix_photo_sha256", "photo", ["sha256"])
    for table, name, default in (
        ("preview", "compares", sa.false()),
        ("preview", "unprinted", EMPTY),
        ("preview_page", "changes", EMPTY),
    ):
        kind = sa.Boolean() if name == "compares" else sa.JSON()
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=default))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("preview_page", "changes")
    op.drop_column("preview", "unprinted")
    op.drop_column("preview", "compares")
    op.drop_table("photo")
