import os
import stat
import struct
import zlib
from contextlib import closing, suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import DamagedFile, InputError, UnsafeFile
from groundswell.sources.common.archive import Member, folder_members, zip_members
from groundswell.sources.protocol import Limits


def content(member: Member) -> bytes:
    with closing(member.open()) as stream:
        pieces = []
        while piece := stream.read(65_536):
            pieces.append(piece)
    return b"".join(pieces)


def contents(path: Path, limits: Limits | None = None) -> dict[str, bytes]:
    with zip_members(path, limits or Limits()) as members:
        return {member.name: content(member) for member in members}


def listed(path: Path) -> list[Member]:
    with zip_members(path, Limits()) as members:
        return members


def packed(path: Path, files: dict[str, bytes], method: int = ZIP_DEFLATED) -> Path:
    with ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_members_are_read_in_place(tmp_path: Path) -> None:
    files = {"a.csv": b"one", "folder/b.csv": b"two" * 100_000, "inner.zip": b"PK\x05\x06" + bytes(18)}
    assert contents(packed(tmp_path / "x.zip", files)) == files


@pytest.mark.parametrize("name", ["../evil.csv", "a/../../evil.csv", "/etc/evil", "C:\\evil", "..\\evil"])
def test_paths_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.zip"
    with ZipFile(path, "w") as archive:
        info = ZipInfo("plain")
        info.filename = name
        archive.writestr(info, b"x")
    with pytest.raises(UnsafeFile, match="leads outside"):
        contents(path)


def test_links_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with ZipFile(path, "w") as archive:
        info = ZipInfo("messages.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, b"/etc/passwd")
    with pytest.raises(UnsafeFile, match="link"):
        contents(path)


def test_too_many_members_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {f"{n}.csv": b"" for n in range(1_500)})
    with pytest.raises(UnsafeFile, match="too many files"):
        contents(path, Limits(archive_members=1_499))
    with pytest.raises(UnsafeFile, match="too many files"):
        contents(path, Limits(archive_members=1))
    assert len(contents(path, Limits(archive_members=1_500))) == 1_500


def test_a_member_that_swells_is_refused_by_its_real_size(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"bomb.csv": bytes(12 * 1024**2)})
    with pytest.raises(UnsafeFile, match="far more than it weighs"):
        contents(path)
    assert len(contents(path, Limits(archive_ratio=5_000))["bomb.csv"]) == 12 * 1024**2


def test_the_whole_may_not_pass_the_limit_either(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {f"{n}.csv": os.urandom(1_000) for n in range(10)})
    with pytest.raises(UnsafeFile, match="more than is allowed"):
        contents(path, Limits(archive_bytes=9_999))


def test_a_false_size_in_the_directory_changes_nothing(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"bomb.csv": bytes(12 * 1024**2)})
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, entry + 24, 10)
    path.write_bytes(data)
    with pytest.raises(InputError):
        contents(path)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
def test_a_zip_that_is_cut_off_is_told(tmp_path: Path, keep: float) -> None:
    path = packed(tmp_path / "x.zip", {"a.csv": os.urandom(10_000)})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(DamagedFile, match="cut off or damaged"):
        contents(path)


def test_a_zip_with_a_password_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"a.csv": b"secret"})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(DamagedFile, match="password"):
        contents(path)


def test_one_damaged_member_does_not_cost_the_others(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"bad.csv": os.urandom(5_000), "good.csv": b"fine"})
    data = bytearray(path.read_bytes())
    data[100] ^= 0xFF
    path.write_bytes(data)
    with zip_members(path, Limits()) as members:
        with pytest.raises(DamagedFile) as caught:
            content(members[0])
        assert caught.value.where == "bad.csv"
        assert content(members[1]) == b"fine"


def test_packing_that_may_ask_for_much_memory_is_not_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"a.csv": b"x" * 1_000}, ZIP_LZMA)
    with pytest.raises(DamagedFile, match="not read here"):
        contents(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_gives_an_error_of_ours_or_bytes(tmp_path: Path, data: st.DataObject) -> None:
    path = packed(tmp_path / "x.zip", {"a.csv": b"some text " * 50, "b/c.csv": zlib.compress(b"more")})
    raw = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=6)):
        raw[place] = data.draw(st.integers(0, 255))
    path.write_bytes(raw)
    with suppress(InputError):
        assert set(contents(path)) <= {member.name for member in listed(path)}


def test_a_folder_is_walked_without_following_links_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "passwords.csv").write_text("no")
    folder = tmp_path / "archive"
    (folder / "Jobs").mkdir(parents=True)
    (folder / "Jobs" / "b.csv").write_text("b")
    (folder / "a.csv").write_text("a")
    (folder / "link.csv").symlink_to(secret / "passwords.csv")
    (folder / "linked").symlink_to(secret)
    os.mkfifo(folder / "pipe.csv")
    found = folder_members(folder, Limits())
    assert {member.name: content(member) for member in found} == {"Jobs/b.csv": b"b", "a.csv": b"a"}
    with pytest.raises(UnsafeFile):
        folder_members(folder, Limits(archive_members=1))


def test_a_file_that_vanished_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a")
    member = folder_members(tmp_path, Limits())[0]
    (tmp_path / "a.csv").unlink()
    with pytest.raises(DamagedFile) as caught:
        content(member)
    assert caught.value.where == "a.csv"
