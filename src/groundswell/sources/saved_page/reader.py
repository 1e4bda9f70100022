"""Goes through a page once and gathers drafts of the post and of all that was done on it."""

import re
from collections import Counter

from groundswell.domain.keys import linkedin_post_key
from groundswell.sources.common import linkedin_words as words
from groundswell.sources.common.linkedin import profile_url
from groundswell.sources.common.markup import attributes
from groundswell.sources.pasted_page.lines import Line
from groundswell.sources.saved_page import signs
from groundswell.sources.saved_page.drafts import Draft, PostDraft, Role, Sort

_INDENTED = re.compile(r"[ \t]*\n[ \t]{2,}|[ \t]{2,}")
_META = {"og:url", "lnkd:url", "al:android:url"}
_EMOJI, _URN = 16, 100
# What has to be undone at the end of an element.
_BLOCK, _UNSEEN, _DRAFT, _ROLE, _LINK, _BUTTON, _MAIN, _DIALOG, _REPLIES = (1 << bit for bit in range(9))


class Reader:
    """Listens to a page's parts; see `markup.Listener`.

    Attributes:
        drafts: What was done, in the order of the page.
        structured: The contents of JSON-LD scripts.
        loose: Lines outside of any draft, for a page whose comments bear no sign.
        answerable: How many Reply buttons stand outside of any draft.
    """

    def __init__(self) -> None:
        self.post = PostDraft()
        self.drafts: list[Draft] = []
        self.structured: list[str] = []
        self.loose: list[Line] = []
        self.answerable = 0
        self._stack: list[tuple[str, int]] = []
        self._open: Counter[str] = Counter()
        self._in: list[Draft] = []
        self._roles: list[Role] = []
        self._links: list[str] = []
        self._unseen = self._buttons = self._dialogs = self._replies = self._main = self._posts = 0
        self._line: list[str] = []
        self._line_link = ""
        self._expects_json = False

    def start(self, tag: str, inner: str, closed: bool) -> None:
        """A start tag."""
        undo = 0
        if tag == "br":
            self._break(blank=True)
        elif tag in signs.BLOCKS or (tag == "a" and not self._body_open()):
            self._break()
            undo = _BLOCK
        if tag in {"a", "button", "time", "img"} or (inner and signs.WORTH_A_LOOK.search(inner)):
            undo |= self._look(tag, attributes(inner))
        elif tag in {"code", "noscript", "template", "svg"}:
            undo |= self._hide(True)
        if closed:
            self._undo(undo)
        else:
            self._stack.append((tag, undo))
            self._open[tag] += 1

    def end(self, tag: str) -> None:
        """An end tag; elements that it leaves open inside end with it."""
        if not self._open[tag]:
            return
        while True:
            last, undo = self._stack.pop()
            self._open[last] -= 1
            if undo:
                self._undo(undo)
            if last == tag:
                return

    def text(self, text: str) -> None:
        """Characters between tags."""
        if self._unseen:
            return
        role = self._roles[-1] if self._roles else None
        if role is Role.BODY and self._buttons:
            return
        if "\n" in text or "  " in text:
            text = _INDENTED.sub(" ", text)
        if role is None:
            self._line.append(text)
            self._line_link = self._line_link or (self._links[-1] if self._links else "")
        else:
            self._put(role, text)
        if self._links and text.strip():
            self._linked(text.strip(), self._links[-1])

    def raw(self, tag: str, text: str) -> None:
        """What stands inside a script or the like."""
        if tag == "script" and self._expects_json:
            self.structured.append(text)
        self._expects_json = False

    def close(self) -> None:
        """The end of the page."""
        self._break()

    def _look(self, tag: str, given: dict[str, str]) -> int:
        """Takes in what an element's attributes tell; says what its end has to undo."""
        if tag in {"meta", "link", "html", "script"}:
            self._look_at_head(tag, given)
            return 0
        undo = self._hide(signs.is_unseen(tag, given)) | self._open_draft(tag, given)
        if signs.is_dialog(given):
            self._dialogs += 1
            undo |= _DIALOG
        if tag == "a":
            self._links.append(profile_url(given.get("href", "")))
            undo |= _LINK
        elif tag == "button":
            self._buttons += 1
            undo |= _BUTTON
        elif tag == "img":
            self._picture(given)
        elif tag == "time":
            self._exact_time(given.get("datetime", ""))
        self._read_labels(given)
        role = signs.role(given)
        if role is not None and not self._unseen and (role is not Role.BODY or self._begin_body()):
            self._roles.append(role)
            undo |= _ROLE
        return undo

    def _undo(self, undo: int) -> None:
        if undo & (_BLOCK | _DRAFT | _ROLE):
            self._break()
        if undo & _UNSEEN:
            self._unseen -= 1
        if undo & _DRAFT:
            self._in.pop()
        if undo & _ROLE:
            self._roles.pop()
        if undo & _LINK:
            self._links.pop()
        if undo & _BUTTON:
            self._buttons -= 1
        if undo & _MAIN:
            self._main -= 1
        if undo & _DIALOG:
            self._dialogs -= 1
        if undo & _REPLIES:
            self._replies -= 1

    def _hide(self, unseen: bool) -> int:
        if unseen:
            self._unseen += 1
        return _UNSEEN if unseen else 0

    def _look_at_head(self, tag: str, given: dict[str, str]) -> None:
        if tag == "html":
            self.post.language = given.get("lang", "")
        elif tag == "script":
            self._expects_json = "ld+json" in given.get("type", "")
        elif given.get("rel") == "canonical":
            self.post.keys.append(given.get("href", ""))
        elif given.get("property") in _META:
            self.post.keys.append(given.get("content", ""))

    def _open_draft(self, tag: str, given: dict[str, str]) -> int:
        """Opens a draft if the element is a comment, a reaction or a repost."""
        undo = 0
        if signs.is_among_replies(given):
            self._replies += 1
            undo = _REPLIES
        urn = signs.names_comment(tag, given)
        if urn or signs.is_comment(tag, given):
            return undo | self._open_comment(urn)
        if signs.is_reactor(tag, given):
            return undo | self._push(Draft(Sort.REACTION, len(self.drafts) + 1))
        post = None if self._in else signs.names_post(tag, given)
        if post is not None:
            return undo | self._open_post(post)
        if self._in and not self._in[-1].urn and not self._body_open():
            self._in[-1].urn = signs.mentions_comment(given)
        return undo

    def _open_comment(self, urn: str) -> int:
        self._break()
        around = self._in[-1] if self._in else None
        if around is not None and around.sort is Sort.COMMENT and (around.blank or around.urn == urn != ""):
            around.urn = around.urn or urn
            return 0
        draft = Draft(Sort.COMMENT, len(self.drafts) + 1, urn)
        if around is not None and around.sort is Sort.COMMENT:
            draft.parent = around
        elif self._replies and self.drafts:
            last = self.drafts[-1]
            draft.parent = last.parent or last
        return self._push(draft)

    def _open_post(self, named: str) -> int:
        self._break()
        if self._dialogs:
            known = linkedin_post_key(named[:_URN]) != ""
            return self._push(Draft(Sort.REPOST, len(self.drafts) + 1, named)) if known else 0
        self._posts += 1
        if self._posts > 1 and not self._main:
            return 0
        self.post.keys.append(named)
        self._main += 1
        return _MAIN

    def _push(self, draft: Draft) -> int:
        self.drafts.append(draft)
        self._in.append(draft)
        return _DRAFT

    def _body_open(self) -> bool:
        return Role.BODY in self._roles[-1:]

    def _of_post(self) -> bool:
        """Whether this place of the page belongs to the post that the page is about."""
        return not self._in and not self._dialogs and (self._main > 0 or self._posts == 0)

    def _begin_body(self) -> bool:
        """Whether words that begin here are those of the draft or post, rather than of something inside."""
        if self._body_open():
            return False
        owner = self._in[-1] if self._in else self.post if self._of_post() else None
        if owner is None or owner.has_body:
            return False
        self._break()
        owner.has_body = True
        return True

    def _put(self, role: Role, text: str) -> None:
        owner = self._in[-1] if self._in else self.post if self._of_post() else None
        if owner is None:
            return
        if role is Role.BODY:
            owner.body.append(text)
        elif not owner.has_body:
            (owner.name if role is Role.NAME else owner.headline).append(text)

    def _linked(self, text: str, link: str) -> None:
        """The first words in a link to a person most likely name who this is by."""
        owner = self._in[-1] if self._in else self.post if self._of_post() else None
        if owner is None or not link or owner.has_body or owner.first:
            return
        owner.first, owner.link = text, link

    def _picture(self, given: dict[str, str]) -> None:
        alt = given.get("alt", "").strip()
        if "me-photo" in given.get("class", ""):
            self.post.viewer = self.post.viewer or alt
        elif alt and len(alt) <= _EMOJI and not any(map(str.isalnum, alt)):
            self.text(alt)
        elif self._in and self._links and self._links[-1]:
            self._in[-1].show_person(given.get("data-test-reactions-icon-type") or alt)
        elif self._in and not (self._unseen or self._buttons):
            self._in[-1].pictures += 1

    def _exact_time(self, moment: str) -> None:
        if self._in and moment and not self._in[-1].exact:
            self._in[-1].exact = moment

    def _read_labels(self, given: dict[str, str]) -> None:
        """Totals and names that are told to screen readers, or kept for the page's own scripts."""
        label = given.get("aria-label", "")
        if self._in:
            if label and self._links and self._links[-1] and not self._in[-1].label:
                self._in[-1].label = words.name_in_label(label)
            return
        if not self._of_post():
            return
        for metric, attribute in (("reactions", "data-num-reactions"), ("comments", "data-num-comments")):
            if attribute in given:
                self.post.take_line(f"{given[attribute]} {metric}")
        if label:
            self.post.take_line(label)

    def _break(self, blank: bool = False) -> None:
        """The end of a line; two that are meant as such (`blank`) leave a line between them."""
        if self._body_open() and not self._unseen:
            owner = self._in[-1] if self._in else self.post
            if owner.body and (blank or not owner.body[-1].endswith("\n")):
                owner.body.append("\n")
        if not self._line:
            return
        text, link = "".join(self._line).strip(), self._line_link
        self._line, self._line_link = [], ""
        if not text:
            return
        if not self._in:
            self._line_outside(text, link)
        elif not self._buttons:
            self._in[-1].take_line(text)

    def _line_outside(self, text: str, link: str) -> None:
        self.loose.append(Line(len(self.loose) + 1, text, link))
        self.answerable += words.label(text) is words.Label.REPLY
        if self._of_post():
            self.post.take_line(text)
