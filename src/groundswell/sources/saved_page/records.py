"""From drafts to records: the post, its totals, and each comment, reaction and repost."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from groundswell.domain.activity import Account, Count, Fact, Interaction, Person, Post
from groundswell.domain.keys import digest, folded, linkedin_created, linkedin_post_key
from groundswell.domain.records import Record, SetAside, Yielded
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.common import linkedin
from groundswell.sources.common.dates import BadDate, Dates
from groundswell.sources.common.relative_time import relative_time
from groundswell.sources.common.text import clean, one_line
from groundswell.sources.pasted_page.blocks import Block, Unread, blocks
from groundswell.sources.pasted_page.lines import tell
from groundswell.sources.protocol import Asked
from groundswell.sources.saved_page.capture import Page
from groundswell.sources.saved_page.drafts import Draft, Sort
from groundswell.sources.saved_page.reader import Reader
from groundswell.sources.saved_page.structured import Posting, Said

_EXCERPT = 120
_BLANKS = re.compile(r"\n{3,}")
_SAME_POST_MS = 10_000
_WHAT = {Sort.COMMENT: "comment", Sort.REACTION: "reaction", Sort.REPOST: "repost"}


class Records:
    """What a page that was read brings.

    Args:
        posting: What the page's JSON-LD tells, if it has any.
    """

    def __init__(self, reader: Reader, posting: Posting | None, page: Page, asked: Asked) -> None:
        self._reader, self._posting, self._page, self._asked = reader, posting, page, asked
        self._dates = Dates(asked.now)
        self._url, self._post = self._post_named()
        self._writers: dict[int, tuple[str, Person | None]] = {}
        self._loose = list(blocks(tell(reader.loose))) if reader.answerable else []

    def all(self) -> Iterator[Yielded]:
        """Yields them in the order of the page; each element is accounted for once."""
        yield from self._about_post()
        yield from self._totals()
        told = self._published()
        seen: set[str] = set()
        for draft in self._reader.drafts:
            name = draft.urn and f"{draft.sort} {linkedin.comment_urn(draft.urn) or draft.urn}"
            found = None if name in seen else self._of_draft(draft, told)
            if found is not None:
                yield found
                seen.add(name)
                seen.discard("")
        for number, said in enumerate((one for left in told.values() for one in left), start=1):
            yield self._of_said(f"structured comment {number}", said)
        for one in self._loose:
            if isinstance(one, Unread):
                yield SetAside(f"text line {one.number}", one.why, excerpt=clean(one.excerpt)[:_EXCERPT])
            elif not one.is_post:
                yield self._of_block(one)

    def _post_named(self) -> tuple[str, str]:
        """The post's address and key; an `activity` number is preferred, as other files carry it."""
        posting = [self._posting.post.url] if self._posting else []
        links = [self._page.url, *self._reader.post.keys, *posting]
        keys = [(key, link) for link in links if link and (key := linkedin_post_key(link[:4_000]))]
        best = next((pair for pair in keys if ":activity:" in pair[0]), keys[0] if keys else None)
        if best is None:
            return "", self._asked.post
        shown = next((link for key, link in keys if key == best[0] and "/" in link), "")
        return linkedin.safe_link(shown), best[0]

    def _about_post(self) -> Iterator[Record]:
        if not self._post:
            return
        draft, said = self._reader.post, self._posting.post if self._posting else None
        limit = self._asked.limits.text_chars
        block = next((one for one in self._loose if isinstance(one, Block) and one.is_post), None)
        text = max(_body(draft.body), clean(said.text) if said else "", key=len)
        text = (text or (clean(block.text) if block else ""))[:limit]
        at = linkedin_created(self._post) or (self._instant(said.published) if said else None)
        facts: list[Fact] = [Post(Network.LINKEDIN, self._post, at, text, self._url)]
        account = self._viewer()
        if account is not None:
            facts.append(account)
        yield Record("post", tuple(facts))

    def _viewer(self) -> Account | None:
        """The user's account, if the page shows clearly that the viewer wrote the post."""
        draft, said = self._reader.post, self._posting.post if self._posting else None
        name = _name("".join(draft.name)) or draft.first or (said.name if said else "")
        person = linkedin.author(name, draft.link or (said.link if said else ""), "".join(draft.headline))
        if person is None or linkedin.own_account(person, self._asked.accounts):
            return None
        same = bool(draft.viewer) and folded(draft.viewer) == folded(person.name)
        both = any(one.by_author and one.by_viewer for one in self._reader.drafts)
        impressions = any(metric == "impressions" for metric in draft.totals)
        if not (same or both or impressions or draft.by_viewer):
            return None
        return Account(Network.LINKEDIN, person.key, person.name, person.url, person.headline)

    def _totals(self) -> Iterator[Record]:
        values = {metric: value for metric, (value, _) in self._reader.post.totals.items()}
        values |= self._posting.totals if self._posting else {}
        if self._post and values:
            saved = self._page.saved
            yield Record(
                "totals",
                tuple(
                    Count(Network.LINKEDIN, metric, value, saved, post=self._post)
                    for metric, value in values.items()
                ),
            )

    def _published(self) -> dict[tuple[str, str], deque[Said]]:
        """The comments in JSON-LD by writer and words; `_of_draft` takes out those that the page shows."""
        told: dict[tuple[str, str], deque[Said]] = defaultdict(deque)
        for one in self._posting.comments if self._posting else ():
            told[folded(one_line(one.name)), folded(clean(one.text))].append(one)
        return told

    def _of_draft(self, draft: Draft, told: dict[tuple[str, str], deque[Said]]) -> Record | SetAside | None:
        where = f"{_WHAT[draft.sort]} {draft.number}"
        name = _name("".join(draft.name)) or _name(draft.first) or draft.label
        if draft.sort is Sort.REPOST:
            name = _name(draft.first)
        if not name and draft.time and draft.lines:
            name = _name(draft.lines[0])
        text = _body(draft.body) or ("" if draft.has_body else _body(["\n".join(draft.after)]))
        if draft.blank and not text:
            return None
        headline = one_line("".join(draft.headline)) or self._headline(draft, name)
        person = linkedin.author(name, draft.link, headline, draft.degree)
        if person is None:
            excerpt = (text or " ".join(draft.lines))[:_EXCERPT]
            return SetAside(where, f"a {_WHAT[draft.sort]} whose writer could not be told", excerpt=excerpt)
        if len(text) > self._asked.limits.text_chars:
            why = f"a comment of more than {self._asked.limits.text_chars:,} characters"
            return SetAside(where, why, "Raise text_chars in the settings.", text[:_EXCERPT])
        if draft.sort is Sort.REACTION:
            return Record(where, (self._reaction(draft, person),))
        if draft.sort is Sort.REPOST:
            return Record(where, (self._repost(draft, person, text),))
        left = told.get((folded(person.name), folded(text)))
        published = left.popleft().published if left else ""
        if not text and not draft.pictures:
            return SetAside(where, "a comment whose words could not be told", excerpt=person.name)
        return Record(where, (self._comment(draft, person, text, published),))

    def _headline(self, draft: Draft, name: str) -> str:
        others = (one for one in draft.lines if not one.startswith(name) and one != draft.label)
        return one_line(next(others, ""))

    def _comment(self, draft: Draft, person: Person, text: str, published: str) -> Interaction:
        own = draft.by_author or draft.by_viewer or self._is_user(person)
        urn = linkedin.comment_urn(draft.urn)
        thread, answered = self._writers.get(draft.parent.number, ("", None)) if draft.parent else ("", None)
        interaction = linkedin.comment(
            self._post_of(urn),
            text,
            self._when(draft.exact or published, draft.time),
            person,
            own=own,
            urn=urn,
            thread=thread,
            answered=answered,
        )
        self._writers[draft.number] = (interaction.key, None if own else person)
        return interaction

    def _post_of(self, urn: str) -> str:
        """The page's post, unless the comment names one that was written at another time."""
        named = linkedin_post_key(urn.partition(",")[0]) if urn else ""
        there, here = linkedin_created(named), linkedin_created(self._post)
        if not self._post or (there is not None and here is not None and abs(there - here) > _SAME_POST_MS):
            return named
        return self._post

    def _is_user(self, person: Person) -> bool:
        return linkedin.own_account(person, self._asked.accounts) is not None

    def _reaction(self, draft: Draft, person: Person) -> Interaction:
        return Interaction(
            f"linkedin:reaction:{digest(self._post, person.key)}",
            Network.LINKEDIN,
            Kind.REACTION,
            Direction.IN,
            linkedin.some_time_until(self._page.saved, self._post),
            person,
            self._post,
            flavour=draft.flavour,
        )

    def _repost(self, draft: Draft, person: Person, text: str) -> Interaction:
        key = linkedin_post_key(draft.urn)
        created = linkedin_created(key)
        when = self._when("", draft.time)
        return Interaction(
            f"linkedin:repost:{key.rpartition(':')[2]}",
            Network.LINKEDIN,
            Kind.QUOTE if text else Kind.REPOST,
            Direction.IN,
            when if created is None or created > self._asked.now else When.exactly(created),
            person,
            self._post,
            text,
            url=f"{linkedin.HOME}/feed/update/urn:li:{key.partition(':')[2]}",
            has_id=True,
        )

    def _when(self, exact: str, shown: str) -> When:
        instant = self._instant(exact)
        if instant is not None:
            return When.exactly(instant)
        language = self._reader.post.language
        time = relative_time(shown, self._page.saved, language) if shown else None
        return time or linkedin.some_time_until(self._page.saved, self._post)

    def _instant(self, date: str) -> int | None:
        try:
            return self._dates.instant(date) if date and len(date) < 60 and ":" in date else None
        except BadDate:
            return None

    def _of_said(self, where: str, said: Said) -> Record | SetAside:
        person, text = linkedin.author(said.name, said.link), clean(said.text)
        if person is None or not text or len(text) > self._asked.limits.text_chars:
            return SetAside(where, "a comment without a name or words, or too long", excerpt=text[:_EXCERPT])
        own = self._is_user(person)
        when = self._when(said.published, "")
        return Record(where, (linkedin.comment(self._post, text, when, person, own=own),))

    def _of_block(self, block: Block) -> Record | SetAside:
        """A comment that bears no sign of its own: told by name, time, words and Reply button in a row."""
        draft = Draft(Sort.COMMENT, -block.number, link=block.link, degree=block.degree, time=block.time)
        draft.first, draft.headline, draft.body = block.name, [block.headline], [block.text]
        draft.by_author, draft.by_viewer = block.by_author, block.by_viewer
        found = self._of_draft(draft, {})
        where = f"text line {block.number}"
        if isinstance(found, Record):
            return Record(where, found.facts)
        return SetAside(
            where, found.why if found else "an empty comment", excerpt=clean(block.text)[:_EXCERPT]
        )


def _name(text: str) -> str:
    """A name without degree and badges, and not twice."""
    name = one_line(text).partition(" • ")[0].strip(" •")
    middle = len(name) // 2
    halves = name[:middle].strip(), name[middle:].strip()
    return halves[0] if len(halves[0]) > 3 and halves[0] == halves[1] else name


def _body(pieces: Iterable[str]) -> str:
    lines = (line.strip() for line in clean("".join(pieces)).split("\n"))
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()
