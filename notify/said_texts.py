"""A text taken apart: its command, the lines around it, and what is left without both."""

import re
from dataclasses import dataclass

from notify.command_words import POLITE
from notify.replies import Word

_TOKEN = re.compile(r"[\w'/]+")


class Unclear(ValueError):
    """Its words say why nothing is understood."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text taken apart: the lines with command or code as one, and what is around them."""

    word: Word
    core: str
    around: str
    lead: str
    known: dict[str, Word]


def left_of(said: Said, rest: str, more: frozenset[str] = frozenset()) -> list[str]:
    """What is neither the command nor politeness."""
    return [t for t in tokens(rest) if t not in said.known and t not in POLITE and t not in more]


def refuse_left(left: list[str], but: tuple[str, ...] = ()) -> None:
    odd = [each for each in left if each not in but]
    if odd:
        raise Unclear(f"'{odd[0]}' is not understood: send the command alone.")


def tokens(text: str) -> list[str]:
    """Words and numbers; letters and digits written together count apart, but for clock times."""
    found = []
    for token in _TOKEN.findall(text):
        glued = re.fullmatch(r"([^\W\d]+)([0-9]{6})|([0-9]{6})([^\W\d]+)", token)
        found += [part for part in glued.groups() if part] if glued else [token]
    return [token.strip("'/_") or token for token in found]
