"""What was sent about one thing is found without looking at all that was sent."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the index."""
    op.create_index("outbox_target", "outbox", ["target", "id"], unique=False)
