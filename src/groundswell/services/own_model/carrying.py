"""How answers of an endpoint travel: as they are, and none that is larger than any answer can be."""

from collections.abc import AsyncIterator

import httpx2

MOST_BYTES = 4_000_000
"""A list of all models of a large provider takes a few hundred kilobytes."""


class TooLarge(httpx2.ReadError):
    """The answer is larger than any answer can be, or packed, so that nobody knows."""


class Carrier(httpx2.AsyncHTTPTransport):
    """Lets no endpoint fill the memory: what is packed is refused, since it may unpack to any size."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, whose body raises `TooLarge` beyond the limit."""
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise TooLarge("it is packed", request=request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Counted(response.stream)
        return response


class _Counted(httpx2.AsyncByteStream):
    """A body that ends with an error where it is too large."""

    def __init__(self, body: httpx2.AsyncByteStream) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        came = 0
        async for chunk in self._body:
            came += len(chunk)
            if came > MOST_BYTES:
                raise TooLarge("it is too large")
            yield chunk

    async def aclose(self) -> None:
        await self._body.aclose()
