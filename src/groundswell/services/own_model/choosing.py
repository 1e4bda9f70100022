"""Which model of the user's own writes drafts: chosen on the page, beside what leaves the machine.

Nothing is sent to an endpoint that she did not turn on. The key lies with the other secrets, for that
endpoint alone.
"""

from dataclasses import asdict, dataclass
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from groundswell.domain.errors import UsageError
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.store import keeping

_KEPT = "own_model"
_LEAST_S, _MOST_S = 1.0, 600.0


@dataclass(frozen=True, slots=True)
class Model:
    """A model behind an OpenAI-compatible endpoint.

    Attributes:
        url: The address that the API's paths follow, such as `http://127.0.0.1:8080/v1`.
        name: What the endpoint calls it.
        timeout_s: Seconds that drafts may take, 1–600.
    """

    url: str
    name: str
    timeout_s: float

    @property
    def host(self) -> str:
        """Who answers there, as a person reads it."""
        return urlsplit(self.url).netloc

    @property
    def near(self) -> bool:
        """Whether it is a program on this very machine."""
        name = urlsplit(self.url).hostname or ""
        return name == "localhost" or (_is_address(name) and ip_address(name).is_loopback)

    @property
    def told(self) -> str:
        """What leaves, and where it goes to, in plain words."""
        what = (
            "For each draft that you ask for, the comment, the post or message that it answers and, where "
            "somebody asks something that you have said in public before, that sentence of yours"
        )
        if self.near:
            return f"{what} go to a program on this machine ({self.host}). What it passes on is up to it."
        plain = "" if self.url.startswith("https:") else " They travel unencrypted."
        there = "What happens to them there is up to those who run it."
        return f"{what} leave this machine and go to {self.host}.{plain} {there}"


def offered(workspace: Workspace) -> Model | None:
    """The model that was turned on, or else the one of `groundswell.toml`; none if there is neither."""
    kept, told = chosen(workspace), workspace.settings.model
    return kept or (Model(told.url, told.name, told.timeout_s) if told.url else None)


def chosen(workspace: Workspace) -> Model | None:
    """The model that was turned on; none if none is."""
    with workspace.store.reading() as conn:
        kept = keeping.setting(conn, _KEPT)
    if not isinstance(kept, dict):
        return None
    return Model(str(kept["url"]), str(kept["name"]), float(kept["timeout_s"]))


def turn_on(workspace: Workspace, model: Model, *, key: str = "") -> None:
    """From now on this model writes drafts: the user was shown `model.told` and pressed for it.

    Args:
        key: What the endpoint asks for; empty to leave one that is kept for it.

    Raises:
        UsageError: The address, name or time cannot be used.
        StoreError: The secret cannot be kept.
    """
    workspace.only_real("nothing of it is sent to a model")
    model = sound(model)
    if key.strip():
        if not model.near and not model.url.startswith("https:"):
            raise UsageError(
                "a key is not sent unencrypted over a network",
                where=model.host,
                mend="Use an https:// address.",
            )
        Secrets(workspace.home).keep(_account(model), {"key": key.strip()})
    before = chosen(workspace)
    if before is not None and _account(before) != _account(model):
        Secrets(workspace.home).forget(_account(before))
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, _KEPT, asdict(model))


def turn_off(workspace: Workspace) -> None:
    """From now on nothing is sent there; its key is forgotten. Raises StoreError."""
    model = chosen(workspace)
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, _KEPT, None)
    if model is not None:
        Secrets(workspace.home).forget(_account(model))


def key_of(workspace: Workspace, model: Model) -> str:
    """The key for that endpoint; empty for none."""
    held = Secrets(workspace.home).of(_account(model))
    return held["key"] if held else ""


def _account(model: Model) -> str:
    """Under what its key is kept: no other host gets it, nor this one unencrypted."""
    place = urlsplit(model.url)
    return f"model:{sha256(f'{place.scheme}://{place.netloc}'.encode()).hexdigest()[:16]}"


def sound(model: Model) -> Model:
    """The same, tidied. Raises UsageError if there can be no such endpoint, or none that is safe."""
    url, name = model.url.strip().rstrip("/"), model.name.strip()
    try:
        place = urlsplit(url)
        host, _ = place.hostname or "", place.port
    except ValueError:
        host, place = "", urlsplit("")
    # Signs that nobody sees would show her another host than the one that is asked.
    plain = url.isprintable() and " " not in url and not set("?#") & set(url)
    if place.scheme not in ("http", "https") or not host or "@" in place.netloc or not plain:
        # The address is not said back: a key may stand in it.
        raise UsageError(
            "this is not the address of an endpoint",
            mend="It looks like https://host/v1, without a name, a key or a question mark in it.",
        )
    if place.scheme == "http" and not (Model(url, name, 1).near or _is_private(host)):
        raise UsageError(
            "the address begins with http:// and is not in your own network", mend="Use https://."
        )
    if not name or len(name) > 200 or not name.isprintable():
        raise UsageError("the model has no name", mend="Give the name by which the endpoint knows it.")
    if not _LEAST_S <= model.timeout_s <= _MOST_S:
        raise UsageError("drafts may take 1 to 600 seconds", mend="Give another time.")
    return Model(url, name, model.timeout_s)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_private(host: str) -> bool:
    return _is_address(host) and ip_address(host).is_private
