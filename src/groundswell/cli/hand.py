"""`hand`: an exchange for a friend to answer in the user's stead, and what comes back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from groundswell.domain.errors import InputError, UsageError
from groundswell.domain.when import from_ms

if TYPE_CHECKING:
    from groundswell.domain.handing import Handed

_OUT = "item"


class _HandGroup(TyperGroup):
    """Takes the number of an item where others have the name of a command."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """`hand 214` is `hand item 214`. Where the types of the two stand depends on typer's version."""
        return super().resolve_command(ctx, [_OUT, *args] if args and args[0].isdecimal() else args)


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    group = typer.Typer(
        cls=_HandGroup,
        no_args_is_help=True,
        help="Hand an exchange to a friend: `groundswell hand 214 --to Ana --redact`.",
    )
    group.command(_OUT)(out)
    group.command("back")(back)
    group.command("list")(list_)
    app.add_typer(group, name="hand")


def out(
    number: Annotated[
        int, typer.Argument(help="The item's number, as its page's address has it.", metavar="ID")
    ],
    to: Annotated[str, typer.Option(help="Your friend's name.")],
    redact: Annotated[bool, typer.Option("--redact", help="Replace names, firms and addresses.")] = False,
    strike: Annotated[
        list[str] | None, typer.Option(help="A word to strike out; may be given often.")
    ] = None,
    looked: Annotated[
        bool, typer.Option("--looked", help="You have looked at the words that may be names.")
    ] = False,
    unfold: Annotated[bool, typer.Option("--unfold", help="Show hostile words unfolded.")] = False,
    note: Annotated[str, typer.Option(help="A line to your friend.")] = "",
    file: Annotated[Path | None, typer.Option("--out", help="Where the page is written to.")] = None,
) -> None:
    """Write an exchange as a page for a friend, who answers on it; send that page yourself."""
    from secrets import token_hex

    from groundswell.services.replies.handing import hand, preview
    from groundswell.services.workspace import open_workspace
    from groundswell.web.sheet import sheet_file

    workspace = open_workspace()
    try:
        seen = preview(workspace, number, to, redacted=redact, fold=not unfold, note=note).struck(
            strike or []
        )
        if seen.doubts and not looked:
            words = ", ".join(_line(one.text) for one in seen.doubts)
            raise InputError(
                f"these words may be names: {words}",
                mend="Strike names out with --strike WORD, and give --looked when the rest may be read.",
            )
        path = file or Path(f"for-{''.join(c for c in to if c.isalnum()) or 'a-friend'}-{number}.html")
        if path.exists():
            raise UsageError("the file is there already", where=str(path), mend="Give another --out FILE.")
        path.write_text(sheet_file(hand(workspace, number, to, seen, token_hex(8)).sheet), encoding="utf-8")
    finally:
        workspace.close()
    typer.echo(f"{path} is for {_line(to)} to read and answer. Send it yourself; nothing else was sent.")


def back(
    file: Annotated[Path, typer.Argument(help="The file, mail or message with your friend's answer.")],
) -> None:
    """Take in what a friend answered: it becomes a draft for that item."""
    from groundswell.services.replies.handed_back import come_back
    from groundswell.services.workspace import open_workspace

    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})", where=str(file), mend="Check its name."
        ) from error
    workspace = open_workspace()
    try:
        done = come_back(workspace, content, str(file))
    finally:
        workspace.close()
    what = "is a draft now" if done.new else "came before; nothing was changed"
    typer.echo(f"The answer from {_line(done.name)} to item {done.handed.item_id} {what}.")


def list_(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List what is with friends, what they answered, and what you took back."""
    from groundswell.services.replies.handing import listing
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    try:
        found = [one for one, _ in listing(workspace)]
    finally:
        workspace.close()
    if as_json:
        typer.echo(json.dumps([_told(one) for one in found], ensure_ascii=False))
    else:
        typer.echo("\n".join(_row(one) for one in found) or "Nothing was handed to anybody yet.")


def _told(one: "Handed") -> dict[str, Any]:
    answers = [{"name": a.name, "text": a.text, "at": from_ms(a.at).isoformat()} for a in one.answers]
    made = from_ms(one.made).isoformat()
    return {"item": one.item_id, "to": one.to, "state": one.state.value, "made": made, "answers": answers}


def _row(one: "Handed") -> str:
    state = one.state.value.replace("_", " ")
    return f"{one.item_id:>8}  {_line(one.to):20} {state:10} since {from_ms(one.made):%Y-%m-%d}"


def _line(text: str) -> str:
    """A text on one line, without what could move a terminal's cursor."""
    return "".join(char if char.isprintable() else " " for char in text)
