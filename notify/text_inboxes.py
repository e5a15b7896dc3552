"""The inbox of a text service that can be asked over the web, behind one small interface.

Twilio's is the first: its Message list (2010-04-01), which several other services answer in the
same form. A new service is one class with `since`, named in `notify/sources.py`.
"""

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

from notify.incoming import Fetched, Incoming
from notify.text_rows import LAYOUTS, RowReading

ANSWER_BYTES = 5_000_000
MOST_PAGES = 50
PAGE = 100
OVERLAP_SECONDS = 3_600
"""Texts may appear in the list a while after the time that they bear; a key comes in only once."""


class TextInbox(Protocol):
    """A service's inbox. Never raises for what the service or the network does."""

    def since(self, last: str, now: int) -> Fetched:
        """The texts that came after `last`, which the look before gave. `now` is UTC seconds."""
        ...


class _Refused(Exception):
    """The service's answer cannot be used; the words are for people."""


@dataclass(frozen=True, slots=True)
class TwilioInbox:
    """The texts that came to one number of an account. `base` is scheme and server."""

    account: str
    token: str
    number: str
    source: str
    base: str = "https://api.twilio.com"
    country_code: str = "1"
    timeout: float = 30.0

    def __repr__(self) -> str:
        return f"TwilioInbox({self.number})"

    def since(self, last: str, now: int) -> Fetched:
        """The texts since `last` (UTC seconds) less an hour, oldest first."""
        reached = int(last) if last.isascii() and last.isdigit() else 0
        reading = RowReading(self.source, LAYOUTS[0], country_code=self.country_code)
        texts: list[Incoming] = []
        unread: list[str] = []
        try:
            for row in self._rows(max(0, reached - OVERLAP_SECONDS)):
                taken = reading.take(row, now)
                if isinstance(taken, Incoming):
                    texts.append(taken)
                elif taken:
                    unread.append(taken)
        except _Refused as refused:
            # Its list begins with the newest: what was not reached lies before what was.
            return Fetched(trouble=str(refused).replace(self.token, "***"), last=last)
        texts.sort(key=lambda text: (text.received_at, text.key))
        new = [text for text in texts if text.received_at >= reached - OVERLAP_SECONDS]
        latest = max((text.received_at for text in new), default=reached)
        return Fetched(tuple(new), "", str(latest) if latest else "", "", tuple(unread[:20]))

    def _rows(self, since: int) -> Iterator[dict[str, Any]]:
        wanted = {"To": self.number, "PageSize": str(PAGE)}
        if since:
            wanted["DateSent>"] = datetime.fromtimestamp(since, UTC).date().isoformat()
        path = (
            f"/2010-04-01/Accounts/{quote(self.account, safe='')}/Messages.json?{urlencode(wanted)}"
        )
        for _page in range(MOST_PAGES):
            answer = self._ask(path)
            rows = answer.get("messages")
            if not isinstance(rows, list):
                raise _Refused(f"{self._server} answered without messages.")
            yield from (row for row in rows if isinstance(row, dict))
            path = answer.get("next_page_uri") or ""
            if not path:
                return
            if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
                raise _Refused(f"{self._server} names its next page elsewhere.")
        raise _Refused(f"{self._server} has more than {MOST_PAGES * PAGE} texts to give.")

    @property
    def _server(self) -> str:
        return urlsplit(self.base).hostname or ""

    def _ask(self, path: str) -> dict[str, Any]:
        login = base64.b64encode(f"{self.account}:{self.token}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Accept": "application/json"}
        request = urllib.request.Request(self.base + path, headers=headers)
        try:
            with _opener().open(request, timeout=self.timeout) as answer:
                data = answer.read(ANSWER_BYTES + 1)
        except urllib.error.HTTPError as error:
            raise _Refused(_status(self._server, error.code)) from None
        except TimeoutError:
            raise _Refused(f"{self._server} did not answer in time.") from None
        except (OSError, ValueError, EOFError) as error:
            raise _Refused(f"{self._server} cannot be reached ({type(error).__name__}).") from None
        except Exception as error:  # noqa: BLE001 - http.client raises kinds of its own
            raise _Refused(f"{self._server} broke off ({type(error).__name__}).") from None
        return _document(data, self._server)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the password to wherever it points."""

    def redirect_request(self, *_given: Any, **_named: Any) -> None:
        return None


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_NoRedirects)


def _status(server: str, code: int) -> str:
    if code in (401, 403):
        return f"{server} refused the login: check the account and its token."
    if code == 429:
        return f"{server} asks us to come less often."
    return f"{server} answered {code}."


def _document(data: bytes, server: str) -> dict[str, Any]:
    if len(data) > ANSWER_BYTES:
        raise _Refused(f"{server} answered with too much.")
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise _Refused(f"{server} answered with something else than JSON.")
    return document
