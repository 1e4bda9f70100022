"""Which posts were recognised as one text, so that a new post is compared with its neighbours only."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds the table; it is filled when posts are compared next."""
    op.create_table(
        "same_text",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["post.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["post.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("one_id", "other_id"),
    )
    op.execute("DELETE FROM setting WHERE name = 'posts_compared'")
