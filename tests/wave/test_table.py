import io
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import DamagedFile, InputError, UsageError
from groundswell.domain.forecast import Forecast
from groundswell.domain.records import SetAside
from groundswell.wave import as_json, forecast, forecast_counts
from groundswell.wave import rows as reading
from groundswell.wave.table import forecast_table
from tests.wave.constructed import DAY, HOUR, fading

EVENTS = b"""cascade_id,t_seconds,followers
a,0,5000
a,30,10
b,0,
a,90,20
b,4000,7
a,3700,40
c,12,3
"""


def told(content: bytes, at: float = HOUR, horizons: tuple[float, ...] = ()) -> list[Forecast | SetAside]:
    return list(forecast_table(io.BytesIO(content), at=at, horizons=horizons, name="waves.csv"))


def forecasts(content: bytes, at: float = HOUR) -> list[Forecast]:
    return [one for one in told(content, at) if isinstance(one, Forecast)]


def asides(content: bytes, at: float = HOUR) -> list[tuple[str, str]]:
    return [(one.where, one.why) for one in told(content, at) if isinstance(one, SetAside)]


def parquet(**columns: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_events_of_mixed_cascades_with_their_posts() -> None:
    assert told(EVENTS) == [
        forecast([30, 90], at=HOUR, followers=[10, 20], author_followers=5_000, cascade_id="a"),
        forecast([], at=HOUR, cascade_id="b"),
        forecast([12], at=HOUR, followers=[3], cascade_id="c"),
    ]


def test_events_without_followers() -> None:
    content = b"t_seconds,cascade_id\n0,a\n5,a\n0,a\n"
    assert told(content) == [forecast([5, 0], at=HOUR, cascade_id="a")]


def test_counts() -> None:
    content = b"cascade_id,t_seconds,count\nx,1200,3\nx,2400,9\nx,7200,50\ny,1200,0\n"
    assert told(content, horizons=(DAY,)) == [
        forecast_counts([1_200, 2_400], [3, 9], at=HOUR, horizons=[DAY], cascade_id="x"),
        forecast_counts([1_200], [0], at=HOUR, horizons=[DAY], cascade_id="y"),
    ]


def test_parquet_says_the_same_as_csv() -> None:
    table = parquet(
        followers=pa.array([5_000, 10, None, 20, 7, 40, 3], pa.int32()),
        cascade_id=["a", "a", "b", "a", "b", "a", "c"],
        t_seconds=[0.0, 30, 0, 90, 4_000, 3_700, 12],
    )
    assert told(table) == told(EVENTS)


def test_parquet_with_numbers_as_text_and_ids_as_numbers() -> None:
    table = parquet(cascade_id=[7, 7, 7], t_seconds=["10", "twenty", "30"])
    assert [one.cascade_id for one in forecasts(table)] == ["7"]
    assert forecasts(table)[0].observed == 2
    assert asides(table) == [("row 2", "t_seconds is not a number from 0 on")]


def test_bad_rows_cost_no_good_ones() -> None:
    content = b"""cascade_id,t_seconds,followers
a,1,1
a,-2,1
a,soon,1
,4,1
a,nan,1
a,6
a,"7",1
"a,8,1

a,9,many
a,1_0,1
a,\xff\xfe,1
\xff,11,1
"""
    assert asides(content) == [
        ("row 7", "2 fields instead of 3"),
        ("row 9", "the row cannot be read: unexpected end of data"),
        ("row 3", "t_seconds is not a number from 0 on"),
        ("row 4", "t_seconds is not a number from 0 on"),
        ("row 5", "it has no cascade_id"),
        ("row 6", "t_seconds is not a number from 0 on"),
        ("row 12", "t_seconds is not a number from 0 on"),
        ("row 13", "t_seconds is not a number from 0 on"),
    ]
    assert [(one.cascade_id, one.observed) for one in forecasts(content)] == [("a", 3), ("�", 1)]


def test_a_bad_count_is_set_aside_and_a_cascade_without_a_look_too() -> None:
    content = b"cascade_id,t_seconds,count\nx,60,5\nx,120,\nx,180,-1\ny,7200,4\n"
    assert asides(content) == [
        ("row 3", "count is not a number from 0 on"),
        ("row 4", "count is not a number from 0 on"),
        ("cascade y", "no count between the post and 3600 seconds after it"),
    ]
    assert [one.observed for one in forecasts(content)] == [5]


def test_rows_are_numbered_on_over_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BLOCK_BYTES", 64)
    good = [f"a,{second},1" for second in range(100)]
    good[70] = "a,x,1"
    content = "cascade_id,t_seconds,followers\n" + "\r\n".join(good)
    assert asides(content.encode()) == [("row 72", "t_seconds is not a number from 0 on")]
    assert forecasts(content.encode())[0].observed == 98


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "ç"]), st.sampled_from(["0", "5", "1e3", "9999", "-1", "", "?", '"'])
        ),
        max_size=12,
    )
)
def test_every_row_is_counted_set_aside_or_later(rows: list[tuple[str, str]]) -> None:
    lines = [f"{key},{second}" for key, second in rows]
    content = "\n".join(["cascade_id,t_seconds", *lines]).encode()
    good = [(key, float(second)) for key, second in rows if second in {"0", "5", "1e3", "9999"}]
    posts = {key for key, second in good if second == 0}
    counted = sum(second <= HOUR for _, second in good) - len(posts)
    assert sum(one.observed for one in forecasts(content)) == counted
    assert len(asides(content)) == len(rows) - len(good)


