"""A server that speaks the OpenAI protocol and answers as a test says: over real HTTP, in a thread."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """One request.

    Attributes:
        system, user: What stood in the messages of these roles.
        body: All that was sent, as text.
        key: What stood behind `Bearer`.
    """

    path: str
    system: str
    user: str
    body: str
    key: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """An answer: words of a model, or a status with a body that is none."""

    content: str = ""
    status: int = 200
    raw: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Callable[[Asked], Told]


@dataclass
class Endpoint:
    """Where it answers and what it was asked; `answer` may be changed while it runs."""

    url: str
    answer: Answer
    asked: list[Asked] = field(default_factory=list)
    models: tuple[str, ...] = ("small",)

    @property
    def questions(self) -> list[Asked]:
        """Those requests that asked for words."""
        return [one for one in self.asked if one.path.endswith("/chat/completions")]


@contextmanager
def endpoint(answer: Answer) -> Iterator[Endpoint]:
    """Serves until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    running = Endpoint(f"http://127.0.0.1:{server.server_port}/v1", answer)
    server.RequestHandlerClass = _handler(running)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(running: Endpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            running.asked.append(self._asked(""))
            listed = [{"id": one, "object": "model", "created": 0, "owned_by": ""} for one in running.models]
            self._say(Told(raw=json.dumps({"object": "list", "data": listed})))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            asked = self._asked(body)
            running.asked.append(asked)
            told = running.answer(asked)
            self._say(told if told.raw or told.status != 200 else Told(raw=_completion(told.content)))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Nothing: what was asked is kept."""

        def _asked(self, body: str) -> Asked:
            told = json.loads(body) if body else {}
            said = dict.fromkeys(("system", "user"), "")
            for one in told.get("messages", ()):
                role = "system" if one["role"] == "developer" else one["role"]
                said[role] = f"{said.get(role, '')}\n{one['content']}".strip()
            key = self.headers.get("authorization", "").removeprefix("Bearer ")
            return Asked(self.path, said["system"], said["user"], body, key, dict(self.headers.items()))

        def _say(self, told: Told) -> None:
            content = told.raw.encode()
            self.send_response(told.status)
            for name, value in {"content-type": "application/json", **told.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler


def _completion(content: str) -> str:
    return json.dumps(
        {
            "id": "one",
            "object": "chat.completion",
            "created": 0,
            "model": "small",
            "choices": [
                {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
            ],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }
    )
