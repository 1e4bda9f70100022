"""The page *Report*: what goes in, what it looks like, which quotes are left out, and the files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Form, Query, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import GroundswellError, InputError, NotFound, UsageError
from groundswell.domain.report import Logo, Section, Wanted
from groundswell.services.report.accents import OWN, accent_of
from groundswell.services.report.gathering import LONGEST_CLIENT, LONGEST_TITLE, posts_meant
from groundswell.services.report.logos import MOST_BYTES, logo_in
from groundswell.services.report.page import policy
from groundswell.services.report.papers import PAPERS
from groundswell.services.saying import moment
from groundswell.services.waves.showing import own_posts
from groundswell.web.addresses import Id
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.report_press import Making, Press

router = APIRouter(prefix="/report")

SECTIONS = {
    Section.COURSE: "The course, and the forecasts that were made",
    Section.REACH: "Reach: where and who",
    Section.SAID: "What people said",
    Section.HARD: "The hard part, in numbers",
    Section.ANSWERED: "What was answered, and what it did",
    Section.CAME: "What came of it",
    Section.EARLIER: "Against earlier posts",
}
_AT_ONCE_S = 1.0
"""So long a press waits for the report; what takes longer shows how far it is."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen in the form; `logo` is the file that was given, if any was."""

    post: Sequence[int]
    title: str = ""
    client: str = ""
    names: bool = False
    quotes: bool = True
    section: Sequence[Section] = tuple(Section)
    accent: str = OWN
    paper: str = next(iter(PAPERS))
    logo: UploadFile | None = None


def _chosen(
    post: Annotated[list[Id], Form(default_factory=list, max_length=200)],
    section: Annotated[list[Section], Form(default_factory=list, max_length=20)],
    title: Annotated[str, Form(max_length=500)] = "",
    client: Annotated[str, Form(max_length=500)] = "",
    names: Annotated[Literal["no", "yes"], Form()] = "no",
    quotes: Annotated[bool, Form()] = False,
    accent: Annotated[str, Form(max_length=20)] = "",
    paper: Annotated[Literal["a4", "us-letter"], Form()] = "a4",
    logo: Annotated[UploadFile | None, File()] = None,
) -> Chosen:
    return Chosen(post, title, client, names == "yes", quotes, section, accent, paper, logo)


Given = Annotated[Chosen, Depends(_chosen)]
Left = Annotated[list[str], Form(alias="left", default_factory=list, max_length=2_000)]
Posts = Annotated[list[Id], Query(alias="post", default_factory=list, max_length=200)]


def _press(request: Request) -> Press:
    press = request.app.state.press
    assert isinstance(press, Press)
    return press


PressNow = Annotated[Press, Depends(_press)]


@router.get("")
def choose(request: Request, desk: DeskNow, chosen: Posts) -> Response:
    """Asks what goes in; by default the wave that stirs most."""
    try:
        posts = chosen or list(posts_meant(desk.workspace, []))
    except NotFound:
        posts = []
    return _form(request, desk, Chosen(posts))


@router.post("")
def make(request: Request, desk: DeskNow, press: PressNow, chosen: Given) -> Response:
    """Makes the report."""
    try:
        wanted = _wanted(chosen, _logo(chosen.logo))
    except (InputError, UsageError) as error:
        return _form(request, desk, chosen, error)
    job = press.begin(wanted, chosen.paper, _AT_ONCE_S)
    return RedirectResponse(f"/report/{job.key}", 303)


@router.get("/{key}")
def show(request: Request, desk: DeskNow, press: PressNow, key: str) -> Response:
    """How far it is; then what is in it, and the files."""
    job = press.job(key)
    views = [
        (view, post)
        for post in (job.report.waves if job.report else ())
        for view in post.views
        if view.quotes
    ]
    return desk.page(request, "report_made.html", {"job": job, "views": views, "query": _again(job)})


@router.post("/{key}")
def without(press: PressNow, key: str, left: Left) -> Response:
    """Makes it once more without some of the quotes."""
    before = press.job(key)
    wanted = replace(before.wanted, left_out=before.wanted.left_out | frozenset(left))
    job = press.begin(wanted, before.paper, _AT_ONCE_S)
    return RedirectResponse(f"/report/{job.key}", 303)


@router.get("/{key}/report.html")
def page(press: PressNow, key: str, save: bool = False) -> Response:
    """The report as a page: to look at, or to save."""
    job = press.job(key)
    if job.page is None or job.report is None:
        raise NotFound("this report is not finished", mend="Wait for it, or make it anew.")
    # Opened here it may do no more than anywhere else: show its own style.
    headers = {"content-security-policy": f"{policy(job.report.accent)}; frame-ancestors 'none'; sandbox"}
    if save:
        headers["content-disposition"] = f'attachment; filename="{_named(job)}.html"'
    return Response(job.page.content, media_type="text/html; charset=utf-8", headers=headers)


@router.get("/{key}/report.pdf")
def sheet(press: PressNow, key: str) -> Response:
    """The report as a PDF, to save."""
    job = press.job(key)
    if job.pdf is None:
        raise NotFound("this report is not finished", mend="Wait for it, or make it anew.")
    headers = {"content-disposition": f'attachment; filename="{_named(job)}.pdf"'}
    return Response(job.pdf.content, media_type="application/pdf", headers=headers)


def _form(request: Request, desk: Desk, chosen: Chosen, problem: GroundswellError | None = None) -> Response:
    context = {
        "chosen": chosen,
        "posts": own_posts(desk.workspace),
        "sections": SECTIONS,
        "papers": PAPERS,
        "problem": problem,
        "longest_title": LONGEST_TITLE,
        "longest_client": LONGEST_CLIENT,
    }
    return desk.page(request, "report_new.html", context, 200 if problem is None else 422)


def _wanted(chosen: Chosen, logo: Logo | None) -> Wanted:
    if not chosen.post:
        raise UsageError("no post was chosen", mend="Choose one at least.")
    accent = accent_of(chosen.accent)
    return Wanted(
        tuple(chosen.post), chosen.title, chosen.client, chosen.names, frozenset(chosen.section),
        chosen.quotes, accent="" if accent == OWN else accent, logo=logo,
    )  # fmt: skip


def _logo(file: UploadFile | None) -> Logo | None:
    """The picture that was given, if one was. Raises InputError."""
    if file is None or not file.filename:
        return None
    return logo_in(file.file.read(MOST_BYTES + 1), file.filename)


def _named(job: Making) -> str:
    assert job.report is not None
    return f"report-{moment(job.report.made, '%Y-%m-%d')}"


def _again(job: Making) -> str:
    return "&".join(f"post={one}" for one in job.wanted.posts)
