"""A network that sends the browser back: its page is of another site, since it has another name."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlsplit

from groundswell.domain.activity import Account
from groundswell.domain.errors import SignInAgain
from groundswell.domain.words import Network
from groundswell.sources.live import BACK, STATE, Begun, Field, Secret, SignedIn
from tests.web.hall import TOKEN, Hall

CODE = "code-that-nobody-may-see"
STATED = "state-of-the-porch"


class Porch(Hall):
    """A network whose page is opened first, and sends the browser back with a code."""

    title = "Porch"
    fields: tuple[Field, ...] = (
        Field("handle", "Your name on the porch"),
        Field("password", "A password, if you have one", hidden=True, optional=True),
        Field("address", "The address at which it ended", later=True, optional=True, comes_back=True),
    )

    def __init__(self, page: str) -> None:
        super().__init__("porch")
        self.page = page

    def begin(self, given: Mapping[str, str]) -> Begun:
        return Begun(f"{self.page}/allow?back={quote(given[BACK])}", {STATE: STATED, "who": given["handle"]})

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        told = parse_qs(urlsplit(given["address"]).query)
        if kept.get("who") != given["handle"] or told.get("code") != [CODE]:
            raise SignInAgain("the porch does not know this code", where="Porch", mend="Begin anew.")
        return SignedIn(Account(Network.OTHER, "other:porch:mara", "Mara of Porch"), {"token": TOKEN})


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """A page with two ways on, or the way back."""
        parts = urlsplit(self.path)
        told = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/allow":
            back = quote(told["back"])
            ways = ((f"code={CODE}", "Allow"), ("code=another", "Allow wrongly"), ("error=denied", "Deny"))
            links = (f'<a href="/go?to={back}&{way}">{name}</a>' for way, name in ways)
            self._answer(200, "".join(links))
        else:
            answer = "&".join(f"{name}={told[name]}" for name in ("code", "error") if name in told)
            self._answer(302, "", location=f"{told['to']}?{answer}&{STATE}={STATED}")

    def _answer(self, status: int, body: str, location: str = "") -> None:
        content = f"<!doctype html><title>Porch</title><link rel=icon href=data:,>{body}".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def opened_porch() -> Iterator[Porch]:
    """A porch whose page is served on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Porch(f"http://localhost:{server.server_address[1]}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
