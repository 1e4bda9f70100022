"""Script in every field that a page shows runs nothing and leads nowhere."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.domain.activity import Account, Count, Demographic, Interaction, Person, Post
from groundswell.domain.records import Record, SetAside
from groundswell.domain.when import DAY, HOUR, When
from groundswell.domain.words import Direction, Kind, Lane, Metric, Network
from groundswell.services.workspace import Workspace
from groundswell.store import runs
from tests.web.conftest import Visitor, served
from tests.web.world import NOW, POST, POSTED, fill

pytestmark = pytest.mark.browser

RUN = "window.__pwned=1"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<script src=data:text/javascript,{RUN}></script>",
    f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f"`><img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mi xlink:href=javascript:{RUN}>x</mi></math>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<object data=javascript:{RUN}></object>",
    f"<embed src=javascript:{RUN}>",
    f"<a href=javascript:{RUN} autofocus onfocus={RUN}>x</a>",
    f'" autofocus onfocus={RUN} x="',
    f"' autofocus onfocus={RUN} x='",
    f'" style="animation-name:x" onanimationstart={RUN} x="',
    f"<details open ontoggle={RUN}>x</details>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}>",
    f"<textarea autofocus onfocus={RUN}>",
    f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f"<base href=//evil.example/><script>{RUN}</script>",
    f"<link rel=import href=data:text/html,<script>{RUN}</script>>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<button formaction=javascript:{RUN}>x</button>",
    f"<div hx-get=/settings hx-trigger=load hx-on::load={RUN}>x</div>",
    f"<div hx-on:click={RUN} hx-vals='js:{{a:{RUN}}}'>x</div>",
    f"<div data-hx-on--load={RUN} data-hx-trigger=load[{RUN}] data-hx-get=/>x</div>",
    "{{ 7*7 }}{% set x = cycler.__init__.__globals__ %}",
    f"${{{RUN}}}`${{{RUN}}}`",
    f"\u202e<img src=x onerror={RUN}>\u2066",
    f"\ufeff<script>{RUN}</script>\u0000",
    f"＜script＞{RUN}＜/script＞",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"<x onclick={RUN} id=help>j</x><p id=pane data-do=done>",
)
LINKS = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f" javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"\x01javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    "file:///etc/passwd",
    "//evil.example/",
    f'https://a.example/"onmouseover={RUN}',
    f"https://a.example/'><script>{RUN}</script>",
    f"blob:{RUN}",
)


def facts() -> Iterator[Record]:
    post = Post(Network.LINKEDIN, POST, POSTED, PAYLOADS[0], LINKS[0])
    yield Record("post", (post, Account(Network.LINKEDIN, "linkedin:in/me", PAYLOADS[5])))
    yield Record("n", (Count(Network.LINKEDIN, Metric.REACTIONS, 900.0, NOW - HOUR, post=POST),))
    lanes = list(Lane)
    for n, bad in enumerate(PAYLOADS):
        link = LINKS[n % len(LINKS)]
        at = POSTED - n * DAY
        own = Post(Network.LINKEDIN, f"linkedin:activity:{at << 22}", at, bad, link)
        yield Record("own", (own, Demographic(Network.LINKEDIN, bad, bad, 0.1, NOW, post=POST)))
        who = Person(Network.LINKEDIN, f"linkedin:in/p{n}", bad, link, bad, bad, degree=2)
        text = f"{bad} #{lanes[n % len(lanes)]}"
        for kind in (Kind.COMMENT, Kind.MESSAGE):
            under = POST if kind is Kind.COMMENT else ""
            thread = "" if under else bad
            key = f"linkedin:{kind}:{n}"
            when = When.exactly(POSTED + n * HOUR)
            said = Interaction(
                key, Network.LINKEDIN, kind, Direction.IN, when, who, under, text, bad, thread, bad, link,
                fingerprint=str(n) if under else "",
            )  # fmt: skip
            yield Record("said", (said,))


@pytest.fixture
def attacked(browser: Browser, home: Workspace) -> Iterator[Visitor]:
    """A visitor of a store in which every field attacks."""
    fill(home, list(facts()))
    with home.store.writing() as conn:
        run = runs.begin(conn, {"files": [], "post": "", "mapping": {}}, NOW)
        for bad in PAYLOADS:
            part = runs.open_part(conn, run, bad, bad)
            runs.add_to_part(conn, part, new=0, known=0, rows=[SetAside(bad, bad, bad, bad)], set_aside=1)
        runs.finish(conn, run, "failed", PAYLOADS[4], NOW)
    with served(home) as site:
        visiting = Visitor(browser, site)
        yield visiting
        visiting.close()
        assert visiting.complaints == []


def harmless(page: Page, where: str) -> None:
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("window.__pwned") is None, where
    schemes = page.evaluate(
        "[...document.querySelectorAll('[href],[src],[action],[formaction]')]"
        ".flatMap((one) => ['href', 'src', 'action', 'formaction'].filter((name) => one.hasAttribute(name))"
        ".map((name) => new URL(one.getAttribute(name), location.href).protocol))"
    )
    assert set(schemes) <= {"http:", "https:"}, where
    ours = page.evaluate(
        "[...document.querySelectorAll('form')].map((one) => new URL(one.action).origin === location.origin)"
    )
    assert all(ours), where
    assert page.locator("iframe, object, embed, base, main script, main img").count() == 0, where


@pytest.mark.slow
def test_every_page_over_attacking_fields_stays_itself(attacked: Visitor) -> None:
    assert len(PAYLOADS) >= 40
    page = attacked.page("/")
    harmless(page, "/")
    lanes = [f"/inbox?lane={lane}" for lane in Lane]
    asides = [f"/import/aside/{n}" for n in (2, 20, 40)]
    for path in ("/wave", "/wave/1", "/wave/9", "/import", "/settings", "/search?q=script", *lanes, *asides):
        page.goto(path)
        harmless(page, path)
    for person in range(1, len(PAYLOADS), 4):
        page.goto(f"/person/{person}")
        harmless(page, f"person {person}")


@pytest.mark.slow
def test_every_item_opens_as_text(attacked: Visitor) -> None:
    page = attacked.page("/inbox?kind=comment&lane=question")
    for lane in Lane:
        page.goto(f"/inbox?lane={lane}&kind=comment")
        for row in page.locator("#rows .row-item").all():
            row.click()
            expect(row).to_have_attribute("aria-current", "true")
            fold = page.get_by_role("link", name="Show the words")
            if lane is Lane.HOSTILE:
                fold.click()
            expect(page.locator("#pane .words")).to_contain_text(f"#{lane}")
            harmless(page, f"{lane}: {row.inner_text()}")


@pytest.mark.slow
def test_addresses_that_attack_are_text_or_refused(attacked: Visitor) -> None:
    page = attacked.page("/search")
    for bad in PAYLOADS:
        page.goto(f"/search?q={quote(bad)}")
        harmless(page, bad)
        expect(page.locator("#q")).to_have_value(bad.replace("\0", "\ufffd"))
    for name in ("lane", "state", "language", "kind", "network", "post", "days", "item", "after", "undo"):
        page.goto(f"/inbox?{name}={quote(PAYLOADS[5])}")
        harmless(page, name)
    page.goto(f"/{quote(PAYLOADS[5], safe='')}")
    harmless(page, "path")
    attacked.complaints[:] = [
        one for one in attacked.complaints if "the server responded with a status of 40" not in one
    ]
