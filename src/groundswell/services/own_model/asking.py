"""One question to an OpenAI-compatible endpoint, and its answer as JSON; errors are told in words of ours.

What an endpoint says of an error is never shown: it may hold the key, or what it was sent.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from groundswell.domain.errors import GroundswellError, NetworkError, NotReady, SignInAgain, UsageError
from groundswell.reply.drafts.prompt import Prompt
from groundswell.services.own_model.choosing import Model

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Answer = TypeVar("Answer")

_MOST_TOKENS = 1_500
_TEMPERATURE = 0.4
_ALIVE_S = 5.0
_NO_KEY = "none"
"""What is sent where the endpoint wants no key: the client insists on one."""


class Malformed(NetworkError):
    """The endpoint answered, but not with what it was asked for."""


def ask(model: Model, key: str, prompt: Prompt) -> Mapping[str, object]:
    """The model's answer to a prompt: JSON that may or may not keep to the schema.

    Raises:
        UsageError: What talks to endpoints is not installed.
        NotReady: It cannot be reached, is failing, asks to wait, or takes too long.
        SignInAgain: It does not take the key.
        Malformed: It answered with something else.
        NetworkError: It does not know the model or the address, or refuses.
    """
    return _run(_asked(model, key, prompt), model, model.timeout_s)


def answers(model: Model, key: str) -> str:
    """Asks the endpoint which models it has, and sends it nothing else; what it says of this one, in words.

    Raises:
        GroundswellError: As `ask`.
    """
    return _run(_listed(model, key), model, min(_ALIVE_S, model.timeout_s))


async def _asked(model: Model, key: str, prompt: Prompt) -> Mapping[str, object]:
    from pydantic_ai import Agent, ModelSettings, NativeOutput, PromptedOutput, StructuredDict
    from pydantic_ai.exceptions import ModelHTTPError
    from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, TextPart, UserPromptPart
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles import ModelProfile
    from pydantic_ai.providers.openai import OpenAIProvider

    shape = StructuredDict(dict(prompt.schema), name="drafts")
    before: list[ModelMessage] = [
        ModelRequest([UserPromptPart(prompt.example[0])]),
        ModelResponse([TextPart(prompt.example[1])]),
    ]
    async with _client(model, key) as client:
        talker = OpenAIChatModel(model.name, provider=OpenAIProvider(openai_client=client))
        try:
            kept = Agent(talker, output_type=NativeOutput(shape), instructions=prompt.system, retries=0)
            usual = ModelSettings(max_tokens=_MOST_TOKENS, temperature=_TEMPERATURE)
            return (await kept.run(prompt.data, message_history=before, model_settings=usual)).output
        except ModelHTTPError as error:
            if error.status_code not in (400, 422):
                raise
        # It may not know how to keep to a schema, or let nobody set limits.
        bare = OpenAIChatModel(
            model.name,
            provider=OpenAIProvider(openai_client=client),
            profile=ModelProfile(supports_json_object_output=False),
        )
        loose = Agent(bare, output_type=PromptedOutput(shape), instructions=prompt.system, retries=0)
        return (await loose.run(prompt.data, message_history=before)).output


async def _listed(model: Model, key: str) -> str:
    async with _client(model, key) as client:
        known = [one.id async for one in client.models.list()]
    if model.name in known:
        return "answers and knows the model"
    return "answers, and does not list a model of that name"


def _client(model: Model, key: str) -> "AsyncOpenAI":
    """A client that keeps to this endpoint: no redirect, no proxy and no account of the environment."""
    import httpx2
    from openai import AsyncOpenAI

    from groundswell.services.own_model.carrying import Carrier

    http = httpx2.AsyncClient(
        transport=Carrier(),
        headers={"accept-encoding": "identity"},
        trust_env=False,
        follow_redirects=False,
        timeout=model.timeout_s,
    )
    client = AsyncOpenAI(base_url=model.url, api_key=key or _NO_KEY, max_retries=0, http_client=http)
    client.organization = client.project = None
    return client


def _run(work: Coroutine[object, object, Answer], model: Model, timeout_s: float) -> Answer:
    """Runs it to its end from a thread of its own, so that it works wherever a loop is running already."""
    try:
        # They take seconds to load on a busy machine, which is no time that the endpoint takes.
        import pydantic_ai.models.openai  # noqa: F401
    except ImportError:
        work.close()
        raise UsageError(
            "what talks to your own model is not installed", mend='Install it: pip install "groundswell[llm]"'
        ) from None
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _within(work, model, timeout_s)).result()


async def _within(work: Coroutine[object, object, Answer], model: Model, timeout_s: float) -> Answer:
    try:
        return await asyncio.wait_for(work, timeout_s)
    except TimeoutError:
        told: GroundswellError = NotReady(f"it took longer than {timeout_s:g} seconds", where=model.host)
    except Exception as error:  # noqa: BLE001 - libraries' errors have many shapes; `_told` knows which are whose
        told = _told(error, model)
    # Not "from": the cause may quote what was sent, and the key.
    raise told from None


def _told(error: Exception, model: Model) -> GroundswellError:
    """An error of the libraries in words of ours; one that is none of theirs is raised again."""
    import openai
    from pydantic_ai.exceptions import AgentRunError, ModelHTTPError, UserError

    from groundswell.services.own_model.carrying import TooLarge

    if isinstance(error, ModelHTTPError):
        return _refused(error.status_code, model)
    # The library wraps what went wrong on the way.
    cause = error.__cause__ or error
    if isinstance(cause, openai.APIStatusError):
        return _refused(cause.status_code, model)
    if isinstance(cause, openai.APITimeoutError):
        return NotReady(f"it took longer than {model.timeout_s:g} seconds", where=model.host)
    if isinstance(cause, openai.APIConnectionError):
        if isinstance(cause.__cause__, TooLarge):
            return Malformed("its answer was too large to be one", where=model.host)
        return NotReady("it cannot be reached", where=model.host)
    # JSON of another shape than the protocol's makes the libraries stumble in ways of their own.
    stumbled = AttributeError | TypeError | LookupError | RecursionError
    if isinstance(error, AgentRunError | UserError | openai.OpenAIError | ValueError | stumbled):
        return Malformed("its answer was not what was asked for", where=model.host)
    raise error


def _refused(status: int, model: Model) -> GroundswellError:
    """What an HTTP status means."""
    if status in (401, 403):
        mend = "Give it anew on the page Settings."
        return SignInAgain("it does not take the key", where=model.host, mend=mend)
    if status == 404:
        mend = "Look at both on the page Settings."
        return NetworkError("it does not know the address or the model", where=model.host, mend=mend)
    if status == 429:
        return NotReady("it asks to wait", where=model.host)
    if status >= 500:
        return NotReady(f"it failed with status {status}", where=model.host)
    return Malformed(f"it refused with status {status}", where=model.host)
