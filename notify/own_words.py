"""What a mail's writer wrote himself: without quotes, signatures, and what servers add.

His words stand above what he answers, or, where nothing does, below it. Never both: a program that
breaks the lines it quotes would put the quoted mail's words into his mouth.
"""

import re
from dataclasses import dataclass

from notify.charsets import tidy
from notify.quoting import first_quote, only_rule, without_marked

MOST_LINES = 4_000
MOST_CHARACTERS = 20_000
"""How much of his words is kept."""

_SENT_FROM = re.compile(
    r"[\W_]*(?:(?:sent|gesendet|envoyé|enviado|inviato|verzonden|skickat|sendt|wysłane) "
    r"(?:from|via|with|using|by|von|vom|mit|über|depuis|de|à partir de|desde|con|da|dal|vanaf|van"
    r"|från|fra|z) .{1,100}"
    r"|von mein\w{1,3} .{1,40} gesendet|diese nachricht wurde von .{1,60} gesendet"
    r"|get (?:outlook|bluemail|typeapp|aqua mail|the all.new) .{1,90}|get outlook"
    r"|(?:outlook für .{1,20} beziehen|holen sie sich outlook .{1,60}|obtene[zr] outlook .{1,60}"
    r"|télécharger outlook .{1,60}|scarica outlook .{1,60})"
    r"|yahoo mail: search, organize, conquer.{0,80})[\W_]*",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"[\W_]*(?:confidentiality|privileged (?:and|&) confidential|disclaimer|legal notice"
    r"|important notice"
    r"|(?:this|the information in this|the information contained in this) (?:e-?mail|message"
    r"|communication|electronic|transmission)\b.{0,200}\b(?:confidential|intended|privileged|property"
    r"|monitored|public)"
    r"|(?:please note|notice): (?:florida|under|all e-?mail|e-?mail).{0,60}"
    r"|diese e-?mail .{0,60}vertraulich|ce (?:message|courriel) .{0,80}confidentiel"
    r"|avast logo|virus-free|this email has been (?:checked|scanned))",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"[\W_]*(?:(?:caution|warning|attention|notice|external|ext|achtung|alert|security notice)\b"
    r".{0,120}(?:outside|external|extern|unknown sender|links|attachments|verify)"
    r"|\[?external(?: e-?mail| sender| message)?\]?\W*$"
    r"|this (?:message|e-?mail) (?:originated|came|was sent|is) from (?:outside|an external)"
    r"|you don't often get e-?mail from .{0,200}"
    r"|some people who received this message don't often .{0,200})",
    re.IGNORECASE,
)
_BANNER_GOES_ON = re.compile(
    r".{0,200}(?:do not click|do not open|open attachments|click (?:on )?links|recognize the sender"
    r"|know the content|content is safe|outside (?:of )?(?:the|your|our) |exercise caution"
    r"|learn why this is important|suspicious|verify the sender)",
    re.IGNORECASE,
)
_BANNER_LINES = 8
_FOOTER_CHARACTERS = 300
_ECHO = re.compile(
    r"(?<=\S)<(?:mailto|tel|sms|https?|x-apple-data-detectors):[^<>\s]{0,500}>"
    r"|\[(?:cid|image): ?[^\[\]\n]{0,200}\]"
)
"""What programs write into the plain form of a page for its links and pictures."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What he wrote himself, and whether he hands somebody else's mail on."""

    text: str
    forwarded: bool = False


def own_words(text: str) -> OwnWords:
    """His own words in a mail's plain text; never raises."""
    lines = [line.rstrip() for line in tidy(text).split("\n")[:MOST_LINES]]
    lines = [re.sub(r"^ {0,2}>", ">", line) for line in _without_banner(lines)]
    quote = first_quote(lines)
    if quote is None:
        return OwnWords(_text(_unsigned(lines)))
    own = _text(_unsigned(lines[: quote.begins]))
    if not own and quote.marked:
        own = _below(lines[quote.begins + quote.lines :])
    return OwnWords(own, quote.forward)


def _below(lines: list[str]) -> str:
    """What stands under a marked quote, up to the next quote that is not."""
    rest = without_marked(lines)
    again = first_quote(rest)
    return _text(_unsigned(rest[: again.begins] if again else rest))


def _unsigned(lines: list[str]) -> list[str]:
    """The lines up to a signature; a telephone's own line above all words is passed over."""
    kept: list[str] = []
    said = False
    for line in lines:
        footer = _footer(line)
        if line.strip() == "--" or (said and footer):
            break
        if not footer:
            kept.append(line)
            said = said or not _empty(line)
    return kept


def _footer(line: str) -> bool:
    short = len(line) < _FOOTER_CHARACTERS
    return (short and bool(_SENT_FROM.fullmatch(line))) or bool(_NOTICE.match(line[:600]))


def _without_banner(lines: list[str]) -> list[str]:
    """The lines without the warning that the agency's mail server puts on top."""
    at, seen = 0, False
    while at < min(len(lines), _BANNER_LINES):
        line = lines[at]
        warns = _BANNER.match(line[:600]) or (seen and _BANNER_GOES_ON.match(line[:600]))
        if line.strip() and not only_rule(line) and not warns:
            break
        seen = seen or bool(warns)
        at += 1
    return lines[at:] if seen else lines


def _text(lines: list[str]) -> str:
    lines = [_ECHO.sub("", line).rstrip() for line in lines]
    begin, end = 0, len(lines)
    while begin < end and _empty(lines[begin]):
        begin += 1
    while end > begin and _empty(lines[end - 1]):
        end -= 1
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines[begin:end]))
    return text[:MOST_CHARACTERS].strip()


def _empty(line: str) -> bool:
    return not line.strip() or only_rule(line)
