"""`rehearse`: a simulated wave, played into a data folder of its own."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from groundswell.services.rehearsal.playing import Rehearsal
    from groundswell.services.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("rehearse")(rehearse)


def rehearse(
    character: Annotated[
        str, typer.Argument(help="kind, slow_burn, barrage, brigade or job_scam; none: go on with the last.")
    ] = "",
    speed: Annotated[float, typer.Option(help="How many times as fast as real time.")] = 60.0,
    seed: Annotated[int, typer.Option(help="Number of the wave: the same one makes the same wave.")] = 1,
    events: Annotated[int | None, typer.Option(help="How many things happen; else as is usual.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Play all of it at once, without pages, and print JSON.")
    ] = False,
    delete: Annotated[bool, typer.Option("--delete", help="Delete the rehearsal with all in it.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
) -> None:
    """Practise with a simulated wave: nobody in it is real, and nothing is sent. Stop with Ctrl+C; it can be
    gone on with."""
    from groundswell.domain.errors import NotFound
    from groundswell.services.rehearsal import playing
    from groundswell.services.rehearsal.plans import plan_in
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    try:
        if delete:
            gone = playing.delete(workspace)
            typer.echo("The rehearsal is deleted." if gone else "There is no rehearsal.")
            return
        if character:
            playing.begin(workspace, character, speed=speed, seed=seed, events=events)
        elif plan_in(workspace.home) is None:
            raise NotFound("there is no rehearsal to go on with", mend="Name one: groundswell rehearse kind.")
        if as_json:
            with playing.Rehearsal(workspace.home, workspace.settings) as rehearsal:
                typer.echo(json.dumps(_at_once(rehearsal), ensure_ascii=False))
        else:
            _with_pages(workspace, open_browser=not no_browser)
    finally:
        workspace.close()


def _at_once(rehearsal: "Rehearsal") -> dict[str, object]:
    from groundswell.services.inbox.paging import counts
    from groundswell.services.networks.watching import look
    from groundswell.services.reading.backlog import catch_up
    from groundswell.store.inbox import Wanted

    begun = time.perf_counter()
    rehearsal.to_the_end()
    looked = look(rehearsal.workspace)
    taken_in = time.perf_counter()
    catch_up(rehearsal.workspace)
    plan, made = rehearsal.plan, rehearsal.stage.wave
    return {
        "character": plan.character,
        "seed": plan.seed,
        "events": len(made.events),
        "texts": len(made.texts),
        "people": len(made.guests),
        "taken_in": looked.new,
        "taken_in_s": round(taken_in - begun, 3),
        "read_s": round(time.perf_counter() - taken_in, 3),
        "lanes": {lane.value: n for lane, n in counts(rehearsal.workspace, Wanted()).items()},
        "folder": str(Path(rehearsal.workspace.home)),
    }


def _with_pages(workspace: "Workspace", *, open_browser: bool) -> None:
    import webbrowser
    from threading import Event

    typer.echo("The rehearsal is starting.", err=True)

    from groundswell.web.app import create_app
    from groundswell.web.rehearsing import Rehearsing

    rehearsing = Rehearsing(workspace, create_app)
    try:
        rehearsing.go_on()
        entrance = rehearsing.entrance()
        address, _, code = entrance.partition("/enter#")
        typer.echo(f"The rehearsal is at {address} (only on this machine). Pause it with Ctrl+C.", err=True)
        typer.echo(f"If the page asks for it, the code is {code} (works once, for two minutes).", err=True)
        if open_browser:
            webbrowser.open(entrance)
        over = Event()
        while rehearsing.open is not None:
            over.wait(0.5)
    finally:
        rehearsing.stop()
