"""Keeping up: everything is read, the newest first, quickly where much waits and then with care."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from groundswell.domain.errors import StoreError
from groundswell.services.reading import backlog
from groundswell.services.reading.backlog import Backlog, reading_along
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import schema
from groundswell.store.intake import Intake
from groundswell.triage import reader_named
from tests.servers.waiting import until
from tests.store.build import comment, record

FAST, CAREFUL = (reader_named(name).name for name in ("ngram", "cascade"))


@pytest.fixture
def careful(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(backlog, "QUICK_FROM", 5)
    return replace(workspace, settings=Settings(reader="cascade"))


def say(workspace: Workspace, begin: int, end: int) -> None:
    with workspace.store.writing() as conn:
        said = [record(comment(f"k{n}", f"Thank you for number {n}.")) for n in range(begin, end)]
        Intake().write(conn, said)


def models(workspace: Workspace) -> Counter[str]:
    with workspace.store.reading() as conn:
        return Counter(conn.execute(select(schema.reading.c.model)).scalars())


def finish(kept: Backlog) -> list[str]:
    done = []
    while (one := kept.step()) is not None:
        done.append(one.doing)
    return done


def test_a_few_texts_are_read_with_care_at_once(careful: Workspace) -> None:
    say(careful, 0, 3)
    assert finish(Backlog(careful)) == ["Reading what was said", "Looking ahead"]
    assert models(careful) == {CAREFUL: 3}


def test_many_are_read_quickly_first_and_again_with_care(careful: Workspace) -> None:
    say(careful, 0, 20)
    kept = Backlog(careful)
    kept.step()
    assert models(careful) == {FAST: 20}
    assert "Reading again with care" in finish(kept)
    assert models(careful) == {CAREFUL: 20}


def test_what_comes_in_meanwhile_goes_before_what_is_read_again(careful: Workspace) -> None:
    say(careful, 0, 200)
    kept = Backlog(careful)
    while models(careful)[CAREFUL] == 0:
        kept.step()
    say(careful, 200, 203)
    before = models(careful)[CAREFUL]
    kept.step()
    assert models(careful)[CAREFUL] == before + 3
    finish(kept)
    assert models(careful) == {CAREFUL: 203}


def test_what_an_earlier_run_read_quickly_is_read_again(careful: Workspace) -> None:
    say(careful, 0, 4)
    read_backlog(careful, reader_name="ngram")
    assert models(careful) == {FAST: 4}
    finish(Backlog(careful))
    assert models(careful) == {CAREFUL: 4}


def test_a_quick_look_leaves_what_was_read_with_care(careful: Workspace) -> None:
    say(careful, 0, 3)
    finish(Backlog(careful))
    say(careful, 3, 5)
    assert read_backlog(careful, reader_name="ngram") == 2
    assert models(careful) == {CAREFUL: 3, FAST: 2}


def test_nothing_is_done_where_nothing_came(careful: Workspace) -> None:
    kept = Backlog(careful)
    assert finish(kept) == ["Looking ahead"]
    assert finish(kept) == []
    say(careful, 0, 1)
    assert finish(kept) != []
    assert finish(kept) == []


def test_the_thread_reads_what_comes_while_it_runs(careful: Workspace) -> None:
    with reading_along(careful) as came:
        say(careful, 0, 2)
        came.set()
        until(lambda: models(careful) == {CAREFUL: 2}, "both read", within=20, every=0.05)
        say(careful, 2, 9)
        came.set()
        until(lambda: models(careful) == {CAREFUL: 9}, "all read", within=20, every=0.05)


def test_crowds_that_could_not_be_looked_at_are_looked_at_again(
    careful: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(careful, 0, 3)
    kept, asked = Backlog(careful), list[list[int]]()

    def hear(_workspace: Workspace, ids: list[int]) -> None:
        asked.append(list(ids))
        if len(asked) == 1:
            raise StoreError("the store is locked")

    monkeypatch.setattr(backlog, "hear", hear)
    with pytest.raises(StoreError):
        finish(kept)
    kept.behind(at_once=True)
    finish(kept)
    assert asked[0] == asked[1]
    assert len(asked[0]) == 3
