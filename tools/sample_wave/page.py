"""A post's page as a browser saves it: in a single file (MHTML), or its HTML alone."""

import math
import quopri
import random
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from pathlib import Path

from tools.sample_wave import story
from tools.sample_wave.cast import url_of
from tools.sample_wave.timing import relative
from tools.sample_wave.wave import MENTION, Said, Wave

_BOUNDARY = "----MultipartBoundary--iNvEnTeDkIndLetter0000000000000000000000----"
_STYLE = ".comments-comment-entity{padding:8px 16px}.comments-replies-list{margin-left:48px}"
_DOT = "R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="


def write_archive_page(path: Path, post: story.Post, comments: Sequence[Said], wave: Wave) -> None:
    """Writes the page as Chromium's "Webpage, Single File": quoted-printable, with its style and a picture."""
    markup = page(post, comments, wave)
    kind = f'multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{_BOUNDARY}"'
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {post.url}\r\n"
        f"Subject: Post | {story.AUTHOR} | LinkedIn\r\n"
        f"Date: {format_datetime(story.EXPORTED)}\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n\r\n"
    )
    parts = [
        _part(
            "text/html",
            f"Content-ID: <frame-INVENTED@mhtml.blink>\r\n{_PRINTABLE}",
            post.url,
            _printable(markup),
        ),
        _part("text/css", _PRINTABLE, "cid:css-invented@mhtml.blink", _printable(_STYLE)),
        _part("image/gif", _BASE64, "https://media.licdn.example/ghost.gif", _DOT.encode() + b"\r\n"),
    ]
    path.write_bytes(head.encode() + b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode())


_PRINTABLE = "Content-Transfer-Encoding: quoted-printable\r\n"
_BASE64 = "Content-Transfer-Encoding: base64\r\n"


def _part(kind: str, fields: str, location: str, body: bytes) -> bytes:
    head = f"--{_BOUNDARY}\r\nContent-Type: {kind}\r\n{fields}Content-Location: {location}\r\n\r\n"
    return head.encode() + body + b"\r\n"


def _printable(text: str) -> bytes:
    return quopri.encodestring(text.encode()).replace(b"\n", b"\r\n")


def write_html_page(path: Path, post: story.Post, comments: Sequence[Said], wave: Wave) -> None:
    """Writes the page as "Webpage, HTML Only"; its first line says where it was saved from."""
    kept = f"<!-- saved from url=({len(post.url):04d}){post.url} -->\n"
    path.write_text(kept + page(post, comments, wave), encoding="utf-8")


def page(post: story.Post, comments: Sequence[Said], wave: Wave) -> str:
    """The page as its author sees it, comments sorted by relevance, every thread unfolded."""
    dice = random.Random(post.activity)
    likes = {one.id: _likes(one, dice) for one in comments}
    answers: dict[str, list[Said]] = {}
    for one in comments:
        if one.root is not None:
            answers.setdefault(one.root.id, []).append(one)
    roots = [one for one in comments if one.root is None]
    roots.sort(key=lambda one: likes[one.id] + 4 * len(answers.get(one.id, ())), reverse=True)
    threads = "".join(
        f'<div class="comments-thread-entity">{_comment(one, likes, wave)}'
        f"{_replies(answers.get(one.id, ()), likes, wave)}</div>\n"
        for one in roots
    )
    return _PAGE.format(
        title=f"Post | {story.AUTHOR} | LinkedIn",
        activity=post.activity,
        url=story.AUTHOR_URL,
        author=story.AUTHOR,
        headline=escape(story.HEADLINE),
        age=relative(post.at, story.EXPORTED),
        text=_marked_up(post.text),
        reactions=f"{post.reactions:,}",
        comments=f"{post.comments:,}",
        reposts=f"{post.reposts:,}",
        threads=threads,
    )


def _likes(one: Said, dice: random.Random) -> int:
    """More for long texts and early ones."""
    days = (one.at - (one.post.at if one.post else one.at)).total_seconds() / 86_400
    scale = math.pow(min(len(one.text), 500), 0.8) / (1 + days)
    return round(dice.lognormvariate(-0.6, 1.2) * scale * (0.3 if one.root else 1))


def _marked_up(text: str) -> str:
    """Line breaks, mentions and hashtags as the page has them."""
    lines = []
    for line in escape(text, quote=False).split("\n"):
        linked = MENTION.sub(lambda found: _person(found[1]), line)
        words = (
            f'<a href="https://www.linkedin.com/feed/hashtag/?keywords={word[1:]}">{word}</a>'
            if word[:1] == "#" and word[1:].isalpha()
            else word
            for word in linked.split(" ")
        )
        lines.append(" ".join(words))
    return "<span><br></span>".join(lines)


