"""What every network has to hold, whoever brings it.

A test module names a class after it, gives it a fixture `stage`, and pytest finds the tests:

    class TestMyNetwork(Contract):
        @pytest.fixture
        def stage(self) -> MyStage: ...
"""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from groundswell.domain.actions import Act
from groundswell.domain.circle import Does
from groundswell.domain.errors import SignInAgain, UsageError
from groundswell.domain.records import SetAside
from groundswell.domain.words import LineState, SendState
from groundswell.services.circle import deciding
from groundswell.services.networks.lines import acts_of, begin, connect, followed, rooms_of
from groundswell.services.networks.sending import send, send_due, take_back
from groundswell.services.networks.watching import Looked, look
from groundswell.services.workspace import Workspace
from groundswell.store import outbox, schema
from tests.networks.stage import Kinds, Stage, sign_in
from tests.servers.waiting import until

EVERY_S = 0.3


class Contract:
    """To be inherited by a class that has a fixture `stage`."""

    def test_what_was_before_the_sign_in_comes_in_once(self, workspace: Workspace, stage: Stage) -> None:
        post = stage.wave()
        sign_in(workspace, stage)
        first = look(workspace)
        assert set(first.states.values()) == {LineState.OPEN}
        assert first.aside == ()
        assert kinds(workspace) == stage.brought
        assert look(workspace).new == 0
        assert kinds(workspace) == stage.brought
        assert own_posts(workspace) == [post]

    def test_an_answer_stands_below_what_it_answers(self, workspace: Workspace, stage: Stage) -> None:
        post = stage.wave()
        sign_in(workspace, stage)
        look(workspace)
        threads = {text: (key, thread, of) for key, text, thread, of in comments(workspace)}
        assert len(threads) == 3, threads
        asked, answer = threads["How did you answer it?"], threads["With two lines, the next day."]
        assert threads["Thank you for this."][1:] == ("", post)
        assert asked[1:] == ("", post)
        assert answer[1:] == (asked[0], post)

    def test_what_happens_later_comes_in_once(self, workspace: Workspace, stage: Stage) -> None:
        sign_in(workspace, stage)
        assert look(workspace).new == 0
        stage.wave()
        aside: list[SetAside] = []
        expected = incoming(stage.brought)

        def heard() -> bool:
            aside.extend(look(workspace).aside)
            return incoming(kinds(workspace)) >= expected

        assert until(heard, "everything that others did", within=stage.within_s, every=EVERY_S)
        assert aside == []
        look(workspace)
        assert incoming(kinds(workspace)) == expected

    def test_a_wrong_sign_in_keeps_nothing(self, workspace: Workspace, stage: Stage) -> None:
        address = begin(workspace, stage.network, stage.given(""))
        with pytest.raises(SignInAgain):
            connect(workspace, stage.network, stage.wrong(address))
        assert look(workspace) == Looked(0, (), {}, 0.0)
        assert followed(workspace) == []

    def test_no_secret_is_in_a_file_or_a_message(self, workspace: Workspace, stage: Stage) -> None:
        sign_in(workspace, stage)
        look(workspace)
        secrets = stage.secrets(workspace)
        with stage.down():
            look(workspace)
        (line,) = followed(workspace)
        held = b"".join(path.read_bytes() for path in workspace.home.rglob("*") if path.is_file())
        assert [one for one in secrets if one.encode() in held or one in line.problem] == []

    def test_what_is_sent_arrives_once_even_if_it_is_sent_again(
        self, workspace: Workspace, stage: Stage
    ) -> None:
        asked = stage.asked()
        sign_in(workspace, stage)
        first, same = (
            send(workspace, stage.network, Act.REPLY, asked, "Within a week.", pressed="1", grace_ms=0)
            for _ in range(2)
        )
        send(workspace, stage.network, Act.LIKE, asked, pressed="2", grace_ms=0)
        assert first == same
        assert len(send_due(workspace)) == 2
        # As after a kill between the network's answer and our note of it.
        with workspace.store.writing() as conn:
            conn.execute(schema.outbox.update().values(state=SendState.SENDING.value))
        assert len(send_due(workspace)) == 2
        assert stage.answers(asked) == ["Within a week."]
        assert stage.likes(asked) == 1
        with workspace.store.reading() as conn:
            assert {one.state for one in outbox.sendings(conn)} == {SendState.SENT}

    def test_what_is_taken_back_is_never_sent(self, workspace: Workspace, stage: Stage) -> None:
        asked = stage.asked()
        sign_in(workspace, stage)
        key = send(workspace, stage.network, Act.REPLY, asked, "In anger.", pressed="1")
        assert send_due(workspace) == []  # its grace is not over
        assert take_back(workspace, key)
        assert not take_back(workspace, key)
        later = replace(workspace, now=lambda: workspace.now() + 60_000)
        assert send_due(later) == []
        assert stage.answers(asked) == []

    def test_what_somebody_of_the_circle_publishes_is_told(self, workspace: Workspace, stage: Stage) -> None:
        stage.wave()
        try:
            stage.publishes("I planned a night train.")
        except NotImplementedError:
            pytest.skip("this network tells nothing of what others publish")
        sign_in(workspace, stage)
        look(workspace)
        assert published(workspace) == []
        deciding.say(workspace, who_said(workspace, "Thank you for this."), Does.IN)
        look(workspace)
        assert "I planned a night train." in published(workspace)

    def test_a_line_says_what_can_be_done_over_it(self, workspace: Workspace, stage: Stage) -> None:
        sign_in(workspace, stage)
        (line,) = followed(workspace)
        assert {Act.REPLY, Act.LIKE} <= acts_of(workspace, line.account)

    def test_a_text_that_is_too_long_is_refused_when_send_is_pressed(
        self, workspace: Workspace, stage: Stage
    ) -> None:
        asked = stage.asked()
        sign_in(workspace, stage)
        (line,) = followed(workspace)
        room = rooms_of(workspace, line.account).get(Act.REPLY)
        if room is None:
            pytest.skip("this network takes texts of any length, or does not say how long they may be")
        with pytest.raises(UsageError, match="too long by 1 character"):
            send(workspace, stage.network, Act.REPLY, asked, "a" * (room.signs + 1), pressed="1", grace_ms=0)
        assert send_due(workspace) == []
        assert stage.answers(asked) == []
        longest = "a" * room.signs
        send(workspace, stage.network, Act.REPLY, asked, longest, pressed="2", grace_ms=0)
        send_due(workspace)
        assert stage.answers(asked) == [longest]

    def test_a_sign_in_that_was_taken_back_is_asked_for_again(
        self, workspace: Workspace, stage: Stage
    ) -> None:
        if not stage.has_tokens:
            pytest.skip("this network's sign-in cannot be taken back")
        sign_in(workspace, stage)
        stage.revoke(workspace)
        assert set(look(workspace).states.values()) == {LineState.SIGN_IN_AGAIN}
        (line,) = followed(workspace)
        assert f"groundswell connect {stage.network}" in line.problem
        assert [one for one in stage.secrets(workspace) if one in line.problem] == []
        sign_in(workspace, stage)
        assert set(look(workspace).states.values()) == {LineState.OPEN}

    def test_what_cannot_be_reached_is_tried_again(self, workspace: Workspace, stage: Stage) -> None:
        asked = stage.asked()
        sign_in(workspace, stage)
        look(workspace)
        with stage.down():
            assert set(look(workspace).states.values()) == {LineState.NOT_READY}
            send(workspace, stage.network, Act.REPLY, asked, "Within a week.", pressed="1", grace_ms=0)
            send_due(workspace)
        assert set(look(workspace).states.values()) == {LineState.OPEN}
        send_due(replace(workspace, now=lambda: workspace.now() + 60_000))
        assert stage.answers(asked) == ["Within a week."]


