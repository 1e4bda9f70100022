"""Brings a store to the newest schema, step by step, each step in a transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Engine

from groundswell.domain.errors import StoreError

_FOLDER = Path(__file__).parent / "migrations"


def migrate(engine: Engine, where: str, to: str = "head") -> None:
    """Runs the missing migrations up to a revision.

    Raises:
        StoreError: The store was made by a newer version of the program, or there is no such revision.
    """
    config = _config()
    try:
        with engine.connect() as conn:
            config.attributes["connection"] = conn.execution_options(groundswell_write=True)
            command.upgrade(config, to)
            if conn.in_transaction():
                conn.commit()
    except CommandError as error:
        raise StoreError(
            "the store was made by a newer Groundswell",
            where=where,
            mend="Install the newest version, or set GROUNDSWELL_HOME to another folder.",
        ) from error


def newest() -> str | None:
    """The newest revision in the migrations folder."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
