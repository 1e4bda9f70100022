"""The first schema: what is taken in, decided and derived, and the full-text indexes."""

from alembic import op

from groundswell.store.schema import metadata

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
    metadata.create_all(op.get_bind())
    for statement in (*_SEARCH, *_TALLY):
        op.execute(statement)
