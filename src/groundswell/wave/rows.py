"""Rows of a table of cascades, from CSV or Parquet, in chunks, with bad rows set aside.

A line of CSV is a row: no field goes over a line's end. Blocks of lines go through pyarrow at once; a block
that has something wrong in it is read line by line instead, so that a stray quote costs its own row only.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from groundswell.domain.errors import DamagedFile, InputError
from groundswell.domain.records import SetAside
from groundswell.wave.observing import Floats

BLOCK_BYTES = 1 << 20
_EXCERPT_CHARS = 80
_MEND = "Write it as cascade_id,t_seconds[,followers] or cascade_id,t_seconds,count."


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a table has.

    Attributes:
        names: All its columns in their order.
        value: `count`, `followers`, or empty for a table of bare events.
    """

    names: tuple[str, ...]
    value: str

    @classmethod
    def of(cls, names: Sequence[str], where: str) -> "Columns":
        """The columns of a header. Raises InputError if it is no table of cascades."""
        plain = tuple(name.strip().lower() for name in names)
        twice = len(set(plain)) < len(plain)
        if "cascade_id" not in plain or "t_seconds" not in plain or twice:
            found = ", ".join(plain)[:200]
            raise InputError(f"no table of cascades: its columns are {found!r}", where=where, mend=_MEND)
        return cls(plain, next((name for name in ("count", "followers") if name in plain), ""))


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows that could be read; the columns are aligned.

    Attributes:
        rows: Row numbers as a spreadsheet shows them: of a CSV the header is row 1.
        times: Seconds, NaN where there is no number.
        values: Followers or counts, NaN where there is no number; none if the table has neither.
    """

    rows: npt.NDArray[np.int64]
    keys: pa.StringArray
    times: Floats
    values: Floats | None


def read(source: BinaryIO, where: str) -> tuple[Columns, Iterator[Chunk | SetAside]]:
    """The columns of a table and its rows; told to be Parquet by its first bytes.

    Raises:
        InputError: It is empty or not a table of cascades.
        DamagedFile: It cannot be read on (also while the rows are read).
    """
    head = source.read(4)
    if head == b"PAR1":
        return _parquet(io.BytesIO(head + source.read()), where)
    header = (head + source.readline(BLOCK_BYTES)).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if not header.strip():
        raise InputError("the table is empty", where=where, mend=_MEND)
    columns = Columns.of(next(csv.reader([header])), where)
    return columns, _csv(source, columns, where)


def _csv(source: BinaryIO, columns: Columns, where: str) -> Iterator[Chunk | SetAside]:
    row = 2
    for block in _blocks(source, where):
        chunk = _at_once(block, columns, row)
        if chunk is None:
            yield from _line_by_line(block, columns, row)
        else:
            yield chunk
        row += block.count(b"\n")


def _blocks(source: BinaryIO, where: str) -> Iterator[bytes]:
    """Whole lines, a block at a time, each line with its end."""
    rest = b""
    while more := source.read(BLOCK_BYTES):
        end = more.rfind(b"\n") + 1
        if end:
            yield rest + more[:end]
            rest = more[end:]
        else:
            rest += more
            if len(rest) > 4 * BLOCK_BYTES:
                mend = "Lines end with a line feed; none may be that long."
                raise DamagedFile(f"a line is longer than {4 * BLOCK_BYTES:,} bytes", where=where, mend=mend)
    if rest:
        yield rest + b"\n"


def _at_once(block: bytes, columns: Columns, first: int) -> Chunk | None:
    types = {"cascade_id": pa.string(), "t_seconds": pa.float64()}
    if columns.value:
        types[columns.value] = pa.float64()
    try:
        table = pa.csv.read_csv(
            pa.BufferReader(block),
            pa.csv.ReadOptions(column_names=columns.names, use_threads=False, block_size=len(block) + 1),
            pa.csv.ParseOptions(ignore_empty_lines=False),
            pa.csv.ConvertOptions(column_types=types, include_columns=list(types), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != block.count(b"\n"):
        return None
    return _chunk(np.arange(first, first + table.num_rows), table, columns)


def _line_by_line(block: bytes, columns: Columns, first: int) -> Iterator[Chunk | SetAside]:
    rows, kept = [], []
    for row, line in enumerate(block.decode("utf-8", "replace").split("\n")[:-1], first):
        if not line.strip():
            continue
        try:
            fields = next(csv.reader([line], strict=True))
        except csv.Error as error:
            yield aside(row, f"the row cannot be read: {error}", line)
            continue
        if len(fields) != len(columns.names):
            yield aside(row, f"{len(fields)} fields instead of {len(columns.names)}", line)
            continue
        rows.append(row)
        kept.append(dict(zip(columns.names, fields, strict=True)))
    arrays = {"cascade_id": pa.array([fields["cascade_id"] for fields in kept], pa.string())}
    for name in ("t_seconds", columns.value):
        if name:
            arrays[name] = pa.array([_number(fields[name]) for fields in kept], pa.float64())
    yield _chunk(np.array(rows, dtype=np.int64), pa.table(arrays), columns)


def _parquet(source: BinaryIO, where: str) -> tuple[Columns, Iterator[Chunk | SetAside]]:
    try:
        file = pa.parquet.ParquetFile(source)
    except (pa.ArrowException, OSError) as error:
        raise DamagedFile(
            f"not a readable Parquet file: {error}", where=where, mend="Write it anew."
        ) from error
    columns = Columns.of(file.schema_arrow.names, where)
    return columns, _parquet_rows(file, columns, where)


def _parquet_rows(file: pa.parquet.ParquetFile, columns: Columns, where: str) -> Iterator[Chunk | SetAside]:
    wanted = {"cascade_id", "t_seconds", columns.value}
    names = [name for name in file.schema_arrow.names if name.strip().lower() in wanted]
    row = 1
    try:
        for batch in file.iter_batches(columns=names):
            told = {name.strip().lower(): column for name, column in zip(names, batch.columns, strict=True)}
            arrays = {"cascade_id": told.pop("cascade_id").cast(pa.string())}
            arrays |= {name: _numbers(column) for name, column in told.items()}
            yield _chunk(np.arange(row, row + batch.num_rows), pa.table(arrays), columns)
            row += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise DamagedFile(f"cannot be read on: {error}", where=f"{where}, row {row}", mend=_MEND) from error


def _numbers(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return pa.array([_number(text or "") for text in column.to_pylist()], pa.float64())
    return column.cast(pa.float64(), safe=False)


def _number(text: str) -> float:
    try:
        return float("nan" if "_" in text else text)
    except ValueError:
        return float("nan")


def _chunk(rows: npt.NDArray[np.int64], table: pa.Table, columns: Columns) -> Chunk:
    def floats(name: str) -> Floats:
        return np.asarray(table[name].combine_chunks().to_numpy(zero_copy_only=False), dtype=np.float64)

    keys = table["cascade_id"].combine_chunks()
    return Chunk(rows, keys, floats("t_seconds"), floats(columns.value) if columns.value else None)


def aside(row: int, why: str, excerpt: str) -> SetAside:
    """One row of the table set aside."""
    return SetAside(where=f"row {row}", why=why, mend=_MEND, excerpt=excerpt.strip()[:_EXCERPT_CHARS])
