"""How long forecasts take on one core, beside fits by libraries that one would pick instead."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from groundswell.wave import Stream, forecast, forecast_counts
from groundswell.wave.observing import Floats

HOUR = 3_600.0
SIZES = (1_000, 10_000, 100_000)
_ROUNDS = 30
_LONGEST_S = 20.0


def speed_measured() -> Iterator[str]:
    """The tables of speed."""
    yield from ("", "### Speed, one core, milliseconds", "")
    yield "| way | 10³ events | 10⁴ | 10⁵ |\n| --- | --- | --- | --- |"
    waves = [np.sort(np.random.default_rng(1).random(size)) ** 2 * HOUR for size in SIZES]
    ways: dict[str, Callable[[Floats], object]] = {
        "ours: a forecast with intervals, from scratch": lambda times: forecast(times, at=HOUR),
    }
    ways |= _libraries()
    for name, run in ways.items():
        yield f"| {name} | {' | '.join(_cell(run, times) for times in waves)} |"
    yield f"| ours: one more event, and a new forecast | {' | '.join(_streamed(times) for times in waves)} |"
    ages = np.arange(1, 11) * 24 * HOUR
    many = np.linspace(HOUR, 480 * HOUR, 100).tolist()
    took = _median_ms(lambda: forecast_counts(ages, np.log1p(ages), at=ages[-1], horizons=many))
    yield f"\nA forecast from 10 daily counts with 100 horizons takes {took:.1f} ms."


def _streamed(times: Floats) -> str:
    stream = Stream()
    first = len(times) // 2
    stream.add(times[:first])
    spent = []
    for place in range(first, first + 200):
        start = time.perf_counter()
        stream.add(times[place : place + 1])
        stream.forecast(at=float(times[place]))
        spent.append(time.perf_counter() - start)
    return f"{1_000 * float(np.median(spent)):.2f}"


def _libraries() -> dict[str, Callable[[Floats], object]]:
    """Fits by whichever of the other libraries are installed; they forecast nothing, so this is the least."""
    found: dict[str, Callable[[Floats], object]] = {}
    try:
        from HawkesPyLib.inference import ApproxPowerlawHawkesProcessInference, ExpHawkesProcessInference

        def exponential(times: Floats) -> object:
            return ExpHawkesProcessInference().estimate(times, HOUR, return_params=True)

        def power_law(times: Floats) -> object:
            fit = ApproxPowerlawHawkesProcessInference(kernel="powlaw", m=5.0, M=8)
            return fit.estimate(times, HOUR, return_params=True)

        found["HawkesPyLib, exponential kernel, fit"] = exponential
        found["HawkesPyLib, approximate power law, fit"] = power_law
    except ImportError:
        pass
    try:
        import hawkesbook

        found["hawkesbook, exponential kernel, fit"] = lambda times: hawkesbook.exp_mle(times, HOUR)
    except ImportError:
        pass
    return found


def _cell(run: Callable[[Floats], object], times: Floats) -> str:
    start = time.perf_counter()
    try:
        run(times)
    except (ArithmeticError, ValueError, TypeError, RuntimeError) as error:
        return f"fails ({type(error).__name__})"
    first = time.perf_counter() - start
    if first > _LONGEST_S / _ROUNDS:
        start = time.perf_counter()
        run(times)
        return f"{1_000 * min(first, time.perf_counter() - start):,.0f}"
    return f"{_median_ms(lambda: run(times)):.1f}"


def _median_ms(run: Callable[[], object]) -> float:
    run()
    spent = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return 1_000 * float(np.median(spent))
