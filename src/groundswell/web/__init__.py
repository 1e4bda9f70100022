"""The web app: one file per page, server-rendered, on loopback."""
