"""Tools that train what judges letters."""
