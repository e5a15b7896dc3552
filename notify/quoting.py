"""Where in a mail the mail that it answers begins, as each mail program writes it.

The phrases are those that Outlook, Gmail, Apple Mail, Thunderbird, Samsung's and Yahoo's programs
put there, in the languages of this continent's and Europe's users.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ATTRIBUTION_LINES = 4
_ATTRIBUTION_CHARACTERS = 400
_SEPARATOR_CHARACTERS = 300

_STARTERS = re.compile(
    r"[*_ ]*(on|am|le|el|il|op|em|a|den|på|dne|w dniu|dnia|on behalf of)\s", re.IGNORECASE
)
_WROTE = re.compile(
    r"\b(wrote|writes|schrieb|geschrieben|a écrit|escribió|ha scritto|schreef|escreveu|skrev"
    r"|napisał|napisała|pisze|napsal)\b.{0,160}:[*_ ]*$",
    re.IGNORECASE,
)
_WHO_AND_WHEN = re.compile(r"<(mailto:)?[^<>\s]+@[^<>\s]+>.{0,80}[::][*_ ]*$")
_NUMBER = re.compile(r"[0-9@]")

_FORWARDED = (
    r"forwarded message|begin forwarded message|weitergeleitete nachricht"
    r"|anfang der weitergeleiteten nachricht|message transféré|début du message transféré"
    r"|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|doorgestuurd bericht"
    r"|mensagem encaminhada|vidarebefordrat meddelande|videresendt melding"
)
_ORIGINAL = (
    r"original message|original appointment|reply message|ursprüngliche nachricht"
    r"|originalnachricht|message d'origine|message original|mensaje original"
    r"|messaggio originale|oorspronkelijk bericht|mensagem original|originalmeddelande"
)
_FORWARD_LINE = re.compile(rf"[-_*= ]*({_FORWARDED})[-_*= ]*:?[-_*= ]*", re.IGNORECASE)
_SEPARATOR = re.compile(
    rf"[-_*=]{{2,}} *({_ORIGINAL}|{_FORWARDED}) *:?[-_*=]*"
    rf"|({_FORWARDED}) *:"
    r"|-{2,} ?on .{5,200} wrote ?-{2,}"
    r"|#+-? ?(please )?(type your )?reply above this line.{0,20}",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"[*_ ]*(from|von|de|da|van|från|fra|od|expéditeur|mittente) ?:[*_ ]*\S", re.IGNORECASE
)
_OTHER = re.compile(
    r"[*_ ]*(sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé|à|objet|enviado( el)?|fecha"
    r"|para|asunto|inviato|data|a|oggetto|verzonden|aan|onderwerp|skickat|till|ämne|til|emne|sendt"
    r"|assunto|wysłano|do|temat|reply-to|importance) ?:",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_*=~ ]{3,}")
_LONG_LINE = 60


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a quoted mail begins (line number). `marked` says that each of its lines has a `>`, so
    that what has none below is its reader's; `forward` that it is handed on, not answered."""

    begins: int
    marked: bool
    forward: bool = False
    lines: int = 1


def first_quote(lines: Sequence[str]) -> Quote | None:
    """The first quoted mail, or None."""
    for number, line in enumerate(lines):
        if line.startswith(">"):
            return Quote(number, marked=True, lines=0)
        if len(line) < _SEPARATOR_CHARACTERS and _SEPARATOR.fullmatch(line.strip()):
            return Quote(number, *_what_follows(lines, number))
        if length := _attribution(lines, number):
            return Quote(number, _marked_after(lines, number + length), lines=length)
        if _header_block(lines, number):
            return Quote(number, marked=False)
    return None


def without_marked(lines: Sequence[str]) -> list[str]:
    """The lines without those that begin with `>`, nor the rest of one that was broken in two."""
    kept: list[str] = []
    broken = False
    for line in lines:
        if line.startswith(">"):
            broken = len(line) >= _LONG_LINE
            continue
        broken = broken and bool(line.strip())
        if not broken:
            kept.append(line)
    return kept


def only_rule(line: str) -> bool:
    """Whether a line is nothing but a line."""
    return _RULE.fullmatch(line.strip()) is not None


def _what_follows(lines: Sequence[str], number: int) -> tuple[bool, bool]:
    """Whether the quote's lines are marked; whether it is a forwarded mail."""
    forward = any(
        _FORWARD_LINE.fullmatch(line.strip()[:_SEPARATOR_CHARACTERS])
        for line in lines[number : number + 5]
    )
    after = _next_written(lines, number + 1)
    length = _attribution(lines, after)
    return _marked_after(lines, after + length) and not forward, forward


def _attribution(lines: Sequence[str], at: int) -> int:
    """How many lines from there say who wrote what follows, and when; 0 where they do not."""
    if at >= len(lines) or not lines[at].strip():
        return 0
    joined = ""
    for length, line in enumerate(lines[at : at + _ATTRIBUTION_LINES], 1):
        if not line.strip() or line.startswith(">"):
            return 0
        if length > 1 and _begins(line):
            # His own last words stand right above it.
            return 0
        joined = f"{joined} {line.strip()}".strip()
        if len(joined) > _ATTRIBUTION_CHARACTERS:
            return 0
        if _says_who(joined):
            return length
    return 0


def _begins(line: str) -> bool:
    return _STARTERS.match(line) is not None and _NUMBER.search(line) is not None


def _says_who(words: str) -> bool:
    if not words.endswith((":", ":", "*", "_")) or not _NUMBER.search(words):
        return False
    if _WROTE.search(words):
        return _STARTERS.match(words) is not None or "@" in words
    return _WHO_AND_WHEN.search(words) is not None and any(mark.isdigit() for mark in words)


def _header_block(lines: Sequence[str], at: int) -> bool:
    if not _FROM.match(lines[at]):
        return False
    near = [line for line in lines[at + 1 : at + 10] if line.strip()][:6]
    return sum(_OTHER.match(line) is not None for line in near) >= 2


def _next_written(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _marked_after(lines: Sequence[str], at: int) -> bool:
    at = _next_written(lines, at)
    return at < len(lines) and lines[at].startswith(">")
