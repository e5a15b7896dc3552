"""The one place where Apprise is asked for a service, with its logger kept from saying too much.

Importing this module imports Apprise: only what sends, or sets a gateway, does.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from apprise import Apprise, AppriseAsset
from apprise.manager_plugins import NotificationManager

from notify.gateway_urls import with_our_plugin
from notify.mail_plugin import register

_TALKATIVE = ("apprise", "urllib3", "requests")
"""Below INFO these print whole URLs, tokens and telephone numbers."""

_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


class _Ear(logging.Handler):
    """Keeps what Apprise says during a hand-over, and keeps it off the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        heard = _heard.get()
        if heard is not None and record.levelno >= logging.WARNING:
            heard.append(record.getMessage())


@cache
def _prepare() -> None:
    register()
    logging.getLogger("apprise").addHandler(_Ear())
    logging.getLogger("apprise").propagate = False


def service(url: str) -> Any:
    """Apprise's plugin for a filled URL, or None where it does not understand it."""
    _prepare()
    _hush()
    with listening():
        # No cache files, no themes: nothing about our recipients is to be left on the disk.
        asset = AppriseAsset(
            app_id="coordinator", app_desc="", app_url="", plugin_paths=[], storage_mode="memory"
        )
        return Apprise.instantiate(with_our_plugin(url), asset=asset, suppress_exceptions=True)


def knows(url: str) -> bool:
    """Whether Apprise has a plugin for the URL's schema at all."""
    _prepare()
    return url.partition("://")[0].lower() in NotificationManager()  # type: ignore[no-untyped-call]


@contextmanager
def listening() -> Iterator[list[str]]:
    """What Apprise warned of in this thread meanwhile."""
    words: list[str] = []
    token = _heard.set(words)
    _hush()
    try:
        yield words
    finally:
        _heard.reset(token)


def _hush() -> None:
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        if logger.getEffectiveLevel() < logging.INFO:
            logger.setLevel(logging.INFO)
