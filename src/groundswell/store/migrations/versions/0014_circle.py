"""Ties, the circle, what is kept by hand of people, what changed about them, and who was forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_SUMS = (
    "given", "taken", "turns", "exchanges", "they_answered", "their_waits", "we_answered", "our_waits",
    "contacts", "gaps",
)  # fmt: skip


def upgrade() -> None:
    """Adds the tables, empty: ties are computed when the program runs next."""
    op.create_table(
        "tie",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in _SUMS),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("last_in", "last_out", "last_words")),
        sa.Column("last_words_in", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index("tie_rank", "tie", ["rank"], unique=False)
    _log("circle", "does", "value")
    _log("by_hand", "gift", "direction", "note", happened=True)
    op.create_table(
        "person_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("person_change_person", "person_change", ["person_id", "at"], unique=False)
    op.create_table(
        "forgotten",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )


def _log(name: str, *told: str, happened: bool = False) -> None:
    """An append-only log about people by their natural keys."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        *(sa.Column(column, sa.Text(), server_default="", nullable=False) for column in told),
        *([sa.Column("happened", sa.BigInteger(), nullable=False)] if happened else []),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    standing = sa.text("undone IS NULL")
    op.create_index(f"{name}_standing", name, ["person", "id"], unique=False, sqlite_where=standing)
