"""By what parts of a page are known.

Class names change every year or two and are scrambled since 2026, so each part has several signs: class
families, test ids, LinkedIn's own names of things (URNs), and the kind of link.
"""

import re
from collections.abc import Mapping

from groundswell.sources.common.linkedin import comment_urn
from groundswell.sources.saved_page.drafts import Role

WORTH_A_LOOK = re.compile(
    r"urn:li:|comment|hidden|sr-only|a11y|display:|href=|alt=|datetime=|data-num-|aria-label|test-?id|textbox"
    r"|contenteditable|dialog|modal|actor|update-|feed-shared|headline|caption|lockup|reactor|content=|ld\+json"
    r"|repl(?:y|ies)|me-photo|entry-point|attributed-text|lang=",
    re.IGNORECASE,
)
_BLOCK_TAGS = """address article aside blockquote body button dd div dl dt figure footer form h1 h2 h3 h4
    h5 h6 header hr li main nav ol p pre section table td th time tr ul"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
_CONTAINERS = frozenset({"article", "div", "section", "li"})
_UNSEEN = frozenset({"code", "noscript", "template", "svg", "select", "object", "datalist"})
_COMMENT = re.compile(
    r"(?:^|\s)(?:comments-comment-item|comments-comment-entity|comments-comments-list__comment-item"
    r"|comments-comment-list__comment|comments-reply-item|comment-item__container|comment-with-action|comment)(?=\s|\Z)"
)
_REPLIES = re.compile(r"repl(?:y|ies)-(?:list|item)|--reply\b|nested-repl", re.IGNORECASE)
_REACTOR = re.compile(r"reactors?-tab-body-list-item|reactors-list__item")
_POST = re.compile(r"(?:^|\s)(?:feed-shared-update-v2|main-feed-activity-card|occludable-update)(?=\s|\Z)")
_HIDDEN = re.compile(
    r"visually-hidden|sr-only|a11y-text|(?:^|\s)hidden(?:\s|\Z)|social-bar|comment__actions|comments-comment-box"
    r"|comment-box|hoverable-content"
)
_NAME = re.compile(
    r"post-meta__name-text|comment-meta__description-title|comment-meta__actor-name|comment__author(?![\w-])"
    r"|actor__(?:title|name)(?![\w-])|entity-lockup__title"
)
_HEADLINE = re.compile(
    r"post-meta__headline|comment-meta__description-subtitle|comment__author-headline|actor__description"
    r"|entity-lockup__caption|comment-meta__headline"
)
_BODY = re.compile(
    r"comment-item__main-content|comment-item-content-body|comment__text|feed-shared-main-content"
    r"|update-components-text(?![\w-])|update-v2__description(?![\w-])|feed-shared-text(?![\w-])"
    r"|update-v2__commentary(?![\w-])|attributed-text-segment-list__content|comment-entity__main-content"
)
_BODY_TEST = re.compile(r"expandable-text-box|commentary|comment-(?:text|content)")
_NAME_CONTROL = re.compile(r"(?:feed|comment)[-_]actor-name\Z")
_NAMING = ("data-id", "id", "componentkey", "data-urn", "data-comment-urn", "data-entity-urn")
_POST_NAMING = ("data-urn", "data-activity-urn", "data-id")
_WHOLE_URN = re.compile(r"\)\s*\Z")


def is_unseen(tag: str, given: Mapping[str, str]) -> bool:
    """Whether a reader of the page would not see the element's text, or would see only buttons."""
    if tag in _UNSEEN or "hidden" in given or given.get("role") == "textbox" or "contenteditable" in given:
        return True
    if _HIDDEN.search(given.get("class", "")):
        return True
    return "none" in given.get("style", "") and re.search(r"display:\s*none", given["style"]) is not None


def names_comment(tag: str, given: Mapping[str, str]) -> str:
    """The URN of the comment that this element contains; empty if it contains none."""
    if tag not in _CONTAINERS:
        return ""
    for attribute in _NAMING:
        value = given.get(attribute, "")
        # A sibling of a reply has an id that goes on after the URN ("…)::0").
        if "omment:(" in value and _WHOLE_URN.search(value) and (urn := comment_urn(value)):
            return urn
    return ""


def mentions_comment(given: Mapping[str, str]) -> str:
    """The URN of the comment that this element, such as "Report this comment", is about."""
    for value in given.values():
        if "omment" in value and (urn := comment_urn(value)):
            return urn
    return ""


def is_comment(tag: str, given: Mapping[str, str]) -> bool:
    """Whether the class names say that the element is a comment."""
    return tag in _CONTAINERS and _COMMENT.search(given.get("class", "")) is not None


def is_among_replies(given: Mapping[str, str]) -> bool:
    """Whether the element is an answer to a comment, or holds such answers."""
    return _REPLIES.search(given.get("class", "")) is not None


def is_reactor(tag: str, given: Mapping[str, str]) -> bool:
    """Whether the element is one row in the list of those who reacted."""
    return tag in _CONTAINERS and _REACTOR.search(given.get("class", "")) is not None


def names_post(tag: str, given: Mapping[str, str]) -> str | None:
    """What names the post that this element contains, perhaps nothing (""); none if it contains no post."""
    if tag not in _CONTAINERS:
        return None
    for attribute in _POST_NAMING:
        value = given.get(attribute, "")
        if value.startswith(("urn:li:activity:", "urn:li:share:", "urn:li:ugcPost:")):
            return value
    if "FEED_DETAIL" in given.get("componentkey", "") or _POST.search(given.get("class", "")):
        return ""
    return None


def is_dialog(given: Mapping[str, str]) -> bool:
    """Whether the element is a window above the page, such as the list of reposts."""
    return given.get("role") == "dialog" or "artdeco-modal" in given.get("class", "")


def role(given: Mapping[str, str]) -> Role | None:
    """What part of a comment or post the element is, by class names, test ids and controls."""
    classes = given.get("class", "")
    test = given.get("data-testid") or given.get("data-test-id") or ""
    if _BODY.search(classes) or "data-comment-text" in given or (test and _BODY_TEST.search(test)):
        return Role.BODY
    if _NAME.search(classes) or _NAME_CONTROL.search(given.get("data-tracking-control-name", "")):
        return Role.NAME
    return Role.HEADLINE if _HEADLINE.search(classes) else None
