"""The page of a mail, made of the same words as its plain part.

Blank lines part paragraphs; lines such as `When: Monday` become a quiet table; telephone numbers,
https links and the commands by which one answers can be touched. Everything else is escaped. There
is no picture, no script and nothing that a reader would fetch; colours are the reader's own, so
that it can be read in the dark.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from itertools import groupby
from urllib.parse import quote

_FACT = re.compile(r"([A-Z][A-Za-z ]{1,24}): +(\S.*)")
_TOUCHABLE = re.compile(
    r"(?P<link>https://[^\s<>\"']+[^\s<>\"'.,;:!?)\]])"
    r"|(?P<phone>(?<![\w./+-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])?\d{3}[ .-]\d{4}"
    r"(?![\w/-]|\.\d)|(?<![\w./+-])\+\d{8,15}(?![\w/-]|\.\d))"
    r"|(?P<command>(?<![\w./+-])[A-Z]{2,12} \d{6}(?![\w/-]|\.\d))"
)
_HEAD = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    '<meta name="supported-color-schemes" content="light dark">\n'
    "<title>{title}</title><style>:root{{color-scheme:light dark}}a{{color:#1a5fb4}}"
    "@media(prefers-color-scheme:dark){{a{{color:#8ab4f8}}}}</style></head>\n"
    "<body style=\"margin:0;padding:16px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,"
    'Helvetica,Arial,sans-serif"><div style="max-width:600px">'
)
_LABEL = '<td style="padding:2px 16px 2px 0;vertical-align:top;color:#767676">'
_VALUE = '<td style="padding:2px 0;vertical-align:top;font-weight:600">'
_TABLE = (
    '<table role="presentation" cellspacing="0" style="border-collapse:collapse;margin:0 0 16px">'
)
_FOOT = '<p style="margin:24px 0 0;padding-top:8px;border-top:1px solid #999;color:#767676">'


def page_of(title: str, text: str, agency: str, answer_to: str = "") -> str:
    """The page for a text. Its last paragraph becomes the foot where it names the agency.

    `answer_to` is the mailbox that a touched command (YES 482137) is written to; without one a
    command stays words.
    """
    blocks = [block for block in re.split(r"\n\s*\n", _shown(text).strip()) if block.strip()]
    foot = blocks.pop() if len(blocks) > 1 and agency and agency in blocks[-1] else agency
    body = "\n".join(_block(block, answer_to) for block in blocks)
    end = f"{_FOOT}{_lines(foot.splitlines(), answer_to)}</p>" if foot else ""
    page = f"{_HEAD.format(title=escape(_shown(title)))}\n{body}\n{end}</div></body></html>"
    # Letters beyond ASCII as references: then the page needs no encoding on its way.
    return page.encode("ascii", "xmlcharrefreplace").decode()


def _shown(text: str) -> str:
    """The text without controls: as a reference, some of them would stand for a letter."""
    lines = (line if line.isprintable() else _printable(line) for line in text.splitlines())
    return "\n".join(lines)


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line)


@lru_cache(256)  # Most of them are the same in all mails about a detail.
def _block(block: str, answer_to: str) -> str:
    parts = []
    for is_facts, run in groupby(block.splitlines(), key=lambda line: bool(_FACT.fullmatch(line))):
        if is_facts:
            facts = "\n".join(_fact(line, answer_to) for line in run)
            parts.append(f"{_TABLE}\n{facts}</table>")
        else:
            parts.append(f'<p style="margin:0 0 16px">{_lines(run, answer_to)}</p>')
    return "\n".join(parts)


def _fact(line: str, answer_to: str) -> str:
    label, _, value = line.partition(":")
    told = _touchable(value.strip(), answer_to)
    return f"<tr>{_LABEL}{escape(label)}</td>{_VALUE}{told}</td></tr>"


def _lines(lines: Iterable[str], answer_to: str) -> str:
    return "<br>\n".join(_touchable(line, answer_to) for line in lines)


def _touchable(text: str, answer_to: str) -> str:
    """The line escaped, what can be touched in it as links."""
    parts, at = [], 0
    for found in _TOUCHABLE.finditer(text):
        parts += [escape(text[at : found.start()]), _anchor(found, answer_to)]
        at = found.end()
    return "".join((*parts, escape(text[at:])))


def _anchor(found: re.Match[str], answer_to: str) -> str:
    words = escape(found[0])
    match found.lastgroup:
        case "link":
            return f'<a href="{words}">{words}</a>'
        case "phone":
            return f'<a href="tel:{re.sub("[^0-9+]", "", found[0])}">{words}</a>'
    if not answer_to:
        return words
    said = quote(found[0])
    to = quote(answer_to, safe="@+")
    return f'<a href="mailto:{to}?subject={said}&amp;body={said}">{words}</a>'
