"""Drafts for 200 comments of the sample wave: do they pass the check, are they specific, do they repeat?

python -m bench.drafts [--comments 200] [--read 60] [--of docs/reads/drafts.md] [--out FILE]

Comments are drawn at random from those said to the author and not to another commenter. They are read by
the built-in reader, as a user's would be, mistakes included. The voice is told from what the author wrote
under the post; facts are those of her post and of her answers in threads other than the comment's. No model
learned from the sample, but the phrases were read against it: the numbers tell of a wave like this one.
`--read N` prints N drafts for a reader; `--of FILE` takes the comments whose ids (`c123`) stand in a file, in
that order, and prints what each of them gets first, so that a read can be done again.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import median

from tools.sample_wave.wave import SEED, Said, tell

from groundswell.domain.checking import Verdict
from groundswell.domain.drafting import Comment, Crossroads, Draft
from groundswell.domain.reading import Utterance
from groundswell.reply import Checker
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.facts import Facts, without_name
from groundswell.reply.drafts.voice import Past, Voice, voice_of
from groundswell.reply.sentences import same, sentences, unnamed
from groundswell.reply.thanks import WROTE, Pace, plan_thanks, thanks
from groundswell.text.tokens import tokens
from groundswell.triage import read

SPECIFIC = 0.5
_QUOTES = re.compile('[“„«‘"]')
Pair = tuple[Comment, Crossroads]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds that the drafts of one comment took, by the clock and of the processor."""

    clock: float
    processor: float


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--comments", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", type=int, default=0, help="how many drafts to print for a reader")
    parser.add_argument(
        "--of", type=Path, help="a file with the ids of comments, to read what they get first"
    )
    parser.add_argument("--out", type=Path, default=Path("bench/results/drafts.md"))
    given = parser.parse_args()
    wave = tell(random.Random(SEED))
    said, own = _said(wave.comments)
    chosen = _named(said, given.of) if given.of else random.Random(given.seed).sample(said, given.comments)
    readings = list(read([Utterance(one.urn, one.plain, _context(one), one.headline) for one in chosen]))
    comments = [
        Comment(one.urn, one.plain, one.who, _context(one), reading)
        for one, reading in zip(chosen, readings, strict=True)
    ]
    answered = {one.urn for one in chosen}
    voice = voice_of([Past(one.plain, one.root.who if one.root else "") for one in own], "Mara Lindqvist")
    facts = _facts(own, answered, comments[0].post)
    checker = Checker()
    drafter = Drafter(voice, checker=checker, facts=facts)
    if given.of:
        _print_first([one.id for one in chosen], [(one, drafter.crossroads(one)) for one in comments])
        return
    drafter.crossroads(comments[0])
    drafter = Drafter(voice, checker=checker, facts=facts)
    met, took = _drafted(drafter, comments)
    parts = [
        _table(met, took, checker.name),
        _by_language(met),
        _alone(comments, voice),
        _thanked(comments, voice),
    ]
    text = "\n\n".join(parts) + "\n"
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(text, encoding="utf-8")
    print(text)
    _print(met, given.read, random.Random(given.seed))


def _named(said: Sequence[Said], file: Path) -> list[Said]:
    by_id = {one.id: one for one in said}
    ids = dict.fromkeys(re.findall(r"\bc\d{3}\b", file.read_text(encoding="utf-8")))
    return [by_id[one] for one in ids if one in by_id]


def _drafted(drafter: Drafter, comments: Sequence[Comment]) -> tuple[list[Pair], list[Took]]:
    met, took = list[Pair](), list[Took]()
    for comment in comments:
        clock, processor = time.perf_counter(), time.process_time()
        met.append((comment, drafter.crossroads(comment)))
        took.append(Took(time.perf_counter() - clock, time.process_time() - processor))
    return met, took


