"""Commands in texts: what is understood, and that nothing is ever guessed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notify.command_times import take_times
from notify.command_words import TURNING, WORDS, meanings, with_own
from notify.reading_replies import LONGEST, read_command
from notify.replies import Command, NotUnderstood, Word
from tests.notify.command_texts import table

FAST = settings(deadline=None, derandomize=True, database=None, max_examples=150)


def shown(found: Command | NotUnderstood) -> str:
    if isinstance(found, NotUnderstood):
        return "?"
    parts = [found.word.value, found.code, found.day, found.other]
    if found.number is not None:
        parts.append(str(found.number))
    if found.times is not None:
        parts.append("-".join(f"{m // 60}:{m % 60:02d}" for m in found.times))
    parts.append(f"'{found.words}'" if found.words else "")
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("text", "meaning"), table())
def test_what_people_text_means_this(text: str, meaning: str) -> None:
    assert shown(read_command(text)) == meaning


def test_there_are_two_hundred_of_them_each_once() -> None:
    texts = [text for text, _ in table()]
    assert len(texts) >= 200
    assert len(set(texts)) == len(texts)


def test_every_refusal_says_why_in_a_sentence() -> None:
    for text, meaning in table():
        found = read_command(text)
        if meaning == "?":
            assert isinstance(found, NotUnderstood)
            assert found.reason[-1] == "."
            assert len(found.reason) < 140


def test_too_much_and_nothing_are_refused() -> None:
    assert isinstance(read_command("yes 482137 " + "x" * LONGEST), NotUnderstood)
    assert isinstance(read_command(" \n "), NotUnderstood)


def test_an_agency_s_own_words_take_the_place_of_ours() -> None:
    own = with_own({"yes": ["Oui", "D'accord"], "no": ["Non"], "late": "spoilt", "odd": ["x"]})
    assert shown(read_command("OUI 482137", own)) == "yes 482137"
    assert shown(read_command("d’accord 482137", own)) == "yes 482137"
    assert shown(read_command("yes 482137", own)) == "?"
    assert shown(read_command("late 482137 20", own)) == "late 482137 20"


def test_a_word_given_to_two_meanings_has_none() -> None:
    own = with_own({"yes": ["go"], "no": ["go", "no"]})
    assert meanings(own).get("go") is None
    assert shown(read_command("go 482137", own)) == "?"
    assert shown(read_command("no 482137", own)) == "no 482137"


@pytest.mark.parametrize("text", ["8-4", "12", "0800", "0800-", "99-100", "7:61-8:00"])
def test_no_span_is_made_of_what_may_be_another(text: str) -> None:
    assert take_times(text)[0] is None


# ── properties ───────────────────────────────────────────────────────────────────────────────

CODES = st.integers(100_000, 999_999).map(str)
CODED = st.sampled_from(
    (Word.YES, Word.NO, Word.OFF, Word.ROUTE, Word.IN, Word.OUT, Word.RETURNED, Word.SEEN)
)
NOISE = (
    "",
    " ",
    "  ",
    "!",
    ".",
    ",",
    " 👍 ",
    "\u200b",
    " ✅",
    '"',
    "*",
    "\t",
    " please ",
    " thanks ",
)


@st.composite
def commands(draw: st.DrawFn) -> tuple[Command, tuple[str, ...]]:
    """A command and the parts of which its text is made."""
    code = draw(CODES)
    kind = draw(st.sampled_from(("plain", "late", "hours", "avail", "score")))
    if kind == "plain":
        word = draw(CODED)
        return Command(word, code), (draw(st.sampled_from(WORDS[word])), code)
    if kind == "late":
        minutes = draw(st.integers(1, 599))
        return Command(Word.LATE, code, number=minutes), ("late", code, str(minutes))
    if kind == "score":
        points = draw(st.integers(1, 5))
        return Command(Word.SCORE, code, number=points), ("score", code, str(points))
    first, length = draw(st.integers(0, 1439)), draw(st.integers(1, 1439))
    last = first + length
    times = f"{first // 60:02d}{first % 60:02d}-{last // 60 % 24:02d}{last % 60:02d}"
    if kind == "hours":
        return Command(Word.HOURS, code, times=(first, last)), ("hrs", code, times)
    return Command(Word.AVAILABLE, times=(first, last), day="sat"), ("avail", "sat", times)


@st.composite
def noisy(draw: st.DrawFn, parts: tuple[str, ...]) -> str:
    """The parts with noise around and capitals as they come; a code may come in two halves."""
    cased = [
        draw(st.sampled_from((part.lower(), part.upper(), part.title())))
        if not part[:1].isdigit() and len(part) > 1
        else part
        for part in parts
    ]
    around = [draw(st.sampled_from(NOISE)) for _ in range(len(parts) + 1)]
    text = around[0]
    for part, noise in zip(cased, around[1:], strict=True):
        text += f" {part} {noise}"
    return text


@FAST
@given(st.data())
def test_how_it_is_written_never_changes_what_it_means(data: st.DataObject) -> None:
    command, parts = data.draw(commands())
    text = data.draw(noisy(parts))
    found = read_command(text)
    if isinstance(found, Command) and command.word is Word.SCORE:
        found = replace(found, words="")
    assert found == command, text


@FAST
@given(command=commands(), code=CODES)
def test_a_text_with_two_codes_is_never_one_command(
    command: tuple[Command, tuple[str, ...]], code: str
) -> None:
    meant, parts = command
    if meant.code in ("", code):
        return
    for text in (
        f"{' '.join(parts)} {code}",
        f"{code} {' '.join(parts)}",
        f"{' '.join(parts)}\n{code}",
    ):
        assert isinstance(read_command(text), NotUnderstood), text


@FAST
@given(
    command=commands(),
    word=st.sampled_from(Word),
    between=st.sampled_from((" ", "\n", ", ", " and ")),
)
def test_a_text_with_two_commands_is_never_one(
    command: tuple[Command, tuple[str, ...]], word: Word, between: str
) -> None:
    meant, parts = command
    if word is meant.word or meant.word is Word.SCORE:
        return
    for written in WORDS[word]:
        text = f"{' '.join(parts)}{between}{written}"
        assert isinstance(read_command(text), NotUnderstood), text
        text = f"{written}{between}{' '.join(parts)}"
        free = word in (Word.SCORE, Word.ANSWER)  # behind these stands whatever they like
        assert isinstance(read_command(text), NotUnderstood) or free, text


@FAST
@given(command=commands(), turn=st.sampled_from(sorted(TURNING)), last=st.booleans())
def test_what_may_turn_the_meaning_is_never_passed_over(
    command: tuple[Command, tuple[str, ...]], turn: str, last: bool
) -> None:
    meant, parts = command
    if meant.word in (Word.NO, Word.SCORE):
        return
    plain = " ".join(parts)
    found = read_command(f"{plain} {turn}" if last else f"{turn} {plain}")
    assert isinstance(found, NotUnderstood)


@FAST
@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = read_command(text)
    if isinstance(found, Command):
        assert replace(found, code="").code == ""
        assert found.code == "" or (len(found.code) == 6 and found.code.isascii())
