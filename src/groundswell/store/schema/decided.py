"""Decided by the user: never dropped."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from groundswell.store.schema.base import metadata, row_id, words

decision = Table(
    "decision",
    metadata,
    row_id(),
    Column("interaction_id", ForeignKey("interaction.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    words("value"),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("decision_interaction", "interaction_id", "id"),
)

pairing = Table(
    "pairing",
    metadata,
    row_id(),
    Column("about", Text, nullable=False),
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("says", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("pairing_standing", "about", "id", sqlite_where=text("undone IS NULL")),
)
"""Whether two people (or two posts, see `about`) are the same; by their keys, which outlive their rows."""

feedback = Table(
    "feedback",
    metadata,
    row_id(),
    Column("does", Text, nullable=False),
    Column("point", Text, nullable=False),
    words("other"),
    words("text"),
    words("state"),
    Column("quotes", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("feedback_standing", "id", sqlite_where=text("undone IS NULL")),
)
"""What the user made of criticism; one row is one press. Quotes are keys, which outlive their rows."""

kept = Table(
    "kept",
    metadata,
    row_id(),
    Column("does", Text, nullable=False),
    words("lead"),
    words("who"),
    words("what"),
    words("text"),
    words("due"),
    Column("about", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("kept_standing", "id", sqlite_where=text("undone IS NULL")),
)
"""What came of it: leads, and who was accepted, thanked or left; one row is one press. People and what they
said stand in it by keys, which outlive their rows."""

handed = Table(
    "handed",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("interaction_id", ForeignKey("interaction.id", ondelete="CASCADE"), nullable=False),
    words("friend"),
    Column("sheet", JSON, nullable=False),
    Column("names", JSON, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("link", Text, unique=True),
    Column("expires", BigInteger),
    Column("taken_back", BigInteger),
    Index("handed_interaction", "interaction_id", "id"),
)
"""An exchange as it was handed to a friend. `link` is a digest: what opens the link is not kept."""

handed_answer = Table(
    "handed_answer",
    metadata,
    row_id(),
    Column("handed_id", ForeignKey("handed.id", ondelete="CASCADE"), nullable=False),
    Column("digest", Text, nullable=False),
    words("name"),
    words("text"),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("handed_id", "digest"),
)
"""What came back; placeholders stand in it as they did on the sheet."""

circle = Table(
    "circle",
    metadata,
    row_id(),
    Column("person", Text, nullable=False),
    words("does"),
    words("value"),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("circle_standing", "person", "id", sqlite_where=text("undone IS NULL")),
)
"""What the user decided about the circle; one row is one press. People by keys, which outlive their rows."""

by_hand = Table(
    "by_hand",
    metadata,
    row_id(),
    Column("person", Text, nullable=False),
    words("gift"),
    words("direction"),
    words("note"),
    Column("happened", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("by_hand_standing", "person", "id", sqlite_where=text("undone IS NULL")),
)
"""What passed where no network shows it: a call, a meeting. `happened` is when, `at` when it was noted."""

forgotten = Table(
    "forgotten",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""Whom the user wanted forgotten: digests of their keys, so that no import brings them back."""

lean = Table(
    "lean",
    metadata,
    row_id(),
    Column("does", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("about", BigInteger),
    words("sent"),
    Column("told", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("lean_person", "person"),
)
"""Whom the user may turn to, when she did and how it went; one row is one press. People are keys."""

look = Table(
    "look",
    metadata,
    row_id(),
    Column("at", BigInteger, nullable=False),
    Column("beyond", Boolean, nullable=False, server_default=false()),
    words("felt"),
)
"""When the user looked, and how it was: only where she wants it kept; she may have all of it forgotten."""

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)
