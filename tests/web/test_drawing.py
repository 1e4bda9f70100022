"""Curves as pictures, columns, tables and sentences."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Metric, Phase, Tone
from groundswell.services.waves.showing import Curve
from groundswell.web import drawing

POSTED = 1_794_000_000_000
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def a_curve(observed: float = 15_900.0, growth: float = 1.4, hours: int = 72, ahead: int = 100) -> Curve:
    at = POSTED + hours * HOUR
    final = {share: observed * (1 + (growth - 1) * 2 * share) for share in SHARES}

    def grown(share: float, n: int) -> float:
        return observed + (final[share] - observed) * n / ahead

    band = tuple(
        (at + n * HOUR, grown(0.05, n), grown(0.25, n), grown(0.5, n), grown(0.75, n), grown(0.95, n))
        for n in range(1, ahead + 1)
    )
    points = tuple((POSTED + (at - POSTED) * n // 10, observed * (n / 10)) for n in range(11))
    return Curve(
        Metric.REACTIONS, "totals", at, points, Phase.RISING, observed, final, band, at + 2 * DAY, at,
        (observed / 20, observed / 10, observed / 5), 14.0, "m", 0.1, None,
    )  # fmt: skip


CURVES = st.builds(a_curve, st.floats(0, 1e9), st.floats(1, 50), st.integers(1, 2_000), st.integers(0, 400))


@given(CURVES)
def test_a_picture_stays_in_its_box(curve: Curve) -> None:
    drawn = drawing.picture(curve, curve.at)
    for path in (drawn.line, drawn.middle, drawn.inner, drawn.outer):
        numbers = [float(one) for one in re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", path)]
        assert all(0 <= x <= drawing.WIDTH for x in numbers[::2])
        assert all(0 <= y <= drawing.HEIGHT for y in numbers[1::2])
    assert 2 <= len(drawn.ticks) <= 7
    assert [y for y, _ in drawn.ticks] == sorted((y for y, _ in drawn.ticks), reverse=True)
    assert len({label for _, label in drawn.ticks}) == len(drawn.ticks)
    assert len(drawn.days) <= 20


@given(CURVES)
def test_columns_are_aligned_and_meet_at_now(curve: Curve) -> None:
    columns = drawing.columns(curve, curve.at)
    times, was, bands = columns["times"], columns["was"], columns["bands"]
    assert isinstance(times, list)
    assert isinstance(was, list)
    assert isinstance(bands, list)
    assert times == sorted(set(times))
    assert all(len(column) == len(times) for column in (was, *bands))
    now = times.index(columns["now"])
    assert was[now] == curve.observed == bands[0][now]
    assert all(value is None for value in was[now + 1 :])


def test_what_is_known_until_days_ago_is_not_called_now() -> None:
    curve = a_curve()
    assert drawing.known_until(curve, curve.at + HOUR) == "now"
    later = drawing.picture(curve, curve.at + 11 * DAY).now_says
    assert re.fullmatch(r"known until \d+ Nov", later)
    assert drawing.columns(curve, curve.at + 11 * DAY)["says"] == later


def test_the_sentence_says_what_is_likely_in_round_numbers() -> None:
    assert drawing.sentence(a_curve()) == (
        "15,900 reactions so far. 17,000 to 27,000 expected in the end, most likely about 22,000."
    )


@given(CURVES)
def test_nothing_is_expected_below_what_is_there(curve: Curve) -> None:
    said = [float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", drawing.outlook(curve))]
    assert all(value >= round(curve.observed) for value in said)


def test_a_wave_that_is_over_expects_nothing() -> None:
    assert drawing.outlook(replace(a_curve(), phase=Phase.OVER)) == "Hardly more are to come."


def test_the_table_holds_the_days_that_were_and_those_that_may_be() -> None:
    rows = drawing.table(a_curve())
    assert [basis for _, _, basis in rows].count("counted") == 4
    assert rows[3][1] == "15,900"
    assert rows[-1][2] == "expected, 9 times in 10"


@given(st.dictionaries(st.sampled_from(Tone), st.integers(0, 10**6)))
def test_tones_fill_the_bar(tones: dict[Tone, int]) -> None:
    bar = drawing.tone_bar(tones)
    if sum(tones.values()):
        assert abs(sum(width for *_, width in bar) - 100) < 1e-6
    else:
        assert bar == ()
