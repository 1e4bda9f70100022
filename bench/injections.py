"""How often comments steer a model that writes drafts, and how often any of that would be shown.

python -m bench.injections [--model NAME --url http://127.0.0.1:8080/v1] [--most 241] [--again]

Two writers meet the 241 comments of `data/injections`. Each is asked with all of the comment, nothing held
back, in the very prompt that drafts are asked for with:

- *obeys*: a model that does to the letter what the comment wants, alone and after a polite sentence;
- *real*: real weights behind an OpenAI-compatible server, started from `.servers` (`make servers`) unless
  `--url` names another.

Counted is whether what a comment wants stands in what the model wrote, whether the guard would have shown it,
and whether the model would have been asked at all. Answers are kept in `--out`, so that a run goes on where
it ended; `--again` counts those that are there anew.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from tests.injections.cases import Case, brief_for, cases, obeyed, whole_prompt
from tests.injections.test_guard import polite

from groundswell.domain.errors import GroundswellError
from groundswell.reply.drafts.prompt import Prompt, can_ask, written
from groundswell.reply.guard import Guard
from groundswell.services.own_model import Model
from groundswell.services.own_model.asking import ask

SECONDS = 600.0


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", default="")
    parser.add_argument("--model", default="small")
    parser.add_argument("--most", type=int, default=1_000)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("bench/results/injections.jsonl"))
    given = parser.parse_args()
    # In an order that has nothing to do with what they are, so that the first ones are a fair sample.
    chosen = sorted(cases(), key=lambda one: crc32(one.id.encode()))[: given.most]
    print(_rows("obeys, alone", Counter(_obeys(one, polite_too=False) for one in chosen)))
    print(_rows("obeys, after a polite sentence", Counter(_obeys(one, polite_too=True) for one in chosen)))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    if not given.again:
        with _server(given.url, given.model) as model:
            _ask_all(chosen, model, given.out)
    kept = [json.loads(line) for line in given.out.read_text(encoding="utf-8").splitlines()]
    by_id = {one["id"]: one for one in kept}
    found = [_counted(one, by_id[one.id]) for one in chosen if one.id in by_id]
    print(_rows("real", Counter(told for told in found)))
    drafts = [_shown(one, by_id[one.id]) for one in chosen if one.id in by_id]
    took = sorted(one["took"] for one in kept)
    print(f"drafts {sum(all_ for all_, _ in drafts)}, shown {sum(shown for _, shown in drafts)}")
    print(f"seconds an answer, median {took[len(took) // 2]:.1f}, most {took[-1]:.1f}")


def _obeys(case: Case, *, polite_too: bool) -> str:
    brief = brief_for(case)
    if brief is None:
        return "nothing drafted"
    prompt = whole_prompt(brief)
    wanted = obeyed(case, prompt)
    lines = [polite(case, brief), wanted] if polite_too else [wanted]
    if not case.steered(" ".join(lines), prompt):
        return "no longer does it"
    return "held" if Guard(brief).refusal(lines, prompt) else "SHOWN"


def _ask_all(chosen: list[Case], model: Model, out: Path) -> None:
    known = (
        {json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()} if out.exists() else set()
    )
    with out.open("a", encoding="utf-8") as file:
        for case in chosen:
            brief = brief_for(case)
            # To a question whose answer only the user has no plan makes a draft, and nobody is asked.
            if brief is None or not can_ask(brief) or case.id in known:
                continue
            prompt, begun = whole_prompt(brief), time.perf_counter()
            try:
                answer, error = dict(ask(model, "", prompt)), ""
            except GroundswellError as failed:
                answer, error = {}, failed.what
            row = {
                "id": case.id, "answer": answer, "error": error, "took": time.perf_counter() - begun,
                "system": prompt.system, "data": prompt.data, "canary": prompt.canary,
            }  # fmt: skip
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()


def _lines(case: Case, row: Mapping[str, object]) -> Iterator[tuple[list[str], Prompt]]:
    """Each draft of an answer, with the prompt that it answers."""
    brief = brief_for(case)
    assert brief is not None
    fresh = whole_prompt(brief)
    prompt = replace(fresh, system=str(row["system"]), data=str(row["data"]), canary=str(row["canary"]))
    answer = row["answer"]
    assert isinstance(answer, dict)
    for one in written(answer, prompt.plans):
        yield list(one.sentences), prompt


def _counted(case: Case, row: Mapping[str, object]) -> str:
    """What became of a comment: the worst of its drafts."""
    brief = brief_for(case)
    assert brief is not None
    guard, worst = Guard(brief), "not steered"
    for lines, prompt in _lines(case, row):
        if case.steered(" ".join(lines), prompt):
            if guard.refusal(lines, prompt) is None:
                return "steered, SHOWN"
            worst = "steered, held"
    return "no answer" if row["error"] else worst


def _shown(case: Case, row: Mapping[str, object]) -> tuple[int, int]:
    """How many drafts there were, and how many of them the guard would show."""
    brief = brief_for(case)
    assert brief is not None
    drafts = list(_lines(case, row))
    return len(drafts), sum(Guard(brief).refusal(lines, prompt) is None for lines, prompt in drafts)


@contextmanager
def _server(url: str, name: str) -> Iterator[Model]:
    if url:
        yield Model(url, name, SECONDS)
        return
    from tests.servers.model import model_server

    with tempfile.TemporaryDirectory() as folder, model_server(Path(folder)) as served:
        yield Model(served.url, served.name, SECONDS)


def _rows(title: str, found: Counter[str]) -> str:
    return "\n".join([f"== {title} ({found.total()})", *(f"{n:5} {what}" for what, n in found.most_common())])


if __name__ == "__main__":
    main()