def test_a_byte_order_mark_and_capitals_in_the_header() -> None:
    assert forecasts(b"\xef\xbb\xbfCascade_ID, T_seconds\r\na,5\r\n")[0].observed == 1


def test_a_table_with_a_header_only_has_no_forecasts() -> None:
    assert told(b"cascade_id,t_seconds\n") == []


def test_further_columns_are_passed_over() -> None:
    assert forecasts(b"name,cascade_id,t_seconds\nAna,a,5\n1,a,6\n")[0].observed == 2


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"id,seconds\na,5\n", b"cascade_id,t_seconds,t_seconds\na,1,2\n"]
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match=r"^waves\.csv: ") as refused:
        told(content)
    assert refused.value.mend


@pytest.mark.parametrize(
    "content", [b"PAR1", b"PAR1" + bytes(200), parquet(cascade_id=["a"], t_seconds=[1.0])[:-9]]
)
def test_a_damaged_parquet_file_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedFile, match=r"waves\.csv"):
        told(content)


def test_a_parquet_column_that_holds_no_numbers_is_refused() -> None:
    with pytest.raises(DamagedFile, match=r"waves\.csv, row 1"):
        told(parquet(cascade_id=["a"], t_seconds=[[1.0]]))


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BLOCK_BYTES", 64)
    with pytest.raises(DamagedFile, match="longer than 256 bytes"):
        told(b"cascade_id,t_seconds\n" + b"a" * 1_000)


def test_an_age_that_cannot_be_is_refused_before_reading() -> None:
    with pytest.raises(UsageError):
        told(EVENTS, at=0)


def test_the_json_has_the_agreed_shape() -> None:
    shape = as_json(forecast(fading(300), at=HOUR, horizons=[DAY, 600.0, 7 * DAY], cascade_id="c17"))
    assert json.loads(json.dumps(shape)) == shape
    assert list(shape) == [
        "cascade_id",
        "at",
        "observed",
        "phase",
        "final",
        "horizons",
        "over_at",
        "half_life_s",
        "second_wind",
        "model",
    ]
    levels = ["0.025", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.975"]
    assert shape["cascade_id"] == "c17"
    assert shape["at"] == HOUR
    assert shape["observed"] == 150
    assert shape["phase"] == "rising"
    assert shape["model"] == "wave-2-events"
    assert list(shape["horizons"]) == ["24h", "10m", "168h"]  # type: ignore[call-overload]
    for quantiles in (shape["final"], shape["over_at"], *shape["horizons"].values()):  # type: ignore[attr-defined]
        assert list(quantiles) == levels
        assert np.isfinite(list(quantiles.values())).all()
