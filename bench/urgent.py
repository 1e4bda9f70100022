"""How well it is told what cannot wait: on texts written for it, on those of rehearsals, and in whole waves.

    python -m bench.urgent [--data data] [--out bench/results/urgent.md]

`data/urgent/later.csv` was written when all was done, and measured once; nothing was changed after it.
`data/urgent/test.csv` was written before, and cues were added in sight of what it and rehearsals missed. The
texts of rehearsals were written by another hand; what is urgent in them is that pen's word. The waves
(`data/constructed/test`) tell how often something goes off in vain: of them it is known which threaten, and
whose writers have a hard time. The readings are those of the reader that ships.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tools.triage.metrics import table
from tools.urgent.rows import Case, as_near, heard, own, waves

from groundswell.calm.urgent import urgent
from groundswell.domain.calm import Alarm, Heard
from groundswell.domain.reading import Utterance
from groundswell.rehearsal import CHARACTERS
from groundswell.rehearsal.texts import texts
from groundswell.triage import reader_named

CALLED = {"threat": Alarm.THREAT, "deadline": Alarm.PRESS, "distress": Alarm.DANGER}


def main() -> None:
    """Measures and writes the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/urgent.md"))
    asked = parser.parse_args()
    reader = reader_named("encoder")
    ours = own(asked.data / "urgent" / "test.csv")
    played = [case for name in CHARACTERS for case in rehearsed(name)]
    wave = list(waves(asked.data / "constructed" / "test"))
    later = own(asked.data / "urgent" / "later.csv")
    seen = heard(reader, later)
    parts = [
        by_alarm("Held out", later, seen),
        by_language(later, seen),
        by_alarm("Cues were added in sight of", ours, heard(reader, ours)),
        by_alarm("Of rehearsals", played, heard(reader, played)),
        in_vain(wave, heard(reader, wave)),
    ]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text("\n\n".join(parts) + "\n", "utf-8")
    print("\n\n".join(parts))


def rehearsed(name: str) -> list[Case]:
    """The texts of one character of rehearsals."""
    return [
        Case(
            Utterance(one.id, one.text, "", one.headline, one.kind.value),
            one.lang,
            False,
            frozenset({CALLED[one.urgent]} if one.urgent else ()),
            frozenset(Alarm),
        )
        for one in texts(name)
    ]


def by_alarm(of: str, cases: Sequence[Case], read: Sequence[Heard]) -> str:
    """For each alarm how many break through at all, how many with the right reason; and how many in vain."""
    found = [urgent(one) for one in read]
    rows = []
    for alarm in Alarm:
        hits = [told for case, told in zip(cases, found, strict=True) if alarm in case.alarms]
        if hits:
            through = sum(one is not None for one in hits)
            right = sum(one is not None and one.alarm is alarm for one in hits)
            rows.append([alarm.value, str(len(hits)), _share(through, len(hits)), _share(right, len(hits))])
    calm = [told for case, told in zip(cases, found, strict=True) if not case.alarms]
    vain = sum(one is not None for one in calm)
    every = [told for case, told in zip(cases, found, strict=True) if case.alarms]
    rows.append(["all", str(len(every)), _share(sum(one is not None for one in every), len(every)), ""])
    rows.append(["none of these", str(len(calm)), f"{vain} in vain ({vain / max(1, len(calm)):.1%})", ""])
    return table([of, "Texts", "Breaks through", "With the right reason"], rows)


def by_language(cases: Sequence[Case], read: Sequence[Heard]) -> str:
    """How many break through, by language."""
    rows = []
    for language in sorted({one.language for one in cases}):
        told = [
            (bool(case.alarms), urgent(one) is not None)
            for case, one in zip(cases, read, strict=True)
            if case.language == language
        ]
        wanted, calm = [hit for is_so, hit in told if is_so], [hit for is_so, hit in told if not is_so]
        rows.append([language, _share(sum(wanted), len(wanted)), _share(sum(calm), len(calm))])
    return table(["Held out, by language", "Breaks through", "In vain"], rows)


def in_vain(cases: Sequence[Case], read: Sequence[Heard]) -> str:
    """What goes off in whole waves, as strangers and as somebody close would have written them."""
    rows = []
    for label, some in (("by strangers", read), ("had somebody close written all", list(map(as_near, read)))):
        found = [urgent(one) for one in some]
        for alarm in Alarm:
            hits = [case for case, told in zip(cases, found, strict=True) if told and told.alarm is alarm]
            # Who may end their life has a hard time; the labels say no more.
            right = Alarm.FRIEND if alarm in (Alarm.DANGER, Alarm.PLEA) else alarm
            fits = sum(right in case.alarms for case in hits)
            rows.append([label, alarm.value, str(len(hits)), _share(fits, len(hits)), f"{len(cases):,}"])
    return table(["Waves", "Alarm", "Goes off", "Of these labelled so", "Texts"], rows)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.0%})" if whole else "–"


if __name__ == "__main__":
    main()
