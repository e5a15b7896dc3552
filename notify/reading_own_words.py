"""ANSWER: free words of an officer who was asked what he says to something."""

import re
from collections.abc import Callable

from notify.command_words import Words, meanings
from notify.replies import Command, Word
from notify.said_texts import Unclear, tokens

_DECIDING = (Word.YES, Word.NO)


def answered(text: str, words: Words, read: Callable[[str, Words], Command]) -> Command | None:
    """The words behind ANSWER in their own spelling, whatever they are; None where the text does
    not begin with it. Raises Unclear where they may be meant for a detail: where they `read` as a
    command by themselves, or are a yes or no with what may be a code written wrong."""
    known = (each for each, meaning in meanings(words).items() if meaning is Word.ANSWER)
    named = "|".join(r"\s+".join(map(re.escape, each.split())) for each in known)
    found = re.match(rf"\W*(?:{named})\b[\s:,.–-]*", text, re.IGNORECASE) if named else None
    if found is None:
        return None
    said = text[found.end() :].strip()
    if _decides_by_number(said, words) or _is_command(said, words, read):
        raise Unclear("It may mean the warning or a detail: for a detail send it without ANSWER.")
    return Command(Word.ANSWER, words=said)


def _is_command(said: str, words: Words, read: Callable[[str, Words], Command]) -> bool:
    try:
        read(said, words)
    except Unclear:
        return False
    return True


def _decides_by_number(said: str, words: Words) -> bool:
    """'yes K7Q2': the word that stands next to it holds a digit."""
    first = tokens(said.casefold()[:80])[:2]
    decides = bool(first) and meanings(words).get(first[0]) in _DECIDING
    return decides and any(letter.isdigit() for letter in first[-1])
