"""Streams whole tables out, in the words of the domain."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Select, func, select

from groundswell.store import schema

_one, _writer, _post, _box = (
    schema.interaction.c,
    schema.person.c,
    schema.post.c,
    schema.inbox.c,
)
_said, _made, _total = schema.reading.c, schema.decision.c, schema.total.c
_handed, _given = schema.handed.c, schema.handed_answer.c
_told, _noted = schema.circle.c, schema.by_hand.c
_group, _pair = schema.person_group.c, schema.pairing.c
_other = schema.person.alias("other")
_writer_shown = func.coalesce(_group.shown_id, _one.person_id)
_also = (
    select(func.aggregate_strings(_other.c.name + " (" + _other.c.network + ") " + _other.c.url, "; "))
    .join_from(schema.person_group, _other, _other.c.id == _group.person_id)
    .where(_group.shown_id == _writer.id, _group.person_id != _writer.id)
    .correlate(schema.person)
    .scalar_subquery()
)
"""The other names and networks of somebody."""

TABLES: Mapping[str, Select[tuple[object, ...]]] = {
    "interactions": select(
        _one.network, _one.kind, _one.direction, _one.at, _one.at_until, _writer.name.label("person"),
        _writer.url.label("person_url"), _post.url.label("post_url"), _one.subject, _one.text, _one.flavour,
        _one.url, _box.lane, _box.state, _said.tone, _said.language, _said.priority, _said.confidence,
    )
    .select_from(
        schema.interaction.outerjoin(schema.person_group, _group.person_id == _one.person_id)
        .outerjoin(schema.person, _writer.id == _writer_shown)
        .outerjoin(schema.post, _post.id == _one.post_id)
        .outerjoin(schema.inbox, _box.interaction_id == _one.id)
        .outerjoin(schema.reading, _said.interaction_id == _one.id)
    )
    .order_by(_one.id),
    "people": select(
        _writer.network, _writer.name, _writer.url, _writer.headline, _writer.company, _writer.email,
        _writer.degree, _writer.connected, _also.label("also_known_as"),
    )
    .where(_writer.id.not_in(select(_group.person_id).where(_group.person_id != _group.shown_id)))
    .order_by(_writer.id),
    "counts": select(
        _total.network, _total.metric, _post.url.label("post_url"), _total.start, _total.end, _total.flavour,
        _total.value,
    )
    .select_from(schema.total.outerjoin(schema.post, _post.id == _total.post_id))
    .order_by(_total.id),
    "decisions": select(
        _made.at.label("decided"), _made.kind, _made.value, _made.undone, _one.key.label("interaction"),
        _writer.name.label("person"), _one.text,
    )
    .select_from(
        schema.decision.join(schema.interaction, _one.id == _made.interaction_id).outerjoin(
            schema.person, _writer.id == _one.person_id
        )
    )
    .order_by(_made.id),
    "pairings": select(
        _pair.at.label("decided"), _pair.about, _pair.one, _pair.other, _pair.says, _pair.undone,
    ).order_by(_pair.id),
    "handed": select(
        _handed.made, _handed.friend, _one.key.label("interaction"), _writer.name.label("person"), _one.text,
        _handed.taken_back, _given.at.label("answered"), _given.name.label("answered_by"),
        _given.text.label("answer"),
    )
    .select_from(
        schema.handed.join(schema.interaction, _one.id == _handed.interaction_id)
        .outerjoin(schema.person, _writer.id == _one.person_id)
        .outerjoin(schema.handed_answer, _given.handed_id == _handed.id)
    )
    .order_by(_handed.id, _given.id),
    "circle": select(
        _told.at.label("decided"), _told.person, _writer.name, _told.does, _told.value, _told.undone,
    )
    .select_from(schema.circle.outerjoin(schema.person, _writer.key == _told.person))
    .order_by(_told.id),
    "by_hand": select(
        _noted.happened, _noted.person, _writer.name, _noted.gift, _noted.direction, _noted.note,
        _noted.at.label("noted"), _noted.undone,
    )
    .select_from(schema.by_hand.outerjoin(schema.person, _writer.key == _noted.person))
    .order_by(_noted.id),
}  # fmt: skip


def columns(what: str) -> list[str]:
    """The names of an exported table's columns."""
    return [column.name for column in TABLES[what].selected_columns]


def rows(conn: Connection, what: str) -> Iterator[dict[str, object]]:
    """The rows of an exported table, one at a time."""
    for row in conn.execution_options(yield_per=2_000).execute(TABLES[what]).mappings():
        yield dict(row)
