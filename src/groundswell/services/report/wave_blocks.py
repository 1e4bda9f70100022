"""The parts of what is told of one wave, each as blocks."""

from collections.abc import Iterator, Sequence

from groundswell.domain.answers import Came
from groundswell.domain.report import Course, Figure, Foretold, Share, View, WaveReport
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Abuse, Metric, Tone
from groundswell.services.report.blocks import (
    Block,
    Head,
    Items,
    Picture,
    Pictures,
    Said,
    Say,
    Table,
    Tables,
    Tile,
    Tiles,
    Voice,
    Voices,
)
from groundswell.services.report.called import ABUSE, CAME, LANES, LANGUAGES, LEADS, METRICS, PHASES, STATES
from groundswell.services.report.charts import course_chart, forecast_chart
from groundswell.services.saying import moment, number, percent, rough, tongue

_DRAWN = (Metric.REACTIONS, Metric.COMMENTS, Metric.IMPRESSIONS)
_WHEN = "%-d %b, %H:%M"
_MOST_LANGUAGES, _MOST_DAYS = 8, 60


def course_blocks(one: WaveReport) -> Iterator[Block]:
    """The curves, and the forecasts that were made of them."""
    if not one.courses:
        return
    yield Head(3, "The course")
    if one.phase is not None:
        yield Say(f"When it was last looked at, {moment(one.until)}, the wave was {PHASES[one.phase]}.")
    drawn_first = [course for course in one.courses if course.metric in _DRAWN]
    for course in drawn_first or one.courses[:1]:
        drawn = Picture(course_chart(course), METRICS[course.metric], course_sentence(course))
        yield Pictures((drawn,))
    yield _by_day(drawn_first or one.courses[:1])
    for course in one.courses:
        if course.foretold:
            yield from _forecasts(course)


def course_sentence(course: Course) -> str:
    """What a chart says."""
    named = METRICS[course.metric].lower()
    told = f"{number(course.points[-1][1])} {named} until {moment(course.at, _WHEN)}."
    half = _half(course)
    if half is not None:
        told += f" Half of them came within {_span(half)}."
    if course.ahead:
        low, middle, high = (number(max(course.points[-1][1], rough(value))) for value in course.ahead)
        told += f" Then {low} to {high} were expected in the end, most likely about {middle}."
    return told


def reach_blocks(one: WaveReport) -> Iterator[Block]:
    """Who was reached, and where."""
    reach = one.reach
    if not (reach.people or reach.languages or reach.readers):
        return
    yield Head(3, "Reach: where and who")
    if reach.people:
        yield Say(f"{number(reach.people)} different people are known to have done something under it.")
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
        said.append(f"{number(hard.spam)} were unasked selling, scams or bait.")
    if hard.copies:
        said.append(f"{number(hard.copies)} repeat another text nearly word for word.")
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
    said = [f"{number(told.replies)} comments of the author's own, in answer to {number(told.to)} comments."]
    if told.wanted:
        said.append(
            f"{number(told.wanted)} texts asked for an answer (questions, offers, feedback, people in need); "
            f"{number(told.wanted_met)} have been answered or settled."
        )
    if told.median_s is not None:
        said.append(
            f"Half of the answers came within {_span(round(told.median_s * 1000))}, "
            f"as far as both times are known ({number(told.timed)} answers)."
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
    said = f"Counted over the {days} days after the post; some may have come for other reasons."
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


def _by_day(courses: Sequence[Course]) -> Table:
    """What there was after each day, for those who cannot see the curves."""
    begin, at = courses[0].points[0][0], max(course.at for course in courses)
    days = min((at - begin - 1) // DAY + 1, _MOST_DAYS)
    instants = [min(begin + day * DAY, at) for day in range(1, days + 1)]
    rows = tuple(
        (moment(instant, _WHEN), *(number(_known(course, instant)) for course in courses))
        for instant in instants
    )
    head = ("Until", *(METRICS[course.metric] for course in courses))
    return Table("The curves in numbers, day by day", head, rows, tuple(range(1, len(head))), folded=True)


def _known(course: Course, instant: int) -> float:
    return max((value for at, value in course.points if at <= instant), default=0.0)


def _forecasts(course: Course) -> Iterator[Block]:
    named = METRICS[course.metric].lower()
    yield Head(3, f"The forecasts that were made of {named}")
    drawn: dict[int, Foretold] = {}
    for one in course.foretold:
        drawn.setdefault(one.known_until, one)
    pictures = tuple(
        Picture(forecast_chart(course, one), f"After {_span(at - course.points[0][0])}", _promise(one))
        for at, one in drawn.items()
    )
    rows = tuple(
        (
            moment(one.known_until, _WHEN) + (" *" if one.afterwards else ""),
            moment(one.of, _WHEN),
            f"{number(one.low)} to {number(one.high)}",
            number(one.middle),
            "not yet" if one.came is None else number(one.came),
            {True: "yes", False: "no", None: "–"}[one.held],
        )
        for one in course.foretold
    )
    head = ("Known until", "Of", "8 in 10", "Most likely", "Came", "Held")
    yield Pictures(pictures)
    yield Table(f"Forecasts of {named}, and what came", head, rows, (2, 3, 4))
    held = [one.held for one in course.foretold if one.held is not None]
    told = f"{sum(held)} of {len(held)} spans held what came; eight in ten should. " if held else ""
    if any(one.afterwards for one in course.foretold):
        told += "Marked * is what would have been said then: worked out afterwards from what was known."
    if told:
        yield Say(told.strip(), "meta")


def _promise(one: Foretold) -> str:
    came = "; not yet known what came" if one.came is None else f"; {number(one.came)} came"
    return f"{number(one.low)} to {number(one.high)} expected by {moment(one.of, '%-d %b')}{came}."


def _voice(view: View) -> Voice:
    about = f"; often: {', '.join(view.words)}" if view.words else ""
    note = f"{LANES.get(view.lane, 'Other')} · {number(view.n)} texts, {percent(view.share)}{about}"
    return Voice(
        view.title, note, view.share, tuple(Said(q.text, tongue(q.language), q.who) for q in view.quotes)
    )


def _half(course: Course) -> int | None:
    total = course.points[-1][1]
    begin = course.points[0][0]
    if course.basis == "totals":
        return None
    return next((instant - begin for instant, value in course.points if value >= total / 2), None)


def _span(ms: int) -> str:
    if ms < 2 * HOUR:
        return f"{max(1, round(ms / 60_000))} minutes"
    return f"{round(ms / HOUR)} hours" if ms < 2 * DAY else f"{ms / DAY:.1f} days".replace(".0 ", " ")


def _share(one: Share) -> str:
    return f"under {percent(one.share)}" if one.below else percent(one.share)


def _languages(languages: Sequence[tuple[str, int]]) -> Table:
    total = sum(n for _, n in languages)
    rows = tuple(
        (LANGUAGES.get(code, "not told" if code == "und" else code), number(n), percent(n / total))
        for code, n in languages[:_MOST_LANGUAGES]
    )
    return Table("Languages of what was said", ("Language", "Texts", "Share"), rows, (1, 2))
