"""The only room that speaks SQL. SQLite by default; everything goes through SQLAlchemy Core."""

from sqlalchemy import Connection

from groundswell.store.opening import Store, open_store

__all__ = ["Connection", "Store", "open_store"]