def _person(name: str) -> str:
    url = story.AUTHOR_URL if name == story.AUTHOR else url_of(name)
    return f'<a class="ember-view" href="{url}">{name}</a>'


def _replies(answers: Sequence[Said], likes: dict[str, int], wave: Wave) -> str:
    if not answers:
        return ""
    inside = "".join(_comment(one, likes, wave) for one in answers)
    return f'<div class="comments-thread-item comments-replies-list">{inside}</div>'


def _comment(one: Said, likes: dict[str, int], wave: Wave) -> str:
    name, n = escape(one.who), likes[one.id]
    degree = "You" if one.own else "1st" if one.who in wave.near else ("2nd", "3rd+")[len(one.who) % 2]
    counted = (
        f'<button class="{_COUNT}" aria-label="{n} Reactions on {name}’s comment">{n}</button>' if n else ""
    )
    return _COMMENT.format(
        kind=" comments-comment-entity--reply" if one.root else "",
        urn=one.urn,
        url=story.AUTHOR_URL if one.own else url_of(one.who),
        name=name,
        badge='<span class="comments-comment-meta__badge">Author</span>' if one.own else "",
        degree=degree,
        headline=escape(one.headline),
        age=relative(one.at, story.EXPORTED),
        edited='<span class="comments-comment-meta__data">(edited)</span>' if n % 41 == 40 else "",
        text=_marked_up(one.text),
        counted=counted,
    )


_COUNT = "comments-comment-social-bar__reactions-count--cr"
_COMMENT = """
<article class="comments-comment-entity{kind}" data-id="{urn}">
<div class="comments-comment-meta__container"><div class="comments-comment-meta__actor">
<a class="comments-comment-meta__image-link" href="{url}" aria-label="View {name}’s profile"></a>
<a class="comments-comment-meta__description-container" href="{url}"><h3 class="comments-comment-meta__description">
<span class="comments-comment-meta__description-title">{name}</span>{badge}
<span class="comments-comment-meta__data"> • {degree}</span></h3>
<div class="comments-comment-meta__description-subtitle">{headline}</div></a></div>
<div class="comments-comment-meta__info">{edited}<time class="comments-comment-meta__data">{age}</time></div></div>
<section class="comments-comment-entity__content"><span class="comments-comment-item__main-content">
<div dir="ltr" class="update-components-text relative"><span>{text}</span></div></span></section>
<div class="comments-comment-social-bar--cr"><button class="react-button"><span>Like</span></button>{counted}
<button class="comments-comment-social-bar__reply-action-button--cr"><span>Reply</span></button></div></article>"""

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{title}</title></head>
<body class="render-mode-BIGPIPE nav-v2 ember-application"><div class="application-outlet">
<header id="global-nav" class="global-nav"><button class="global-nav__primary-link-me-menu-trigger">
<img class="global-nav__me-photo" alt="{author}" src="https://media.licdn.example/ghost.gif"><span>Me</span></button></header>
<main><div class="feed-shared-update-v2" data-urn="urn:li:activity:{activity}" role="article">
<div class="update-components-actor"><a class="update-components-actor__meta-link" href="{url}">
<span class="update-components-actor__title"><span dir="ltr"><span aria-hidden="true">{author}</span>
<span class="visually-hidden">{author}</span></span>
<span class="update-components-actor__supplementary-actor-info"><span aria-hidden="true"> • You</span></span></span>
<span class="update-components-actor__description"><span aria-hidden="true">{headline}</span></span></a>
<span class="update-components-actor__sub-description"><span aria-hidden="true">{age} • </span></span></div>
<div class="feed-shared-update-v2__description"><div class="update-components-text"><span class="break-words">
<span dir="ltr">{text}</span></span></div></div>
<ul class="social-details-social-counts">
<li class="social-details-social-counts__reactions"><button aria-label="{reactions} reactions">
<span class="social-details-social-counts__reactions-count">{reactions}</span></button></li>
<li class="social-details-social-counts__comments"><button aria-label="{comments} comments on {author}’s post">
<span>{comments} comments</span></button></li>
<li class="social-details-social-counts__item"><button aria-label="{reposts} reposts of {author}’s post">
<span>{reposts} reposts</span></button></li></ul>
<div class="feed-shared-social-action-bar"><button><span>Like</span></button><button><span>Comment</span></button>
<button><span>Repost</span></button><button><span>Send</span></button></div>
<div class="comments-comment-box"><form><div class="ql-editor" contenteditable="true" role="textbox"
data-placeholder="Add a comment…"></div></form></div>
<div class="comments-comments-list"><div class="comments-sort-order-toggle"><button><span>Most relevant</span></button></div>
<div class="comments-comment-list__container">
{threads}</div></div></div></main></div></body></html>
"""
