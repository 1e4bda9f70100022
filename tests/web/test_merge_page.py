"""The page One letter to a whole list, from outside: what is seen before anything is made, and the files."""

import email
import email.policy
import mailbox
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from email.message import EmailMessage
from html import unescape
from io import BytesIO
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import httpx
import pytest
import xlsxwriter
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from groundswell.services.letters.merging import LaidOut, Tell, Wanted, lay_out
from groundswell.web import merging
from tests.servers.waiting import until
from tests.web.conftest import Visitor, opened, served

LETTER = """Dear {{ Name }},

I'm sorry, it is a no. The job of {{role}} went to somebody who has run a night shift. Thank you for the
two hours that you gave us on {day}. I am free on Friday at ten, just reply here.

Ana Roth
"""
COLD = """Dear Candidate,

After careful consideration we have decided to move forward with other candidates for the position of
{{role}}.

{{remark}} Thank you for coming on {day}.

Please do not reply to this e-mail.
"""
PEOPLE = "Name,E-Mail,Role,Day\nZoë Ünal,zoe@x.example,baker,Monday\nBo Li,bo@x.example,cook,Friday\n"
TOLD = {"letter": LETTER, "sender": "Ana Roth <ana@firm.example>", "subject": "Your application as {role}"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The user's own browser, without scripts, before an empty workspace: nothing of it is asked here."""
    home = tmp_path_factory.mktemp("merge") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GROUNDSWELL_HOME", str(home))
        with opened(home) as workspace, served(workspace) as site:
            cookie = site.door.enter(site.door.new_code()) or ""
            with httpx.Client(
                base_url=site.address,
                timeout=120,
                cookies={"groundswell_session": cookie},
                headers={"origin": site.address},
                follow_redirects=True,
            ) as client:
                yield client


def laid(client: httpx.Client, at: str = "/letters/merge", **told: str | tuple[str, bytes]) -> httpx.Response:
    """The page once it says what goes to whom, as a browser without scripts sees it."""
    fields = {**TOLD, **told} if at == "/letters/merge" else told
    files = {name: value for name, value in fields.items() if isinstance(value, tuple)}
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    page = client.post(at, data=texts, files=files)
    return over(client, page)


def over(client: httpx.Client, page: httpx.Response) -> httpx.Response:
    """The same page once nothing is being found out any more."""
    page.raise_for_status()
    if "are being laid out" not in page.text:
        return page

    def done() -> httpx.Response | None:
        seen = client.get(page.url.path).raise_for_status()
        return None if "are being laid out" in seen.text else seen

    found = until(done, "what goes to whom", within=120)
    assert found is not None
    return found


def words(page: httpx.Response) -> str:
    """What stands on a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def zipped(client: httpx.Client, page: httpx.Response) -> dict[str, EmailMessage]:
    saved = client.get(f"{page.url.path}/letters.zip")
    assert saved.headers["content-disposition"] == 'attachment; filename="letters.zip"'
    with ZipFile(BytesIO(saved.content)) as archive:
        assert archive.testzip() is None
        return {name: parsed(archive.read(name)) for name in archive.namelist()}


def parsed(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def test_what_goes_to_whom_is_seen_before_it_is_saved(client: httpx.Client) -> None:
    assert "/letters/merge" in client.get("/letters").text
    page = laid(client, listed=PEOPLE)
    said = words(page)
    assert "2 letters are ready." in said
    assert "4 of 5" in said or "5 of 5" in said or "4½ of 5" in said
    assert "Dear Zoë Ünal, I'm sorry, it is a no. The job of baker went" in said
    assert "Subject: Your application as cook" in said
    assert "held in memory for this sitting alone" in said
    assert 'href="/letters"' in page.text
    mails = zipped(client, page)
    assert list(mails) == ["00002-zoe-unal.eml", "00003-bo-li.eml"]
    mail = mails["00002-zoe-unal.eml"]
    assert (mail["To"], mail["From"]) == ("Zoë Ünal <zoe@x.example>", "Ana Roth <ana@firm.example>")
    assert (mail["Subject"], mail["X-Unsent"]) == ("Your application as baker", "1")
    assert body(mail).startswith("Dear Zoë Ünal,\n")


def test_the_mailbox_holds_each_letter_whatever_its_lines_begin_with(
    client: httpx.Client, tmp_path: Path
) -> None:
    page = laid(client, listed=PEOPLE, letter="Dear {name},\n\nFrom here it is a no.\n\nFrom us all\n")
    (tmp_path / "box").write_bytes(client.get(f"{page.url.path}/letters.mbox").content)
    with closing(mailbox.mbox(tmp_path / "box")) as found:
        box = [parsed(one.as_bytes()) for one in found]
    assert [one["To"] for one in box] == ["Zoë Ünal <zoe@x.example>", "Bo Li <bo@x.example>"]
    assert body(box[1]) == "Dear Bo Li,\n\nFrom here it is a no.\n\nFrom us all\n"


def test_rows_are_set_aside_by_their_number_with_the_reason(client: httpx.Client) -> None:
    listed = (
        "Name,E-Mail,Role,Day\nBob,bob@x.example,,Tuesday\nEve,,cook,Monday\nAl,al@x.example,cook,Friday\n"
        "Al again,<AL@x.example>,cook,Friday\nTwo,a@x.example; b@x.example,cook,Friday\n"
        "Err,err@x.example,#N/A,Friday\nFor,for@x.example,=A1,Friday\nHost,x@home,cook,Friday\n,,,\n"
        "Özil,özil@x.example,cook,Friday\n"
    )
    page = laid(client, listed=listed)
    rows = re.findall(r"<tr><td>(\d+)</td><td><bdi>(.*?)</bdi></td><td>(.*?)</td>", page.text)
    assert [(row, unescape(why)) for row, _, why in rows] == [
        ("2", "Nothing to fill in for {role}"),
        ("3", "There is no address"),
        ("5", "The address is that of row 4"),
        ("6", "There are two addresses in one cell"),
        ("7", "{{role}} would be #N/A, an error of the spreadsheet"),
        ("8", "{{role}} would be a formula, =A1"),
        ("9", "'x@home' is no address"),
        ("11", "'özil@x.example' has letters before the @ that few mail servers take"),
    ]
    assert rows[1][1] == "Eve"
    assert "1 letter is ready; 8 rows are set aside." in words(page)
    assert list(zipped(client, page)) == ["00004-al.eml"]


def test_an_address_that_nobody_reads_is_warned_of(client: httpx.Client) -> None:
    page = laid(client, listed=PEOPLE, sender="Jobs <no-reply@firm.example>")
    assert "Nobody reads answers to no-reply@firm.example." in words(page)


def test_the_rewrite_is_taken_over_with_its_gaps_and_given_back(client: httpx.Client) -> None:
    listed = (
        "Name,E-Mail,Role,Day,Remark\nZoë,zoe@x.example,baker,Monday,You kept calm. That was good.\n"
        "Bo,bo@x.example,cook,Friday,Your soup was warm.\n"
    )
    page = laid(client, letter=COLD, listed=listed)
    assert "<mark>" in page.text
    assert "You kept calm. That was good." in words(page)
    taken = laid(client, f"{page.url.path}/rewrite")
    assert "The letter was written anew." in words(taken)
    mails = [body(one) for one in zipped(client, taken).values()]
    assert "You kept calm. That was good." in mails[0]
    assert "Your soup was warm." in mails[1]
    assert "Zoë" in mails[0]
    assert "Bo" in mails[1]
    assert not [one for one in ("Zoë", "calm", "Monday") if one in mails[1]]
    assert "do not reply" not in mails[1]
    back = laid(client, f"{taken.url.path}/own")
    assert "Please do not reply" in body([*zipped(client, back).values()][1])


def test_a_gap_that_no_column_fills_is_chosen_and_the_list_stays(client: httpx.Client) -> None:
    page = laid(client, listed="Wer,Kontakt,Stelle,Tag\nZoë,zoe@x.example,baker,Monday\n")
    assert "3 gaps are not filled yet." in words(page)
    assert client.get(f"{page.url.path}/letters.zip").status_code == 404
    told = httpx.QueryParams(TOLD)
    for gap, column in (("role", "Stelle"), ("Name", "Wer"), ("day", "Tag")):
        told = told.add("gap", gap).add("column", column)
    typed = {"content-type": "application/x-www-form-urlencoded"}
    page = over(client, client.post(page.url.path, content=str(told), headers=typed))
    (mail,) = zipped(client, page).values()
    assert body(mail).startswith("Dear Zoë,")
    assert mail["Subject"] == "Your application as baker"


def test_what_is_wrong_is_said_and_what_was_given_stays(client: httpx.Client) -> None:
    page = laid(client, listed=PEOPLE, sender="nobody")
    assert "'nobody' is no sender. Give it as: Ana Roth <ana@firm.example>" in words(page)
    assert "Your list is here, with 2 rows." in words(page)
    assert "The job of {{role}} went" in words(page)
    page = laid(client, page.url.path, **TOLD)
    assert "2 letters are ready." in words(page)
    assert "There is no list" in words(laid(client))
    assert "There is no letter" in words(laid(client, letter=" ", listed=PEOPLE))
    assert "has no placeholders" in words(laid(client, letter="The answer is no.", listed=PEOPLE))
    assert "the letter has no subject" in words(laid(client, subject="", listed=PEOPLE))
    assert "“D1” is no country's two letters" in words(laid(client, country="D1", listed=PEOPLE))


def test_a_mail_and_a_workbook_tell_what_was_not_said(client: httpx.Client) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ana Roth <ana@firm.example>", "Your application as {role}"
    mail.set_content(f"{LETTER}\n-- \nAna Roth, bakery\n")
    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet("People")
    sheet.write_row(0, 0, ["Name", "E-Mail", "Role", "Day"])
    sheet.write_row(1, 0, ["Zoë", "zoe@x.example", "baker"])
    sheet.write_datetime(1, 3, datetime(2026, 3, 3), book.add_format({"num_format": 'dd"th of" mmmm'}))
    book.close()
    page = laid(
        client, letter="", subject="", sender="", letter_file=("letter.eml", mail.as_bytes()),
        list_file=("people.xlsx", held.getvalue()),
    )  # fmt: skip
    assert "people.xlsx, 1 rows." in words(page) or "people.xlsx, 1 row." in words(page)
    (made,) = zipped(client, page).values()
    assert made["From"] == "Ana Roth <ana@firm.example>"
    assert "gave us on 2026-03-03." in body(made)
    assert body(made).endswith("-- \nAna Roth, bakery\n")


def test_hostile_cells_stay_words(client: httpx.Client) -> None:
    listed = (
        'Name,E-Mail,Role,Day\n"Mal\nBcc: all@x.example",mal@x.example,<script>alert(1)</script>,{role}\n'
        '"../../etc/passwd","""x"" <evil@x.example>",\u202egnp.exe,Friday\n'
        f"Long,long@x.example,{'x' * 200_000},Friday\n"
    )
    page = laid(client, listed=listed)
    assert "<script>alert" not in page.text
    assert "would be longer than 100,000 characters" in words(page)
    mails = zipped(client, page)
    assert list(mails) == ["00002-mal-bcc-all-x-example.eml", "00003-etc-passwd.eml"]
    first = mails["00002-mal-bcc-all-x-example.eml"]
    assert first["Bcc"] is None
    assert "on {role}." in body(first)
    assert "\u202e" not in mails["00003-etc-passwd.eml"]["Subject"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_lists_come_in_many_encodings(client: httpx.Client, encoding: str) -> None:
    listed = PEOPLE.replace(",", ";").encode(encoding)
    page = laid(client, list_file=("people.csv", listed))
    assert "Zoë Ünal" in body(next(iter(zipped(client, page).values())))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n1 0 obj <</a, b>>\n", "this is no table. Give CSV or Excel"),
        (b"PK\x03\x04nothing", "ZIP is cut off or damaged"),
        (b"Ana,ana@b.example\nBo,bo@b.example\n", "Put a row above it that names the columns"),
        (b"", "the file is empty"),
        (b"Name,Role,Day\nAna,cook,Friday\n", "Which column holds the addresses?"),
    ],
)
def test_a_list_that_is_none_is_said(client: httpx.Client, data: bytes, said: str) -> None:
    page = laid(client, list_file=("people.csv", data))
    assert said in words(page)
    assert client.get(f"{page.url.path}/letters.mbox").status_code == 404


