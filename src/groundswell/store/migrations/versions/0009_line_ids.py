"""The id of a line is never given out again: what still works on one that was signed out finds nothing."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes the table anew with ids that only rise."""
    with op.batch_alter_table("line", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass
