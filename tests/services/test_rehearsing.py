"""A rehearsal from beginning to end: played in over a line, answered, looked back on, and deleted."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from groundswell.domain.actions import Act
from groundswell.domain.activity import Interaction
from groundswell.domain.errors import SignInAgain, UsageError
from groundswell.domain.records import Record
from groundswell.domain.when import HOUR
from groundswell.domain.words import Direction, Kind, Lane
from groundswell.rehearsal.facts import before, gold_of, key_of
from groundswell.services.calm.gathering import cannot_wait
from groundswell.services.calm.recognising import Recogniser
from groundswell.services.calm.wishes import wish
from groundswell.services.files import uploads
from groundswell.services.inbox import paging
from groundswell.services.inbox.answering import answer
from groundswell.services.journal import Journal
from groundswell.services.kept import webhook
from groundswell.services.kept.webhook import Webhook
from groundswell.services.networks.lines import connect, disconnect, networks_of
from groundswell.services.networks.sending import send_due
from groundswell.services.networks.watching import look
from groundswell.services.own_model.choosing import Model, turn_on
from groundswell.services.reading.triaging import FAST, read_backlog
from groundswell.services.rehearsal import playing
from groundswell.services.rehearsal.cast import Took, dice, manner, taken
from groundswell.services.rehearsal.clock import Clock
from groundswell.services.rehearsal.looking_back import Met, in_words, look_back, still_waiting
from groundswell.services.rehearsal.plans import FOLDER, plan_in
from groundswell.services.rehearsal.playing import Rehearsal
from groundswell.services.secrets import Secrets
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store.inbox import Wanted
from groundswell.store.standing import standing

KIND = (
    "I see what you mean about the sixth message in a week, and I would be annoyed by it as well. "
    "Which of them would you have answered?"
)
DEFENSIVE = "You clearly did not read what I wrote. Maybe try that before you attack people, you idiot."


@pytest.fixture
def rehearsal(workspace: Workspace) -> Iterator[Rehearsal]:
    """A barrage, six hours after its post, read by the quick reader."""
    playing.begin(workspace, "barrage", seed=3)
    with Rehearsal(workspace.home, Settings()) as opened:
        opened.clock.put_forward(opened.stage.begun + 6 * HOUR)
        look(opened.workspace)
        read_backlog(opened.workspace, reader_name=FAST)
        yield opened


def forward(rehearsal: Rehearsal, hours: float) -> None:
    """Lets so much time pass, sends what is due, and takes in what came of it."""
    rehearsal.clock.put_forward(rehearsal.clock() + 60_000)
    while send_due(rehearsal.workspace):
        pass
    rehearsal.clock.put_forward(round(rehearsal.clock() + hours * HOUR))
    look(rehearsal.workspace)
    read_backlog(rehearsal.workspace, reader_name=FAST)


def against(rehearsal: Rehearsal) -> list[int]:
    """The numbers of comments that are against the post."""
    gold = gold_of(rehearsal.stage.wave)
    keys = [
        key
        for key, event in gold.items()
        if event.said and event.said.text.lane is Lane.DISAGREEMENT and event.kind is Kind.COMMENT
    ]
    with rehearsal.workspace.store.reading() as conn:
        return [one.id for one in standing(conn, keys).values() if one.state == "open"]


def test_what_has_happened_by_now_comes_in_over_the_line_once(rehearsal: Rehearsal) -> None:
    stage = rehearsal.stage
    by_now = [event for event in stage.wave.events if event.seconds <= 6 * 3_600 and event.said]
    with rehearsal.workspace.store.reading() as conn:
        there = standing(conn, gold_of(stage.wave))
    assert len(there) == len(by_now)
    assert look(rehearsal.workspace).new == 0


def test_some_have_met_the_user_before_and_nothing_of_that_waits(rehearsal: Rehearsal) -> None:
    told = [record.facts[0] for record in before(rehearsal.stage.wave, rehearsal.stage.begun)]
    keys = [one.key for one in told if isinstance(one, Interaction) and one.direction is Direction.IN]
    with rehearsal.workspace.store.reading() as conn:
        stands = standing(conn, keys)
    assert stands
    assert {one.state for one in stands.values()} <= {"answered", "earlier"}


def test_nothing_of_it_is_among_what_is_real_and_it_is_deleted_by_one_press(
    workspace: Workspace, rehearsal: Rehearsal
) -> None:
    assert not sum(paging.counts(workspace, Wanted()).values())
    assert sum(paging.counts(rehearsal.workspace, Wanted()).values())
    rehearsal.close()
    assert playing.delete(workspace)
    assert not (workspace.home / FOLDER).exists()
    assert not playing.delete(workspace)


def test_no_real_network_can_be_reached_from_within(rehearsal: Rehearsal) -> None:
    inside = rehearsal.workspace
    assert set(networks_of(inside)) == {"rehearsal"}
    with pytest.raises(UsageError, match="not known"):
        connect(inside, "bluesky", {"handle": "mara.example", "password": "x"})
    with pytest.raises(SignInAgain):
        connect(inside, "rehearsal", {})
    with pytest.raises(UsageError, match="End it"):
        disconnect(inside, rehearsal.stage.account.key)
    with pytest.raises(UsageError, match="nothing real"):
        uploads.receive(inside, [])
    with pytest.raises(UsageError, match="outside"):
        playing.begin(inside, "kind")
    with pytest.raises(UsageError, match="no mail"):
        wish(inside, {"mail": True, "mail_to": "mara@example.org", "host": "localhost", "security": "none"})
    with pytest.raises(UsageError, match="webhook"):
        webhook.turn_on(inside, Webhook("https://crm.example/in", False, False, 0), "whsec_MfKQ9r8GKYqrTwjU")
    with pytest.raises(UsageError, match="would be deleted with it"):
        Journal(inside).begin("four words and more")
    with pytest.raises(UsageError, match="model"):
        turn_on(inside, Model("http://127.0.0.1:9/v1", "any", 5.0))


def test_what_is_kept_for_real_accounts_is_not_read_from_within_and_nothing_is_left_in_the_keyring(
    workspace: Workspace, rehearsal: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDSWELL_KEY", str(tmp_path / "key"))
    before = keyring.get_keyring()
    keyring.set_keyring(_InMemory())
    try:
        Secrets(workspace.home).keep("calm:mail", {"password": "real"})
        inside = Secrets(rehearsal.workspace.home)
        assert inside.of("calm:mail") is None
        inside.keep("calm:mail", {"password": "played"})
        assert inside.of("calm:mail") == {"password": "played"}
        inside.forget("calm:mail")
        assert Secrets(workspace.home).of("calm:mail") == {"password": "real"}
    finally:
        keyring.set_keyring(before)


class _InMemory(KeyringBackend):
    """The system's keyring, for as long as the test lasts."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._held[service, username]


