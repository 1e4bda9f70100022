"""The constructed letters are sound, and splits share no frame."""

from tools.letters.check import checked


def test_every_row_is_sound() -> None:
    assert list(checked()) == []
