"""The public sets, and what each of them can and cannot say of our labels.

A set speaks only for heads whose meaning it shares; the rest stays unknown. What is close to a head but
not the same (anger is not hostility, offence is not insult) becomes a hint: a helper head of its own,
whose score the final heads may weigh. No set speaks for the tone: what their labels come closest to made
the tone of working people's comments worse, not better, on the training pens. `face_acts` and
`job_offer_reply` are left out: false alarms are counted on them.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from zlib import crc32

from groundswell.domain.reading import Utterance
from groundswell.domain.words import Abuse, Intent
from tools.triage.labelled import Labelled

Row = Mapping[str, str]

EMOTIONS: dict[str, frozenset[str]] = {
    "admires": frozenset({"admiration"}),
    "thanks": frozenset({"gratitude"}),
    "cares": frozenset({"caring"}),
    "enjoys": frozenset({"joy", "love", "excitement", "pride"}),
    "hopes": frozenset({"optimism", "desire", "relief"}),
    "laughs": frozenset({"amusement"}),
    "agrees": frozenset({"approval"}),
    "disapproves": frozenset({"disapproval"}),
    "angers": frozenset({"anger", "annoyance", "disgust"}),
    "asks": frozenset({"curiosity", "confusion"}),
    "saddens": frozenset({"sadness", "grief", "disappointment", "remorse", "embarrassment"}),
    "fears": frozenset({"fear", "nervousness"}),
}
_COLD = EMOTIONS["angers"] | {"disapproval"}
_HEAVY = EMOTIONS["saddens"] | EMOTIONS["fears"]
_DIALOGUE = {
    "dialogue_asks": {"Questioning"},
    "dialogue_comforts": {"Consoling", "Sympathizing", "Caring", "Encouraging", "Wishing"},
    "dialogue_agrees": {"Agreeing", "Acknowledging"},
    "dialogue_advises": {"Suggesting"},
    "dialogue_angry": {"Angry", "Furious", "Annoyed", "Disgusted"},
    "dialogue_low": {
        "Devastated",
        "Sad",
        "Lonely",
        "Anxious",
        "Afraid",
        "Terrified",
        "Ashamed",
        "Disappointed",
    },
    "dialogue_glad": {"Grateful", "Joyful", "Excited", "Proud", "Impressed", "Content"},
}
NEVER_ON_FORUMS = (Intent.OPPORTUNITY, Intent.SPAM, Intent.SELF_PROMOTION)


def public(folder: Path, parts: Iterable[str] = ("train", "")) -> Iterator[Labelled]:
    """All sets of `folder` that a model may learn from.

    Args:
        parts: Which of a set's own splits: `train`, `dev`, `test`, or `` for sets without a split.
    """
    wanted = tuple(parts)
    for name, splits, read in _SETS:
        for split in splits:
            if split in wanted:
                file = folder / (f"{name}_{split}.csv" if split else f"{name}.csv")
                yield from _read(file, name, read)


_HAS_A_TEST_SPLIT = frozenset(
    {"goemotions", "germeval", "tydip", "hopeedi", "toxic_spans", "positive_frames"}
)


def held_out(row: Labelled) -> bool:
    """Whether a text of a set without a test split of its own is kept for measuring: one in ten."""
    text = row.utterance.text.encode("utf-8", "surrogatepass")
    return row.source not in _HAS_A_TEST_SPLIT and crc32(text) % 10 == 0


def _read(file: Path, name: str, read: Callable[[Row], Labelled | None]) -> Iterator[Labelled]:
    csv.field_size_limit(10_000_000)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found = read(row)
            if found is not None:
                yield found


def _text(row: Row, source: str, language: str = "en", *, calm: bool = False, **known: object) -> Labelled:
    """A labelled text; `calm` says that it is surely not hostile."""
    hostile = False if calm else None
    return Labelled(Utterance("", row["text"]), source, language, hostile=hostile, **known)  # type: ignore[arg-type]


def _goemotions(row: Row) -> Labelled:
    felt = frozenset(row["label"].split("|"))
    asks = "?" in row["text"]
    intents = {Intent.PRAISE: "admiration" in felt, Intent.GRATITUDE: "gratitude" in felt}
    intents |= dict.fromkeys(NEVER_ON_FORUMS, False)
    intents[Intent.DISAGREEMENT] = "disapproval" in felt
    if not asks or felt & EMOTIONS["asks"]:
        intents[Intent.QUESTION] = asks
    if not felt & _HEAVY:
        intents[Intent.NEEDS_SUPPORT] = False
    if not felt & {"caring", "optimism"}:
        intents[Intent.OFFER_OF_HELP] = False
    abuse = {} if felt & _COLD else dict.fromkeys((Abuse.IDENTITY_ATTACK, Abuse.THREAT, Abuse.INSULT), False)
    hints = {hint: bool(felt & emotions) for hint, emotions in EMOTIONS.items()}
    return _text(row, "goemotions", calm=not felt & _COLD, hints=hints, intents=intents, abuse=abuse)


def _davidson(row: Row) -> Labelled:
    # Most "offensive" rows are friendly or quoted swearing: they say nothing of hostility.
    hateful = row["label"] == "hate"
    hints = {"hateful": hateful, "coarse": row["label"] != "neither"}
    abuse = {Abuse.IDENTITY_ATTACK: True} if hateful and int(row["n_hate"]) >= 2 else {}
    return _text(row, "davidson", hints=hints, abuse=abuse)


def _paradetox(row: Row) -> Labelled:
    toxic = row["label"] == "toxic"
    return _text(row, "paradetox", calm=not toxic, hints={"toxic": toxic})


def _toxic_spans(row: Row) -> Labelled:
    return _text(row, "toxic_spans", hints={"toxic": True, "insulting": row["label"] == "has_span"})


def _vicomtech(row: Row) -> Labelled | None:
    if row["label"] not in {"hate", "noHate"}:
        return None
    hateful = row["label"] == "hate"
    abuse = {Abuse.IDENTITY_ATTACK: True} if hateful else {}
    return _text(row, "vicomtech", hints={"hateful": hateful}, abuse=abuse)


def _wikitox(row: Row) -> Labelled:
    toxic = row["label"] == "1"
    return _text(row, "wikitox", calm=not toxic, hints={"toxic": toxic})


def _mlma(language: str) -> Callable[[Row], Labelled]:
    def read(row: Row) -> Labelled:
        said = set(row["sentiment"].split("_"))
        known = {"hateful": "hateful" in said} if "hateful" in said or said == {"normal"} else {}
        return _text(row, "mlma", language, hints={"toxic": row["label"] == "abusive", **known})

    return read


def _germeval(row: Row) -> Labelled:
    fine = row["fine"]
    hints = {"toxic": row["label"] == "OFFENSE", "insulting": fine == "INSULT", "hateful": fine == "ABUSE"}
    abuse = {Abuse.INSULT: True} if fine == "INSULT" else {}
    return _text(row, "germeval", "de", hints=hints, abuse=abuse)


def _told(row: Row) -> Labelled:
    votes = {
        name: float(row[name])
        for name in ("homophobia", "obscene", "insult", "racism", "misogyny", "xenophobia")
    }
    identity = max(votes[name] for name in ("homophobia", "racism", "misogyny", "xenophobia"))
    hints = {"toxic": row["label"] == "toxic", "insulting": votes["insult"] >= 1, "hateful": identity >= 1}
    hints["coarse"] = votes["obscene"] >= 1
    abuse = {Abuse.PROFANITY: votes["obscene"] >= 2} if votes["obscene"] != 1 else {}
    return _text(row, "told", "pt", hints=hints, abuse=abuse)


def _tydip(row: Row) -> Labelled:
    intents = dict.fromkeys(NEVER_ON_FORUMS, False)
    hints = {} if row["label"] == "neutral" else {"polite": row["label"] == "polite"}
    return _text(row, "tydip", calm=row["label"] != "impolite", hints=hints, intents=intents)


def _edos(row: Row) -> Labelled:
    hints = {hint: row["label"] in labels for hint, labels in _DIALOGUE.items()}
    return _text(row, "edos", calm=not hints["dialogue_angry"], hints=hints)


def _empathic(row: Row) -> Labelled:
    # Essays on the news: the distress is about others, so it is a hint and not a plea.
    return _text(row, "empathic_reactions", hints={"distressed": float(row["distress"]) >= 4})


def _hopeedi(row: Row) -> Labelled | None:
    if row["label"] == "not-English":
        return None
    hope = row["label"] == "Hope_speech"
    return _text(row, "hopeedi", calm=hope, hints={"hope": hope})


def _positive_frames(row: Row) -> Labelled:
    return _text(row, "positive_frames", calm=True, hints={"stressed": False})


def _stressed_frames(row: Row) -> Labelled:
    return _text({**row, "text": row["original"]}, "positive_frames", calm=True, hints={"stressed": True})


_SETS: tuple[tuple[str, tuple[str, ...], Callable[[Row], Labelled | None]], ...] = (
    ("goemotions", ("train", "dev", "test"), _goemotions),
    ("davidson_hate_offensive", ("",), _davidson),
    ("paradetox", ("",), _paradetox),
    ("toxic_spans", ("train", "test"), _toxic_spans),
    ("vicomtech_hate", ("",), _vicomtech),
    ("wikitox_cat_large_ctx", ("",), _wikitox),
    ("wikitox_cat_small", ("",), _wikitox),
    ("mlma_en", ("",), _mlma("en")),
    ("mlma_fr", ("",), _mlma("fr")),
    ("mlma_ar", ("",), _mlma("ar")),
    ("germeval2018", ("train", "test"), _germeval),
    ("told_br", ("",), _told),
    ("tydip_politeness_en", ("train", "test"), _tydip),
    ("edos_mturk", ("",), _edos),
    ("empathic_reactions", ("",), _empathic),
    ("hopeedi_en", ("train", "dev", "test"), _hopeedi),
    ("positive_frames", ("train", "dev", "test"), _positive_frames),
    ("positive_frames", ("train", "dev", "test"), _stressed_frames),
)
