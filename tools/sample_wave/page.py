"""The post's page as a browser saves it in a single file, and a few notification mails."""

import quopri
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from pathlib import Path

from tools.sample_wave import story
from tools.sample_wave.cast import url_of
from tools.sample_wave.timing import relative
from tools.sample_wave.wave import Said, Wave

_BOUNDARY = "----MultipartBoundary--kindletterkindletterkindletter----"


def write_page(path: Path, wave: Wave) -> None:
    """Writes the page as MHTML."""
    body = quopri.encodestring(_page(wave).encode()).replace(b"\n", b"\r\n")
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {story.POST_URL}/\r\n"
        "Subject: Mara Lindqvist on LinkedIn\r\n"
        f"Date: {format_datetime(story.EXPORTED)}\r\n"
        "MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="{_BOUNDARY}"\r\n\r\n\r\n'
        f"--{_BOUNDARY}\r\n"
        "Content-Type: text/html\r\n"
        "Content-ID: <frame-INVENTED0000@mhtml.blink>\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {story.POST_URL}/\r\n\r\n"
    )
    path.write_bytes(head.encode() + body + f"\r\n--{_BOUNDARY}--\r\n".encode())


def _page(wave: Wave) -> str:
    answers: dict[str, list[Said]] = {}
    for one in wave.comments:
        if one.answers is not None:
            answers.setdefault(one.answers.id, []).append(one)
    near = dict(wave.first_degree)
    threads = "".join(
        _comment(one, near, "".join(_comment(reply, near, "") for reply in answers.get(one.id, ())))
        for one in wave.comments
        if one.answers is None
    )
    totals = story.TOTALS
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>Mara Lindqvist on LinkedIn</title></head>
<body class="render-mode-BIGPIPE nav-v2 ember-application"><div class="application-outlet">
<div class="feed-shared-update-v2" data-urn="urn:li:activity:{story.POST_ACTIVITY}" role="article">
<div class="update-components-actor"><a class="update-components-actor__meta-link" href="{story.AUTHOR_URL}">
<span class="update-components-actor__title"><span dir="ltr"><span aria-hidden="true">{story.AUTHOR}</span><span class="visually-hidden">{story.AUTHOR}</span></span>
<span class="update-components-actor__supplementary-actor-info"><span aria-hidden="true"> • You</span></span></span>
<span class="update-components-actor__description"><span aria-hidden="true">{escape(story.HEADLINE)}</span></span></a>
<span class="update-components-actor__sub-description"><span aria-hidden="true">{relative(story.START, story.EXPORTED)} • </span></span></div>
<div class="update-components-text"><span class="break-words"><span dir="ltr">{_lines(story.POST_TEXT)}</span></span></div>
<div class="social-details-social-counts"><ul>
<li class="social-details-social-counts__reactions"><button aria-label="{totals["reactions"]:,} reactions"><span class="social-details-social-counts__reactions-count">{totals["reactions"]:,}</span></button></li>
<li class="social-details-social-counts__comments"><button aria-label="{totals["comments"]:,} comments on your post"><span>{totals["comments"]:,} comments</span></button></li>
<li class="social-details-social-counts__item"><button aria-label="{totals["reposts"]:,} reposts of your post"><span>{totals["reposts"]:,} reposts</span></button></li></ul></div>
<div class="feed-shared-update-v2__comments-container"><div class="comments-comments-list"><div class="comments-comment-list__container">
{threads}
</div></div></div></div></div></body></html>
"""


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _comment(one: Said, near: dict[str, str], replies: str) -> str:
    urn = f"urn:li:comment:(activity:{story.POST_ACTIVITY},{one.number})"
    kind = (
        "comments-comment-entity comments-comment-entity--reply" if one.answers else "comments-comment-entity"
    )
    degree = (
        " • You" if one.own else f" • {'1st' if one.who in near else ('2nd' if one.number % 3 else '3rd+')}"
    )
    url = story.AUTHOR_URL if one.own else url_of(one.who)
    badge = '<span class="comments-comment-meta__badge">Author</span>' if one.own else ""
    below = f'<div class="comments-replies-list">{replies}</div>' if replies else ""
    return f"""<article class="{kind}" data-id="{urn}"><div class="comments-comment-meta__container">
<div class="comments-comment-meta__actor"><a class="comments-comment-meta__image-link" href="{url}" aria-label="View {escape(one.who)}’s profile"></a>
<a class="comments-comment-meta__description-container" href="{url}"><h3 class="comments-comment-meta__description"><span class="comments-comment-meta__description-title">{escape(one.who)}</span>{badge}
<span class="comments-comment-meta__data">{degree}</span></h3><div class="comments-comment-meta__description-subtitle">{escape(story.HEADLINE if one.own else one.headline)}</div></a></div>
<div class="comments-comment-meta__info"><time class="comments-comment-meta__data">{relative(one.at, story.EXPORTED)}</time></div></div>
<section class="comments-comment-entity__content"><div class="update-components-text"><span class="comments-comment-item__main-content"><span dir="ltr">{_lines(one.text)}</span></span></div></section>
<div class="comments-comment-social-bar--cr"><button aria-label="React Like to {escape(one.who)}’s comment"><span>Like</span></button><button aria-label="Reply to {escape(one.who)}’s comment"><span>Reply</span></button></div>
{below}</article>
"""


def write_mails(path: Path, wave: Wave) -> None:
    """Writes the last fifteen comments of others as notification mails; links carry (invented) secrets."""
    mails = []
    for one in [said for said in wave.comments if not said.own][-15:]:
        mail = EmailMessage()
        mail["From"] = f'"{one.who} via LinkedIn" <notifications-noreply@linkedin.com>'
        mail["To"] = "Mara Lindqvist <mara.lindqvist@example.com>"
        mail["Subject"] = f"{one.who} commented on your post"
        mail["Date"] = format_datetime(one.at)
        mail["Message-ID"] = f"<{one.number}.invented@linkedin.com>"
        urn = f"urn%3Ali%3Acomment%3A%28activity%3A{story.POST_ACTIVITY}%2C{one.number}%29"
        link = f"{story.POST_URL}?commentUrn={urn}&midToken=AQInventedToken&midSig=inventedSig&otpToken=inventedOtp&trk=eml"
        mail.set_content(f"{one.who} commented on your post\n\n{one.text}\n\nView comment: {link}\n")
        markup = f"""<html><body><table><tr><td><a href="{url_of(one.who)}?midToken=AQInventedToken"><strong>{escape(one.who)}</strong></a> commented on your post</td></tr>
<tr><td><p>{_lines(one.text)}</p></td></tr><tr><td><a href="{escape(link)}">View comment</a></td></tr></table></body></html>"""
        mail.add_alternative(markup, subtype="html")
        mail.set_boundary(f"=={one.number}==")
        mails.append(
            b"From invented@example.com "
            + one.at.strftime("%a %b %d %H:%M:%S %Y").encode()
            + b"\n"
            + mail.as_bytes()
        )
    path.write_bytes(b"\n\n".join(mails) + b"\n")
