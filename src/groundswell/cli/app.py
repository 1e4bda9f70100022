"""Puts the commands together and turns errors into exit codes and one clear line, in this one place."""

import sys

import typer

from groundswell import __version__
from groundswell.cli import (
    backup,
    calm,
    data,
    drafts,
    engines,
    feedback,
    hand,
    house,
    kept,
    letters,
    networks,
    people,
    rehearse,
    report,
)
from groundswell.domain.errors import GroundswellError, InputError

app = typer.Typer(
    name="groundswell",
    help="A local-first companion for people whose posts take off.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
calm.register(app)
data.register(app)
engines.register(app)
feedback.register(app)
drafts.register(app)
hand.register(app)
house.register(app)
kept.register(app)
letters.register(app)
networks.register(app)
people.register(app)
backup.register(app)
report.register(app)
rehearse.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    _version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """A local-first companion for people whose posts take off."""


def main() -> None:
    """The program's entry point."""
    try:
        app()
    except GroundswellError as error:
        typer.echo(f"groundswell: {error}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        typer.echo("groundswell: stopped. Run the same command again: it goes on where it stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has had enough, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        # A path that somebody gave, such as one in a folder that is not there; any other is a fault of ours.
        if error.filename is None or str(error.filename) not in " ".join(sys.argv):
            raise
        what, mend = (
            f"cannot be read or written ({error.strerror})",
            "Check that its folder is there and yours.",
        )
        told = InputError(what, where=str(error.filename), mend=mend)
        typer.echo(f"groundswell: {told}", err=True)
        sys.exit(told.exit_code)
