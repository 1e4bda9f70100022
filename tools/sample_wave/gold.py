"""How a thoughtful author would read the sample's texts: what others wrote to her, with labels by hand.

    python -m tools.sample_wave.gold > gold.jsonl

JSON Lines with what `groundswell triage` takes (`id`, `text`, `context`, `headline`, `kind`) and with
`lang`, `tone`, `intents`, `abuse` and `lane`. A comment's `id` is its URN, which the saved page carries.
"""

import json
import random
from collections.abc import Iterator

from tools.sample_wave import story
from tools.sample_wave.wave import SEED, Said, Wave, tell

Gold = dict[str, object]
_LABELS = ("lang", "tone", "intents", "abuse", "lane")


def gold(wave: Wave) -> Iterator[Gold]:
    """Comments, messages and invitations with a note, each kind in order of time."""
    labels = {row["id"]: row for name in story.TEXT_FILES for row in story.rows(name)}

    def labelled(one: Said, key: str, text: str, kind: str, context: str) -> Gold:
        told = {"id": key, "text": text, "context": context, "headline": one.headline, "kind": kind}
        return {**told, **{name: labels[one.id][name] for name in _LABELS}}

    for one in (*wave.comments, *wave.earlier):
        if not one.own and one.post:
            context = one.root.plain if one.root else one.post.text
            yield labelled(one, one.urn, one.plain, "comment", context)
    before: dict[str, str] = {}
    for one in wave.messages:
        if not one.own:
            text = f"{one.subject}\n{one.text}" if one.subject else one.text
            yield labelled(one, one.id, text, "message", before.get(one.thread, ""))
        before[one.thread] = one.text
    for one in wave.notes:
        if not one.own:
            yield labelled(one, one.id, one.text, "invitation", "")


if __name__ == "__main__":
    for row in gold(tell(random.Random(SEED))):
        print(json.dumps(row, ensure_ascii=False))
