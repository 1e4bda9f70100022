"""Derived by machines: may be dropped, and is computed again."""

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
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from groundswell.store.schema.base import metadata, row_id, words

SUMS = (
    "given", "taken", "turns", "exchanges", "they_answered", "their_waits", "we_answered", "our_waits",
    "contacts", "gaps",
)  # fmt: skip
"""What fades of a tie."""

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

tie = Table(
    "tie",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("rank", Float, nullable=False),
    Column("at", BigInteger, nullable=False),
    *(Column(name, Float, nullable=False) for name in SUMS),
    *(Column(name, BigInteger) for name in ("last_in", "last_out", "last_words")),
    Column("last_words_in", Boolean),
    Index("tie_rank", "rank"),
)
"""What passed with each person, as they are shown, see `domain.tie.Tie`; `rank` orders by strength."""

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

their_reading = Table(
    "their_reading",
    metadata,
    Column("post_id", ForeignKey("their_post.id", ondelete="CASCADE"), primary_key=True),
    Column("model", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("hard", Float, nullable=False),
)
"""What was read in what people of the circle published; `hard` is how likely they need support."""

visit = Table(
    "visit",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""When it was asked last what somebody of the circle published."""

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
    row_id(),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), nullable=False),
    Column("metric", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("model", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("replayed", Boolean, nullable=False, server_default=false()),
    # The ids of all posts of a wave that several make, such as "3,9"; empty for a post by itself.
    words("parts"),
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
