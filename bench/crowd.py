"""Made-up people and words in any number, the same for the same seed."""

import random
from collections.abc import Iterator
from itertools import accumulate

_SYLLABLES = [
    "ka",
    "ri",
    "no",
    "ta",
    "mu",
    "se",
    "lo",
    "pi",
    "ve",
    "da",
    "shi",
    "or",
    "an",
    "el",
    "un",
    "ti",
    "ra",
    "bo",
    "ne",
    "gu",
    "fa",
    "ly",
]


class Crowd:
    """People who write texts of a natural length with words of natural frequency (Zipf)."""

    def __init__(self, seed: int = 7, people: int = 20_000, words: int = 40_000) -> None:
        self.random = random.Random(seed)
        pick = self.random.choice
        self.words = [
            "".join(pick(_SYLLABLES) for _ in range(self.random.randint(1, 4))) for _ in range(words)
        ]
        self._weights = list(accumulate(1 / (place + 10) for place in range(words)))
        self.people = [
            (f"{pick(self.words).title()} {pick(self.words).title()}", f"https://www.linkedin.com/in/m-{n}")
            for n in range(people)
        ]

    def text(self, mean_words: float = 26.0) -> str:
        """A text of about 157 characters on average, the mean of the messages in a real-shaped archive."""
        n = max(1, min(120, round(self.random.lognormvariate(3.0, 0.7) * mean_words / 25.0)))
        return " ".join(self.random.choices(self.words, cum_weights=self._weights, k=n)).capitalize() + "."

    def texts(self, n: int) -> Iterator[str]:
        """`n` texts."""
        return (self.text() for _ in range(n))

    def person(self) -> tuple[str, str]:
        """Somebody's name and profile URL."""
        return self.random.choice(self.people)
