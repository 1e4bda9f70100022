"""The first schema: what is taken in, decided and derived, and the full-text indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Without positions the index of texts is half as large and twice as fast to build; phrases are checked
# against the texts themselves (see docs/architecture.md).
_LEAN = "detail = none, columnsize = 0"
_OPTIONS = "content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'"
_SEARCH = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    f"subject, text, content = 'interaction', {_LEAN}, {_OPTIONS})",
    f"CREATE VIRTUAL TABLE search_person USING fts5(name, headline, company, content = 'person', {_OPTIONS})",
    # A larger buffer between flushes halves the cost of indexing a batch (see docs/architecture.md).
    "INSERT INTO search_text (search_text, rank) VALUES ('hashsize', 16777216)",
    """CREATE TRIGGER interaction_forgotten AFTER DELETE ON interaction BEGIN
    INSERT INTO search_text (search_text, rowid, subject, text)
    VALUES ('delete', old.id, old.subject, old.text); END""",
    """CREATE TRIGGER person_met AFTER INSERT ON person BEGIN
    INSERT INTO search_person (rowid, name, headline, company)
    VALUES (new.id, new.name, new.headline, new.company); END""",
    """CREATE TRIGGER person_forgotten AFTER DELETE ON person BEGIN
    INSERT INTO search_person (search_person, rowid, name, headline, company)
    VALUES ('delete', old.id, old.name, old.headline, old.company); END""",
    """CREATE TRIGGER person_changed AFTER UPDATE OF name, headline, company ON person BEGIN
    INSERT INTO search_person (search_person, rowid, name, headline, company)
    VALUES ('delete', old.id, old.name, old.headline, old.company);
    INSERT INTO search_person (rowid, name, headline, company)
    VALUES (new.id, new.name, new.headline, new.company); END""",
)
_TALLY_UP = """INSERT INTO tally (post_id, state, lane, tone, n)
    VALUES (coalesce(new.post_id, 0), new.state, new.lane, new.tone, 1)
    ON CONFLICT (post_id, state, lane, tone) DO UPDATE SET n = n + 1;"""
_TALLY_DOWN = """UPDATE tally SET n = n - 1
    WHERE post_id = coalesce(old.post_id, 0) AND state = old.state AND lane = old.lane
    AND tone = old.tone;"""
_TALLY = (
    f"CREATE TRIGGER inbox_placed AFTER INSERT ON inbox BEGIN {_TALLY_UP} END",
    f"CREATE TRIGGER inbox_removed AFTER DELETE ON inbox BEGIN {_TALLY_DOWN} END",
    f"""CREATE TRIGGER inbox_moved AFTER UPDATE ON inbox
    WHEN old.state <> new.state OR old.lane <> new.lane OR old.tone <> new.tone
    OR old.post_id IS NOT new.post_id
    BEGIN {_TALLY_DOWN} {_TALLY_UP} END""",
)


def upgrade() -> None:
    """Makes everything; written out, so that later changes of the code do not change this step."""
    _tables()
    for statement in (*_SEARCH, *_TALLY):
        op.execute(statement)


def _tables() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("headline", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("finished", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("headline", sa.Text(), server_default="", nullable=False),
        sa.Column("company", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("degree", sa.Integer(), nullable=True),
        sa.Column("connected", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mine", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("visibility", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("post_created", "post", ["created"], unique=False)
    op.create_index("post_mine", "post", ["mine", "at"], unique=False)
    op.create_table(
        "session",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "tally",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("tone", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.UniqueConstraint("post_id", "state", "lane", "tone"),
    )
    op.create_table(
        "demographic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("below", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("natural", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("natural"),
    )
    op.create_index("demographic_post", "demographic", ["post_id", "at"], unique=False)
    op.create_table(
        "forecast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("post_id", "metric", "until", "model"),
    )
    op.create_table(
        "import_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("import_part_run", "import_part", ["run_id"], unique=False)
    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("at_until", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("thread", sa.Text(), server_default="", nullable=False),
        sa.Column("flavour", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("has_id", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index(
        "interaction_fingerprint",
        "interaction",
        ["fingerprint"],
        unique=False,
        sqlite_where=sa.text("fingerprint IS NOT NULL"),
    )
    op.create_index("interaction_person", "interaction", ["person_id", "at"], unique=False)
    op.create_index(
        "interaction_post",
        "interaction",
        ["post_id", "kind", "at"],
        unique=False,
        sqlite_where=sa.text("post_id IS NOT NULL"),
    )
    op.create_index(
        "interaction_reply",
        "interaction",
        ["thread"],
        unique=False,
        sqlite_where=sa.text("kind = 'comment' AND thread <> ''"),
    )
    op.create_table(
        "post_alias",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "pulse",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], ondelete="CASCADE"),
        sa.UniqueConstraint("post_id", "kind", "hour"),
    )
    op.create_table(
        "total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.BigInteger(), nullable=True),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("flavour", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("natural", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("natural"),
    )
    op.create_index("total_post", "total", ["post_id", "metric", "end"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("decision_interaction", "decision", ["interaction_id", "id"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("tone", sa.Text(), nullable=False),
        sa.Column("sort", sa.BigInteger(), nullable=False),
        sa.Column("wake", sa.BigInteger(), nullable=True),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("interaction_id"),
    )
    op.create_index(
        "inbox_lane", "inbox", ["state", "lane", "sort", "interaction_id", "kind", "network"], unique=False
    )
    op.create_index(
        "inbox_language",
        "inbox",
        ["state", "lane", "language", "sort", "interaction_id", "kind"],
        unique=False,
    )
    op.create_index("inbox_person", "inbox", ["person_id", "state"], unique=False)
    op.create_index(
        "inbox_post",
        "inbox",
        ["post_id", "state", "lane", "sort", "interaction_id", "kind", "language"],
        unique=False,
    )
    op.create_index("inbox_wake", "inbox", ["wake"], unique=False, sqlite_where=sa.text("wake IS NOT NULL"))
    op.create_table(
        "reading",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("tone", sa.Text(), nullable=False),
        sa.Column("priority", sa.Float(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("interaction_id"),
    )
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("mend", sa.Text(), server_default="", nullable=False),
        sa.Column("excerpt", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["import_part.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("set_aside_part", "set_aside", ["part_id"], unique=False)
