"""Everything that is stored as one file, and the way back from it."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account
from groundswell.domain.confidants import Trusted
from groundswell.domain.errors import InputError, StoreError, UsageError
from groundswell.domain.handing import Sheet
from groundswell.domain.support import Confidant
from groundswell.domain.words import Network, SendState
from groundswell.services import backups
from groundswell.services.lean import trusting
from groundswell.services.people import forgetting
from groundswell.services.workspace import Workspace
from groundswell.store import deliveries, handed, keeping, open_store, outbox
from groundswell.store.intake import Intake
from tests.conftest import NOW
from tests.store.build import message, record, somebody

ANA, BO = somebody("Ana Ruiz"), somebody("Bo Lind")


def take_in(workspace: Workspace, *keys: str) -> None:
    with workspace.store.writing() as conn:
        for key in keys:
            Intake().write(conn, [record(message(key, f"Hello {key}", who=ANA if key < "m" else BO))])


def keys(home: Path) -> list[str]:
    store = open_store(home)
    try:
        with store.reading() as conn:
            return list(conn.exec_driver_sql("SELECT key FROM interaction ORDER BY key").scalars())
    finally:
        store.close()


def back_up(workspace: Workspace, file: Path) -> None:
    assert backups.back_up(workspace, file, lambda done, of: None) == file.stat().st_size


def test_a_backup_holds_what_was_there_and_is_put_back(workspace: Workspace, tmp_path: Path) -> None:
    take_in(workspace, "a", "z")
    file = tmp_path / "groundswell ?#1.backup"
    # Others may be writing meanwhile.
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(message("c", "Not yet kept"))])
        back_up(workspace, file)
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    with pytest.raises(UsageError, match="there already"):
        backups.back_up(workspace, file, lambda done, of: None)
    with pytest.raises(StoreError, match="another program has the store open"), workspace.store.reading():
        backups.restore(workspace.home, file, NOW)
    workspace.close()
    kept, again, turned_off = backups.restore(workspace.home, file, NOW)
    assert kept is not None
    assert (again, turned_off) == (0, [])
    assert keys(workspace.home) == ["a", "z"]
    kept.rename(tmp_path / "groundswell.db")
    assert keys(tmp_path) == ["a", "c", "z"]


def test_who_was_forgotten_since_stays_forgotten(workspace: Workspace, tmp_path: Path) -> None:
    take_in(workspace, "a", "z")
    back_up(workspace, tmp_path / "b")
    forgetting.forget(workspace, forgetting.going(workspace, "Ana Ruiz"))
    workspace.close()
    assert backups.restore(workspace.home, tmp_path / "b", NOW)[1] == 1
    assert keys(workspace.home) == ["z"]


def test_what_was_on_its_way_when_the_backup_was_made_is_not_sent_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(Account(Network.MASTODON, "mastodon:there/@mara", "Mara"))])
        for key, act in (("o1", Act.MESSAGE), ("o2", Act.LIKE)):
            outbox.put(conn, "mastodon:there/@mara", Action(key, act, BO.key, "Dear Bo"), NOW, NOW)
        outbox.mark(conn, "o2", SendState.SENDING)
        deliveries.put(conn, "d1", "l1", "lead.kept", "m", '{"who": "Bo"}', NOW, NOW)
    back_up(workspace, tmp_path / "b")
    workspace.close()
    backups.restore(workspace.home, tmp_path / "b", NOW + 1)
    store = open_store(workspace.home)
    with store.reading() as conn:
        assert outbox.next_due(conn, "mastodon:there/@mara", NOW + 1, 0) is None
        assert deliveries.first(conn) is None
        found = outbox.sendings(conn)
        assert outbox.unsettled(conn, NOW + 1) == (0, 2)
    store.close()
    assert {one.state for one in found} == {SendState.FAILED}
    assert all("look before you press send again" in one.problem for one in found)


def test_a_restore_that_breaks_off_leaves_what_was_there(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(workspace, "a")
    back_up(workspace, tmp_path / "b")
    take_in(workspace, "z")
    workspace.close()
    # The link for what is replaced is the last step before the copy takes its place.
    monkeypatch.setattr("os.link", _fails)
    with pytest.raises(StoreError):
        backups.restore(workspace.home, tmp_path / "b", NOW)
    monkeypatch.undo()
    assert keys(workspace.home) == ["a", "z"]
    assert not (workspace.home / ".restoring").exists()
    backups.restore(workspace.home, tmp_path / "b", NOW)
    assert keys(workspace.home) == ["a"]
    assert [one.name for one in workspace.home.iterdir() if one.name.startswith(".rest")] == []


def _fails(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_what_leads_out_is_off_unless_it_led_there_before(workspace: Workspace, tmp_path: Path) -> None:
    def lead(host: str) -> None:
        model = {"url": f"https://{host}/v1", "name": "m", "timeout_s": 30.0}
        hook = {"url": f"https://{host}/x", "private": False, "by_itself": True, "since": 0}
        with workspace.store.writing() as conn:
            keeping.set_setting(conn, "own_model", model)
            keeping.set_setting(conn, "kept_webhook", hook)
            keeping.set_setting(conn, "calm", {"on": True, "budget": 7, "mail": True, "host": host})
            keeping.open_session(conn, "d", NOW, NOW + 9)
            sheet = Sheet("s", "k", "Ana", "Mara", "", "", (), (), False)
            handed.keep(conn, host, item, "Ana", sheet, {}, NOW)
            conn.exec_driver_sql("UPDATE handed SET link = key, expires = ?", (NOW + 9,))

    take_in(workspace, "a")
    with workspace.store.reading() as conn:
        item = conn.exec_driver_sql("SELECT id FROM interaction").scalar_one()
    lead("one.example")
    back_up(workspace, tmp_path / "one")
    lead("two.example")
    back_up(workspace, tmp_path / "two")
    workspace.close()
    assert backups.restore(workspace.home, tmp_path / "two", NOW).turned_off == []
    told = CliRunner().invoke(app, ["restore", str(tmp_path / "one"), "--yes"])
    assert "Off until you turn it on here: your own model, the webhook, digests by mail." in told.output
    store = open_store(workspace.home)
    with store.reading() as conn:
        assert keeping.setting(conn, "own_model") is keeping.setting(conn, "kept_webhook") is None
        calm = {"on": True, "budget": 7, "mail": False, "host": "one.example"}
        assert keeping.setting(conn, "calm") == calm
        assert keeping.session_expires(conn, "d") is None
        assert handed.by_link(conn, "one.example", NOW) is None
    store.close()


def test_what_acts_by_itself_in_a_backup_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    take_in(workspace, "a")
    back_up(workspace, tmp_path / "good")
    workspace.close()
    for act in (
        "CREATE TRIGGER sends AFTER INSERT ON interaction BEGIN DELETE FROM decision; END",
        "CREATE VIEW told AS SELECT * FROM interaction",
        "DROP TRIGGER person_met; "
        "CREATE TRIGGER person_met AFTER INSERT ON person BEGIN DELETE FROM decision; END",
    ):
        (tmp_path / "bad").write_bytes((tmp_path / "good").read_bytes())
        with closing(sqlite3.connect(tmp_path / "bad")) as conn:
            conn.executescript(act)
        with pytest.raises(InputError, match="acts by itself"):
            backups.restore(workspace.home, tmp_path / "bad", NOW)
    for version in ("DELETE FROM alembic_version", "UPDATE alembic_version SET version_num = 9999"):
        (tmp_path / "bad").write_bytes((tmp_path / "good").read_bytes())
        with closing(sqlite3.connect(tmp_path / "bad")) as conn:
            conn.executescript(version)
        with pytest.raises(InputError):
            backups.restore(workspace.home, tmp_path / "bad", NOW)
    assert keys(workspace.home) == ["a"]


def test_each_who_was_forgotten_before_is_let_in_again_alone(workspace: Workspace, tmp_path: Path) -> None:
    take_in(workspace, "a", "z")
    back_up(workspace, tmp_path / "b")
    forgetting.forget(workspace, forgetting.going(workspace, "Ana Ruiz"))
    later = replace(workspace, now=lambda: NOW + 1)
    forgetting.forget(later, forgetting.going(later, "Bo Lind"))
    before = forgetting.forgotten(workspace)
    workspace.close()
    assert backups.restore(workspace.home, tmp_path / "b", NOW + 2)[1] == 2
    put_back = replace(workspace, store=open_store(workspace.home))
    assert forgetting.forgotten(put_back) == before
    forgetting.allow(put_back, BO.key)
    assert [one.at for one in forgetting.forgotten(put_back)] == [NOW]
    put_back.close()


def test_what_a_restore_replaced_is_named_and_deleted_only_when_asked(
    workspace: Workspace, tmp_path: Path
) -> None:
    take_in(workspace, "a", "z")
    back_up(workspace, tmp_path / "b")
    workspace.close()
    other = workspace.home / "groundswell.db.before-mine"
    other.write_text("not ours")
    run = CliRunner()
    run.invoke(app, ["restore", str(tmp_path / "b"), "--yes"])
    (kept,) = workspace.home.glob("groundswell.db.before-2*")
    said = run.invoke(app, ["doctor"]).output
    assert f"{kept.name}, " in said
    assert "forget --older-copies" in said
    told = run.invoke(app, ["forget", "Ana Ruiz", "--json"])
    assert json.loads(told.output)["older_copies"] == [{"file": str(kept), "bytes": kept.stat().st_size}]
    # Yes to forgetting is no yes to more.
    told = run.invoke(app, ["forget", "Ana Ruiz", "--yes"])
    assert kept.name in told.output
    assert kept.exists()
    told = run.invoke(app, ["forget", "Bo Lind"], input="y\ny\n")
    assert "Delete these older copies for good?" in told.output
    assert "The older copies are deleted." in told.output
    assert not kept.exists()
    assert other.exists()
    assert "There is no older copy." in run.invoke(app, ["forget", "--older-copies"]).output
    kept.write_bytes(b"x")
    assert "are deleted" in run.invoke(app, ["forget", "--older-copies", "--yes"]).output
    assert not kept.exists()


def test_somebody_whom_no_network_knows_is_forgotten_and_stays_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    key, _ = trusting.trust_by_name(workspace, "Aunt Velocipeda")
    told = Trusted(Confidant(key), "Aunt Velocipeda", "+353 1 5550199")
    trusting.trust(workspace, key, told)
    back_up(workspace, tmp_path / "b")
    found = CliRunner().invoke(app, ["forget", "aunt  velocipeda", "--yes"])
    assert "notes on leaning on them: 2" in found.output
    workspace.close()
    assert b"elocipeda" not in (workspace.home / "groundswell.db").read_bytes()
    assert backups.restore(workspace.home, tmp_path / "b", NOW)[1] == 1
    put_back = (workspace.home / "groundswell.db").read_bytes()
    assert not any(one in put_back for one in (b"elocipeda", b"5550199"))


def test_what_is_no_whole_store_is_refused_and_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    take_in(workspace, "a")
    back_up(workspace, tmp_path / "good")
    workspace.close()
    whole = (tmp_path / "good").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text").write_text("no store")
    with sqlite3.connect(tmp_path / "other") as conn:
        conn.execute("CREATE TABLE thing (id)")
    conn.close()
    (tmp_path / "newer").write_bytes(whole)
    with sqlite3.connect(tmp_path / "newer") as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    for name in ("cut", "text", "other", "newer", "nowhere"):
        with pytest.raises(InputError):
            backups.restore(workspace.home, tmp_path / name, NOW)
    assert keys(workspace.home) == ["a"]


def test_a_damaged_store_is_replaced_and_kept(workspace: Workspace, tmp_path: Path) -> None:
    take_in(workspace, "a")
    back_up(workspace, tmp_path / "b")
    workspace.close()
    (workspace.home / "groundswell.db").write_bytes(b"not a database" * 200)
    run = CliRunner()
    told = run.invoke(app, ["restore", str(tmp_path / "b")], input="n\n")
    assert "Nothing was changed." in told.output
    told = run.invoke(app, ["restore", str(tmp_path / "b"), "--yes"])
    assert told.exit_code == 0, told.output
    assert keys(workspace.home) == ["a"]
    told = run.invoke(app, ["backup", str(tmp_path / "c")])
    assert "checked and whole" in told.output
