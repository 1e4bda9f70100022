"""The tables, in four groups.

Taken in from files and networks: `account`, `person`, `post`, `post_alias`, `interaction`, `total`,
`demographic`, and the log of imports. Decided by the user: `decision`, `pairing`, `feedback`, `handed`,
`handed_answer`, `setting`.
Derived by machines, may be dropped and computed again: `reading`, `inbox`, `alike`, `finding`, `tally`,
`pulse`, `forecast`, `outcome`, `person_group`, `likely_same`, `same_text`, `wave_part`. Of live networks:
`line`. Sent by the user: `outbox`, `answer`. For the web app: `session`.

Instants are integers: milliseconds since 1970 UTC.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData()

REVISION = "0013"
"""The newest migration; a test holds that it is the newest file in `migrations/versions`."""


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


account = Table(
    "account",
    metadata,
    _id(),
    Column("network", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    _text("name"),
    _text("url"),
    _text("headline"),
)

person = Table(
    "person",
    metadata,
    _id(),
    Column("network", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    _text("name"),
    _text("url"),
    _text("headline"),
    _text("company"),
    _text("email"),
    Column("degree", Integer),
    Column("connected", BigInteger),
    # When the name and so on were told last, by their column; what no source gives a time for is left out.
    Column("told", JSON(none_as_null=True)),
)

post = Table(
    "post",
    metadata,
    _id(),
    Column("network", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("mine", Boolean, nullable=False),
    Column("at", BigInteger),
    Column("created", BigInteger),
    _text("text"),
    _text("url"),
    _text("visibility"),
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
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("network", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("at_until", BigInteger, nullable=False),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE")),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE")),
    _text("text"),
    _text("subject"),
    _text("thread"),
    _text("flavour"),
    _text("url"),
    Column("fingerprint", Text),
    Column("has_id", Boolean, nullable=False),
    Index("interaction_person", "person_id", "at"),
    Index("interaction_post", "post_id", "kind", "at", sqlite_where=text("post_id IS NOT NULL")),
    Index("interaction_fingerprint", "fingerprint", sqlite_where=text("fingerprint IS NOT NULL")),
    Index("interaction_reply", "thread", sqlite_where=text("kind = 'comment' AND thread <> ''")),
)

total = Table(
    "total",
    metadata,
    _id(),
    Column("network", Text, nullable=False),
    Column("metric", Text, nullable=False),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE")),
    Column("start", BigInteger),
    Column("end", BigInteger, nullable=False),
    _text("flavour"),
    Column("value", Float, nullable=False),
    Column("natural", Text, nullable=False, unique=True),
    Index("total_post", "post_id", "metric", "end"),
)

demographic = Table(
    "demographic",
    metadata,
    _id(),
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
    _id(),
    Column("started", BigInteger, nullable=False),
    Column("finished", BigInteger),
    Column("state", Text, nullable=False),
    Column("request", JSON, nullable=False),
    _text("problem"),
)

import_part = Table(
    "import_part",
    metadata,
    _id(),
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
    _id(),
    Column("part_id", ForeignKey("import_part.id", ondelete="CASCADE"), nullable=False),
    Column("place", Text, nullable=False),
    Column("why", Text, nullable=False),
    _text("mend"),
    _text("excerpt"),
    Index("set_aside_part", "part_id"),
)

decision = Table(
    "decision",
    metadata,
    _id(),
    Column("interaction_id", ForeignKey("interaction.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    _text("value"),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("decision_interaction", "interaction_id", "id"),
)

pairing = Table(
    "pairing",
    metadata,
    _id(),
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
    _id(),
    Column("does", Text, nullable=False),
    Column("point", Text, nullable=False),
    _text("other"),
    _text("text"),
    _text("state"),
    Column("quotes", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Index("feedback_standing", "id", sqlite_where=text("undone IS NULL")),
)
"""What the user made of criticism; one row is one press. Quotes are keys, which outlive their rows."""

handed = Table(
    "handed",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("interaction_id", ForeignKey("interaction.id", ondelete="CASCADE"), nullable=False),
    _text("friend"),
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
    _id(),
    Column("handed_id", ForeignKey("handed.id", ondelete="CASCADE"), nullable=False),
    Column("digest", Text, nullable=False),
    _text("name"),
    _text("text"),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("handed_id", "digest"),
)
"""What came back; placeholders stand in it as they did on the sheet."""

person_group = Table(
    "person_group",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("shown_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Index("person_group_shown", "shown_id"),
)
"""Whom a person is shown as. Follows from `pairing`; holds only those who are the same as somebody."""

likely_same = Table(
    "likely_same",
    metadata,
    Column("one_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    Index("likely_same_other", "other_id"),
)

same_text = Table(
    "same_text",
    metadata,
    Column("one_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
)
"""Posts on two networks whose texts are one, as they were recognised."""

wave_part = Table(
    "wave_part",
    metadata,
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("head_id", ForeignKey("post.id", ondelete="CASCADE"), nullable=False),
    Index("wave_part_head", "head_id"),
)
"""The first of the posts that say the same on several networks; holds only those, the first one too."""

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("interaction_id", ForeignKey("interaction.id", ondelete="CASCADE"), primary_key=True),
    Column("model", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("tone", Text, nullable=False),
    Column("priority", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("detail", Text, nullable=False),
    Column("sketch", LargeBinary),
    Column("taught", Boolean, nullable=False, server_default=false()),
    # Few are: without an index, saying what was learned would look at every reading.
    Index("reading_taught", "interaction_id", sqlite_where=text("taught")),
)

alike = Table(
    "alike",
    metadata,
    Column("interaction_id", ForeignKey("interaction.id", ondelete="CASCADE"), primary_key=True),
    Column("head_id", ForeignKey("interaction.id", ondelete="CASCADE"), nullable=False),
    Index("alike_head", "head_id"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("interaction_id", ForeignKey("interaction.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("tone", Text, nullable=False),
    Column("sort", BigInteger, nullable=False),
    Column("wake", BigInteger),
    Column("network", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("person_id", Integer),
    Column("post_id", Integer),
    # The last columns let a filter be checked without a look at the row.
    Index("inbox_lane", "state", "lane", "sort", "interaction_id", "kind", "network"),
    Index("inbox_post", "post_id", "state", "lane", "sort", "interaction_id", "kind", "language"),
    Index("inbox_language", "state", "lane", "language", "sort", "interaction_id", "kind"),
    Index("inbox_person", "person_id", "state"),
    Index("inbox_wake", "wake", sqlite_where=text("wake IS NOT NULL")),
)

finding = Table(
    "finding",
    metadata,
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("post_id", "kind"),
)

tally = Table(
    "tally",
    metadata,
    Column("post_id", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("tone", Text, nullable=False),
    Column("n", Integer, nullable=False),
    UniqueConstraint("post_id", "state", "lane", "tone"),
)

pulse = Table(
    "pulse",
    metadata,
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("hour", BigInteger, nullable=False),
    Column("n", Integer, nullable=False),
    UniqueConstraint("post_id", "kind", "hour"),
)

forecast = Table(
    "forecast",
    metadata,
    _id(),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), nullable=False),
    Column("metric", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("model", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("replayed", Boolean, nullable=False, server_default=false()),
    # The ids of all posts of a wave that several make, such as "3,9"; empty for a post by itself.
    _text("parts"),
    UniqueConstraint("post_id", "metric", "until", "model"),
)

outcome = Table(
    "outcome",
    metadata,
    Column("forecast_id", ForeignKey("forecast.id", ondelete="CASCADE"), primary_key=True),
    Column("due", BigInteger, primary_key=True),
    Column("quantiles", JSON, nullable=False),
    Column("plain", JSON, nullable=False),
    Column("came", Float),
    Index("outcome_open", "due", sqlite_where=text("came IS NULL")),
)

line = Table(
    "line",
    metadata,
    _id(),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False, unique=True),
    Column("state", Text, nullable=False),
    _text("problem"),
    _text("backfilled"),
    _text("heard"),
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
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("act", Text, nullable=False),
    Column("target", Text, nullable=False),
    _text("text"),
    Column("asked", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("grace", BigInteger, nullable=False, server_default="0"),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    _text("problem"),
    _text("became"),
    # Few rows wait or have failed, and they are asked for all the time: what went long ago is not looked at.
    Index("outbox_on_its_way", "account_id", "id", sqlite_where=_ON_ITS_WAY, postgresql_where=_ON_ITS_WAY),
    Index("outbox_failed", "due", sqlite_where=_FAILED, postgresql_where=_FAILED),
    Index("outbox_target", "target", "id"),
)
"""What a person pressed send on, until it has gone."""

answer = Table(
    "answer",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("target", Text, nullable=False),
    Column("how", Text, nullable=False),
    _text("sent"),
    Column("text", Text, nullable=False),
    _text("draft"),
    _text("path"),
    _text("want"),
    _text("does"),
    Column("moves", JSON, nullable=False),
    _text("verdict"),
    Column("at", BigInteger, nullable=False),
    Index("answer_target", "target", "id"),
)
"""An append-only log of words that the user gave away, and of what they were made: one row is one press."""

session = Table(
    "session",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
)
