"""Whether a host answers at all: a connection is opened and closed, and nothing is said."""

import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from notify.gateway_urls import filled

PATIENCE_SECONDS = 5.0


def host_reached(host: str, port: int, patience: float = PATIENCE_SECONDS) -> str:
    """Why no connection came about, in a sentence; nothing where one did."""
    try:
        socket.create_connection((host, port), patience).close()
    except TimeoutError:
        return f"{host}:{port} did not answer within {patience:g} seconds."
    except OSError as error:
        return f"{host}:{port} cannot be reached ({error.strerror or type(error).__name__})."
    return ""


def service_reached(url: str, values: Mapping[str, str]) -> str:
    """Whether the host of a web service answers at all; why not, or nothing."""
    from notify.apprise_door import service

    # Some plugin shapes want an address; none is written to.
    plugin: Any = service(filled(url, dict(values) | {"address": "+16175550100"}))
    if plugin is None:
        return "The gateway's URL cannot be used."
    address = urlsplit(str(getattr(plugin, "notify_url", "") or ""))
    host = address.hostname or str(getattr(plugin, "host", "") or "")
    secure = getattr(plugin, "secure", True)
    port = address.port or getattr(plugin, "port", None) or (443 if secure else 80)
    return host_reached(host, int(port)) if host else ""
