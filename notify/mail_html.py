"""The text of an HTML mail, quoted passages marked as they are in plain mail.

Read by a loop of ours: the standard library's parser takes minutes over a page of unclosed tags.
"""

import re
from html import unescape

QUOTE_BEGINS = "-----Original Message-----"
"""Stands in the text where a mail program's mark-up says that the quoted mail begins."""

SIGNATURE_BEGINS = "-- "

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr",
    "ul",
))  # fmt: skip
_RAW = frozenset(("script", "style", "title"))
_SILENT = frozenset(("template", "noscript", "object", "svg"))
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
    "track", "wbr",
))  # fmt: skip
_QUOTES = (
    "divrplyfwdmsg", "appendonsend", "gmail_quote", "yahoo_quoted", "protonmail_quote",
    "moz-forward-container", "zmail_extra", "olk_src_body_section",
    "mail-editor-reference-message-container", "ms-outlook-mobile-reference-message",
    "replysplit", "tutanota_quote", "gmail_extra",
)  # fmt: skip
_SIGNATURES = (
    "gmail_signature", "applemailsignature", "ms-outlook-mobile-signature", "signature",
    "moz-signature", "protonmail_signature_block",
)  # fmt: skip
_HIDING = (
    "display:none", "visibility:hidden", "font-size:0", "font-size:0px", "mso-hide:all",
    "opacity:0",
)  # fmt: skip

HTML_CHARACTERS = 200_000
_TAG_CHARACTERS = 4_000

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][\w:-]{0,40})((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
    r"""|<(/?)([a-zA-Z][\w:-]{0,40})([^<>]*+)>"""
)
_GIVEN = re.compile(
    r"""\b(id|class|style)\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE
)
_BARE_HIDDEN = re.compile(r"""(?:^|[\s"'])hidden(?:\s|=|/|$)""", re.IGNORECASE)


def html_text(html: str) -> str:
    """The text that a reader sees, one line a block; blockquotes with `> ` before each line."""
    page = _Page()
    html = html[:HTML_CHARACTERS]
    at = 0
    while (begins := html.find("<", at)) >= 0:
        page.words(html[at:begins])
        at = _markup(page, html, begins)
    page.words(html[at:])
    page.end_line()
    return "\n".join(page.lines)


def _markup(page: "_Page", html: str, begins: int) -> int:
    """Read what begins with `<`; where it ends. What is no markup is words."""
    if html.startswith(("<!", "<?"), begins):
        closing = "-->" if html.startswith("<!--", begins) else ">"
        return _after(html, closing, begins + 2)
    found = _TAG.match(html, begins, begins + _TAG_CHARACTERS)
    if found is None:
        page.words("<")
        return begins + 1
    tag = (found[2] or found[5]).lower()
    if found[1] or found[4]:
        page.closes(tag)
    elif tag in _RAW:
        # Not markup up to its own end; without one it is all there is.
        return _after(html, f"</{tag}", found.end())
    else:
        page.opens(tag, found[3] or found[6] or "")
    return found.end()


def _after(html: str, closing: str, at: int) -> int:
    ends = html.find(closing, at)
    return len(html) if ends < 0 else ends + len(closing)


class _Page:
    """Gathers lines. What is left unclosed at the end counts as closed."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._pieces: list[str] = []
        self._quotes = 0
        self._hidden_tag = ""
        self._hidden_depth = 0

    def opens(self, tag: str, attributes: str) -> None:
        if self._hidden_tag:
            self._hidden_depth += tag == self._hidden_tag
            return
        given = {name.lower(): value.strip("\"'") for name, value in _GIVEN.findall(attributes)}
        if tag in _SILENT or (_hides(given, attributes) and tag not in _VOID):
            self._hidden_tag, self._hidden_depth = tag, 1
            return
        if tag in _BLOCKS or tag == "br":
            self._break(tag)
        if tag == "blockquote":
            self._quotes += 1
        self._mark(given)
        if tag in ("td", "th"):
            self._pieces.append(" ")

    def closes(self, tag: str) -> None:
        if self._hidden_tag:
            self._hidden_depth -= tag == self._hidden_tag
            if self._hidden_depth <= 0:
                self._hidden_tag = ""
            return
        if tag in _BLOCKS:
            self._break(tag)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)

    def words(self, text: str) -> None:
        if text and not self._hidden_tag:
            self._pieces.append(text)

    def end_line(self) -> None:
        """What has been gathered becomes a line."""
        # Spaces of the page's own writing are one space; a no-break space is its writer's.
        words = " ".join(unescape("".join(self._pieces)).split())
        self._pieces.clear()
        self._add(words)

    def _break(self, tag: str) -> None:
        if tag == "br" or any(piece.strip() for piece in self._pieces):
            self.end_line()

    def _mark(self, given: dict[str, str]) -> None:
        names = f"{given.get('id', '')} {given.get('class', '')}".lower().split()
        names = [name.removeprefix("x_") for name in names]
        if any(name.startswith(_QUOTES) for name in names):
            self._own_line(QUOTE_BEGINS)
        elif any(name in _SIGNATURES for name in names):
            self._own_line(SIGNATURE_BEGINS)

    def _own_line(self, line: str) -> None:
        self._break("div")
        self._add(line)

    def _add(self, line: str) -> None:
        self.lines.append(f"{'>' * min(self._quotes, 9)} {line}" if self._quotes else line)


def _hides(given: dict[str, str], attributes: str) -> bool:
    style = "".join(given.get("style", "").lower().split())
    return (
        any(f"{way};" in f"{style};" for way in _HIDING)
        or _BARE_HIDDEN.search(attributes) is not None
    )
