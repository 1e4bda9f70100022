import numpy as np
import pytest

from groundswell.domain.words import Phase
from groundswell.wave import phase


@pytest.mark.parametrize(
    ("gained", "final", "said"),
    [
        ([0, 0, 0, 0, 0, 0, 1, 3], 40, Phase.QUIET),
        ([50, 30, 15, 4, 1, 0, 0, 0], 103, Phase.OVER),
        ([2, 4, 8, 12, 20, 30, 45, 60], 400, Phase.SURGING),
        ([60, 45, 30, 20, 12, 8, 4, 2], 400, Phase.RISING),
        ([60, 45, 30, 20, 12, 8, 4, 2], 220, Phase.EBBING),
        ([20, 20, 20, 20, 20, 20, 20, 20], 200, Phase.RISING),
    ],
)
def test_the_rule(gained: list[float], final: float, said: Phase) -> None:
    assert phase(np.array(gained, dtype=float), sum(gained), final) is said


def test_a_handful_at_once_is_no_surge() -> None:
    assert phase(np.array([1.0, 1, 0, 0, 0, 0, 0, 4]), 6, 20) is Phase.RISING


def test_without_its_course_a_wave_goes_by_what_is_to_come() -> None:
    unknown = np.full(8, np.nan)
    assert phase(unknown, 100, 300) is Phase.RISING
    assert phase(unknown, 100, 150) is Phase.EBBING
    assert phase(unknown, 100, 101) is Phase.OVER
