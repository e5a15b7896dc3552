"""Why a URL cannot be a channel's gateway, and what is worth knowing of one that can."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from coordinator.rules.words import Channel
from notify.carriers import CARRIERS
from notify.gateway_urls import ADDRESS, PLACEHOLDER, SECRET, filled, is_mail, secret_names


def url_problems(
    channel: str, url: str, secrets: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Why a URL cannot be this channel's gateway; empty where it can.

    A secret that stands in it in the clear is such a reason: the book and its log would keep it.
    With `secrets` (placeholder → value) it is tried as it will be used; without them a service
    that wants its tokens in a certain form cannot be tried, and is taken on trust.
    """
    unknown = [
        word for word in PLACEHOLDER.findall(url) if word != ADDRESS and not SECRET.fullmatch(word)
    ]
    found = [f"{{{word}}} is no placeholder: use {{address}} or {{secret}}." for word in unknown]
    if channel not in (Channel.EMAIL, Channel.SMS, Channel.PUSH):
        found.append(f"{channel} is no channel: email, sms or push.")
    if not is_mail(url) and f"{{{ADDRESS}}}" not in url:
        found.append("The URL names no recipient: put {address} where the address belongs.")
    return tuple(found) or _apprise_problems(channel, url, secrets or {})


def url_warnings(channel: str, url: str) -> tuple[str, ...]:
    """What is worth knowing about a gateway that can be used."""
    found = []
    if channel == Channel.SMS and (is_mail(url) or any(name in url for name in CARRIERS)):
        found.append("Carriers are closing their mail-to-text addresses; many texts will be lost.")
    if channel == Channel.EMAIL and not is_mail(url):
        found.append("This service makes its own Message-ID: mail of unknown fate may come twice.")
    return tuple(found)


def _apprise_problems(channel: str, url: str, secrets: Mapping[str, str]) -> tuple[str, ...]:
    # Apprise costs more than the first screen; a gateway is set once in a year.
    from notify.apprise_door import knows, service

    names = secret_names(channel, url)
    values = {word: f"x7Q{number}z9" for number, word in enumerate(names)} | dict(secrets)
    example = "+12025550123" if channel == Channel.SMS else "someone@agency.example"
    plugin = service(filled(url, values | {ADDRESS: example}))
    if plugin is None:
        on_trust = knows(url) and not names.keys() <= secrets.keys()
        return () if on_trust else ("Apprise does not know how to use this URL.",)
    marks = {form for value in values.values() for form in (value, quote(value, safe=""))}
    if _hides_more_than(plugin.url(privacy=False), plugin.url(privacy=True), marks):
        return (
            "The URL holds a secret in the clear. Put {secret} in its place, and {secret_<word>} "
            "in that of every further token, password or account that Apprise would hide.",
        )
    return ()


def _hides_more_than(clear: str, masked: str, marks: Iterable[str]) -> bool:
    """Whether Apprise masks anything beside our own marks.

    What lies between the marks must stand in the masked URL too, in the same order.
    """
    pattern = "|".join(re.escape(mark) for mark in marks if mark) or r"(?!)"
    at = 0
    for piece in re.split(pattern, clear):
        found = masked.find(piece, at)
        if found < 0:
            return True
        at = found + len(piece)
    return False
