"""`draft` and `thanks`: words to look over, for one thing said or for many kind ones. Nothing is sent."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from groundswell.cli.working import working
from groundswell.domain.drafting import Path, Want

if TYPE_CHECKING:
    from groundswell.reply.thanks import Group
    from groundswell.services.replies.drafting import Met

_TITLES = {Path.LEAVE: "Leave it", Path.HIT_BACK: "Hit back", Path.UNDERSTAND: "Understand"}


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("draft")(draft)
    app.command("thanks")(thanks)


def draft(
    number: Annotated[
        int, typer.Argument(help="The item's number, as its page's address has it.", metavar="ID")
    ],
    want: Annotated[Want, typer.Option(help="What the answer is to do.")] = Want.ANSWER,
    fact: Annotated[str, typer.Option(help="What you want said, such as the answer to a question.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draft answers to something said to you: the three paths, with words for the one that understands."""
    from groundswell.services.own_model import chosen
    from groundswell.services.replies.drafting import as_json as shaped
    from groundswell.services.replies.drafting import draft as drafted
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    try:
        if model := chosen(workspace):
            typer.echo(
                f"Asking {model.name} at {model.host}, {model.timeout_s:g} seconds at most …", err=True
            )
        met = drafted(workspace, number, want, fact=fact)
    finally:
        workspace.close()
    typer.echo(json.dumps(shaped(met), ensure_ascii=False) if as_json else _in_words(met))


def thanks(
    post: Annotated[int | None, typer.Option(help="The post's number; all posts if not told.")] = None,
    most: Annotated[int, typer.Option(help="How many kind comments at most.", min=1, max=5_000)] = 300,
    sitting: Annotated[int, typer.Option(help="Minutes that you give to it at a time.", min=5, max=240)] = 30,
    wide: Annotated[bool, typer.Option(help="Words for everybody who wrote a sentence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draft thanks for kind comments: who gets words and who a like, grouped, at a pace one can bear."""
    from groundswell.reply.thanks import TOLD, WROTE, Pace
    from groundswell.services.thanks.thanking import in_short, thank_all, thanks_as_json
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    pace = Pace(sitting_min=sitting, words_from=WROTE if wide else TOLD)
    try:
        with working("Drafting thanks"):
            found, made = thank_all(workspace, post, most=most, pace=pace)
        if as_json:
            typer.echo(json.dumps([thanks_as_json(one) for one in made], ensure_ascii=False))
            return
        typer.echo(in_short(found))
        group, number = None, 0
        for one in made:
            if one.group is not group:
                group, number = one.group, 0
                typer.echo(f"\n{_title(group)} ({len(group.thanked)})")
            got = _line(one.draft.text) if one.draft else "(a like)"
            number += 1
            later = f" (sitting {one.thanked.sitting + 1})" if one.thanked.sitting else ""
            typer.echo(f"  {number}. {one.thanked.comment.name or 'Somebody'}: {got}{later}")
    finally:
        workspace.close()


def _in_words(met: "Met") -> str:
    told = met.crossroads
    lines = [f"{met.item.person_name or 'Somebody'}: {_line(met.item.text)}"]
    for choice in told.choices:
        lines += ["", f"{_TITLES[choice.path]}{' (best)' if choice.path is told.best else ''}"]
        lines += [f"  {choice.say}", f"  Costs: {choice.cost}"]
        lines += [f"  > {_line(one.text)}{f' ({one.by})' if one.by else ''}" for one in choice.drafts]
    lines += ["", told.nothing] if told.nothing else []
    lines += ["", told.needs] if told.needs else []
    lines += ["", *told.notes] if told.notes else []
    return "\n".join(lines)


def _title(group: "Group") -> str:
    if group.near:
        return "Who is near"
    return group.about or "The post as a whole"


def _line(text: str) -> str:
    """A text on one line, without what could move a terminal's cursor."""
    return "".join(char if char.isprintable() else " " for char in text)
