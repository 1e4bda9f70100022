"""The parts of what is told of one wave, each as blocks."""

from collections.abc import Iterator, Sequence

from groundswell.domain.answers import Came
from groundswell.domain.report import WaveReport
from groundswell.domain.report_parts import Figure, Share, View
from groundswell.domain.when import DAY
from groundswell.domain.words import Abuse, Tone
from groundswell.services.report.blocks import (
    Block,
    Head,
    Items,
    Said,
    Say,
    Table,
    Tables,
    Tile,
    Tiles,
    Voice,
    Voices,
)
from groundswell.services.report.called import ABUSE, CAME, LANES, LANGUAGES, LEADS, METRICS, STATES
from groundswell.services.report.course_blocks import span
from groundswell.services.saying import counted, moment, number, percent, rough, tongue

_MOST_LANGUAGES = 8


def reach_blocks(one: WaveReport) -> Iterator[Block]:
    """Who was reached, and where."""
    reach = one.reach
    if not (reach.people or reach.languages or reach.readers):
        return
    yield Head(3, "Reach: where and who")
    if reach.people:
        who = "One person is" if reach.people == 1 else f"{number(reach.people)} different people are"
        yield Say(f"{who} known to have done something under it.")
    if reach.networks:
        metrics = [metric for metric in METRICS if any(metric in there for there in reach.networks.values())]
        rows = tuple(
            (network.called, *(number(there[metric]) if metric in there else "–" for metric in metrics))
            for network, there in reach.networks.items()
        )
        head = ("Network", *(METRICS[metric] for metric in metrics))
        yield Table("By network", head, rows, tuple(range(1, len(head))))
    whose = "Readers of the account" if reach.of_account else "Readers of this post"
    tables = [
        Table(
            f"{whose}: {dimension.replace('_', ' ').lower()}",
            ("Who", "Share"),
            tuple((each.label, _share(each)) for each in shares),
            (1,),
        )
        for dimension, shares in reach.readers.items()
    ]
    if reach.languages:
        tables.insert(0, _languages(reach.languages))
    if tables:
        yield Tables(tuple(tables))


def said_blocks(one: WaveReport) -> Iterator[Block]:
    """What people said."""
    if not one.views:
        return
    yield Head(3, "What people said")
    yield Voices(tuple(_voice(view) for view in one.views))


def hard_blocks(one: WaveReport) -> Iterator[Block]:
    """The hard part, in numbers; no words of it."""
    hard = one.hard
    if not hard.read:
        return
    yield Head(3, "The hard part, in numbers")
    tones = {tone: hard.tones.get(tone, 0) for tone in Tone}
    words = {
        Tone.SUPPORTIVE: "kind", Tone.NEUTRAL: "neither", Tone.CRITICAL: "critical", Tone.HOSTILE: "hostile"
    }  # fmt: skip
    yield Tiles(
        tuple(
            Tile(
                percent(tones[tone] / hard.read), words[tone], f"{number(tones[tone])} of {number(hard.read)}"
            )
            for tone in Tone
        )
    )
    rows = tuple((ABUSE[kind], number(hard.abuse[kind])) for kind in Abuse if hard.abuse.get(kind))
    if rows:
        yield Table("The hostile texts hold; one may hold several", ("What", "Texts"), rows, (1,))
    said = []
    if hard.spam:
        said.append(
            f"{number(hard.spam)} {'was' if hard.spam == 1 else 'were'} unasked selling, scams or bait."
        )
    if hard.copies:
        repeat = "repeats" if hard.copies == 1 else "repeat"
        said.append(f"{number(hard.copies)} {repeat} another text nearly word for word.")
    if hard.influx:
        rush = hard.influx
        said.append(
            f"Between {moment(rush.start)} and {moment(rush.end)} strangers came all at once: "
            f"{number(rush.strangers)} of the {number(rush.of)} texts of that time were cold or copied."
        )
    if said:
        yield Items(tuple(said))


