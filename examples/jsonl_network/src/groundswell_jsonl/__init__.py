"""A network that is a file: whoever appends a line to it has done something, and so does Groundswell.

Each line is an object with `id`, `at` (ISO 8601), `by` and `kind` (`post`, `comment`, `reaction`, `repost`,
`follow`). Comments, reactions and reposts name the `post`; comments have a `text` and name what it `answers`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account, Interaction, Person, Post
from groundswell.domain.errors import NotFound, NotReady, SignInAgain
from groundswell.domain.keys import comment_fingerprint
from groundswell.domain.records import Record, SetAside
from groundswell.domain.when import When, to_ms
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.live import Batch, Begun, Field, SignedIn

PREFIX = "other:jsonl:"
"""How every key begins that a stranger's network gives: `other:` and the name of its entry point."""

_AT_ONCE = 500
_KINDS = {kind.value: kind for kind in (Kind.COMMENT, Kind.REACTION, Kind.REPOST, Kind.FOLLOW)}


class JsonLines:
    """Signs in with the name of a file and a name to go by."""

    title = "JSON Lines"
    streams_from = None
    fields = (Field("path", "The file, such as ~/wave.jsonl"), Field("name", "Your name in it"))

    def begin(self, given: Mapping[str, str]) -> Begun:
        """There is nothing to open in a browser."""
        return Begun()

    def sign_in(self, given: Mapping[str, str], kept: Mapping[str, str]) -> SignedIn:
        """Raises SignInAgain if there is no such file."""
        path = Path(given["path"]).expanduser().absolute()
        if not path.is_file():
            raise SignInAgain("there is no such file", where=str(path))
        account = Account(Network.OTHER, f"{PREFIX}{given['name']}", given["name"])
        return SignedIn(account, {"path": str(path)})

    def acts(self, secret: Mapping[str, str]) -> frozenset[Act]:
        """What can be written as a line."""
        return frozenset({Act.REPLY, Act.LIKE})

    def open(
        self, account: Account, secret: Mapping[str, str], keep: Callable[[Mapping[str, str]], None]
    ) -> "FileLine":
        """The file is opened anew at each call, so that nothing has to be held."""
        return FileLine(Path(secret["path"]), account)


class FileLine:
    """Reads on where the last look ended: the cursor is a place in the file."""

    def __init__(self, path: Path, account: Account) -> None:
        self._path, self._account = path, account

    def backfill(self, cursor: str) -> Iterator[Batch]:
        """What was before is news as well: the first look begins at the top."""
        yield Batch((), "done")

    def news(self, cursor: str) -> Iterator[Batch]:
        """Every whole line after the cursor."""
        place, lines = int(cursor or 0), self._lines(int(cursor or 0))
        while some := list(islice(lines, _AT_ONCE)):
            place += sum(map(len, some))
            yield Batch(tuple(map(self._record, some)), str(place))

    def stream(self, tell: Callable[[tuple[Record | SetAside, ...]], None]) -> None:
        """Looking is quick enough."""

    def act(self, action: Action) -> str:
        """Appends a line under the action's key, unless it stands there."""
        there = {str(one.get("id")): one for one in self._objects()}
        target = there.get(action.target.removeprefix(PREFIX))
        if target is None:
            raise NotFound("there is no such line", where=str(self._path))
        if action.key not in there:
            kind = Kind.COMMENT if action.act is Act.REPLY else Kind.REACTION
            done = {"id": action.key, "kind": kind, "by": self._account.name, "text": action.text}
            about = {"post": target.get("post", target["id"]), "answers": target["id"]}
            line = json.dumps({**done, **about, "at": datetime.now(UTC).isoformat()})
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        return PREFIX + action.key

    def close(self) -> None:
        """Nothing is held."""

    def _lines(self, start: int) -> Iterator[bytes]:
        try:
            with self._path.open("rb") as file:
                file.seek(start)
                # The last line may be in the middle of being written.
                yield from (line for line in file if line.endswith(b"\n"))
        except OSError as error:
            raise NotReady("the file cannot be read", where=str(self._path)) from error

    def _objects(self) -> Iterator[dict[str, Any]]:
        for line in self._lines(0):
            with suppress(ValueError):
                yield json.loads(line)

    def _record(self, line: bytes) -> Record | SetAside:
        try:
            told = json.loads(line)
            return Record(told["id"], (self._post(told) if told["kind"] == "post" else self._done(told),))
        except (ValueError, KeyError, TypeError) as error:
            return SetAside(str(self._path), f"a line cannot be read ({error})", "Mend the line.")

    def _post(self, told: Mapping[str, Any]) -> Post:
        at = to_ms(datetime.fromisoformat(told["at"]))
        return Post(Network.OTHER, PREFIX + told["id"], at, told["text"])

    def _done(self, told: Mapping[str, Any]) -> Interaction:
        own, key = told["by"] == self._account.name, PREFIX + told["id"]
        person = None if own else Person(Network.OTHER, f"{PREFIX}@{told['by']}", told["by"])
        post, text, answers = told.get("post", ""), told.get("text", ""), told.get("answers", "")
        kind, belongs = _KINDS[told["kind"]], PREFIX + post if post else ""
        return Interaction(
            key, Network.OTHER, kind, Direction.OUT if own else Direction.IN,
            When.exactly(to_ms(datetime.fromisoformat(told["at"]))), person, belongs, text,
            thread=PREFIX + answers if answers and answers != post else "", has_id=True,
            fingerprint=comment_fingerprint(belongs, person.key if person else "", text)
            if kind is Kind.COMMENT else "",
        )  # fmt: skip
