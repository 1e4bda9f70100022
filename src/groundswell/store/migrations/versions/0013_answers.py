"""Answers can be held for longer than a moment, and it is kept what they were made of.

One row of `answer` is one press on send, copy or put aside; nothing in it is ever changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Adds the length of the grace, none for what went before, and the log, empty."""
    op.add_column("outbox", sa.Column("grace", sa.BigInteger(), server_default="0", nullable=False))
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("sent", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), server_default="", nullable=False),
        sa.Column("path", sa.Text(), server_default="", nullable=False),
        sa.Column("want", sa.Text(), server_default="", nullable=False),
        sa.Column("does", sa.Text(), server_default="", nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("answer_target", "answer", ["target", "id"], unique=False)
