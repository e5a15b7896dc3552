"""The questions of a request form, and what is made of the answers.

The same check holds for what is typed on the screen, told to the command line, and taken in from a
form's file: `EventForm.read` takes texts as people and forms write them, and gives answers in their
own types with one sentence for each that does not do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from coordinator.rules.intake.conditions import Facts, Value, When, holds
from coordinator.rules.intake.words import Into, QuestionKind
from coordinator.rules.outside_text import dot, marked

LONGEST_TEXT = 2_000
"""Characters of one answer; more is cut by nobody but refused."""
LARGEST_NUMBER = 10_000_000

YES = ("yes", "true", "y", "1", "on")
NO = ("no", "false", "n", "0", "off")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. It is asked where all of `when` holds among the answers before it.

    `into` says where its answer goes beside the request ("" : nowhere), `name` what it is there
    (fact.tier: tier). A number lies from `least` to `most`.
    """

    key: str
    label: str
    kind: QuestionKind = QuestionKind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = False
    when: When = ()
    into: Into | None = None
    name: str = ""
    help: str = ""
    least: int = 0
    most: int = LARGEST_NUMBER

    def read(self, given: object) -> Value | None:
        """The answer in its type, None where there is none; raises ValueError with one sentence."""
        words = _words(given)
        if not words:
            return None
        return _READERS[self.kind](self, words)

    def shown(self, value: object) -> str:
        """An answer as people read it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers in their types, and a sentence for each question that is not answered well."""

    answers: Mapping[str, Value] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The problems, each with its question."""
        return tuple(self.problems.values())


@dataclass(frozen=True, slots=True)
class EventForm:
    """All questions of one event class in the order in which they are asked."""

    code: str
    label: str
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """The question of that key."""
        return next((each for each in self.questions if each.key == key), None)

    def asked(self, answers: Facts) -> tuple[Question, ...]:
        """The questions that are to be asked, by the answers that stand.

        One that hangs on a question which is itself not asked is not asked either.
        """
        found: list[Question] = []
        known: dict[str, Value] = {"event": self.code}
        for each in self.questions:
            if holds(each.when, known):
                found.append(each)
                if each.key in answers:
                    known[each.key] = answers[each.key]
        return tuple(found)

    def read(self, given: Mapping[str, object]) -> Answered:
        """Check what was answered; answers to questions that are not asked are left out."""
        answers: dict[str, Value] = {}
        problems: dict[str, str] = {}
        known: dict[str, Value] = {"event": self.code}
        for each in self.questions:
            if not holds(each.when, known):
                continue
            try:
                value = each.read(given.get(each.key))
            except ValueError as problem:
                problems[each.key] = f"{each.label}: {problem}"
                continue
            if value is not None:
                answers[each.key] = known[each.key] = value
            elif each.required:
                problems[each.key] = f"{each.label}: is missing."
        problems |= dict(self._unknown(given))
        return Answered(answers, problems)

    def lines(self, answers: Facts) -> tuple[tuple[str, str], ...]:
        """(label, answer) of each question that was answered, for screens and papers."""
        return tuple(
            (each.label, each.shown(answers[each.key]))
            for each in self.questions
            if each.key in answers
        )

    def _unknown(self, given: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        known = {each.key for each in self.questions}
        for key in given:
            if key not in known and _words(given[key]):
                shown = marked(str(key)[:40], dot)
                yield key, f"{shown!r} is no question of the form {self.label!r}."


def _words(given: object) -> str:
    """What was given as one trimmed text; a list or table is none."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, (str, int)):
        return str(given).strip()
    return "" if given is None else f"{given}".strip()


def _text(question: Question, words: str) -> Value:
    if len(words) > LONGEST_TEXT:
        raise ValueError(f"is longer than {LONGEST_TEXT:,} characters.")
    return "\n".join(marked(line, dot) for line in words.splitlines())


def _number(question: Question, words: str) -> Value:
    digits = words.replace(",", "").replace(" ", "")
    if not digits.isascii() or not digits.removeprefix("-").isdigit() or len(digits) > 12:
        raise ValueError(f"{_short(words)} is not a whole number.")
    found = int(digits)
    if not question.least <= found <= question.most:
        raise ValueError(f"{found:,} is not from {question.least:,} to {question.most:,}.")
    return found


def _date(question: Question, words: str) -> Value:
    try:
        return date.fromisoformat(words[:40]).isoformat()
    except ValueError:
        raise ValueError(f"{_short(words)} is not a date such as 2026-11-22.") from None


def _yes_no(question: Question, words: str) -> Value:
    word = words.casefold()
    if word in YES or word in NO:
        return word in YES
    raise ValueError(f"{_short(words)} is not yes or no.")


def _choice(question: Question, words: str) -> Value:
    for choice in question.choices:
        if choice.casefold() == words.casefold():
            return choice
    raise ValueError(f"{_short(words)} is not one of: {', '.join(question.choices)}.")


def _short(words: str) -> str:
    cut = words if len(words) <= 40 else words[:39] + "…"
    return repr(marked(cut, dot))


_READERS = {
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.CHOICE: _choice,
}
