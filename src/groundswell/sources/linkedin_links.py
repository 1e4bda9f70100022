"""Where on LinkedIn the user does by hand what no program may do there, and what to press at that place.

LinkedIn gives no API for any of it to members. Addresses are put together from keys and links that are in
the store, never taken as they came; where they do not tell the exact place there is none, since no link is
better than a wrong one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from groundswell.domain.actions import ON_PEOPLE, ON_POSTS, Act
from groundswell.domain.keys import linkedin_comment_key, linkedin_post_key, person_key
from groundswell.domain.words import Network
from groundswell.sources.common.linkedin import HOME, comment_urn, profile_url, safe_link

_POST = re.compile(r"linkedin:((?:activity|share|ugcPost):\d{6,20})")
_PERSON = re.compile(r"linkedin:((?:in|company|school)/[^/?#\s\"'<>\\]{1,200})")
_CONVERSATION = re.compile(r"[A-Za-z0-9=_+%-]{4,300}")
_WITH_CAPITALS = ("in/acoa", "in/aco_", "in/acwa", "in/aea")
"""How LinkedIn's own ids of people begin; keys are in small letters, in which such an id leads nowhere."""
_PEOPLE = ("linkedin:in/", "linkedin:company/", "linkedin:school/", "linkedin:name:")
_WITHOUT_A_PLACE = tuple(
    f"linkedin:{kind}:"
    for kind in ("message", "reaction", "repost", "follow", "endorsement", "recommendation")
)
"""What cannot be answered below itself, but by writing to the person."""
_ON_WHOLE_POST = ON_POSTS | {Act.MUTE_THREAD, Act.UNMUTE_THREAD, Act.REPOST}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is done by hand.

    Attributes:
        address: A page of LinkedIn, without anything that identifies or signs in.
        how: What to press there, in one sentence or two.
    """

    address: str
    how: str


LISTS: Mapping[str, Place] = {
    "received": Place(
        f"{HOME}/mynetwork/invitation-manager/received/",
        "Find the invitation in the list and press Accept, Ignore, or Message to answer first.",
    ),
    "sent": Place(
        f"{HOME}/mynetwork/invitation-manager/sent/",
        "Find the invitation in the list and press Withdraw to take it back.",
    ),
    "blocked": Place(
        f"{HOME}/psettings/member-blocking",
        "Find the name in the list and press Unblock. LinkedIn asks for your password.",
    ),
    "archive": Place(
        f"{HOME}/mypreferences/d/download-my-data",
        "Choose the larger data archive and press Request archive. LinkedIn writes to you when it can be "
        "downloaded: some of it within minutes, all of it within about a day.",
    ),
    "mails": Place(
        f"{HOME}/mypreferences/d/categories/notifications",
        "Open what you want to be written about, such as Posting and commenting, and switch Email on.",
    ),
}
"""What belongs to no comment, post or person: invitations received and sent, people blocked, where the
archive is asked for, and where LinkedIn is told what to write mails about."""

_WHO_COMMENTS = (
    "Open the three dots at the top of your post, then “Who can comment on this post?”, and choose"
)
_WRITE = "Press Message and paste your words. If there is no Message, press Connect and add them as a note."
_ON_COMMENT: Mapping[Act, str] = {
    Act.REPLY: "Press Reply below the comment and paste your words.",
    Act.LIKE: "Press Like below the comment.",
    Act.UNLIKE: "Press Like below the comment once more to take it back.",
    Act.REPORT: "Open the three dots beside the comment, then Report.",
    Act.HIDE: "LinkedIn hides no comments, but below your own post you can delete one, for good: open the "
    "three dots beside it, then Delete.",
}
_ON_POST: Mapping[Act, str] = {
    Act.REPLY: "Paste your words into the comment field below the post.",
    Act.LIKE: "Press Like below the post.",
    Act.UNLIKE: "Press Like below the post once more to take it back.",
    Act.REPOST: "Press Repost below the post.",
    Act.REPORT: "Open the three dots at the top of the post, then Report post.",
    Act.CLOSE: f"{_WHO_COMMENTS} No one.",
    Act.LIMIT: f"{_WHO_COMMENTS} Connections only.",
    Act.OPEN: f"{_WHO_COMMENTS} Anyone.",
    Act.MUTE_THREAD: "Open the three dots at the top of the post and turn its notifications off.",
    Act.UNMUTE_THREAD: "Open the three dots at the top of the post and turn its notifications on again.",
}
_IN_CONVERSATION: Mapping[Act, str] = {
    Act.REPLY: "Paste your words below the conversation and press Send.",
    Act.MESSAGE: "Paste your words below the conversation and press Send.",
    Act.LIKE: "Point at the message and choose a smiley.",
    Act.UNLIKE: "Press your smiley below the message to take it back.",
    Act.REPORT: "Open the three dots at the top of the conversation, then “Report this conversation”.",
    Act.MUTE_THREAD: "Open the three dots at the top of the conversation, then Mute.",
    Act.UNMUTE_THREAD: "Open the three dots at the top of the conversation, then Unmute.",
}
_ON_PERSON: Mapping[Act, str] = {
    Act.REPLY: _WRITE,
    Act.MESSAGE: _WRITE,
    Act.FOLLOW: "Press Follow; if it is not shown, open More, then Follow. For a closer tie press Connect.",
    Act.UNFOLLOW: "Press Following, or open More, then Unfollow.",
    Act.MUTE: "Open More, then Unfollow: you stay connected, but see no more of their posts.",
    Act.UNMUTE: "Open More, then Follow, to see their posts again.",
    Act.BLOCK: "Open More, then “Report / Block”, then Block. They are not told.",
    Act.REPORT: "Open More, then “Report / Block”, then Report. They are not told who reported them.",
}
_INVITED: Mapping[Act, str] = {
    Act.REPLY: LISTS["received"].how,
    Act.REPORT: "Find the invitation in the list and press Ignore, then say that you don't know the person.",
}


def place_for(
    act: Act, key: str, url: str = "", *, post: str = "", thread: str = "", person_url: str = ""
) -> Place | None:
    """The exact place where the act is done by hand; none if LinkedIn has no such thing, or it is not known.

    Args:
        key: Natural key of what it is done to, as for `domain.actions.Action.target`.
        url: What the store holds as its address.
        post: For what was said below a post: the key of that post.
        thread: For a comment the key of the comment it answers, for a message its conversation.
        person_url: The profile of the person whose doing it is, or who it is done to.
    """
    if not key.startswith("linkedin:"):
        return None
    if act is Act.UNBLOCK:
        return LISTS["blocked"]
    profile, conversation = _profile(key, person_url), _conversation(key, url, thread)
    if act in ON_PEOPLE or key.startswith(_PEOPLE):
        written = conversation if act is Act.MESSAGE else ""
        return _at(written, act, _IN_CONVERSATION) or _at(profile, act, _ON_PERSON)
    if key.startswith("linkedin:invitation:"):
        return _at(LISTS["received"].address, act, _INVITED)
    if key.startswith("linkedin:message:") and (act is not Act.REPLY or conversation):
        return _at(conversation, act, _IN_CONVERSATION)
    if key.startswith(_WITHOUT_A_PLACE) and act is Act.REPLY:
        return _at(profile, act, _ON_PERSON)
    if act in _ON_WHOLE_POST or _POST.fullmatch(key):
        return _at(_post_address(key) or _post_address(post) or _post_in(url), act, _ON_POST)
    return None if key.startswith(_WITHOUT_A_PLACE) else _said(act, key, url, post, thread)


def _said(act: Act, key: str, url: str, post: str, thread: str) -> Place | None:
    """A comment or mention: at itself, else at the post below which it stands."""
    exact = _comment_address(key, url, thread)
    if exact:
        return _at(exact, act, _ON_COMMENT)
    below = _post_address(post) or _post_in(url)
    if not key.startswith("linkedin:comment:"):  # a mention in somebody's own post
        return _at(below, act, _ON_POST)
    place = _at(below, act, _ON_COMMENT)
    return place and Place(place.address, f"Look for the comment below the post. {place.how}")


def _at(address: str, act: Act, how: Mapping[Act, str]) -> Place | None:
    return Place(address, how[act]) if address and act in how else None


def _post_address(key: str) -> str:
    """The post's own page."""
    found = _POST.fullmatch(key)
    return f"{HOME}/feed/update/urn:li:{found[1]}/" if found else ""


