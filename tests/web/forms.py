"""The forms in which a page is looked at: the one that finds most at once, the others where there is time."""

import pytest

in_both_forms = pytest.mark.parametrize(
    ("width", "dark"),
    [
        pytest.param(390, True, id="narrow, dark"),
        pytest.param(1380, False, id="wide, light", marks=pytest.mark.slow),
    ],
)
at_both_widths = pytest.mark.parametrize("width", [390, pytest.param(1380, marks=pytest.mark.slow)])