def test_it_is_forgotten_at_once_when_asked_to(client: httpx.Client) -> None:
    page = laid(client, listed=PEOPLE)
    assert "Forgotten" in words(client.post(f"{page.url.path}/forget"))
    gone = client.get(page.url.path)
    assert gone.status_code == 404
    assert "Paste the letter and choose the list again." in words(gone)


def test_what_takes_longer_says_how_far_it_is(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()

    def slowly(wanted: Wanted, tell: Tell) -> LaidOut:
        tell("Filling the gaps", 500, 1000)
        assert go_on.wait(60)
        return lay_out(wanted, tell)

    monkeypatch.setattr(merging, "lay_out", slowly)
    page = client.post("/letters/merge", data={**TOLD, "listed": PEOPLE})
    assert "Filling the gaps" in words(page)
    assert '<progress max="1000" value="500"' in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    go_on.set()
    assert "2 letters are ready." in words(over(client, page))


def test_a_list_that_would_fill_the_memory_is_refused(client: httpx.Client) -> None:
    listed = "Name,E-Mail,Role,Day\n" + f"Al,al@x.example,{'x' * 1_000_000},Friday\n" * 21
    page = laid(client, list_file=("people.csv", listed.encode()))
    assert "people.csv: this is longer than a list of people. Split it" in words(page)


def test_a_thousand_rows(client: httpx.Client) -> None:
    listed = "Name,E-Mail,Role,Day\n" + "".join(f"Jo {n},jo{n}@x.example,cook,Friday\n" for n in range(1000))
    page = laid(client, listed=listed)
    assert "1,000 letters are ready." in words(page)
    mails = zipped(client, page)
    assert len(mails) == 1000
    assert "Dear Jo 999," in body(mails["01001-jo-999.eml"])


@pytest.mark.browser
@pytest.mark.slow
def test_by_keys_alone_on_a_narrow_dark_page(visitor: Visitor) -> None:
    page = visitor.page("/letters", width=390, dark=True)
    page.get_by_role("link", name="Write it to a whole list").press("Enter")
    page.get_by_label("Its words").fill(COLD)
    page.get_by_label("Subject").fill("Your application")
    page.get_by_label("From").fill("Ana Roth <ana@firm.example>")
    page.get_by_label("Or paste it").fill(
        "name,email,role,day,remark\nZoë,zoe@x.example,baker,Monday,You sang.\n,,,x,\n"
    )
    page.get_by_role("button", name="Show what goes to whom").press("Enter")
    main = page.locator("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("1 letter is ready; 1 row is set aside.")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Take it over").press("Enter")
    expect(main).to_contain_text("The letter was written anew.")
    with page.expect_download() as saved:
        page.get_by_role("link", name="1 file (.eml in a .zip)").press("Enter")
    with ZipFile(saved.value.path()) as archive:
        assert archive.namelist() == ["00002-zoe.eml"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
