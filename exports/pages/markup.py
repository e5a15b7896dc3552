"""Markup put together from parts, so that text can never become markup by being forgotten.

`element("td", name)` escapes the name; only what `element`, `joined` and their like made goes in
as it is. What a page may not hold (scripts, styles and handlers of its parts, addresses other than
web, mail, telephone and text) cannot be made.
"""

import json
import re
from collections.abc import Iterable
from html import escape

from coordinator.rules.outside_text import dot, marked

VOID = frozenset(("br", "hr", "img", "input", "col", "wbr"))
"""Elements without content, which have no end tag (HTML 13.1.2)."""

_NOT_MADE = frozenset(("script", "style", "iframe", "object", "embed", "base", "link", "meta"))
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_ATTRIBUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_NOT_SET = frozenset(("style", "srcdoc", "srcset", "background", "ping"))
_ADDRESSES = frozenset(("href", "src", "action", "formaction", "poster"))
_SAFE_ADDRESS = re.compile(
    r"(?:https?|mailto|tel|sms|geo):[^\s<>\"]+|#[\w.-]*|data:image/(?:png|svg\+xml|jpeg);[^\s<>\"]+",
    re.IGNORECASE,
)
_DATA = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


class Html(str):
    """Markup that was made here and goes into a page as it is."""

    __slots__ = ()


Child = str | int | None
"""What goes into an element: text (escaped), a number, `Html` as it is, or nothing."""


def text(words: str) -> Html:
    """The words escaped; their line breaks stay, what cannot be seen or could steer becomes a dot
    (controls, direction marks, zero width)."""
    lines = (marked(line, dot) for line in words.splitlines())
    return Html(escape("\n".join(lines)))


def joined(children: Iterable[Child], by: str = "") -> Html:
    """Children one after another, the text `by` between those that are not empty."""
    parts = (_part(child) for child in children)
    return Html(text(by).join(part for part in parts if part))


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """One element. `class_` and `for_` are class and for, other `_` become `-` (data_label).

    None and False leave an attribute out, True writes it without a value. Raises ValueError for
    elements, attributes and addresses that no page of ours may hold.
    """
    if not _NAME.fullmatch(name) or name in _NOT_MADE:
        raise ValueError(f"<{name}> is not made here")
    head = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{head}>")
    return Html(f"<{name}{head}>{joined(children)}</{name}>")


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: web, mail, telephone, text, place, this page, a picture."""
    return _SAFE_ADDRESS.fullmatch(address) is not None


def link(address: str, words: Child) -> Html:
    """A link; where the address is none that a page may hold, the words alone."""
    return element("a", words, href=address) if is_safe_address(address) else _part(words)


def json_block(name: str, value: object) -> Html:
    """Data for the page's script, which nothing in it can end: `<script type=application/json>`.

    The script reads it with `pageData(name)`. Raises TypeError or ValueError for what is not JSON.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of data")
    written = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for sign, instead in _DATA.items():
        written = written.replace(sign, instead)
    return Html(f'<script type="application/json" id="data-{name}">{written}</script>')


def _part(child: Child) -> Html:
    if isinstance(child, Html):
        return child
    return Html("") if child is None else text(str(child))


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _ATTRIBUTE.fullmatch(name) or name in _NOT_SET or name.lower().startswith("on"):
        raise ValueError(f"The attribute {name} is not set here")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if name in _ADDRESSES and not is_safe_address(str(value)):
        raise ValueError(f"{value!r} is no address for a page")
    return f' {name}="{text(str(value))}"'
