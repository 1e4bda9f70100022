import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "waves.md"


def test_the_examples_of_the_page_run() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block, {})