def answered_blocks(one: WaveReport) -> Iterator[Block]:
    """What was answered, and what it did."""
    told = one.answered
    if not told.replies and not told.wanted:
        return
    yield Head(3, "What was answered, and what it did")
    said = [
        f"{counted(told.replies, 'comment')} of the author's own, in answer to {counted(told.to, 'comment')}."
    ]
    if told.wanted:
        said.append(
            f"{counted(told.wanted, 'text')} asked for an answer (questions, offers, feedback, people in "
            f"need); {number(told.wanted_met)} {'has' if told.wanted_met == 1 else 'have'} been answered or "
            "settled."
        )
    if told.median_s is not None:
        said.append(
            f"Half of the answers came within {span(round(told.median_s * 1000))}, "
            f"as far as both times are known ({counted(told.timed, 'answer')})."
        )
    yield Items(tuple(said))
    known = {came: n for came, n in told.came.items() if n}
    if known:
        rows = tuple((CAME[came].capitalize(), number(known[came])) for came in Came if came in known)
        yield Table("What readers did after an answer", ("Then", "Answers"), rows, (1,))
    else:
        yield Say("What the answers led to is not known: none was made here that could be followed.", "meta")


def came_blocks(one: WaveReport) -> Iterator[Block]:
    """What came of it."""
    came = one.came
    yield Head(3, "What came of it")
    part = f"{number(came.took_part)} of them did something under it" if came.connections else ""
    yield Tiles(
        (
            Tile(number(came.connections), "new connections", part),
            Tile(number(came.requests), "asked to connect"),
            Tile(number(came.conversations), "conversations, both ways"),
            Tile(number(came.offers), "texts that read as an offer"),
        )
    )
    days = max(1, round((came.until - (one.at or came.until)) / DAY))
    said = f"Counted over the {counted(days, 'day')} after the post; some may have come for other reasons."
    if came.thanked:
        said += f" {number(came.thanked)} of the new people were thanked."
    yield Say(said, "meta")
    if came.leads:
        rows = tuple((LEADS[kind], number(kept), number(won)) for kind, (kept, won) in came.leads.items())
        yield Table("Leads that were kept", ("For", "Kept", "Agreed for good"), rows, (1, 2))
    if came.points:
        rows = tuple((point.title, number(point.people), STATES[point.state]) for point in came.points)
        yield Table("Feedback that was kept", ("Point", "People", "State"), rows, (1,))


def earlier_blocks(one: WaveReport) -> Iterator[Block]:
    """The post against those before it."""
    rows = [
        (
            METRICS[figure.metric],
            number(figure.value),
            number(figure.usual.median),
            f"{number(figure.usual.low)} to {number(figure.usual.high)}",
            said_times(figure),
            number(figure.usual.posts),
        )
        for figure in one.figures
        if figure.usual is not None
    ]
    if rows:
        head = ("", "This post", "Median before", "Eight in ten", "Times the median", "Posts (n)")
        yield Head(3, "Against earlier posts")
        yield Table("This post against the account's earlier ones", head, tuple(rows), (1, 2, 3, 4, 5))


def times_usual(figure: Figure) -> str:
    """What a number is seen against, in a few words; empty without earlier posts."""
    if figure.usual is None:
        return ""
    return f"usual: {number(figure.usual.median)} (n = {number(figure.usual.posts)})"


def said_times(figure: Figure) -> str:
    """How many times the usual it is, such as 290×."""
    times = figure.times or 0.0
    return f"{number(rough(times))}×" if times >= 10 else f"{times:.1f}×"


def _voice(view: View) -> Voice:
    about = f"; often: {', '.join(view.words)}" if view.words else ""
    note = f"{LANES.get(view.lane, 'Other')} · {counted(view.n, 'text')}, {percent(view.share)}{about}"
    return Voice(
        view.title, note, view.share, tuple(Said(q.text, tongue(q.language), q.who) for q in view.quotes)
    )


def _share(one: Share) -> str:
    return f"under {percent(one.share)}" if one.below else percent(one.share)


def _languages(languages: Sequence[tuple[str, int]]) -> Table:
    total = sum(n for _, n in languages)
    rows = tuple(
        (LANGUAGES.get(code, "not told" if code == "und" else code), number(n), percent(n / total))
        for code, n in languages[:_MOST_LANGUAGES]
    )
    return Table("Languages of what was said", ("Language", "Texts", "Share"), rows, (1, 2))
