"""What a text or mail says: commands such as YES 482137, OFF 482137 SICK, HRS 482137 0800-1215.

Telephones add spaces, signatures and capitals as they like; words are the agency's own to choose.
"""

from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """The commands, by the meaning and not by the word that an agency has for it."""

    YES = "yes"
    NO = "no"
    OFF = "off"
    LATE = "late"
    ROUTE = "route"
    IN = "in"
    OUT = "out"
    RETURNED = "returned"
    HOURS = "hours"
    AVAILABLE = "available"
    BUSY = "busy"
    SWAP = "swap"
    MINE = "mine"
    STOP = "stop"
    START = "start"
    HELP = "help"
    SEEN = "seen"
    SCORE = "score"
    SPOT = "spot"
    RENEW = "renew"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what, about which code, and the rest as its kind reads it.

    `words` is free text (the reason of a call-off, the remark to a score, an ANSWER) or the
    position of IN and OUT; `number` minutes late, a score, or within how many metres that position
    is right; `times` the clock times of HRS and AVAIL as minutes after local midnight, the end
    possibly on the next day (> 1440); `day` the day as it was written (a weekday, a date), empty
    for today; `other` the code or badge of SWAP's other side, the word that IN and OUT bring from
    the site, what SPOT found, or the paper of RENEW; `about` the number of a detail or position
    (26-0412.3b) that YES, NO or SPOT name instead of a code.
    """

    word: Word
    code: str = ""
    words: str = ""
    number: int | None = None
    times: tuple[int, int] | None = None
    day: str = ""
    other: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why a text is no command, in a sentence that can be sent back; `code` is the only one in it,
    which says what it is about."""

    reason: str
    code: str = ""
