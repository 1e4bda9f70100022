"""Drafts from the store: the item, its thread, and what she has said before."""

import json

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.activity import Account, Post
from groundswell.domain.drafting import Does, Path
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.records import Record
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Network
from groundswell.reply.checks.checking import built_in
from groundswell.reply.sentences import same, sentences
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.replies import drafting
from groundswell.services.replies.drafting import draft, writer_named
from groundswell.services.thanks.thanking import thank_all
from groundswell.services.workspace import Workspace
from groundswell.store import schema
from groundswell.store.intake import Intake
from tests.store.build import POST, comment, record, somebody

ASKED = "How long did the letter take to reach you after the last interview?"
TOLD = "The letter came two days after the last interview, on a Monday."
LATER = When.exactly(1_794_000_100_000)
KIND = "The Monday lady made me cry on the bus, thank you for writing about her."


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    """A post with a question, kind words, spam, and an answer that she has given to somebody else."""
    post = Post(Network.LINKEDIN, POST, text="A letter, and the Monday lady who rang our help desk.")
    cleo, ben = somebody("Cleo Brandt"), somebody("Ben Oduya")
    said = [
        Record("a", (Account(Network.LINKEDIN, "linkedin:me", "Mara Lindqvist"),)),
        Record("p", (post,)),
        record(comment("c1", ASKED, who=cleo)),
        record(comment("c2", KIND, who=ben)),
        record(comment("c3", "Did it come by post?", who=ben)),
        record(
            comment(
                "c4", TOLD, who=ben, direction=Direction.OUT, thread="c3", at=When.exactly(1_794_000_100_000)
            )
        ),
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, said)
    read_backlog(workspace)
    return workspace


def id_of(workspace: Workspace, text: str) -> int:
    with workspace.store.reading() as conn:
        one = schema.interaction.c
        return int(conn.execute(select(one.id).where(one.text == text)).scalar_one())


def test_a_question_is_answered_with_what_she_has_said_before(told: Workspace) -> None:
    met = draft(told, id_of(told, ASKED))
    assert met.crossroads.does is Does.QUESTION
    assert met.crossroads.best is Path.UNDERSTAND
    assert any("two days after the last interview" in one.text for one in met.crossroads.drafts)
    assert all(one.check is not None for one in met.crossroads.drafts)


def test_kind_words_are_answered_with_their_own(told: Workspace) -> None:
    (first, *_) = draft(told, id_of(told, KIND)).crossroads.drafts
    assert "Monday lady" in first.text or "cry on the bus" in first.text or "writing about her" in first.text


def test_nothing_is_sent_and_nothing_changes(told: Workspace) -> None:
    def stored() -> str:
        with told.store.reading() as conn:
            return "\n".join(conn.connection.driver_connection.iterdump())  # type: ignore[union-attr]

    before = stored()
    draft(told, id_of(told, KIND))
    _, made = thank_all(told)
    assert list(made)
    assert stored() == before


def test_thanks_name_each_kind_comment_once(told: Workspace) -> None:
    found, rows = thank_all(told)
    made = list(rows)
    assert [one.thanked.comment.text for one in made] == [KIND]
    assert [found.items[one.thanked.comment.key].text for one in made] == [KIND]
    said = [same(one) for row in made if row.draft for one in sentences(row.draft.text)]
    assert len(set(said)) == len(said)


def test_an_item_that_is_not_there(told: Workspace) -> None:
    with pytest.raises(NotFound):
        draft(told, 4_711)


def test_writers_are_found_by_name_like_a_strangers() -> None:
    assert writer_named("embedded").name == "embedded"
    with pytest.raises(UsageError, match="embedded"):
        writer_named("nobody")


def test_the_command_prints_paths_and_drafts(told: Workspace) -> None:
    number = id_of(told, KIND)
    result = CliRunner().invoke(app, ["draft", str(number), "--json"])
    assert result.exit_code == 0, result.output
    shown = json.loads(result.output)
    assert set(shown) == {"id", "does", "point", "best", "paths", "nothing", "needs", "notes"}
    assert [one["path"] for one in shown["paths"]] == ["leave", "hit_back", "understand"]
    assert shown["paths"][2]["drafts"]
    words = CliRunner().invoke(app, ["draft", str(number)]).output
    assert shown["paths"][2]["drafts"][0]["text"] in words
    listed = CliRunner().invoke(app, ["thanks", "--json"])
    assert json.loads(listed.output)[0]["id"] == "c2"


def test_the_checks_are_those_that_ship(told: Workspace) -> None:
    found = draft(told, id_of(told, KIND)).crossroads.drafts
    assert {one.check.model for one in found if one.check} == {built_in().name}
    assert drafting.GROUP == "groundswell.writers"
