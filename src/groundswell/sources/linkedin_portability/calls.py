"""Asking LinkedIn's interface for data portability, and what can go wrong, as our own errors."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import parse_qs, urlsplit

import httpx

from groundswell.domain.errors import NotReady, SignInAgain

API = "https://api.linkedin.com"
TOKEN_PAGE = "https://www.linkedin.com/developers/tools/oauth/token-generator"  # noqa: S105 - an address
_VERSION = "202312"
"""The only version that this interface answers; a later one is no better but refused."""

_TIMEOUT_S = 60.0
_PAUSE_S = 60.0
"""How long LinkedIn is left alone after it could not be reached; after other trouble some times as long."""

_EVENTS = 50
_MOST_PAGES = 2_000
_LATER = "It is tried again."

Json = Mapping[str, object]


class Calls:
    """One client with the member's token, which goes to LinkedIn's own interface and nowhere else.

    Args:
        where: What to call the account in messages.
        again: How to sign in again, where somebody is not just doing so.
    """

    def __init__(self, token: str, where: str, again: str = "") -> None:
        headers = {"Authorization": f"Bearer {token}", "Linkedin-Version": _VERSION}
        self._client = httpx.Client(base_url=API, headers=headers, timeout=_TIMEOUT_S)
        self._where, self._again = where, again

    def snapshot(self, domain: str) -> Iterator[list[Json]]:
        """The rows of one part of the member's data, page by page; nothing where LinkedIn has none."""
        asked: dict[str, str | int] = {"q": "criteria", "domain": domain}
        for told in self._pages("/rest/memberSnapshotData", asked, may_lack=True):
            yield [row for one in _list(told, "elements") for row in _list(one, "snapshotData")]

    def changes(self, since: int | None) -> Iterator[list[Json]]:
        """What changed from an instant on, in epoch milliseconds, the oldest first, page by page."""
        asked: dict[str, str | int] = {"q": "memberAndApplication", "count": _EVENTS}
        if since is not None:
            asked["startTime"] = since
        for told in self._pages("/rest/memberChangeLogs", asked):
            yield _list(told, "elements")

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def _pages(self, path: str, asked: Mapping[str, str | int], *, may_lack: bool = False) -> Iterator[Json]:
        start, before = 0, None
        for _ in range(_MOST_PAGES):
            told = self._get(path, {**asked, "start": start} if start else asked, may_lack)
            # A page that comes again would come for ever.
            if not _list(told, "elements") or told == before:
                return
            yield told
            following = _following(told)
            if following is None or following <= start:
                return
            start, before = following, told

    def _get(self, path: str, asked: Mapping[str, str | int], may_lack: bool) -> Json:
        try:
            answer = self._client.get(path, params=asked)
        except httpx.HTTPError as error:
            raise NotReady(
                "LinkedIn cannot be reached", where=self._where, mend=_LATER, wait_s=_PAUSE_S
            ) from error
        if answer.status_code == 404 and may_lack:
            return {}
        if answer.status_code != 200:
            raise _refused(answer, self._where, self._again)
        try:
            told = answer.json()
        except ValueError as error:
            raise NotReady(
                "LinkedIn answered something that cannot be read", where=self._where, mend=_LATER
            ) from error
        return cast(Json, told) if isinstance(told, dict) else {}


def _refused(answer: httpx.Response, where: str, again: str) -> SignInAgain | NotReady:
    """Our error for an answer; what LinkedIn writes into it is not repeated."""
    status = answer.status_code
    if status == 401:
        mend = f"Tokens last 60 days; make a new one. {again}".strip()
        return SignInAgain("LinkedIn no longer takes the token", where=where, mend=mend)
    if status == 403:
        mend = (
            "LinkedIn gives this only to members in the EEA and Switzerland, for a token with the scope "
            "r_dma_portability_self_serve of an app that has the product “Member Data Portability API "
            f"(Member)”. {again}"
        )
        return SignInAgain("the token may not read your data", where=where, mend=mend.strip())
    if status == 426:
        mend = (
            "See that your app has the product “Member Data Portability API (Member)”; if it has, a newer "
            "Groundswell is needed. Until then import the archive by hand."
        )
        return NotReady(
            "LinkedIn does not answer this version of its interface",
            where=where,
            mend=mend,
            wait_s=10 * _PAUSE_S,
        )
    if status == 429:
        mend = "It goes on by itself, at the latest after midnight UTC."
        return NotReady(
            "LinkedIn asks to wait: enough was asked today", where=where, mend=mend, wait_s=_wait(answer)
        )
    if status >= 500:
        return NotReady(f"LinkedIn is failing ({status})", where=where, mend=_LATER, wait_s=5 * _PAUSE_S)
    return NotReady(
        f"LinkedIn refuses the request ({status})", where=where, mend=_LATER, wait_s=10 * _PAUSE_S
    )


def _wait(answer: httpx.Response) -> float:
    """Seconds as LinkedIn tells, else until its limits begin anew."""
    told = answer.headers.get("retry-after", "")
    if told.isascii() and told.isdecimal():
        return float(told)
    now = datetime.now(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return (midnight - now).total_seconds()


def _following(told: Json) -> int | None:
    """Where the next page begins. Only the number is taken from the link: the token goes nowhere else."""
    paging = told.get("paging")
    links = _list(cast(Json, paging), "links") if isinstance(paging, dict) else []
    for link in links:
        if link.get("rel") == "next":
            start = parse_qs(urlsplit(str(link.get("href", ""))[:4_000]).query).get("start", [""])[0]
            return int(start) if start.isascii() and start.isdecimal() and len(start) < 12 else None
    return None


def _list(told: Json, name: str) -> list[Json]:
    found = told.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
