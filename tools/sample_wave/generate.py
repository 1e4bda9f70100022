"""Writes the sample wave as the files that LinkedIn would give; the same bytes every time.

python -m tools.sample_wave.generate --out sample
"""

import argparse
import random
from pathlib import Path

from tools.sample_wave import archive, page, wave, workbooks

FILES = (
    "Complete_LinkedInDataExport_11-19-2026.zip",
    "AggregateAnalytics_MaraLindqvist_2025-10-25_2026-11-18.xlsx",
    "SinglePostAnalytics_MaraLindqvist.xlsx",
    "Mara_Lindqvist_on_LinkedIn.mhtml",
    "notifications.mbox",
)


def generate(out: Path) -> list[Path]:
    """Writes every file into the folder; returns them in the order of `FILES`."""
    dice = random.Random(20_261_110)
    told = wave.tell(dice)
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / name for name in FILES]
    archive.write_archive(paths[0], told, dice)
    workbooks.write_account(paths[1], dice)
    workbooks.write_post(paths[2])
    page.write_page(paths[3], told)
    page.write_mails(paths[4], told)
    return paths


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("sample"))
    for written in generate(parser.parse_args().out):
        print(f"{written} ({written.stat().st_size:,} bytes)")