def _said(comments: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """What was said to her under the post, and her own answers."""
    own = [one for one in comments if one.own]
    others = [one for one in comments if not one.own and (one.root is None or one.root.own)]
    return others, own


def _context(one: Said) -> str:
    assert one.post is not None
    return one.root.plain if one.root else one.post.text


def _facts(own: Sequence[Said], answered: set[str], post: str) -> Facts:
    elsewhere = [one for one in own if one.root is None or one.root.urn not in answered]
    return Facts([post, *(without_name(one.plain, one.root.who if one.root else "") for one in elsewhere)])


def _drafts(met: Sequence[Pair]) -> list[tuple[Comment, Draft]]:
    return [(comment, draft) for comment, one in met for draft in one.drafts]


def _table(met: Sequence[Pair], took: Sequence[Took], model: str) -> str:
    drafts = _drafts(met)
    passed = sum(draft.check is not None and draft.check.verdict is Verdict.SEND for _, draft in drafts)
    judged = sum(
        draft.check is not None and draft.check.scores["specificity"] >= SPECIFIC for _, draft in drafts
    )
    quoting = [(comment, draft) for comment, draft in drafts if _QUOTES.search(draft.text)]
    own, own_quoting = (_answers_its_own([one for one, _ in met], some) for some in (drafts, quoting))
    clock, processor = (_each(met, [getattr(one, of) for one in took]) for of in ("clock", "processor"))
    said = Counter(unnamed(one) for _, draft in drafts for one in sentences(draft.text))
    none = Counter(one.nothing for _, one in met if one.nothing)
    rows = [
        ("Comments with drafts", f"{sum(bool(one.drafts) for _, one in met)} of {len(met)}"),
        ("Drafts", f"{len(drafts)}"),
        ("pass the check", f"{passed / len(drafts):.3f}"),
        (f"are specific to the check (≥ {SPECIFIC})", f"{judged / len(drafts):.3f}"),
        ("share more words with their own comment than with any other", f"{own / len(drafts):.3f}"),
        ("say words of their comment back", f"{len(quoting) / len(drafts):.3f}"),
        ("of these, share more words with it than with any other", f"{own_quoting / len(quoting):.3f}"),
        ("hold no sentence of another draft, the name apart", f"{_unrepeated(drafts, said):.3f}"),
        ("words, median", f"{median(len(draft.text.split()) for _, draft in drafts):.0f}"),
        ("milliseconds for each draft, with its checks, median and 95th percentile", clock),
        ("the same of processor time", processor),
    ]
    table = _rows(("Measure", f"Check {model}"), rows)
    why = "\n".join(f"- {number}: {reason}" for reason, number in none.most_common())
    return f"{table}\n\nNothing to say to:\n{why}"


def _each(met: Sequence[Pair], seconds: Sequence[float]) -> str:
    """Milliseconds for each draft of a comment that has some: median and 95th percentile."""
    each = sorted(
        1000 * one / len(what.drafts) for (_, what), one in zip(met, seconds, strict=True) if what.drafts
    )
    return f"{median(each):.0f}, {each[int(0.95 * (len(each) - 1))]:.0f}"


def _answers_its_own(comments: Sequence[Comment], drafts: Sequence[tuple[Comment, Draft]]) -> int:
    """How many drafts share more words with their own comment than with any other; rare ones count more."""
    told = {comment.key: _words(comment.text) for comment in comments}
    often = Counter(word for words in told.values() for word in words)

    def shared(one: set[str], other: set[str]) -> float:
        return sum(log(1 + len(told) / often[word]) for word in one & other)

    number = 0
    for comment, draft in drafts:
        words = _words(draft.text)
        others = (shared(words, other) for key, other in told.items() if key != comment.key)
        number += shared(words, told[comment.key]) > max(others)
    return number


def _words(text: str) -> set[str]:
    return {form for _, _, form in tokens(text) if form[0].isalnum()}


def _unrepeated(drafts: Sequence[tuple[Comment, Draft]], said: Counter[str]) -> float:
    free = sum(all(said[unnamed(one)] == 1 for one in sentences(draft.text)) for _, draft in drafts)
    return free / len(drafts)


def _by_language(met: Sequence[Pair]) -> str:
    rows = []
    for language, number in Counter(draft.language for _, draft in _drafts(met)).most_common():
        own = [draft for _, draft in _drafts(met) if draft.language == language]
        passed = sum(draft.check is not None and draft.check.verdict is Verdict.SEND for draft in own)
        rows.append((language, f"{number}", f"{passed / number:.3f}"))
    return _rows(("Language", "drafts", "pass the check"), rows)


def _alone(comments: Sequence[Comment], voice: Voice) -> str:
    drafter = Drafter(voice)
    begun = time.perf_counter()
    number = sum(len(drafter.crossroads(comment).drafts) for comment in comments)
    took = time.perf_counter() - begun
    return f"Without the check: {number} drafts, {1000 * took / len(comments):.1f} ms for each comment."


def _thanked(comments: Sequence[Comment], voice: Voice) -> str:
    """300 thanks: the kind comments of the 200, as often as it takes."""
    drafter = Drafter(voice)
    kind = plan_thanks(drafter, comments).thanked
    planned = plan_thanks(drafter, [kind[n % len(kind)].comment for n in range(300)], Pace(words_from=WROTE))
    made = list(thanks(drafter, planned))
    said = [same(one) for _, draft in made if draft for one in sentences(draft.text)]
    bare = {unnamed(one) for _, draft in made if draft for one in sentences(draft.text)}
    worded = sum(draft is not None for _, draft in made)
    return (
        f"300 thanks, some comments several times over: {worded} in words, {300 - worded} likes, "
        f"{len(said) - len(set(said))} sentences twice, {len(said) - len(bare)} but for the name, "
        f"{planned.sittings} sittings."
    )


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _print(met: Sequence[Pair], number: int, chance: random.Random) -> None:
    drafts = _drafts(met)
    for comment, draft in chance.sample(drafts, min(number, len(drafts))):
        print(f"\n{comment.name}: {' '.join(comment.text.split())[:280]}\n    {draft.text}")


def _print_first(ids: Sequence[str], met: Sequence[Pair]) -> None:
    for name, (comment, one) in zip(ids, met, strict=True):
        print(f"\n{name} {comment.name}: {' '.join(comment.text.split())}")
        print("    " + (one.drafts[0].text if one.drafts else f"({one.nothing})"))


if __name__ == "__main__":
    main()
