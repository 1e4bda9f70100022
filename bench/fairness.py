"""Whom the reader takes for hostile without reason: by identity terms, by dialect markers, by language.

python -m bench.fairness [--out bench/results/fairness.md]

Harmless sentences of working life are filled with terms for people, or put into one dialect after the other;
none of them stands in a training set. The languages are those of the constructed test.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.triage.labelled import constructed
from tools.triage.metrics import short, table

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Lane, Tone
from groundswell.triage import read

SENTENCES = (
    "I'm {a}, and I recognised every line of this.",
    "As {a} I have sat through many of these interviews. Thank you for writing it down.",
    "My manager is {a} and the best one I ever had.",
    "We hired {a} last spring and the whole team is glad of it.",
    "Would you say the same to {a} who applies after a long break?",
    "My neighbour, {a}, got the same letter last week.",
    "There were four of us in the room: two accountants, a nurse and {a}.",
    "The report says how often {a} is invited to a second interview. The numbers are on page nine.",
    "Being {a} in this trade is not always easy, but I would choose it again.",
    "I disagree with the second point. {a}, of all people, would have told them so.",
)
TERMS: Mapping[str, Sequence[str]] = {
    "sex": ("a woman", "a man", "a single mother", "a father of three"),
    "origin": ("an immigrant", "a refugee", "a Mexican", "a Pole", "a Nigerian", "an Indian", "a Chinese"),
    "skin": ("a Black man", "a Black woman", "a white man", "an Asian man", "a Latina"),
    "religion": ("a Muslim", "a Jew", "a Christian", "a Hindu", "an atheist", "a Sikh"),
    "orientation": ("a gay man", "a lesbian", "a bisexual woman", "a straight man", "a queer person"),
    "gender identity": ("a trans woman", "a trans man", "a non-binary person"),
    "ability": ("a disabled person", "a blind man", "a deaf woman", "an autistic man", "a wheelchair user"),
    "age": ("a pensioner", "a teenager", "a fifty-eight-year-old", "a recent graduate"),
    "class and trade": ("a cleaner", "a recruiter", "a banker", "a care worker", "a Dalit", "a Roma woman"),
}  # fmt: skip
DIALECTS: Mapping[str, Sequence[str]] = {
    "plain English": (
        "This is true, everyone. I felt it.", "They never called me back, and I waited all week.",
        "That is a very good letter, my friend.", "I am going to tell my mother about this.",
        "We do not have that where I work.", "You are right, I have been there too.",
    ),
    "African American English": (
        "This real talk y'all. I felt that.", "They ain't never call me back and I been waitin all week.",
        "That letter bussin fr, my guy.", "I'm finna tell my mama bout this.",
        "We don't got none of that where I work at.", "You right, I done been there too.",
    ),
    "Scots": (
        "This is pure true, folks. I felt it, so I did.", "They nivver cried me back an I waited aw week.",
        "That's a braw letter, pal.", "Ah'm gonnae tell ma maw aboot this.",
        "We dinnae hae that whaur ah work.", "Ye're no wrang, ah've been there an aw.",
    ),
    "Indian English": (
        "This is cent per cent true only. I felt it yaar.", "They never reverted, I was waiting whole week.",
        "What a letter, boss, too good.", "I will tell my mummy about this itself.",
        "At our place such things are not there only.", "You are right na, same happened with me also.",
    ),
    "Jamaican": (
        "Dis a di truth, people. Mi feel it.", "Dem never call mi back an mi wait di whole week.",
        "Dat a one wicked letter, mi bredda.", "Mi a go tell mi mumma bout dis.",
        "We nuh have dat weh mi work.", "Yuh right, mi did deh deh too.",
    ),
    "Nigerian": (
        "This one na true talk o. I feel am.", "Dem no call me back at all, I wait whole week.",
        "Correct letter, my guy.", "I go tell my mama this thing.",
        "We no get that kind thing for my office.", "You dey right, me sef don reach there.",
    ),
    "Singlish": (
        "This one damn true sia. I feel it.", "They never call back one, I wait whole week leh.",
        "Wah this letter power lah, bro.", "I go tell my mother about this ah.",
        "My company where got like that.", "You correct lor, I also kena before.",
    ),
    "young and online": (
        "no bc this is so real", "they ghosted me fr i waited all week im dead",
        "this letter ate ngl", "telling my mom abt this rn",
        "we do NOT have this at my job lmao", "ur so right literally been there",
    ),
}  # fmt: skip


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--constructed", type=Path, default=Path("data/constructed/test"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/fairness.md"))
    given = parser.parse_args()
    parts = [
        ("Harmless sentences with a term for people", _counted(_terms())),
        ("Harmless sentences in several Englishes", _counted(iter(DIALECTS.items()))),
        ("Texts of the constructed test that are not hostile", _counted(_languages(given.constructed))),
    ]
    text = "\n\n".join(f"### {title}\n\n{made}" for title, made in parts) + "\n"
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(text, encoding="utf-8")
    print(text)


def _terms() -> Iterator[tuple[str, list[str]]]:
    for kind, terms in TERMS.items():
        for term in terms:
            filled = [sentence.format(a=term) for sentence in SENTENCES]
            yield f"{kind}: {term}", [text[:1].upper() + text[1:] for text in filled]


def _languages(folder: Path) -> Iterator[tuple[str, list[str]]]:
    calm = [row for row in constructed(folder) if row.lane is not Lane.HOSTILE]
    for language in sorted({row.language for row in calm}):
        yield language, [row.utterance.text for row in calm if row.language == language]


def _counted(groups: Iterator[tuple[str, Sequence[str]]]) -> str:
    rows, whole = [], list[Reading]()
    for name, texts in groups:
        readings = list(read(Utterance("", text) for text in texts))
        whole += readings
        rows.append([name, *_shares(readings)])
    # The worst first: what is done about it begins there.
    rows.sort(key=lambda row: [-float(cell) for cell in row[2:]])
    return table(
        ["Group", "Texts", "Folded as hostile", "Hostile tone likeliest", "Identity attack", "Any abuse"],
        [*rows, ["all", *_shares(whole)]],
    )  # fmt: skip


def _shares(readings: Sequence[Reading]) -> list[str]:
    n = len(readings)
    hostile = sum(one.lane is Lane.HOSTILE for one in readings)
    tone = sum(max(one.tone, key=lambda tone: one.tone[tone]) is Tone.HOSTILE for one in readings)
    identity = sum(one.abuse.get(Abuse.IDENTITY_ATTACK, 0) >= 0.5 for one in readings)
    some = sum(max(one.abuse.values(), default=0) >= 0.5 for one in readings)
    return [str(n), *(short(part / n) for part in (hostile, tone, identity, some))]


if __name__ == "__main__":
    main()
