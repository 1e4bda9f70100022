"""The constructed set is sound, and the check that says so finds what is wrong."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = ROOT / "tools" / "constructed" / "check.py"
SOUND: dict[str, object] = {
    "id": "en-p99-001",
    "text": "Could you share the template?",
    "lang": "en",
    "tone": "neutral",
    "intents": ["question"],
    "abuse": [],
    "lane": "question",
    "pen": "en-p99",
    "kind": "comment",
    "context": "",
    "headline": "",
    "pair": "",
}


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CHECK), str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def write(folder: Path, split: str, *rows: dict[str, object]) -> None:
    path = folder / split / f"{rows[0]['pen']}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_the_set_as_shipped_is_sound() -> None:
    done = run(ROOT / "data" / "constructed")
    assert (done.returncode, done.stderr) == (0, "")


def test_every_lane_is_well_covered_in_english() -> None:
    least = {
        "hostile": 110,
        "spam": 80,
        "needs_you": 70,
        "opportunity": 70,
        "question": 90,
        "feedback": 80,
        "disagreement": 90,
        "kind_words": 170,
        "other": 60,
    }
    files = (ROOT / "data" / "constructed").glob("*/en-*.jsonl")
    lines = (line for path in files for line in path.read_text(encoding="utf-8").splitlines())
    lanes = Counter(json.loads(line)["lane"] for line in lines)
    assert {lane: n for lane, n in least.items() if lanes[lane] < n} == {}


def test_a_sound_row_passes_and_is_counted(tmp_path: Path) -> None:
    write(tmp_path, "train", SOUND)
    done = run(tmp_path)
    assert done.returncode == 0
    assert "en train       1    1" in done.stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lane": "other"}, "lane other, but tone and intents say question"),
        ({"tone": "hostile", "lane": "hostile"}, "hostile tone and abuse"),
        ({"abuse": ["insult"]}, "hostile tone and abuse"),
        ({"intents": ["praise"], "lane": "other"}, "praise and gratitude"),
        ({"tone": "critical", "intents": [], "lane": "other"}, "a critical text"),
        ({"intents": ["disagreement"], "lane": "disagreement"}, "disagreement makes the tone critical"),
        ({"tone": "supportive", "intents": ["spam"], "lane": "spam"}, "spam is neutral"),
        ({"intents": ["asking"]}, "intents has an unknown label"),
        ({"intents": ["question", "question"]}, "without repeats"),
        ({"lane": "unsure"}, "unknown lane"),
        ({"text": "  "}, "text must be text"),
        ({"mood": "fine"}, "fields missing or unknown: ['mood']"),
        ({"id": "en-p98-001"}, "the id begins with the pen"),
        ({"pair": "en-p99-x01"}, "needs two rows or more"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, change: dict[str, object], said: str) -> None:
    write(tmp_path, "train", {**SOUND, **change})
    done = run(tmp_path)
    assert done.returncode == 1
    assert "train/en-p99.jsonl:1: " in done.stderr
    assert said in done.stderr


def test_a_broken_line_does_not_hide_the_next(tmp_path: Path) -> None:
    write(tmp_path, "dev", SOUND)
    path = tmp_path / "dev" / "en-p99.jsonl"
    path.write_text('{"id": \n[]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    done = run(tmp_path)
    assert "dev/en-p99.jsonl:1: not JSON" in done.stderr
    assert "dev/en-p99.jsonl:2: not an object" in done.stderr
    assert "en dev         1" in done.stdout


def test_nothing_is_shared_between_splits(tmp_path: Path) -> None:
    frame = "I read the letter twice and then I closed the laptop"
    write(tmp_path, "train", {**SOUND, "text": f"{frame}. Can I use it?"})
    other = {**SOUND, "pen": "en-p98", "id": "en-p98-001", "text": f"{frame}. Who wrote it?"}
    write(tmp_path, "test", {**SOUND, "id": "en-p99-002"})
    write(tmp_path, "dev", other)
    said = run(tmp_path).stderr
    assert "en-p99: in test and train" in said
    assert "shares the words 'i read the letter twice and then i'" in said


def test_repeats_are_found_whatever_their_case(tmp_path: Path) -> None:
    again = {**SOUND, "id": "en-p99-002", "text": "could you  share the TEMPLATE?"}
    write(tmp_path, "train", SOUND, again)
    assert "same text as train/en-p99.jsonl:1" in run(tmp_path).stderr


def test_a_bare_emoji_may_stand_in_two_languages_but_once_in_each(tmp_path: Path) -> None:
    bare = {**SOUND, "text": "👏", "intents": [], "tone": "supportive", "lane": "kind_words"}
    write(tmp_path, "train", bare)
    write(tmp_path, "dev", {**bare, "lang": "de", "pen": "de-p99", "id": "de-p99-001"})
    assert run(tmp_path).stderr == ""
    write(tmp_path, "test", {**bare, "pen": "en-p98", "id": "en-p98-001"})
    assert "same text as train/en-p99.jsonl:1" in run(tmp_path).stderr
