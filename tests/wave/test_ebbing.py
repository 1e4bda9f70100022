from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.forecast import Forecast
from groundswell.domain.words import Phase
from groundswell.wave import Ebb, ebb


def course(looks: Sequence[tuple[float, Phase]]) -> list[bool]:
    said: list[bool] = []
    held: Ebb | None = None
    for at, phase in looks:
        held = ebb(Forecast("", at, 10.0, phase, {}, 1.0, "m"), held)
        said.append(held.said)
    return said


def test_it_is_said_once_the_phase_has_held_until_the_wave_is_twice_as_old() -> None:
    ages = (50, 100, 150, 199, 200, 300)
    phases = (Phase.SURGING, *[Phase.EBBING] * 3, *[Phase.OVER] * 2)
    assert course(list(zip(ages, phases, strict=True))) == [False, False, False, False, True, True]


def test_it_is_taken_back_as_slowly() -> None:
    begun = [(10.0, Phase.EBBING), (20.0, Phase.EBBING)]
    assert course([*begun, (30.0, Phase.RISING), (45.0, Phase.RISING)])[-1]
    assert not course([*begun, (30.0, Phase.RISING), (60.0, Phase.SURGING)])[-1]


@given(st.integers(2, 60))
def test_a_phase_that_goes_to_and_fro_at_every_look_changes_nothing(looks: int) -> None:
    phases = [Phase.EBBING if number % 2 else Phase.RISING for number in range(looks)]
    assert not any(course([(2.0**number, phase) for number, phase in enumerate(phases)]))


@given(st.lists(st.sampled_from(list(Phase)), max_size=80), st.floats(1.01, 1.9))
def test_between_two_turns_the_wave_grows_twice_as_old(phases: list[Phase], apart: float) -> None:
    ages = [apart**number for number in range(len(phases))]
    said = course(list(zip(ages, phases, strict=True)))
    turns = [at for at, before, now in zip(ages[1:], said, said[1:], strict=False) if before != now]
    assert all(later >= 1.999 * earlier for earlier, later in pairwise(turns))
