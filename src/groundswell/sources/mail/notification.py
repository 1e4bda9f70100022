"""From one LinkedIn mail to what it tells: who did what, where, and in which words."""

import re
from dataclasses import replace
from urllib.parse import unquote

from groundswell.domain.activity import Fact, Interaction, Person
from groundswell.domain.keys import digest, folded, linkedin_comment_key, linkedin_post_key
from groundswell.domain.records import Record, SetAside
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.common import linkedin
from groundswell.sources.common.mime import Headers
from groundswell.sources.common.text import clean, one_line
from groundswell.sources.mail.authentic import is_forged
from groundswell.sources.mail.body import Body, body_of, words_of
from groundswell.sources.mail.wording import Said, Topic, by_sender, by_template, said
from groundswell.sources.protocol import Asked

NOT_LINKEDIN = "not a LinkedIn notification"
_EXCERPT = 120
_ADDRESS = re.compile(r"<?\s*([^<>@\s\"]{1,200})@([^<>\s\"]{1,200}?)\s*>?\s*\Z")
_VIA = re.compile(
    r"\s(?:via|über|por|par|tramite|przez|aracılığıyla)\s+LinkedIn.*\Z|\s*\(?LinkedIn\)?\Z", re.IGNORECASE
)
_THREAD = re.compile(r"/messaging/thread/([^/?#\s]{1,200})")
_OF_RECEIVER = re.compile(r"header|footer|glimmer", re.IGNORECASE)
_NAMED = re.compile(r"\b(commentUrn|dashCommentUrn|replyUrn|dashReplyUrn)=([^&#\s]{1,600})")
_KINDS = {
    Topic.MENTION: Kind.MENTION,
    Topic.REACTION: Kind.REACTION,
    Topic.REPOST: Kind.REPOST,
    Topic.INVITATION: Kind.INVITATION,
    Topic.FOLLOW: Kind.FOLLOW,
}


def sender(headers: Headers) -> tuple[str, str, str]:
    """The sender's name, mailbox and host; empty where the field is missing or broken."""
    field = headers.get("From")
    found = _ADDRESS.search(field)
    if found is None:
        return field, "", ""
    return field[: found.start()].strip(' "'), found[1], found[2].lower().rstrip(".")


def refusal(headers: Headers) -> str:
    """Why a mail is no notification of LinkedIn, judged by its headers; empty if it may be one."""
    name, _, host = sender(headers)
    if linkedin.is_linkedin(host):
        return "claims to be from LinkedIn, but failed the check of its sender" if is_forged(headers) else ""
    if "linkedin" in host or "linkedin" in folded(name).replace(" ", ""):
        return f"claims to be from LinkedIn, but was sent from {host[:_EXCERPT] or 'nowhere'}"
    return NOT_LINKEDIN


def tells(headers: Headers) -> bool:
    """Whether a mail of LinkedIn tells something that is taken in: job alerts, for one, do not."""
    return _topic(headers) is not None


def read_notification(headers: Headers, data: bytes, where: str, asked: Asked) -> Record | SetAside:
    """What one mail from LinkedIn tells."""
    name, _, _ = sender(headers)
    subject = one_line(headers.get("Subject"))
    told, topic = said(subject), _topic(headers)
    if topic is None:
        return SetAside(
            where, "a LinkedIn mail, but about no comment, mention, message, invitation or reaction"
        )
    sent = headers.date()
    if sent is None or not 0 < sent <= asked.now + DAY:
        return SetAside(where, "the mail has no date that can be", excerpt=subject[:_EXCERPT])
    body = body_of(headers, data)
    who = _name(told, name, body)
    person = linkedin.author(who, _profile(body, who))
    if person is None:
        return SetAside(where, "a notification that does not say who it is about", excerpt=subject[:_EXCERPT])
    return _Telling(topic, person, sent, linkedin.without_secrets(subject), body, where, asked).record()


def _topic(headers: Headers) -> Topic | None:
    told, (_, mailbox, _) = said(one_line(headers.get("Subject"))), sender(headers)
    return told.topic if told else by_template(headers.get("X-LinkedIn-Template")) or by_sender(mailbox)


