"""Of live networks, of what was sent, and of the web app."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from groundswell.store.schema.base import metadata, row_id, words

line = Table(
    "line",
    metadata,
    row_id(),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False, unique=True),
    Column("state", Text, nullable=False),
    words("problem"),
    words("backfilled"),
    words("heard"),
    Column("looked", BigInteger),
    # With an id that was given out again, a look that is still going on would write into another's line.
    sqlite_autoincrement=True,
)
"""An account that is followed on its network: how the line stands, and from where to go on."""

_ON_ITS_WAY = text("state = 'waiting' OR state = 'sending'")
_FAILED = text("state = 'failed'")

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("act", Text, nullable=False),
    Column("target", Text, nullable=False),
    words("text"),
    Column("asked", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("grace", BigInteger, nullable=False, server_default="0"),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    words("problem"),
    words("became"),
    # Few rows wait or have failed, and they are asked for all the time: what went long ago is not looked at.
    Index("outbox_on_its_way", "account_id", "id", sqlite_where=_ON_ITS_WAY, postgresql_where=_ON_ITS_WAY),
    Index("outbox_failed", "due", sqlite_where=_FAILED, postgresql_where=_FAILED),
    Index("outbox_target", "target", "id"),
)
"""What a person pressed send on, until it has gone."""

answer = Table(
    "answer",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("target", Text, nullable=False),
    Column("how", Text, nullable=False),
    words("sent"),
    Column("text", Text, nullable=False),
    words("draft"),
    words("path"),
    words("want"),
    words("does"),
    Column("moves", JSON, nullable=False),
    words("verdict"),
    Column("at", BigInteger, nullable=False),
    Index("answer_target", "target", "id"),
)
"""An append-only log of words that the user gave away, and of what they were made: one row is one press."""

digest = Table(
    "digest",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    words("alarm"),
    words("about"),
    words("kind_shown"),
    Column("body", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("digest_about", "about", sqlite_where=text("about <> ''"), postgresql_where=text("about <> ''")),
)
"""What was gathered for the user: one row for each of her hours, and one for each thing that cannot wait.
`about` and `kind_shown` are keys of interactions."""

telling = Table(
    "telling",
    metadata,
    row_id(),
    Column("key", Text, ForeignKey("digest.key", ondelete="CASCADE"), nullable=False),
    Column("way", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    words("problem"),
    UniqueConstraint("key", "way"),
    Index("telling_on_its_way", "due", sqlite_where=_ON_ITS_WAY, postgresql_where=_ON_ITS_WAY),
)
"""How a digest goes out of the pages, once each way."""

delivery = Table(
    "delivery",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    words("lead"),
    Column("type", Text, nullable=False),
    words("mark"),
    words("body"),
    Column("asked", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    words("problem"),
    Index("delivery_on_its_way", "id", sqlite_where=_ON_ITS_WAY, postgresql_where=_ON_ITS_WAY),
    Index("delivery_lead", "lead", "id"),
)
"""What goes to the user's webhook, until it has gone."""

session = Table(
    "session",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
)