def test_kind_answers_calm_and_defence_feeds(rehearsal: Rehearsal) -> None:
    for number, item in enumerate(against(rehearsal)[:12]):
        words = DEFENSIVE if number % 2 else KIND
        answer(rehearsal.workspace, item, Act.REPLY, words, f"press {number}")
    forward(rehearsal, 3)
    done = rehearsal.stage.doings.all()
    assert {one.manner for one in done} == {"kind", "defensive"}
    assert any(one.took is Took.CALMED for one in done if one.manner == "kind")
    assert any(one.took is Took.FED for one in done if one.manner == "defensive")
    back = [key_of(0) + f":back:{one.key}:{n}" for one in done for n, _ in enumerate(one.back)]
    with rehearsal.workspace.store.reading() as conn:
        assert len(standing(conn, back)) == len(back) > 0
    told = "\n".join(in_words(look_back(rehearsal)))
    assert f"You sent {len(done)} answers" in told
    assert "fed the quarrel" in told


def test_an_answer_sent_twice_is_taken_once_and_survives_closing(
    workspace: Workspace, rehearsal: Rehearsal
) -> None:
    answer(rehearsal.workspace, against(rehearsal)[0], Act.REPLY, KIND, "once")
    forward(rehearsal, 0.1)
    (before,) = rehearsal.stage.doings.all()
    rehearsal.close()
    with Rehearsal(workspace.home, Settings()) as again:
        assert again.stage.doings.all() == (before,)
        assert again.clock() >= before.at


