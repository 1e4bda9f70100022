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
    as_json: Annotated[bool, typer.Option("--json", help="Print what goes as JSON; asks nothing.")] = False,
) -> None:
    """Delete everything about a person, on all networks; importing again does not bring them back."""
    from groundswell.services.people import forgetting
    from groundswell.services.workspace import open_workspace

    if not person and not listed:
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
        else:
            _forget(workspace, person, yes=yes, as_json=as_json)
    finally:
        workspace.close()


def _forget(workspace: "Workspace", person: str, *, yes: bool, as_json: bool) -> None:
    from groundswell.services.people import forgetting

    going = forgetting.going(workspace, person)
    if as_json and not yes:
        typer.echo(json.dumps(_facts(going), ensure_ascii=False))
        return
    if not as_json:
        typer.echo("\n".join(_told(going)))
        typer.echo(f"{forgetting.UNKNOWN} Totals and curves keep their numbers.")
        if not yes and not typer.confirm("Forget them for good?"):
            typer.echo("Nothing was changed.")
            return
    code = forgetting.forget(workspace, going)
    if as_json:
        typer.echo(json.dumps({**_facts(going), "code": code}, ensure_ascii=False))
    else:
        typer.echo(f"Forgotten. To let them come in again: groundswell forget --allow {code}")


def _facts(going: "Going") -> dict[str, object]:
    profiles = [{"network": one.network, "name": one.name, "key": one.key} for one in going.profiles]
    return {"profiles": profiles, "held": dict(going.held), "perhaps": [one.key for one in going.perhaps]}


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
