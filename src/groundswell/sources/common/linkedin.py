"""What pages and mails of LinkedIn have in common: links without secrets, names of comments, comments."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from groundswell.domain.activity import Account, Interaction, Person
from groundswell.domain.keys import (
    comment_fingerprint,
    folded,
    linkedin_comment_key,
    linkedin_created,
    person_key,
)
from groundswell.domain.when import DAY, MINUTE, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.common.text import one_line
from groundswell.sources.protocol import Asked, Given

HOME = "https://www.linkedin.com"
_LINKEDIN_EPOCH_MS = 1_041_379_200_000  # 2003-01-01, the network's founding year
_LONGEST_LINK = 4_000
_COMMENT = re.compile(
    r"comment:\((?:urn:li:)?(activity|share|ugcPost):(\d{1,20}),\s?(\d{1,20})\)", re.IGNORECASE
)
_DASH = re.compile(
    r"fsd_comment:\((\d{1,20}),\s?(?:urn:li:)?(activity|share|ugcPost):(\d{1,20})\)", re.IGNORECASE
)
_PROFILE = re.compile(r"/(?:comm/)?(in|company|school|showcase|pub)/([^/?#\s]{1,200})")
_KEPT_PATH = re.compile(
    r"/(?:comm/)?("
    r"(?:feed/update|posts|in|company|school|showcase|pulse|messaging/thread|events|newsletters)/[^/?#\s]{1,300}"
    r"|(?:feed|messaging|notifications|mynetwork|mynetwork/invitation-manager)(?=/|$))"
)
_KEPT_PARAMETERS = ("commentUrn", "replyUrn")
_REDIRECTS = ("/redir/redirect", "/redir/general-malware-page", "/safety/go", "/comm/redir/redirect")
_TOKENS = (
    r"otpToken|midToken|midSig|authToken|authType|sharedKey|invAcpt|mboxid|trackingId|refId|urlhash|loid|lipi"
    r"|eid|ek|rcm|trk[A-Za-z]{0,20}|utm_[a-z]{1,20}"
)
_TOKEN = re.compile(rf"(?:{_TOKENS})\Z", re.IGNORECASE)
_BARE_SECRET = re.compile(
    rf"(?:(?<![A-Za-z])|(?<=%[0-9A-Fa-f]{{2}}))(?:{_TOKENS})(?:=|%(?:25){{0,3}}3D)[^\s&\"'<>)\]]{{0,4000}}",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?://|(?<![\w./@-])(?:[a-z0-9-]{1,30}\.){0,2}linkedin\.com/)[^\s<>\"]+", re.IGNORECASE
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
_SENTENCE_END = ".,;:!?)]}'’”…"


def is_linkedin(host: str) -> bool:
    """Whether a host name belongs to LinkedIn."""
    host = host.lower().rstrip(".")
    return host in {"linkedin.com", "lnkd.in"} or host.endswith(".linkedin.com")


def comment_urn(text: str) -> str:
    """`urn:li:comment:(activity:7…,7…)` from an attribute or link in any of its spellings; empty if none."""
    if "omment" not in text or len(text) > _LONGEST_LINK:
        return ""
    text = unquote(unquote(text))
    if found := _DASH.search(text):
        return f"urn:li:comment:({found[2]}:{found[3]},{found[1]})"
    if found := _COMMENT.search(text):
        return f"urn:li:comment:({found[1]}:{found[2]},{found[3]})"
    return ""


def comment_link(urn: str) -> str:
    """Where the comment can be read and answered."""
    found = _COMMENT.search(urn)
    if found is None:
        return ""
    return f"{HOME}/feed/update/urn:li:{found[1]}:{found[2]}/?commentUrn={quote(urn, safe='')}"


def profile_url(href: str) -> str:
    """`https://www.linkedin.com/in/jane-doe` from any link to a person or page; empty for other links."""
    link = href.strip()
    if len(link) > _LONGEST_LINK:
        return ""
    if not link.startswith("/"):
        parts = _split(link)
        if parts is None or not is_linkedin(parts[0]):
            return ""
        link = parts[1]
    found = _PROFILE.match(link)
    return f"{HOME}/{found[1]}/{found[2]}" if found else ""


def safe_link(link: str) -> str:
    """A link without anything that identifies or signs in its receiver.

    On LinkedIn's own hosts only known paths stay, with `commentUrn` and `replyUrn`; elsewhere the address
    stays but for parameters with the names of LinkedIn's tokens. Empty for what is no web address.
    """
    parts = _split(link)
    if parts is None:
        return ""
    host, path, query = parts
    if is_linkedin(host) and path.rstrip("/") in _REDIRECTS:
        target = _split(dict(parse_qsl(query)).get("url", ""))
        if target is None or is_linkedin(target[0]):
            return f"{HOME}/"
        host, path, query = target
    if not is_linkedin(host):
        kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TOKEN.match(pair[0])]
        return _BARE_SECRET.sub("", f"https://{host}{path}" + (f"?{urlencode(kept)}" if kept else ""))
    if host.lower() == "lnkd.in":
        return f"https://lnkd.in{path}"
    found = _KEPT_PATH.match(path)
    named = [(name, comment_urn(value)) for name, value in parse_qsl(query) if name in _KEPT_PARAMETERS]
    named = [(name, urn) for name, urn in named if urn]
    return f"{HOME}/{found[1] if found else ''}" + (f"?{urlencode(named)}" if named else "")


def without_secrets(text: str) -> str:
    """The text with every link made safe, and bare tokens taken out."""
    if "/" not in text and "=" not in text and "%" not in text:
        return text
    return _BARE_SECRET.sub("", _LINK.sub(_made_safe, text))


def author(name: str, url: str, headline: str = "", degree: int | None = None) -> Person | None:
    """Somebody on LinkedIn as far as a page shows them; none if it shows neither name nor link."""
    name, url = one_line(name), profile_url(url)
    key = person_key(Network.LINKEDIN, url, name)
    return Person(Network.LINKEDIN, key, name, url, one_line(headline), degree=degree) if key else None


def own_account(person: Person, accounts: Iterable[Account]) -> Account | None:
    """The user's account that this person is: by profile, or by name where one of the two has no link."""
    for account in accounts:
        if account.network is not Network.LINKEDIN:
            continue
        if account.key == person.key or (account.url and profile_url(account.url) == person.url):
            return account
        if not (account.url and person.url) and person.name and folded(account.name) == folded(person.name):
            return account
    return None


