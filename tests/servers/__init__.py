"""Real servers for the slow tests: started on loopback with data of their own, and stopped at the end.

`make servers` brings what they need into `.servers/`; `fixtures.py` offers them to tests.
"""
