"""The network's stream of all that is written on it, frame by frame (`com.atproto.sync.subscribeRepos`).

A frame is two CBOR values: a head, and what one account wrote at once, with its records in a CAR archive.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from atproto import CAR, CID
from atproto_core.cbor import decode_dag_multi

_COMMIT = "#commit"


@dataclass(frozen=True, slots=True)
class Written:
    """One record that an account wrote or took back.

    Attributes:
        record: As it was written; none if it was taken back.
    """

    did: str
    collection: str
    name: str
    record: Mapping[str, Any] | None

    @property
    def uri(self) -> str:
        """Of the record."""
        return f"at://{self.did}/{self.collection}/{self.name}"


def written(frame: bytes) -> Iterator[Written]:
    """What a frame tells; nothing if it is not about records. Changes of records are passed over.

    Raises:
        ValueError: It cannot be read.
    """
    head, *rest = decode_dag_multi(frame)
    if not rest or head.get("t") != _COMMIT:
        return
    body: Any = rest[0]
    blocks = CAR.from_bytes(body["blocks"]).blocks if body["blocks"] else {}
    for op in body["ops"]:
        collection, _, name = op["path"].partition("/")
        if op["action"] == "delete":
            yield Written(body["repo"], collection, name, None)
        elif op["action"] == "create" and op["cid"]:
            record: Any = blocks.get(CID.decode(op["cid"]))
            if record is not None:
                yield Written(body["repo"], collection, name, record)
