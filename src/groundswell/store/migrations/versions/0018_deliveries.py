"""What goes to the user's webhook is kept until it has gone."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Adds the queue, empty."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), server_default="", nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    going = sa.text("state = 'waiting' OR state = 'sending'")
    op.create_index("delivery_on_its_way", "delivery", ["id"], unique=False, sqlite_where=going)
    op.create_index("delivery_lead", "delivery", ["lead", "id"], unique=False)
