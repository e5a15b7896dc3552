"""Gateway URLs as they are kept: Apprise URLs with placeholders where a secret belongs.

`{address}` stands for the recipient, `{secret}` and `{secret_<word>}` for what the keyring holds.
So the URL can be shown, logged and exported as it is.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote

CONNECT_SECONDS = 10
READ_SECONDS = 30

SCHEMAS = {"mailto": "coordmail", "mailtos": "coordmails"}
"""Apprise's mail schemas, and the plugin of ours that takes their place."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SECRET = re.compile(r"secret(_[a-z0-9]+)?")
"""Placeholders that the keyring fills."""
ADDRESS = "address"
"""The placeholder that the recipient fills."""


def secret_names(channel: str, url: str) -> dict[str, str]:
    """Placeholder → the name under which the keyring keeps it: `sms`, `sms_token`."""
    found = dict.fromkeys(PLACEHOLDER.findall(url))
    return {word: channel + word.removeprefix("secret") for word in found if SECRET.fullmatch(word)}


def is_mail(url: str) -> bool:
    """Whether a gateway is a mail server rather than a web service."""
    return url.partition("://")[0].lower() in {*SCHEMAS, *SCHEMAS.values()}


def with_our_plugin(url: str) -> str:
    """A `mailto` URL as one of ours, so that every mail keeps its Message-ID."""
    schema, mark, rest = url.partition("://")
    return SCHEMAS.get(schema.lower(), schema) + mark + rest


def filled(url: str, values: Mapping[str, str]) -> str:
    """The URL with its values, each quoted whole, and with limits on how long it may take."""
    whole = PLACEHOLDER.sub(lambda match: quote(values[match[1]], safe=""), url)
    for name, seconds in (("cto", CONNECT_SECONDS), ("rto", READ_SECONDS)):
        if not re.search(rf"[?&]{name}=", whole):
            whole += f"{'&' if '?' in whole else '?'}{name}={seconds}"
    return whole