def kinds(workspace: Workspace) -> Kinds:
    """What is in the store."""
    one = schema.interaction.c
    with workspace.store.reading() as conn:
        return Counter((row.kind, row.direction) for row in conn.execute(select(one.kind, one.direction)))


def incoming(told: Kinds) -> Kinds:
    """What others did; an own answer that was written elsewhere need not be told at once."""
    return Counter({kind: n for kind, n in told.items() if kind[1] == "in"})


def own_posts(workspace: Workspace) -> list[str]:
    """The keys of the account's posts that have a text."""
    one = schema.post.c
    with workspace.store.reading() as conn:
        return list(conn.execute(select(one.key).where(one.mine, one.text != "")).scalars())


def comments(workspace: Workspace) -> list[tuple[str, str, str, str]]:
    """Key, text, thread and post of every comment."""
    one, post = schema.interaction.c, schema.post.c
    query = select(one.key, one.text, one.thread, post.key.label("of")).join(
        schema.post, post.id == one.post_id
    )
    with workspace.store.reading() as conn:
        found = conn.execute(query.where(one.kind == "comment"))
        return [(row.key, row.text, row.thread, row.of) for row in found]


def who_said(workspace: Workspace, text: str) -> int:
    """The id of whoever said that."""
    one = schema.interaction.c
    with workspace.store.reading() as conn:
        return int(conn.execute(select(one.person_id).where(one.text == text)).scalar_one())


def published(workspace: Workspace) -> list[str]:
    """What people of the circle published."""
    with workspace.store.reading() as conn:
        return list(conn.execute(select(schema.their_post.c.text)).scalars())
