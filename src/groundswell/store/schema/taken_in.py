"""Taken in from files and networks, and the log of imports."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from groundswell.store.schema.base import metadata, row_id, words

account = Table(
    "account",
    metadata,
    row_id(),
    Column("network", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    words("name"),
    words("url"),
    words("headline"),
)

person = Table(
    "person",
    metadata,
    row_id(),
    Column("network", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    words("name"),
    words("url"),
    words("headline"),
    words("company"),
    words("email"),
    Column("degree", Integer),
    Column("connected", BigInteger),
    # When the name and so on were told last, by their column; what no source gives a time for is left out.
    Column("told", JSON(none_as_null=True)),
)

person_change = Table(
    "person_change",
    metadata,
    row_id(),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("field", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("person_change_person", "person_id", "at"),
)
"""That somebody's headline or company was told otherwise than before; `at` is when it was noticed or told."""

post = Table(
    "post",
    metadata,
    row_id(),
    Column("network", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("mine", Boolean, nullable=False),
    Column("at", BigInteger),
    Column("created", BigInteger),
    words("text"),
    words("url"),
    words("visibility"),
    Index("post_created", "created"),
    Index("post_mine", "mine", "at"),
)

post_alias = Table(
    "post_alias",
    metadata,
    Column("key", Text, primary_key=True),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), nullable=False),
)

interaction = Table(
    "interaction",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("network", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("at_until", BigInteger, nullable=False),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE")),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE")),
    words("text"),
    words("subject"),
    words("thread"),
    words("flavour"),
    words("url"),
    Column("fingerprint", Text),
    Column("has_id", Boolean, nullable=False),
    Index("interaction_person", "person_id", "at"),
    Index("interaction_post", "post_id", "kind", "at", sqlite_where=text("post_id IS NOT NULL")),
    Index("interaction_fingerprint", "fingerprint", sqlite_where=text("fingerprint IS NOT NULL")),
    Index("interaction_reply", "thread", sqlite_where=text("kind = 'comment' AND thread <> ''")),
)

their_post = Table(
    "their_post",
    metadata,
    row_id(),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("at", BigInteger, nullable=False),
    words("text"),
    words("url"),
    Index("their_post_person", "person_id", "at"),
)
"""What people of the circle published lately, as far as a network that is followed tells it."""

total = Table(
    "total",
    metadata,
    row_id(),
    Column("network", Text, nullable=False),
    Column("metric", Text, nullable=False),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE")),
    Column("start", BigInteger),
    Column("end", BigInteger, nullable=False),
    words("flavour"),
    Column("value", Float, nullable=False),
    Column("natural", Text, nullable=False, unique=True),
    Index("total_post", "post_id", "metric", "end"),
)

demographic = Table(
    "demographic",
    metadata,
    row_id(),
    Column("network", Text, nullable=False),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE")),
    Column("dimension", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("share", Float, nullable=False),
    Column("below", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("natural", Text, nullable=False, unique=True),
    Index("demographic_post", "post_id", "at"),
)

import_run = Table(
    "import_run",
    metadata,
    row_id(),
    Column("started", BigInteger, nullable=False),
    Column("finished", BigInteger),
    Column("state", Text, nullable=False),
    Column("request", JSON, nullable=False),
    words("problem"),
)

import_part = Table(
    "import_part",
    metadata,
    row_id(),
    Column("run_id", ForeignKey("import_run.id", ondelete="CASCADE"), nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("read", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Index("import_part_run", "run_id"),
)

set_aside = Table(
    "set_aside",
    metadata,
    row_id(),
    Column("part_id", ForeignKey("import_part.id", ondelete="CASCADE"), nullable=False),
    Column("place", Text, nullable=False),
    Column("why", Text, nullable=False),
    words("mend"),
    words("excerpt"),
    Index("set_aside_part", "part_id"),
)
