"""Word lists as plain files."""

from collections.abc import Iterator
from pathlib import Path


def word_lists(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Title and words of each section of a word list; lines from `# ` on are remarks."""
    title, words = "", list[str]()
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            if title:
                yield title, words
            title, words = line.strip("[]"), []
        elif not line.startswith("# "):
            words.extend(line.split())
    yield title, words
