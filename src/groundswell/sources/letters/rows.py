"""Letters as rows: of a table, or JSON Lines."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from groundswell.domain.errors import MappingNeeded
from groundswell.domain.letters import Letter
from groundswell.domain.records import SetAside
from groundswell.sources.common.decoding import decoded
from groundswell.sources.common.headers import find_header
from groundswell.sources.common.tables import Table, text_of
from groundswell.sources.common.text import clean, one_line
from groundswell.sources.letters.stripping import until_quoted
from groundswell.sources.protocol import Limits

_NAMES: Mapping[str, tuple[str, ...]] = {
    "body": (
        "body", "text", "letter", "message", "content", "brief", "nachricht", "inhalt", "cuerpo", "texto",
        "mensaje", "carta", "corps", "texte", "lettre", "corpo", "mensagem", "mail", "email", "e mail",
    ),
    "id": ("id", "nr", "no", "number", "row", "key", "ref", "reference"),
    "from": ("from", "sender", "von", "absender", "de", "remitente", "expéditeur", "remetente"),
    "to": ("to", "recipient", "applicant", "an", "empfänger", "para", "destinatario", "à", "destinataire",
           "email", "e mail"),
    "subject": ("subject", "betreff", "asunto", "objet", "sujet", "assunto"),
}  # fmt: skip
_APART = re.compile(r"[\W_]+")
_LINE_MEND = 'Give one JSON object a line: {"id", "from", "subject", "body"}.'
_LONGEST_LINE = 16 * 1024**2


def places(columns: Sequence[str]) -> dict[str, int]:
    """Which column of a table holds what: the one whose name is likeliest, and each column one thing."""
    plain = [_APART.sub(" ", column.casefold()).strip() for column in columns]
    found: dict[str, int] = {}
    for field, names in _NAMES.items():
        ranks = [
            (names.index(name), further, place)
            for place, own in enumerate(plain)
            if place not in found.values()
            for further, name in enumerate((own, own.rpartition(" ")[2]))
            if name in names
        ]
        if ranks:
            found[field] = min(ranks)[2]
    return found


def is_table(columns: Sequence[str]) -> bool:
    """Whether a first row names a column of letters beside another."""
    return len(columns) > 1 and "body" in places(columns)


def from_table(file: BinaryIO, name: str, limits: Limits) -> Iterator[Letter | SetAside]:
    """A letter, or one row set aside, for each row.

    Raises:
        DamagedFile: The file is empty or holds no table.
        MappingNeeded: No column holds letters.
    """
    head, rest = text_of(file)
    header = find_header(head, name=name)
    found = places(header.columns)
    if "body" not in found:
        mend = "Name the column of the letters `body`; the others may be `id`, `from`, `to` and `subject`."
        raise MappingNeeded(header.columns, ("body",), where=name, mend=mend)
    for row in Table(header, head, rest, limits.field_chars):
        if isinstance(row, SetAside):
            yield SetAside(f"{name}, {row.where}", row.why, row.mend, row.excerpt)
        else:
            number, cells = row
            told = {field: cells[place].replace("\r\n", "\n") for field, place in found.items()}
            yield letter_from(told, f"{name}, row {number}", str(number), limits)


def from_lines(file: BinaryIO, name: str, limits: Limits) -> Iterator[Letter | SetAside]:
    """A letter, or one row set aside, for each line that is not blank."""
    rest, number = "", 0
    for piece in decoded(file):
        *lines, rest = (rest + piece).split("\n")
        if len(rest) > _LONGEST_LINE:
            yield SetAside(f"{name}, line {number + 1}", "a line is longer than 16 MB", _LINE_MEND)
            return
        for line in lines:
            number += 1
            if line.strip():
                yield _from_line(line, f"{name}, line {number}", str(number), limits)
    if rest.strip():
        yield _from_line(rest, f"{name}, line {number + 1}", str(number + 1), limits)


def _from_line(line: str, where: str, number: str, limits: Limits) -> Letter | SetAside:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return SetAside(where, "is no JSON", _LINE_MEND, line[:120])
    if not isinstance(told, dict):
        return SetAside(where, "is no JSON object", _LINE_MEND, line[:120])
    fields = {}
    for field in ("id", "from", "to", "subject", "body"):
        value = told.get(field, "")
        if value is None:
            value = ""
        if field == "id" and isinstance(value, int):
            value = str(value)
        if not isinstance(value, str):
            return SetAside(where, f"{field!r} is no text", _LINE_MEND, line[:120])
        fields[field] = value
    return letter_from(fields, where, number, limits)


def letter_from(
    told: Mapping[str, str], where: str, number: str, limits: Limits, *, whole: bool = False
) -> Letter | SetAside:
    """One letter from its fields; the body is kept as it is up to what it quotes: places in it stay good.

    Args:
        whole: Whether what it quotes, and what stands below its signature's mark, belongs to it.
    """
    body = told.get("body", "").encode("utf-8", "replace").decode()
    body = clean(body) if whole else until_quoted(body)
    if not clean(body):
        return SetAside(where, "there are no words in it", "Write them into it.")
    if len(body) > limits.text_chars:
        why = f"a text of more than {limits.text_chars:,} characters"
        return SetAside(where, why, "Raise text_chars in the settings.", body[:120])
    return Letter(
        id=told.get("id", "").encode("utf-8", "replace").decode() or number,
        body=body,
        subject=one_line(told.get("subject", "")),
        sender=one_line(told.get("from", "")),
        to=one_line(told.get("to", "")),
        where=where,
    )
