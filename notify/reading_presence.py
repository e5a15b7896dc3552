"""IN, OUT, ROUTE, LATE and SPOT: what texts say of somebody's presence."""

import re

from notify.command_words import MINUTES, SOON
from notify.replies import Command, Word
from notify.said_texts import Said, Unclear, left_of, refuse_left, tokens

PLACE = re.compile(
    r"(-?\d{1,2}\.\d{3,7})\s*[, ]\s*(-?\d{1,3}\.\d{3,7})(?:[\s,]*(\d{1,5})\s?m\b)?", re.ASCII
)
"""Degrees north and east, and within how many metres they are right."""

_POSTED = re.compile(r"[^\W\d]\w{1,15}")
_LENGTH = re.compile(r"(\d{1,3})(h|hr|hour|min|mins|minutes|m)?", re.ASCII)
_FOUND = ("present", "absent", "other")


def presence(said: Said, code: str, rest: str) -> Command:
    """Whether he is there, with his position and how certain it is, or the word posted there."""
    place = PLACE.search(rest)
    if place:
        rest = rest.replace(place.group(), " ")
    left = left_of(said, rest)
    posted = "".join(left)
    if not code or not _may_be_posted(said.word, left):
        refuse_left(left)
        posted = ""
    lat, lon, metres = place.groups() if place else ("", "", None)
    return Command(
        said.word,
        code,
        words=f"{lat},{lon}" if place else "",
        number=int(metres) if metres else None,
        other=posted,
    )


def _may_be_posted(word: Word, left: list[str]) -> bool:
    """Whether what is left may be the word that is posted at a site; it may be written in two."""
    plain = all(_POSTED.fullmatch(each) and each not in SOON for each in left)
    return word is not Word.ROUTE and 1 <= len(left) <= 2 and plain


def late(said: Said, code: str, rest: str) -> Command:
    left = left_of(said, rest, MINUTES)
    lengths = [m for each in left if (m := _LENGTH.fullmatch(each))]
    refuse_left([each for each in left if not _LENGTH.fullmatch(each)], ("hour", "hr", "h"))
    if len(lengths) != 1:
        raise Unclear(f"Say how many minutes: LATE {code or '482137'} 20.")
    amount, unit = lengths[0].groups()
    hours = (unit or "").startswith("h") or any(t in ("hour", "hr", "h") for t in left)
    minutes = int(amount) * (60 if hours else 1)
    if not 1 <= minutes <= 600:
        raise Unclear("So many minutes late cannot be meant.")
    return Command(said.word, code, number=minutes)


def spot(said: Said, code: str, rest: str) -> Command:
    """What a supervisor found of a seat: SPOT 26-0412.3b ABSENT, and a remark behind it."""
    if code:
        raise Unclear("SPOT is sent with the number of the seat on the list, and without a code.")
    words = [each for each in tokens(rest) if said.known.get(each) is not Word.SPOT]
    if not words or words[0] not in _FOUND:
        raise Unclear("Say what was found: SPOT 26-0412.3b PRESENT, ABSENT or OTHER.")
    remark = rest[rest.index(words[0]) + len(words[0]) :]
    return Command(said.word, other=words[0], words=" ".join(remark.split()).lstrip(" .,;:!-"))
