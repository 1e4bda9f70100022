"""What is on its way out is found without looking at all that was ever sent; profiles are renewed.

For the first, what waits or is being sent and what failed get indexes of their own. For the second, a person
keeps when the name and so on were told.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds the indexes, the first in the place of one that held less, and the column, empty."""
    op.drop_index("outbox_waiting", "outbox")
    _part("outbox_on_its_way", ["account_id", "id"], "state = 'waiting' OR state = 'sending'")
    _part("outbox_failed", ["due"], "state = 'failed'")
    op.add_column("person", sa.Column("told", sa.JSON(), nullable=True))


def _part(name: str, columns: list[str], which: str) -> None:
    where = sa.text(which)
    op.create_index(name, "outbox", columns, unique=False, sqlite_where=where, postgresql_where=where)
