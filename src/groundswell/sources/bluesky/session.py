"""The session that an app password opens."""

from typing import Any

from atproto import Client, exceptions

from groundswell.sources.bluesky.calls import named


class Session(Client):
    """Renews its tokens when the server says that they are over, whatever the clock of this machine says.

    The library reckons with that clock: put back, it would never renew them, and put forward, it would renew
    them with each request.
    """

    def _should_refresh_session(self) -> bool:
        return False

    def _invoke(self, invoke_type: Any, **asked: Any) -> Any:
        used = self._session and self._session.access_jwt
        try:
            return super()._invoke(invoke_type, **asked)
        except exceptions.BadRequestError as error:
            if asked.get("ignore_session_check") or named(error) != "ExpiredToken":
                raise
        with self._refresh_lock:
            # Another thread may have renewed them meanwhile.
            if self._session and self._session.access_jwt == used:
                self._refresh_and_set_session()
        return super()._invoke(invoke_type, **asked)
