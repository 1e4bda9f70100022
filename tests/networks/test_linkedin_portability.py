"""LinkedIn's data portability against a stand-in: what comes is what the archive holds, once either way."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.domain.words import LineState
from groundswell.services.files.importing import Imported, Upload, import_files
from groundswell.services.networks.lines import acts_of, begin, connect, followed, name_of
from groundswell.services.networks.watching import look
from groundswell.services.workspace import Workspace
from groundswell.sources.linkedin_portability import calls
from groundswell.sources.linkedin_portability import line as following
from groundswell.sources.linkedin_portability.snapshot import DOMAINS
from groundswell.store import schema
from tests.house.checkout import ROOT
from tests.networks.contract import kinds
from tests.networks.portability_stand_in import LinkedIn, Row, linkedin, tables_of
from tests.networks.stage import unplugged

ARCHIVE = next((ROOT / "sample").glob("Complete_LinkedInDataExport*.zip"))
POST = "urn:li:activity:7525845250717173152"
MARA = "urn:li:person:abc"


@pytest.fixture(scope="module")
def tables() -> Mapping[str, list[Row]]:
    return tables_of(ARCHIVE)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tables: Mapping[str, list[Row]]) -> Iterator[LinkedIn]:
    with linkedin() as running:
        running.snapshot = dict(tables)
        monkeypatch.setattr(calls, "API", running.address)
        yield running


def sign_in(workspace: Workspace, site: LinkedIn) -> None:
    begin(workspace, "linkedin", {})
    connect(workspace, "linkedin", {"token": site.token})


def parts_asked(site: LinkedIn) -> list[str]:
    """The parts of the snapshot that were asked for, in order."""
    told = [one.split("domain=")[1].partition("&")[0] for one in site.asked if "domain=" in one]
    return list(dict.fromkeys(told))


def archived(workspace: Workspace) -> Imported:
    return import_files(workspace, [Upload(ARCHIVE, ARCHIVE.name)])


def event(number: int, what: str, activity: dict[str, object], **other: object) -> dict[str, object]:
    """An event of the log, made in November 2026, a second after the one before it."""
    at = 1_794_000_000_000 + number * 1_000
    told = {
        "id": number,
        "capturedAt": at,
        "processedAt": at + 30_000,
        "owner": MARA,
        "actor": MARA,
        "resourceName": what,
        "resourceId": str(number),
        "method": "CREATE",
        "activity": activity,
        "activityStatus": "SUCCESS",
    }
    return told | other


def test_the_snapshot_brings_what_the_archive_holds_and_the_archive_then_nothing(
    workspace: Workspace, site: LinkedIn
) -> None:
    sign_in(workspace, site)
    looked = look(workspace)
    assert set(looked.states.values()) == {LineState.OPEN}
    assert {one.why for one in looked.aside} <= {"neither a name nor a profile link"}
    brought = kinds(workspace)
    assert {"message", "invitation", "comment", "reaction", "repost", "follow"} <= {one for one, _ in brought}
    assert look(workspace).new == 0
    parts = {part.kind: part for part in archived(workspace).parts}
    others = {"linkedin-endorsements-received", "linkedin-recommendations"}
    new = {kind: part.new for kind, part in parts.items() if part.new and kind not in others}
    assert new == {}
    assert parts["linkedin-messages"].known > 100


def test_after_the_archive_the_snapshot_brings_nothing(workspace: Workspace, site: LinkedIn) -> None:
    archived(workspace)
    before = kinds(workspace)
    sign_in(workspace, site)
    assert look(workspace).new == 0
    assert kinds(workspace) == before
    with workspace.store.reading() as conn:
        assert len(conn.execute(select(schema.account.c.id)).all()) == 1


def test_a_part_that_linkedin_has_nothing_of_is_passed_over(workspace: Workspace, site: LinkedIn) -> None:
    site.snapshot = {"PROFILE": site.snapshot["PROFILE"], "ALL_VOTES": site.snapshot["ALL_VOTES"]}
    sign_in(workspace, site)
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    assert set(kinds(workspace)) == {("reaction", "out")}


def test_what_changed_is_known_when_the_archive_brings_it(
    workspace: Workspace, site: LinkedIn, tmp_path: Path
) -> None:
    site.snapshot = {"PROFILE": site.snapshot["PROFILE"]}
    comment = f"urn:li:comment:({POST.removeprefix('urn:li:')},7528981158662533222)"
    site.changes = [
        event(1, "socialActions/likes", {"object": POST, "reactionType": "PRAISE"}),
        event(2, "socialActions/likes", {"object": comment, "root": POST, "reactionType": "LIKE"}),
        event(
            3, "socialActions/comments", {"id": "75289", "object": POST, "message": {"text": "Thank you."}}
        ),
        event(4, "instantReposts", {"repostedContent": {"share": "urn:li:share:7525845248915987808"}}),
        event(
            5,
            "ugcPosts",
            {
                "id": "urn:li:share:7529845248915987808",
                "specificContent": {
                    "com.linkedin.ugc.ShareContent": {"shareCommentary": {"text": "A week later."}}
                },
            },
        ),
    ]
    sign_in(workspace, site)
    look(workspace)
    assert kinds(workspace) == {
        ("reaction", "out"): 2,
        ("comment", "out"): 1,
        ("repost", "out"): 1,
    }
    moment = [datetime.fromtimestamp(1_794_000_000 + n, UTC).strftime("%Y-%m-%d %H:%M:%S") for n in range(6)]
    page = "https://www.linkedin.com/feed/update/urn%3Ali%3A"
    post = f"{page}activity%3A7525845250717173152"
    under = "%3Ali%3Acomment%3A%28activity%3A7525845250717173152%2C7528981158662533222%29"
    files = {
        "Reactions.csv": f"Date,Type,Link\n{moment[1]},PRAISE,{post}\n"
        f"{moment[2]},LIKE,{post}?commentUrn=urn{under}\n",
        "Comments.csv": f"Date,Link,Message\n{moment[3]},{post},Thank you.\n",
        "InstantReposts.csv": f"Date,Link\n{moment[4]},{page}share%3A7525845248915987808\n",
        "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        f"{moment[5]},{page}share%3A7529845248915987808,A week later.,,,\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    done = import_files(workspace, [Upload(tmp_path / name, name) for name in files])
    assert [(part.kind, part.new) for part in done.parts if part.new] == []
    assert sum(part.known for part in done.parts) == 5
    one = schema.interaction.c
    with workspace.store.reading() as conn:
        (key,) = conn.execute(select(one.key).where(one.kind == "comment")).scalars()
    assert key == "linkedin:comment:7525845250717173152:75289"


def test_what_has_no_names_is_set_aside_with_its_reason(workspace: Workspace, site: LinkedIn) -> None:
    site.snapshot = {"PROFILE": site.snapshot["PROFILE"]}
    site.changes = [
        event(1, "messages", {"content": {"fallback": "Are you free?"}}, actor="urn:li:person:x"),
        event(2, "invitations", {"invitationV2": {"inviter": MARA}}, method="ACTION"),
        event(3, "socialActions/comments", {"object": POST, "id": 1}, actor="urn:li:person:x"),
        event(4, "people/positions", {}, method="PARTIAL_UPDATE"),
        event(5, "socialActions/likes", {"object": POST}, method="DELETE"),
        event(6, "somethingNew", {}),
        event(7, "socialActions/likes", {"object": "urn:li:article:5"}),
        event(8, "socialActions/likes", {"object": POST}, activityStatus="FAILURE"),
    ]
    sign_in(workspace, site)
    looked = look(workspace)
    assert {one.where: one.why for one in looked.aside} == {
        "change 1": "messages: LinkedIn does not say here with whom",
        "change 2": "invitations: LinkedIn does not say here with whom",
        "change 3": "socialActions/comments: LinkedIn does not say here with whom",
        "change 6": "a kind of change that is not read (somethingNew)",
        "change 7": "socialActions/likes: what it is about is no post",
    }
    assert kinds(workspace) == {}


def test_many_changes_come_page_by_page_and_later_ones_from_where_it_was(
    workspace: Workspace, site: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.snapshot = {"PROFILE": site.snapshot["PROFILE"]}
    site.changes = [event(n, "socialActions/likes", {"object": POST}) for n in range(1, 121)]
    monkeypatch.setattr(following, "KEPT_MS", 10**14)  # whenever this test runs
    sign_in(workspace, site)
    assert look(workspace).new >= 120
    site.asked.clear()
    assert look(workspace).new == 0
    assert site.asked == []  # not before an hour is over
    monkeypatch.setattr(following, "CHANGES_EVERY_MS", 0)
    site.changes.append(event(121, "socialActions/likes", {"object": POST}))
    assert look(workspace).new == 1
    assert kinds(workspace) == {("reaction", "out"): 121}
    last = site.changes[-2]["processedAt"]
    assert [one for one in site.asked if f"startTime={last}" in one] == site.asked


def test_a_part_may_come_in_pages(workspace: Workspace, site: LinkedIn) -> None:
    site.snapshot = {name: site.snapshot[name] for name in ("PROFILE", "ALL_LIKES")}
    site.rows_a_page = 100
    sign_in(workspace, site)
    look(workspace)
    assert kinds(workspace) == {("reaction", "out"): len(site.snapshot["ALL_LIKES"])}
    assert len([one for one in site.asked if "domain=ALL_LIKES" in one]) > 2


def test_the_snapshot_is_asked_for_again_after_a_day(
    workspace: Workspace, site: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.snapshot = {"PROFILE": site.snapshot["PROFILE"]}
    sign_in(workspace, site)
    look(workspace)
    site.snapshot["CONNECTIONS"] = [
        {
            "First Name": "Ada",
            "Last Name": "Bo",
            "URL": "https://www.linkedin.com/in/ada-bo",
            "Connected On": "",
        }
    ]
    monkeypatch.setattr(following, "CHANGES_EVERY_MS", 0)
    assert look(workspace).new == 0
    monkeypatch.setattr(following, "SNAPSHOT_EVERY_MS", 0)
    assert look(workspace).new == 1


def test_a_backfill_that_was_cut_off_goes_on_where_it_was(workspace: Workspace, site: LinkedIn) -> None:
    sign_in(workspace, site)
    with workspace.store.writing() as conn:
        conn.execute(schema.line.update().values(backfilled="7"))
    site.asked.clear()
    look(workspace)
    assert parts_asked(site) == ["CONNECTIONS", "MEMBER_FOLLOWING", "INVITATIONS", "INBOX"]


def test_a_daily_snapshot_that_was_cut_off_goes_on_where_it_was(
    workspace: Workspace, site: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(workspace, site)
    look(workspace)
    monkeypatch.setattr(following, "CHANGES_EVERY_MS", 0)
    monkeypatch.setattr(following, "SNAPSHOT_EVERY_MS", 0)
    site.asked.clear()
    cut_off = [name for name, _ in DOMAINS].index("MEMBER_FOLLOWING")
    site.fails_at = 1 + cut_off + 1  # the changes are asked for first
    assert set(look(workspace).states.values()) == {LineState.NOT_READY}
    site.asked.clear()
    site.fails_at = 0
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    assert parts_asked(site) == ["CONNECTIONS", "MEMBER_FOLLOWING", "INVITATIONS", "INBOX"]
    site.asked.clear()
    look(workspace)
    assert parts_asked(site) == [name for name, _ in DOMAINS]


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_keeps_nothing_and_says_what_to_do(
    workspace: Workspace, site: LinkedIn, status: int
) -> None:
    site.troubles = [(status, {})]
    with pytest.raises(SignInAgain) as refused:
        connect(workspace, "linkedin", {"token": "token-of-nobody"})
    assert {401: "60 days", 403: "EEA and Switzerland"}[status] in refused.value.mend
    assert "token-of-nobody" not in str(refused.value)
    assert followed(workspace) == []


def test_a_token_that_ran_out_is_asked_for_again(workspace: Workspace, site: LinkedIn) -> None:
    sign_in(workspace, site)
    old, site.token = site.token, "another-token"
    assert set(look(workspace).states.values()) == {LineState.SIGN_IN_AGAIN}
    (line,) = followed(workspace)
    assert "60 days" in line.problem
    assert "groundswell connect linkedin" in line.problem
    assert old not in line.problem
    sign_in(workspace, site)
    assert set(look(workspace).states.values()) == {LineState.OPEN}


@pytest.mark.parametrize(
    ("status", "headers", "wait_s"),
    [
        (429, {"Retry-After": "90"}, 90.0),
        (429, {}, None),
        (426, {}, 600.0),
        (500, {}, 300.0),
        (504, {}, 300.0),
    ],
)
def test_trouble_at_linkedin_is_waited_out(
    workspace: Workspace, site: LinkedIn, status: int, headers: dict[str, str], wait_s: float | None
) -> None:
    sign_in(workspace, site)
    site.troubles = [(status, headers)]
    looked = look(workspace)
    assert set(looked.states.values()) == {LineState.NOT_READY}
    assert looked.wait_s == wait_s or (wait_s is None and looked.wait_s > 0)
    (line,) = followed(workspace)
    assert site.token not in line.problem
    assert set(look(workspace).states.values()) == {LineState.OPEN}


def test_trouble_in_the_midst_loses_nothing(workspace: Workspace, site: LinkedIn) -> None:
    sign_in(workspace, site)
    site.asked.clear()
    for _ in range(2 * len(DOMAINS)):
        site.fails_at = len(site.asked) + 3
        if set(look(workspace).states.values()) == {LineState.OPEN}:
            break
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    assert [
        part.kind for part in archived(workspace).parts if part.kind == "linkedin-messages" and part.new
    ] == []


def test_what_cannot_be_reached_is_tried_again(workspace: Workspace, site: LinkedIn) -> None:
    sign_in(workspace, site)
    with unplugged():
        assert set(look(workspace).states.values()) == {LineState.NOT_READY}
    assert set(look(workspace).states.values()) == {LineState.OPEN}


def test_data_that_is_not_put_together_yet_is_waited_for(workspace: Workspace, site: LinkedIn) -> None:
    site.snapshot = {}
    with pytest.raises(NotReady, match="put your data together"):
        sign_in(workspace, site)
    assert followed(workspace) == []


def test_the_token_is_in_no_file_and_nothing_can_be_done_with_it(
    workspace: Workspace, site: LinkedIn
) -> None:
    sign_in(workspace, site)
    look(workspace)
    (line,) = followed(workspace)
    assert name_of(line.account) == "linkedin"
    assert acts_of(workspace, line.account) == frozenset()
    held = b"".join(path.read_bytes() for path in workspace.home.rglob("*") if path.is_file())
    assert site.token.encode() not in held
    with pytest.raises(SignInAgain, match="no token"):
        connect(workspace, "linkedin", {"token": "two words"})
