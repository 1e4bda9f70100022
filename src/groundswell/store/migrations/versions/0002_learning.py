"""Sketches of readings, from which corrections are learned; copies; what was found about a whole crowd."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds what is derived; the next reading fills it."""
    op.add_column("reading", sa.Column("sketch", sa.LargeBinary(), nullable=True))
    op.add_column("reading", sa.Column("taught", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "reading_taught", "reading", ["interaction_id"], unique=False, sqlite_where=sa.text("taught")
    )
    op.create_table(
        "alike",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["head_id"], ["interaction.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("interaction_id"),
    )
    op.create_index("alike_head", "alike", ["head_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], ondelete="CASCADE"),
        sa.UniqueConstraint("post_id", "kind"),
    )