def test_a_log_that_was_cut_off_in_the_midst_goes_on(workspace: Workspace, rehearsal: Rehearsal) -> None:
    first, second, *_ = against(rehearsal)
    answer(rehearsal.workspace, first, Act.REPLY, KIND, "once")
    forward(rehearsal, 0.1)
    rehearsal.looks.add(rehearsal.clock(), first)
    looked = rehearsal.looks.read()
    rehearsal.close()
    for name in ("doings.jsonl", "looks.jsonl"):
        with (workspace.home / "rehearsal" / name).open("a") as log:
            log.write('[17, {"key": "cut')
    with Rehearsal(workspace.home, Settings()) as again:
        assert again.looks.read() == looked
        answer(again.workspace, second, Act.REPLY, KIND, "twice")
        forward(again, 0.1)
        again.looks.add(again.clock(), second)
    with Rehearsal(workspace.home, Settings()) as again:
        assert len(again.stage.doings.all()) == 2
        assert set(again.looks.read().opened) == {first, second}


def test_closed_comments_stay_closed_until_they_are_opened(rehearsal: Rehearsal) -> None:
    stage, now = rehearsal.stage, rehearsal.clock()
    line = stage.open(stage.account, {}, lambda secret: None)
    line.act(_action(Act.CLOSE, "shut", now))
    later = [_kind(record) for record in stage.facts(now, stage.over_at)]
    assert Kind.COMMENT not in later
    assert Kind.REACTION in later
    rehearsal.clock.put_forward(now + 10 * HOUR)
    line.act(_action(Act.OPEN, "opened", now))
    assert Kind.COMMENT in [_kind(record) for record in stage.facts(now + 10 * HOUR, stage.over_at)]


def _kind(record: Record) -> Kind:
    return record.facts[0].kind  # type: ignore[union-attr]


def _action(act: Act, key: str, at: int):  # type: ignore[no-untyped-def]
    from groundswell.domain.actions import Action

    return Action(key, act, "other:rehearsal:post", at=at)


def test_looking_back_is_gentle_and_counts_what_was_met(rehearsal: Rehearsal) -> None:
    before = look_back(rehearsal)
    waiting = before.met[Lane.QUESTION].waiting
    assert before.met[Lane.QUESTION].seen == 0
    rehearsal.looks.add(rehearsal.clock(), waiting[0])
    paging.mark_done(rehearsal.workspace, [waiting[1]])
    after = look_back(rehearsal)
    assert after.met[Lane.QUESTION].seen == 2
    named = still_waiting(rehearsal, after)[Lane.QUESTION]
    assert [one.id for one in named] == list(after.met[Lane.QUESTION].waiting[:5])
    assert all(one.person_name for one in named)
    assert after.looks == 1
    said = " ".join(in_words(after)).lower()
    assert f"you came to 2; {after.met[Lane.QUESTION].there - 2} still wait" in said
    assert not {"failed", "bad", "score", "wrong"} & set(said.replace(".", " ").replace(",", " ").split())