def written_at(given: Given, asked: Asked) -> int:
    """When the file was last written, in epoch milliseconds, but not after the import."""
    try:
        written = given.path.stat().st_mtime_ns // 1_000_000
    except OSError:
        return asked.now
    return min(written, asked.now)


def some_time_until(saved: int, post: str) -> When:
    """What is known of a comment without a time: it was there when the page was saved, after its post."""
    return When(min(linkedin_created(post) or _LINKEDIN_EPOCH_MS, saved), saved)


def comment(
    post: str,
    text: str,
    when: When,
    person: Person | None,
    *,
    own: bool = False,
    urn: str = "",
    thread: str = "",
    answered: Person | None = None,
) -> Interaction:
    """One comment, named by LinkedIn's id where it is known, else by post, person and words.

    Args:
        person: Who wrote it.
        own: Whether the user wrote it; then `answered` is the other side.
        urn: As `comment_urn` gives it.
        thread: Key of the comment it answers.
    """
    key = linkedin_comment_key(urn)
    fingerprint = comment_fingerprint(post, person.key if person else "", text)
    return Interaction(
        key=key or f"linkedin:comment:{fingerprint}",
        network=Network.LINKEDIN,
        kind=Kind.COMMENT,
        direction=Direction.OUT if own else Direction.IN,
        when=commented_at(when, key, post),
        person=answered if own else person,
        post=post,
        text=text,
        thread=thread,
        url=comment_link(urn),
        fingerprint=fingerprint,
        has_id=bool(key),
    )


def commented_at(shown: When, key: str, post: str) -> When:
    """The instant that LinkedIn's id holds, if it lies after the post and not after what the page shows.

    The page may have stood open for days, or the file may have been copied, before it got the date from
    which "5h" counts back: then the comment is older than that, and the id is right.
    """
    created = linkedin_created(key) if key else None
    if created is None or created > shown.latest + DAY:
        return shown
    return When.exactly(created) if created >= (linkedin_created(post) or 0) - MINUTE else shown


def _split(link: str) -> tuple[str, str, str] | None:
    """Host, path and query of a web address."""
    link = link.strip()
    if len(link) > _LONGEST_LINK:
        return None
    try:
        parts = urlsplit(link if _SCHEME.match(link) else f"https://{link}")
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or "." not in (parts.hostname or ""):
        return None
    return parts.hostname or "", parts.path, parts.query


def _made_safe(found: re.Match[str]) -> str:
    link = found[0].rstrip(_SENTENCE_END)
    return safe_link(link) + found[0][len(link) :]
