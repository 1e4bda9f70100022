"""What all tables share."""

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Text,
)

metadata = MetaData()

REVISION = "0019"
"""The newest migration; a test holds that it is the newest file in `migrations/versions`."""


def row_id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")
