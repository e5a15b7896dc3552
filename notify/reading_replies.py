"""What a text or mail asks for: one command about one code, or why nothing was understood.

Capitals, blanks, emoji, punctuation and politeness change nothing. Whatever might turn the meaning
does: a second code, a second command, a 'not', a 'but', a question are never read as a plain yes.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from notify.command_times import take_day, take_times
from notify.command_words import (
    AGREEING,
    BESIDE_THANKS,
    POLITE,
    SORRY,
    STOPPING,
    THANKING,
    TURNING,
    WORDS,
    Words,
    meanings,
)
from notify.reading_own_words import answered
from notify.reading_papers import renew
from notify.reading_presence import PLACE, late, presence, spot
from notify.replies import Command, NotUnderstood, Word
from notify.said_codes import CODE, SPLIT, codes_in, only_code
from notify.said_texts import Said, Unclear, left_of, refuse_left, tokens

LONGEST = 2_000
"""Letters: nobody texts a longer command, and a longer mail is for people."""

_PHONE_GOES_ON = re.compile(r" \d{4}(?!\d)", re.ASCII)
_ABOUT = re.compile(
    r"(?<![\w./+-])\d\d-(?:[a-z]-)?\d{4,6}\.[a-z]?\d{1,4}[a-z]{0,3}(?![\w/-]|\.\d)", re.ASCII
)
_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "’": "'", "‘": "'"})
_NEW_LINE = re.compile(r"[\n\r]|\s+-{1,2}\s+(?!\d)", re.ASCII)
_THUMB_DOWN = "\U0001f44e"

_TIMED = (Word.HOURS, Word.AVAILABLE, Word.BUSY)
_DAILY = (Word.AVAILABLE, Word.BUSY)
_UNCODED = (*_DAILY, Word.STOP, Word.START)
_ASKING = (Word.HELP, Word.MINE, Word.STOP)
_NUMBERED = (Word.YES, Word.NO, Word.SPOT)
_REMARKED = (Word.SCORE, Word.SPOT)
"""Behind these stands a free remark."""
_GREETINGS = ("hi", "hello", "hey", "dear", "good")
_BESIDE_DAYS = frozenset(("from", "on", "all", "day", "whole"))
_THANKS = frozenset(("please", "pls", "plz", "thanks", "thank", "thx", "you", "sorry"))


def read_command(text: str, words: Words = WORDS) -> Command | NotUnderstood:
    """The one command of a text. `words` are the agency's own for each meaning.

    The code is empty where none was written: whoever knows the sender may know which is meant.
    """
    try:
        return answered(text, words, _read) or _read(text, words)
    except Unclear as why:
        return NotUnderstood(str(why), only_code(_plain(text[:LONGEST])))


def only_thanks(text: str) -> bool:
    """Whether somebody says no more than thank you: that asks for nothing."""
    said = set(tokens(_plain(text)))
    return bool(said & THANKING) and said <= THANKING | BESIDE_THANKS


def _read(text: str, words: Words) -> Command:
    if len(text) > LONGEST:
        raise Unclear("This is too long for a command.")
    known = {key.replace(" ", "_"): word for key, word in meanings(words).items()}
    plain = _joined(_plain(text), words)
    if not plain.strip():
        raise Unclear("There is nothing in it.")
    about, plain = _take_about(plain)
    said = _taken_apart(plain, known)
    _refuse_turned(said)
    if said.word in _TIMED:
        return _timed(said)
    code, rest = _code(said)
    read = _READERS.get(said.word, _simple)(said, code, rest)
    if about and not code and said.word not in _NUMBERED:
        raise Unclear("Send the six digits of our message, not the number of the detail.")
    return read if code else replace(read, about=about)


def _take_about(plain: str) -> tuple[str, str]:
    """The number of the one detail or position that is named, and the text without it."""
    found = set(_ABOUT.findall(plain))
    if len(found) > 1:
        raise Unclear("There are several numbers in it: send one command at a time.")
    return found.pop() if found else "", _ABOUT.sub(" ", plain)


def _plain(text: str) -> str:
    """Small letters, plain dashes, no emoji; a thumb down says no more than it shows."""
    text = unicodedata.normalize(
        "NFKC", text.replace(_THUMB_DOWN, " not ").replace("_", " ")
    ).translate(_DASHES)
    return "".join(map(_letter, text)).casefold()


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter
    return {"L": letter, "N": letter, "M": "", "C": ""}.get(unicodedata.category(letter)[0], " ")


def _joined(text: str, words: Words) -> str:
    """Commands of several words made one: 'on my way' → 'on_my_way'."""
    phrases = {" ".join(each.casefold().split()) for given in words.values() for each in given}
    for phrase in sorted((p for p in phrases if " " in p), key=len, reverse=True):
        spaced = r"\s+".join(map(re.escape, phrase.split()))
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", phrase.replace(" ", "_"), text)
    return text


def _taken_apart(plain: str, known: dict[str, Word]) -> Said:
    lines = [line for line in _NEW_LINE.split(plain) if line.strip()]
    found = [{known[t] for t in tokens(line) if t in known} for line in lines]
    core = [i for i, line in enumerate(lines) if found[i] or CODE.search(line)]
    core = core or [i for i, line in enumerate(lines) if SPLIT.search(line)]
    word = _one_word(lines, core, known)
    first, last = core[0], core[-1]
    split = [i for i in range(len(lines)) if i not in core and SPLIT.fullmatch(lines[i].strip())]
    if split and not any(CODE.search(line) for line in lines):
        first, last = min(first, *split), max(last, *split)
    if word in _REMARKED:
        last = len(lines) - 1
    return Said(
        word,
        "\n".join(lines[first : last + 1]),
        "\n".join(lines[last + 1 :]),
        "\n".join(lines[:first]),
        known,
    )


def _one_word(lines: list[str], core: list[int], known: dict[str, Word]) -> Word:
    """The meaning; free remarks stand only behind a score."""
    said = [known[t] for i in core for t in tokens(lines[i]) if t in known]
    if not said:
        raise Unclear("There is no command in it.")
    if said[0] in _REMARKED:
        return said[0]
    if len(set(said)) > 1:
        several = " and ".join(dict.fromkeys(word.upper() for word in said))
        raise Unclear(f"It says {several}: send one command at a time.")
    return said[0]


def _refuse_turned(said: Said) -> None:
    """Nothing is guessed where a word, a question or other talk may turn the meaning."""
    if said.word in _REMARKED:
        return
    everything = tokens("\n".join((said.lead, said.core, said.around)))
    allowed = SORRY if said.word is Word.NO else frozenset()
    turned = [t for t in everything if t in TURNING and t not in allowed]
    if said.word is Word.NO and "not" in everything:
        no = next(i for i, t in enumerate(everything) if said.known.get(t) is Word.NO)
        turned += [t for t in everything[:no] if t == "not"]
    if turned:
        raise Unclear(f"'{turned[0]}' may mean the opposite: send the command alone.")
    if "?" in said.core and said.word not in _ASKING:
        raise Unclear("It is a question: send the command without a question mark.")
    lead = tokens(said.lead)
    if lead and lead[0] not in _GREETINGS and not POLITE.issuperset(lead):
        raise Unclear("Other words come before the command: send the command alone.")
    if codes_in(said.around) or codes_in(said.lead):
        raise Unclear("There is a second number in it: send one command at a time.")


# ── codes ────────────────────────────────────────────────────────────────────────────────────


def _code(said: Said) -> tuple[str, str]:
    """The code, and the text without it. SWAP may name a second one."""
    text, places = said.core, ""
    if said.word in (Word.IN, Word.OUT) and (place := PLACE.search(text)):
        places = place.group()
        text = text.replace(place.group(), " ")
    codes = codes_in(text)
    if len(codes) > (2 if said.word is Word.SWAP else 1):
        raise Unclear("There are several codes in it: send one command at a time.")
    if codes:
        return codes[0], f"{text.replace(codes[0], ' ')} {places}"
    code, text = _split_code(text, phones=said.word is not Word.SWAP)
    return code, f"{text} {places}"


def _split_code(text: str, *, phones: bool) -> tuple[str, str]:
    """A code that was written in two halves."""
    found = list(SPLIT.finditer(text))
    if phones:
        found = [m for m in found if not _PHONE_GOES_ON.match(text, m.end())]
    if len({m.groups() for m in found}) > 1:
        raise Unclear("There are several codes in it: send one command at a time.")
    if not found:
        return "", text
    for match in reversed(found):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    return "".join(found[0].groups()), text


# ── the commands ─────────────────────────────────────────────────────────────────────────────


def _simple(said: Said, code: str, rest: str) -> Command:
    """A command that is nothing but a word and perhaps a code."""
    if said.word in _UNCODED and code:
        raise Unclear(f"{said.word.upper()} is sent without a code.")
    beside = {Word.NO: SORRY, Word.STOP: STOPPING}.get(said.word, frozenset())
    refuse_left(left_of(said, rest, beside))
    return Command(said.word, code)


def _yes(said: Said, code: str, rest: str) -> Command:
    """A yes, and whether a warning was acknowledged."""
    refuse_left(left_of(said, rest, AGREEING))
    agreed = AGREEING.intersection(tokens(rest))
    return Command(said.word, code, words="agree" if agreed else "")


def _off(said: Said, code: str, rest: str) -> Command:
    free = [t for t in tokens(rest) if t not in said.known and t not in _THANKS]
    if any(each.isdigit() for each in free):
        raise Unclear("There is a second number in it: send one command at a time.")
    return Command(said.word, code, words=" ".join(free))


def _swap(said: Said, code: str, rest: str) -> Command:
    left = left_of(said, rest, frozenset(("badge", "and", "against")))
    numbers = [each for each in left if any(letter.isdigit() for letter in each)]
    if not code or len(numbers) != 1 or len(left) != 1:
        raise Unclear("Say your code and the other's code or badge: SWAP 482137 5678.")
    return Command(said.word, code, other=numbers[0])


def _score(said: Said, code: str, rest: str) -> Command:
    if codes_in(rest):
        raise Unclear("There are several codes in it: send one command at a time.")
    found = re.search(r"(?<![\d/])([1-5])(?:\s*/\s*5)?(?![\d/])", rest)
    before = left_of(said, rest[: found.start()]) if found else []
    if found is None or before:
        raise Unclear(f"Give a number from 1 to 5: SCORE {code or '482137'} 4.")
    remark = " ".join(rest[found.end() :].split()).lstrip(" .,;:!-")
    return Command(said.word, code, words=remark, number=int(found[1]))


def _timed(said: Said) -> Command:
    day, rest = take_day(said.core) if said.word in _DAILY else ("", said.core)
    times, rest = take_times(rest)
    codes = codes_in(rest)
    if len(codes) > 1:
        raise Unclear("There are several codes in it: send one command at a time.")
    code, rest = (
        (codes[0], rest.replace(codes[0], " ")) if codes else _split_code(rest, phones=False)
    )
    if said.word in _DAILY:
        return _span_of_day(said, code, rest, day, times)
    left = left_of(said, rest, frozenset(("from", "worked", "h", "hour")))
    if times is not None:
        refuse_left(left)
    else:
        raise Unclear(f"Write the hours as four digits each: HRS {code or '482137'} 0800-1215.")
    return Command(said.word, code, times=times)


def _span_of_day(
    said: Said, code: str, rest: str, day: str, times: tuple[int, int] | None
) -> Command:
    if code:
        raise Unclear(f"{said.word.upper()} is sent without a code.")
    refuse_left(left_of(said, rest, _BESIDE_DAYS))
    if not day and times is None:
        raise Unclear("Say the day and the hours: AVAIL SAT 0800-1600.")
    return Command(said.word, times=times, day=day)


_READERS: dict[Word, Callable[[Said, str, str], Command]] = {
    Word.YES: _yes,
    Word.LATE: late,
    Word.OFF: _off,
    Word.SWAP: _swap,
    Word.SCORE: _score,
    Word.ROUTE: presence,
    Word.IN: presence,
    Word.OUT: presence,
    Word.SPOT: spot,
    Word.RENEW: renew,
}