class _Telling:
    def __init__(
        self, topic: Topic, person: Person, sent: int, subject: str, body: Body, where: str, asked: Asked
    ) -> None:
        self._topic, self._person, self._when = topic, person, When.exactly(sent)
        self._subject, self._body, self._where, self._asked = subject, body, where, asked
        self._urn, self._answered = _comment_urns(body)
        self._link = next((link for link, _ in body.links if linkedin_post_key(link[:4_000])), "")
        self._post = linkedin_post_key(self._link[:4_000].partition("?")[0]) or linkedin_post_key(self._urn)

    def record(self) -> Record | SetAside:
        """The record, or why there is none."""
        if self._topic is Topic.ACCEPTED:
            fact: Fact = replace(self._person, degree=1, connected=self._when.earliest)
            return Record(self._where, (fact,))
        passes_words = self._topic in {Topic.COMMENT, Topic.MENTION, Topic.MESSAGE, Topic.INVITATION}
        text = clean(words_of(self._body, self._subject, self._person.name)) if passes_words else ""
        if len(text) > self._asked.limits.text_chars:
            why = f"a text of more than {self._asked.limits.text_chars:,} characters"
            return SetAside(self._where, why, "Raise text_chars in the settings.", text[:_EXCERPT])
        if self._topic is Topic.COMMENT and not (text or self._urn):
            return SetAside(self._where, "a comment without words and link", excerpt=self._subject[:_EXCERPT])
        return Record(self._where, (self._interaction(text),))

    def _interaction(self, text: str) -> Interaction:
        if self._topic is Topic.COMMENT:
            return self._comment(text)
        if self._topic is Topic.MESSAGE:
            return self._message(text)
        key = linkedin_comment_key(self._urn)
        kind = _KINDS[self._topic]
        is_comment = kind is Kind.MENTION and bool(key)
        return Interaction(
            key if is_comment else f"linkedin:{kind}:{self._digest(kind, key)}",
            Network.LINKEDIN,
            kind,
            Direction.IN,
            linkedin.commented_at(self._when, key, self._post) if is_comment else self._when,
            self._person,
            "" if kind in {Kind.INVITATION, Kind.FOLLOW} else self._post,
            text,
            self._subject,
            url=linkedin.comment_link(self._urn) or linkedin.safe_link(self._link),
            has_id=is_comment,
        )

    def _digest(self, kind: Kind, comment: str) -> str:
        """Once a reaction, repost or follow was told, telling it again is nothing new."""
        instant = str(self._when.earliest)
        if kind is Kind.INVITATION:
            return digest(Direction.IN, self._person.key, instant)
        place = comment or self._post or ("" if kind is Kind.FOLLOW else instant)
        return digest(place, self._person.key)

    def _comment(self, text: str) -> Interaction:
        thread = linkedin_comment_key(self._answered)
        one = linkedin.comment(self._post, text, self._when, self._person, urn=self._urn, thread=thread)
        link = one.url or linkedin.safe_link(self._link)
        return one._replace(subject=self._subject, url=link)

    def _message(self, text: str) -> Interaction:
        links = [found[1] for link, _ in self._body.links if (found := _THREAD.search(link))]
        thread = unquote(links[0]) if links else self._person.key
        return Interaction(
            f"linkedin:message:{self._when.earliest}:{digest(thread, self._person.key, text)}",
            Network.LINKEDIN,
            Kind.MESSAGE,
            Direction.IN,
            self._when,
            self._person,
            text=text,
            subject=self._subject,
            thread=thread,
            flavour="notification",
            url=f"{linkedin.HOME}/messaging/thread/{links[0]}" if links else "",
        )


def _name(told: Said | None, sender_name: str, body: Body) -> str:
    """Who it is about: by the subject, the sender ("Jane Doe via LinkedIn"), or the mail's first words."""
    if told and told.name:
        return told.name
    name = _VIA.sub("", sender_name).strip()
    if name and not name.lower().startswith("linkedin"):
        return name
    for line in body.lines[:20]:
        again = said(line)
        if again is not None and again.name:
            return again.name
    return ""


def _profile(body: Body, name: str) -> str:
    """The profile link of the person, but never that of the mail's receiver."""
    links = [
        (url, words)
        for link, words in body.links
        if not _OF_RECEIVER.search(link) and (url := linkedin.profile_url(link))
    ]
    wanted = folded(name)
    named = next((url for url, words in links if words and wanted and wanted in folded(words)), "")
    if named:
        return named
    others = {url for url, _ in links}
    return others.pop() if len(others) == 1 else ""


def _comment_urns(body: Body) -> tuple[str, str]:
    """The URN of the comment the mail is about, and of the comment that it answers, if any."""
    for link, _ in body.links:
        found = {name.removeprefix("dash").lower(): value for name, value in _NAMED.findall(link[:4_000])}
        comment = linkedin.comment_urn(found.get("commenturn", ""))
        reply = linkedin.comment_urn(found.get("replyurn", ""))
        if comment:
            return (reply, comment) if reply else (comment, "")
    return "", ""
