"""What each forecast said of an instant ahead, beside what came."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the table; forecasts from now on fill it."""
    op.create_table(
        "outcome",
        sa.Column("forecast_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("quantiles", sa.JSON(), nullable=False),
        sa.Column("plain", sa.JSON(), nullable=False),
        sa.Column("came", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["forecast_id"], ["forecast.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("forecast_id", "due"),
    )
    op.create_index("outcome_open", "outcome", ["due"], unique=False, sqlite_where=sa.text("came IS NULL"))
    op.add_column("forecast", sa.Column("replayed", sa.Boolean(), nullable=False, server_default=sa.false()))
