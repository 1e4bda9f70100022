"""The only room that speaks SQL. SQLite by default; everything goes through SQLAlchemy Core."""

from groundswell.store.opening import Store, open_store

__all__ = ["Store", "open_store"]
