"""The shell of every page that the program writes: one HTML file that needs nothing else.

It fetches nothing and may not: its content security policy names its own style and script by their
hash, so that neither text that came from outside nor whoever edits the page in between can run
anything. It is read without its script; a script may only add to it. It suits a phone of 360 pixels
and a desktop, light and dark, and prints black on white.

What the style offers a page's parts: `card`, `quiet`, `good`, `warn`, `bad`, `pill`, `big`, `row`;
`stacked` tables (each row a card on a phone, its cells named by `data-label`); `no-print`;
`with-script` and `without-script` for what is shown only with or without the page's script.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files

from exports.pages.markup import Child, Html, element, joined, json_block, text

MARK = '<meta name="generator" content="coordinator">'
"""Stands in the head of each page, so that one of ours may be written over and nothing else."""

_BEGUN = 'document.documentElement.classList.add("scripted");\n'
_DATA_READER = (
    "const pageData = (name) => JSON.parse(document.getElementById(`data-${name}`).textContent);\n"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What one page holds. `body` is markup (`exports.pages.markup`), all else plain words.

    `style` and `script` are the page's own, written by us and never made of outside text; `data`
    gives the script values by name (`pageData("prices")`).
    """

    title: str
    body: Html
    agency: str = ""
    lead: str = ""
    foot: Child = None
    style: str = ""
    script: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    language: str = "en"


def page_text(page: Page) -> str:
    """The file's text, to be written as UTF-8. The same page gives the same text.

    Raises ValueError where a style or script could end its own element.
    """
    style = _own(shell_style() + page.style, "style")
    script = _own(_BEGUN + _DATA_READER + page.script, "script") if page.script else ""
    head = (
        '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        '<meta name="format-detection" content="telephone=no">\n{mark}\n'
        "<title>{title}</title>\n<style>{style}</style>\n</head>\n"
    ).format(
        language=text(page.language),
        policy=text(policy(style, script)),
        title=text(" ".join(page.title.split())),
        style=style,
        mark=MARK,
    )
    data = joined(json_block(name, value) for name, value in page.data.items())
    tail = f"<script>{script}</script>\n" if script else ""
    return f"{head}<body>\n{_body(page)}\n{data}{tail}</body>\n</html>\n"


def policy(style: str, script: str) -> str:
    """What a page with this style and script may do (Content Security Policy Level 3): show them,
    and pictures that it holds itself. Nothing is fetched, sent or framed; no text becomes script.
    """
    return (
        f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


@cache
def shell_style() -> str:
    """The style that all pages share."""
    return beside("shell.css")


def beside(*names: str) -> str:
    """The styles or scripts that lie beside this module, one behind the other."""
    return "".join(files("exports.pages").joinpath(name).read_text("utf-8") for name in names)


def _body(page: Page) -> Html:
    head = element(
        "header",
        element("p", page.agency, class_="agency") if page.agency else None,
        element("h1", page.title),
        element("p", page.lead, class_="lead") if page.lead else None,
    )
    foot = element("footer", page.foot) if page.foot else Html("")
    return joined((head, element("main", page.body), foot), by="\n")


def _source(content: str) -> str:
    if not content:
        return "'none'"
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _own(content: str, name: str) -> str:
    """Raises ValueError for what a browser would not read as it stands, or would end too early."""
    low = content.lower()
    if f"</{name}" in low or "<!--" in low or "\r" in low or "\0" in low:
        raise ValueError(f"The {name} of a page could not be read as it stands")
    return content
