"""Writes the sample wave as the files that LinkedIn would give; the same bytes every time.

python -m tools.sample_wave --out sample
"""

import argparse
import random
from pathlib import Path

from tools.sample_wave import archive, mails, page, story, wave, workbooks

FILES = (
    "Complete_LinkedInDataExport_11-19-2026.zip",
    "AggregateAnalytics_MaraLindqvist_2025-10-25_2026-11-18.xlsx",
    "SinglePostAnalytics_MaraLindqvist.xlsx",
    "Mara_Lindqvist_on_LinkedIn.mhtml",
    "notifications.mbox",
)
EARLIER = "earlier_posts"
"""A folder with the saved pages and the workbooks of the posts before."""


def generate(out: Path) -> list[Path]:
    """Writes every file into the folder; returns the files of `FILES` in their order, then the others."""
    dice = random.Random(wave.SEED)
    told = wave.tell(dice)
    (out / EARLIER).mkdir(parents=True, exist_ok=True)
    paths = [out / name for name in FILES]
    archive.write_archive(paths[0], told, dice)
    workbooks.write_account(paths[1], dice)
    workbooks.write_post(paths[2], story.POST)
    page.write_archive_page(paths[3], story.POST, told.comments, told)
    mails.write_mails(paths[4], told)
    for post in story.POSTS[1:]:
        paths.append(out / EARLIER / f"SinglePostAnalytics_MaraLindqvist_{post.at:%Y-%m-%d}.xlsx")
        workbooks.write_post(paths[-1], post)
        under = [one for one in told.earlier if one.post is post]
        if under:
            paths.append(out / EARLIER / f"Mara_Lindqvist_on_LinkedIn_{post.at:%Y-%m-%d}.html")
            page.write_html_page(paths[-1], post, under, told)
    return paths


def main() -> None:
    """Writes the files and names them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("sample"))
    for written in generate(parser.parse_args().out):
        print(f"{written} ({written.stat().st_size:,} bytes)")


if __name__ == "__main__":
    main()
