"""Names in other cases in the quotes of a report: how many are struck, and what is struck in vain.

python -m bench.inflected [--out inflected.md]

Names were declined by hand (data/declined) and stand in sentences, once within and once at the beginning.
What is struck in vain is looked for in constructed comments and in sentences that are made to mislead, while
everybody of the list, in their language, has commented.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.triage.metrics import table

from groundswell.domain.keys import folded
from groundswell.services.report import naming
from groundswell.services.report.naming import Crowd, struck
from groundswell.store import Connection, open_store

_ROOT = Path(__file__).parents[1]
_DECLINED = _ROOT / "data" / "declined"
_COMMENTS = ("data/constructed/**/*.jsonl", "data/replies/**/*.jsonl")
_WITHIN_AND_FIRST = {
    "ru": ("Я сама писала об этом {} вчера, и это правда.", "{} давно пора было ответить."),
    "uk": ("Я сама писала про це {} вчора, і це правда.", "{} давно треба було відповісти."),
    "pl": ("Sama pisałam o tym wczoraj do {} i to prawda.", "{} nikt jeszcze nie odpowiedział."),
    "tr": ("Dün bunu ben de {} konuştum ve çok doğru.", "{} kimse daha cevap vermedi."),
    "el": ("Το είπα χθες και εγώ για {} και είναι αλήθεια.", "{} κανείς δεν απάντησε ακόμα."),
}


def main() -> None:
    """Prints two tables, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    out: Path | None = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        with store.reading() as conn:
            text = "\n\n".join((_found(conn), _in_vain(conn)))
        store.close()
    print(text)
    if out is not None:
        out.write_text(f"{text}\n", encoding="utf-8")


def _declined() -> Iterator[tuple[str, str, list[str]]]:
    """Language, name, and its other cases."""
    for line in _lines("names.txt"):
        language, name, *forms = line.split()
        yield language, name, forms


def _lines(name: str) -> list[str]:
    lines = (_DECLINED / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _crowd(*names: str) -> Crowd:
    return Crowd([(name, frozenset({folded(name)}), ()) for name in names], frozenset())


def _found(conn: Connection) -> str:
    rows = []
    for language, sentences in _WITHIN_AND_FIRST.items():
        cases = [(name, form) for code, name, forms in _declined() if code == language for form in forms]
        missed = [
            [form for name, form in cases if form in struck(conn, _crowd(name), one.format(form)).text]
            for one in sentences
        ]
        shares = [f"{len(cases) - len(one)} of {len(cases)}" for one in missed]
        rows.append([language, *shares, ", ".join(dict.fromkeys(missed[0] + missed[1]))])
    return table(["Language", "Struck within a sentence", "At its beginning", "Missed"], rows)


def _in_vain(conn: Connection) -> str:
    rows = []
    for language in _WITHIN_AND_FIRST:
        crowd = _crowd(*(name for code, name, _ in _declined() if code == language))
        texts = list(_texts(language))
        words = sum(word[0].isupper() for text in texts for word in text.split())
        wrong = [word for text in texts for word in _taken(conn, crowd, text)]
        rows.append(
            [language, f"{len(texts):,}", f"{words:,}", str(len(wrong)), ", ".join(dict.fromkeys(wrong))]
        )
    return table(["Language", "Texts", "Words with a capital", "Taken as a case of a name", "Which"], rows)


def _texts(language: str) -> Iterator[str]:
    yield from (line[3:] for line in _lines("ordinary.txt") if line.startswith(f"{language} "))
    for pattern in _COMMENTS:
        for path in sorted(_ROOT.glob(pattern)):
            for line in path.read_text("utf-8").splitlines():
                told = json.loads(line)
                if told.get("lang", told.get("language")) == language:
                    yield str(told["text"])


def _taken(conn: Connection, crowd: Crowd, text: str) -> list[str]:
    """Words that were struck because of their ending alone."""
    return [word for one in naming.declined_in(text, crowd) for word in one.names]


if __name__ == "__main__":
    main()
