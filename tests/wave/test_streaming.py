import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import InputError, UsageError
from groundswell.wave import Stream, forecast
from tests.wave.constructed import DAY, HOUR, fading

moments = st.lists(st.floats(0, 3 * DAY), max_size=700)


@settings(max_examples=40, deadline=None)
@given(events=moments, parts=st.integers(1, 9), at=st.floats(60, 3 * DAY))
def test_however_events_come_in_the_forecast_is_that_of_all_of_them(
    events: list[float], parts: int, at: float
) -> None:
    stream = Stream()
    for part in np.array_split(np.array(events), parts):
        stream.add(part)
    assert stream.count == len(events)
    streamed, whole = stream.forecast(at=at), forecast(sorted(events), at=at)
    assert list(streamed.final.values()) == pytest.approx(list(whole.final.values()), rel=1e-6, abs=1e-6)


def test_followers_come_along() -> None:
    events = fading(600)
    followers = np.linspace(5_000, 10, 600)
    stream = Stream(author_followers=900, followed=True)
    for place in range(0, 600, 50):
        stream.add(events[place : place + 50], followers[place : place + 50])
    whole = forecast(events, at=HOUR, followers=followers, author_followers=900)
    assert stream.forecast(at=HOUR) == whole


def test_an_unknown_number_of_followers_counts_as_the_usual() -> None:
    stream = Stream(followed=True)
    stream.add([10.0, 20.0], [100.0, 100.0])
    known = Stream(followed=True)
    known.add([10.0, 20.0, 30.0], [100.0, 100.0, 100.0])
    stream.add([30.0], [np.nan])
    assert stream.forecast(at=60).final[0.5] == pytest.approx(known.forecast(at=60).final[0.5])


def test_what_cannot_be_is_not_added() -> None:
    stream = Stream()
    stream.add([1.0])
    with pytest.raises(InputError, match="row 2"):
        stream.add([5.0, -1.0])
    with pytest.raises(UsageError, match="followers"):
        stream.add([5.0], [3.0])
    with pytest.raises(UsageError, match="above 0"):
        stream.forecast(at=0)
    assert stream.count == 1
