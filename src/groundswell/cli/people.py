"""`circle` and `forget`: the people who carry the user, and those who are to be gone from here."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from groundswell.domain.errors import UsageError
from groundswell.domain.when import from_ms

if TYPE_CHECKING:
    from groundswell.services.circle.overview import Card
    from groundswell.services.people.forgetting import Going
    from groundswell.services.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("circle")(circle)
    app.command("forget")(forget)


def circle(
    as_json: Annotated[bool, typer.Option("--json", help="Print the circle as JSON.")] = False,
) -> None:
    """Say whom to be there for today, and list your circle by name, with each tie in words."""
    from groundswell.services.circle.facts import facts
    from groundswell.services.circle.overview import overview
    from groundswell.services.circle.ties import count
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    try:
        count(workspace)
        found = overview(workspace)
    finally:
        workspace.close()
    if as_json:
        typer.echo(json.dumps(facts(found), ensure_ascii=False))
        return
    if not found.cards:
        typer.echo("Nobody is in your circle yet; the page Circle suggests some.")
        return
    if found.tend:
        typer.echo("Today:")
        for card, tend in found.tend:
            typer.echo(f"  {_line(card.near.name)}: {tend.why}")
    else:
        typer.echo("Nobody waits for you today.")
    typer.echo("Your circle, by name:")
    typer.echo("\n".join(f"  {_card(card)}" for card in found.cards))


def forget(
    person: Annotated[
        str, typer.Argument(help="A profile's address, a handle, or a name that only one has.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    allow: Annotated[
        bool, typer.Option("--allow", help="Let somebody come in again who was forgotten (address or code).")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List the codes of those who were forgotten.")
    ] = False,
    older: Annotated[
        bool,
        typer.Option(
            "--older-copies", help="Delete what restores replaced as well; without a person, only that."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what goes as JSON; asks nothing.")] = False,
) -> None:
    """Delete everything about a person, on all networks; importing again does not bring them back."""
    from groundswell.services.people import forgetting
    from groundswell.services.workspace import open_workspace

    if not (person or listed or older):
        raise UsageError("nobody is named", mend='Say whom: `groundswell forget "Ana Ruiz"`.')
    workspace = open_workspace()
    try:
        if listed:
            found = forgetting.forgotten(workspace)
            lines = [f"{one.code}  {from_ms(one.at):%Y-%m-%d}" for one in found]
            typer.echo("\n".join(lines) or "Nobody was forgotten.")
        elif allow:
            forgetting.allow(workspace, person)
            typer.echo("They may come in again: import the files once more.")
        elif as_json:
            typer.echo(json.dumps(_as_json(workspace, person, yes=yes, older=older), ensure_ascii=False))
        elif not person or _forget(workspace, person, yes=yes):
            _delete_older_copies(workspace, yes=yes, chosen=older)
    finally:
        workspace.close()


def _forget(workspace: "Workspace", person: str, *, yes: bool) -> bool:
    """Shows what goes, asks, and forgets; says whether they were forgotten."""
    from groundswell.services.people import forgetting

    going = forgetting.going(workspace, person)
    typer.echo("\n".join(_told(going)))
    typer.echo(f"{forgetting.UNKNOWN} Totals and curves keep their numbers.")
    if not yes and not typer.confirm("Forget them for good?"):
        typer.echo("Nothing was changed.")
        return False
    code = forgetting.forget(workspace, going)
    typer.echo(f"Forgotten. To let them come in again: groundswell forget --allow {code}")
    return True


def _delete_older_copies(workspace: "Workspace", *, yes: bool, chosen: bool) -> None:
    """Offers to delete what restores replaced, since whoever is forgotten is still in it.

    Args:
        chosen: Whether it was asked for; with `--yes` nothing else deletes them.
    """
    from groundswell.services.people import forgetting

    found = forgetting.older_copies(workspace)
    for one in found:
        typer.echo(f"Older copy, with everything as it was: {one.path} ({one.size / 1e6:,.1f} MB)")
    if not found:
        if chosen:
            typer.echo("There is no older copy.")
    elif chosen if yes else typer.confirm("Delete these older copies for good?"):
        forgetting.delete_older_copies(workspace)
        typer.echo("The older copies are deleted.")


def _as_json(workspace: "Workspace", person: str, *, yes: bool, older: bool) -> dict[str, object]:
    """What goes, as JSON; with `yes` it is gone then, the older copies only where that was asked for."""
    from groundswell.services.people import forgetting

    copies = [{"file": str(one.path), "bytes": one.size} for one in forgetting.older_copies(workspace)]
    told: dict[str, object] = {"older_copies": copies}
    if person:
        going = forgetting.going(workspace, person)
        profiles = [{"network": one.network, "name": one.name, "key": one.key} for one in going.profiles]
        perhaps = [one.key for one in going.perhaps]
        told = {"profiles": profiles, "held": dict(going.held), "perhaps": perhaps, **told}
        if yes:
            told["code"] = forgetting.forget(workspace, going)
    if yes and older:
        forgetting.delete_older_copies(workspace)
    return told


def _told(going: "Going") -> list[str]:
    lines = [
        f"{_line(one.name or 'Somebody')} on {one.network.called}, {_line(one.key)}" for one in going.profiles
    ]
    lines += [f"  {name}: {n:,}" for name, n in going.held.items()]
    if going.perhaps:
        others = ", ".join(f"{_line(one.name)} ({_line(one.key)})" for one in going.perhaps)
        lines.append(f"Perhaps the same, and not touched: {others}")
    return lines


def _card(card: "Card") -> str:
    return f"{_line(card.near.name):24} {card.words[0]}"


def _line(text: str) -> str:
    """Words from outside on one line, without what could steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:120]
