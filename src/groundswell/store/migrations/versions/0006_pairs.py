"""People who are the same across networks, and posts that say the same."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds what the user decides of pairs, and what follows from it."""
    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    standing = sa.text("undone IS NULL")
    op.create_index("pairing_standing", "pairing", ["about", "id"], unique=False, sqlite_where=standing)
    _grouping("person_group", "person", "person_id", "shown_id")
    op.create_index("person_group_shown", "person_group", ["shown_id"], unique=False)
    _grouping("wave_part", "post", "post_id", "head_id")
    op.create_index("wave_part_head", "wave_part", ["head_id"], unique=False)
    op.create_table(
        "likely_same",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("one_id", "other_id"),
    )
    op.create_index("likely_same_other", "likely_same", ["other_id"], unique=False)
    op.add_column("forecast", sa.Column("parts", sa.Text(), server_default="", nullable=False))


def _grouping(name: str, of: str, member: str, head: str) -> None:
    op.create_table(
        name,
        sa.Column(member, sa.Integer(), nullable=False),
        sa.Column(head, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([member], [f"{of}.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint([head], [f"{of}.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(member),
    )