def _post_in(url: str) -> str:
    return _post_address(linkedin_post_key(url)) if _is_linkedin_page(url) else ""


def _is_linkedin_page(url: str) -> bool:
    safe = safe_link(url)
    return safe.startswith(f"{HOME}/") and safe != f"{HOME}/"


def _comment_address(key: str, url: str, thread: str) -> str:
    """The page that opens at the comment; for an answer, at the comment above, with it unfolded."""
    urn = comment_urn(url)
    if not urn or not _is_linkedin_page(url) or linkedin_comment_key(urn) != key:
        return ""
    place = urn.removeprefix("urn:li:comment:(").partition(",")[0]
    page = f"{HOME}/feed/update/urn:li:{place}/"
    above = _parent_urn(urn, thread)
    named = {"commentUrn": above, "replyUrn": urn} if above else {"commentUrn": urn}
    return f"{page}?{urlencode(named)}"


def _parent_urn(urn: str, thread: str) -> str:
    """The URN of the comment with the key `thread`, if it stands below the same post."""
    place, _, _ = urn.partition(",")
    _, _, post = place.rpartition(":")
    prefix, _, number = thread.rpartition(":")
    if prefix != f"linkedin:comment:{post}" or not number.isdecimal():
        return ""
    return f"{place},{number})"


def _conversation(key: str, url: str, thread: str) -> str:
    """The conversation's page: by its link, or by the id that LinkedIn's archive gives it."""
    link = safe_link(url)
    if link.startswith(f"{HOME}/messaging/thread/"):
        return f"{link.rstrip('/')}/"
    known = (
        key.startswith("linkedin:message:") and thread.startswith("2-") and _CONVERSATION.fullmatch(thread)
    )
    return f"{HOME}/messaging/thread/{quote(thread, safe='=%')}/" if known else ""


def _profile(key: str, person_url: str) -> str:
    """The person's or page's profile; a key alone does not tell one that goes by an id with capitals."""
    link = profile_url(person_url)
    found = _PERSON.fullmatch(key)
    if found and person_key(Network.LINKEDIN, link, "") != key:
        link = "" if found[1].startswith(_WITH_CAPITALS) else f"{HOME}/{found[1]}"
    return f"{quote(link, safe=':/%')}/" if link else ""