def test_looking_back_counts_as_urgent_what_today_names_so(rehearsal: Rehearsal) -> None:
    assert "Nothing was urgent." in in_words(look_back(rehearsal))
    Recogniser(rehearsal.workspace).look()
    named = [line.item for line, _ in cannot_wait(rehearsal.workspace)]
    assert len(named) > 1
    assert look_back(rehearsal).urgent == Met(len(named), 0, 0, look_back(rehearsal).urgent.waiting)
    assert set(look_back(rehearsal).urgent.waiting) == set(named)
    rehearsal.looks.add(rehearsal.clock(), named[0])
    paging.mark_done(rehearsal.workspace, [named[1]])
    # Done, it is named on Today no more; it was urgent all the same.
    assert look_back(rehearsal).urgent.there == len(named)
    assert look_back(rehearsal).urgent.seen == 2
    assert f"{len(named)} things could not wait; you saw 2, mostly within" in " ".join(
        in_words(look_back(rehearsal))
    )


def test_the_clock_runs_as_fast_as_asked_stands_still_and_never_goes_back() -> None:
    clock = Clock(1_000, 3_600.0)
    assert clock() == 1_000
    clock.put_forward(500)
    assert clock() == 1_000
    clock.start()
    clock.put_forward(9_000)
    assert clock() >= 9_000
    clock.pause()
    stands = clock()
    assert clock() == stands
    assert not clock.standing.running


def test_only_one_program_has_it_open(workspace: Workspace, rehearsal: Rehearsal) -> None:
    with pytest.raises(UsageError, match="another program"):
        Rehearsal(workspace.home, Settings())
    with pytest.raises(UsageError, match="another program"):
        playing.delete(workspace)
    rehearsal.close()
    with Rehearsal(workspace.home, Settings()):
        pass


def test_what_cannot_be_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="events"):
        playing.begin(workspace, "kind", events=0)
    with pytest.raises(UsageError, match="times as fast"):
        playing.begin(workspace, "kind", speed=1e9)
    assert plan_in(workspace.home) is None


def test_over_many_answers_kind_ones_calm_more_than_plain_ones_and_defence_feeds_most() -> None:
    def share(how: str, took: Took) -> float:
        fell = [taken(Lane.HOSTILE, "bitter", "en", how, dice(how, n))[0] for n in range(400)]
        return sum(one is took for one in fell) / len(fell)

    assert share("kind", Took.CALMED) > share("plain", Took.CALMED) > share("defensive", Took.CALMED)
    assert share("defensive", Took.FED) > share("plain", Took.FED) > share("kind", Took.FED)
    # Nobody is promised that it works.
    assert 0.3 < share("kind", Took.CALMED) < 0.7


def test_whoever_was_kind_is_glad_of_a_plain_word() -> None:
    took, _ = taken(Lane.KIND_WORDS, "warm", "de", "plain", dice(1))
    assert took is Took.GLAD


def test_nobody_thanks_for_being_told_off() -> None:
    def took(lane: Lane, how: str) -> set[Took]:
        return {taken(lane, "warm", "en", how, dice(n))[0] for n in range(200)}

    for lane in (Lane.KIND_WORDS, Lane.QUESTION):
        assert took(lane, "defensive") == {Took.FED, Took.QUIET}
        assert took(lane, "kind") == {Took.GLAD}
    assert took(Lane.NEEDS_YOU, "defensive") == {Took.QUIET}
    assert took(Lane.NEEDS_YOU, "kind") == {Took.GLAD}
    assert took(Lane.KIND_WORDS, "plain") == {Took.GLAD}
    assert took(Lane.NEEDS_YOU, "plain") == {Took.GLAD, Took.QUIET}


def test_manners_of_answers_are_told_by_the_check() -> None:
    from groundswell.domain.checking import Outgoing
    from groundswell.reply.checks.checking import built_in

    kind, against_it = built_in().check_batch(
        [
            Outgoing("", KIND, "Six of those a week. Stop."),
            Outgoing("", DEFENSIVE, "Six of those a week. Stop."),
        ]
    )
    assert manner(kind) == "kind"
    assert manner(against_it) == "defensive"
