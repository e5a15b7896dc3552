"""What a web gateway really answered.

Apprise says only whether a plugin succeeded. Whether a text may be sent again hangs on more: the
status, how long the gateway asks us to wait, and whether the line broke before or after the
request had left. So every HTTP exchange made while a message is handed over is written down.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from notify.parcels import Failed, Outcome, Refused, Unknown, one_line

REST_SECONDS = 60
CONFIGURED_REST_SECONDS = 900
LONGEST_WAIT_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that was begun. Without a response, `error` says how it ended."""

    response: Any = None
    error: Exception | None = None


_seen: ContextVar[list[Exchange] | None] = ContextVar("exchanges", default=None)


@contextmanager
def witnessed() -> Iterator[list[Exchange]]:
    """The list that fills with the exchanges made in this thread meanwhile."""
    _listen()
    exchanges: list[Exchange] = []
    token = _seen.set(exchanges)
    try:
        yield exchanges
    finally:
        _seen.reset(token)


def verdict(last: Exchange) -> Outcome:
    """What a failed hand-over's last exchange means for the message."""
    if last.response is not None:
        return _by_status(last.response)
    return _by_error(last.error)


@cache
def _listen() -> None:
    """Every plugin that speaks HTTP goes through this one method of requests."""
    from requests.adapters import HTTPAdapter

    original = HTTPAdapter.send

    def send(self: Any, *args: Any, **named: Any) -> Any:
        exchanges = _seen.get()
        try:
            response = original(self, *args, **named)
        except Exception as error:
            if exchanges is not None:
                exchanges.append(Exchange(error=error))
            raise
        if exchanges is not None:
            exchanges.append(Exchange(response))
        return response

    HTTPAdapter.send = send  # type: ignore[method-assign]


def _by_status(response: Any) -> Outcome:
    status = int(response.status_code)
    said = one_line(f"{status} {response.reason or ''} {_body(response)}")
    if status in (502, 504) or status < 400:
        # A go-between lost the answer, or it broke off after a good status.
        return Unknown(said)
    if status == 429:
        wait = _wait(response) or REST_SECONDS
        return Failed(said, after=wait, rests=wait)
    if status in (401, 403, 407):
        return Failed(said, rests=CONFIGURED_REST_SECONDS)
    if status in (408, 425) or status >= 500:
        return Failed(said, after=_wait(response))
    return Refused(said)


def _by_error(error: Exception | None) -> Outcome:
    from requests import exceptions

    if isinstance(error, exceptions.ConnectTimeout | exceptions.ProxyError | exceptions.SSLError):
        return Failed(f"No connection: {type(error).__name__}.", rests=REST_SECONDS)
    if isinstance(error, exceptions.ReadTimeout):
        return Unknown("The gateway took the request and did not answer in time.")
    if _never_connected(error):
        return Failed("The gateway cannot be reached.", rests=REST_SECONDS)
    return Unknown(f"The line broke during the request ({type(error).__name__}).")


def _never_connected(error: BaseException | None) -> bool:
    from urllib3.exceptions import NewConnectionError

    reason = getattr(error.args[0], "reason", None) if error and error.args else None
    return isinstance(reason, NewConnectionError)


def _wait(response: Any) -> int:
    """Retry-After in seconds, measured by the gateway's own clock; 0 where it does not say."""
    asked = str(response.headers.get("Retry-After", ""))
    seconds = int(asked) if asked.isdecimal() else _until(asked, response.headers.get("Date", ""))
    return max(0, min(seconds, LONGEST_WAIT_SECONDS))


def _until(then: str, now: str) -> int:
    try:
        wait = parsedate_to_datetime(then) - _moment(now)
    except (TypeError, ValueError):
        return 0
    return int(wait.total_seconds())


def _moment(text: str) -> datetime:
    return parsedate_to_datetime(text)


def _body(response: Any) -> str:
    """What has been read of the answer; asking for the rest could wait for ever."""
    content = getattr(response, "_content", None)
    return content[:300].decode("utf-8", "replace") if isinstance(content, bytes) else ""
