"""What in the distribution part of a document can be read, and yet does not do what it seems to.

A remark is no problem: the document holds. Each names its line, its key and a remedy.
"""

from collections.abc import Iterator

from coordinator.rules.distribution.words import HAPPENINGS, happening
from coordinator.rules.documents import Problem, Table, open_document

WITH_REASON = frozenset(
    {
        *("refused", "no_answer", "not_reached", "on_duty", "called_off", "sick_from_detail"),
        "given_away",
    }
)
"""Happenings that may have a reason."""

WITH_REPORT = frozenset({"given_away", "taken_over"})
"""Happenings of which it may be known whether they were reported."""

HAVING = {"reason": WITH_REASON, "reported": WITH_REPORT}

APART = frozenset({"became_eligible", "returned", "promoted", "off_duty"})
"""Happenings that are about no detail, and so have no facts of one."""

TIMED = ("weekday", "starts", "length", "notice", "assigned", "positions", "job_class")

WHERE = (("tally", "charge"), ("list", "move"), ("rotation", "priority"))
"""Tables that name happenings, below what they stand."""


def remarks(document: str) -> tuple[Problem, ...]:
    """Every remark on a document that can be read, in order of line."""
    root = open_document(document)
    found = [*_unreached(root), *_happenings(root)]
    return tuple(sorted(found, key=lambda each: each.line))


def _unreached(root: Table) -> Iterator[Problem]:
    general = 0
    for place, table in enumerate(_tables(root, "rotation"), 1):
        if general:
            message = f"is never reached: [[rotation]] {general} above it fits every detail."
            yield _remark(table, "", message, "Put the special ones above the general one.")
        elif "when" not in table and "unless" not in table:
            general = place


def _happenings(root: Table) -> Iterator[Problem]:
    for holder, below in WHERE:
        for outer in _tables(root, holder):
            for table in _tables(outer, below):
                yield from _about(table)


def _about(table: Table) -> Iterator[Problem]:
    words = _words(table)
    for word in words:
        if word not in HAPPENINGS:
            message = f"{word!r} is a word of this document's own: the book never tells of it."
            yield _remark(table, "on", message, "It works in scenarios only.")
    for side in ("when", "unless"):
        condition = table.table(side)
        for fact in condition.keys():  # noqa: SIM118
            yield from _impossible(table, side, fact, words)
        yield from _never_excused(condition, words)


def _impossible(table: Table, side: str, fact: str, words: tuple[str, ...]) -> Iterator[Problem]:
    known = [word for word in words if word in HAPPENINGS]
    lacking = [word for word in known if _lacks(word, fact)]
    if not lacking:
        return
    denied = table.table(side).holds(fact, bool) and not table.table(side).flag(fact)
    always = f"so {fact} = false fits it always" if denied else f"so {side} never fits it"
    message = f"{', '.join(lacking)} has no {fact}, {always}."
    having = sorted(HAVING.get(fact, frozenset(HAPPENINGS) - APART))
    yield _remark(table, side, message, f"Those that may have one: {', '.join(having)}.")


def _never_excused(condition: Table, words: tuple[str, ...]) -> Iterator[Problem]:
    """Reasons that `times` leaves out, of happenings that have none."""
    times = condition.table("times")
    counted = tuple(_words(times, "of")) or words
    if "unless" in times and not any(_may_have_reason(word) for word in counted):
        message = f"{', '.join(counted)} has no reason, so unless leaves nothing out."
        having = ", ".join(sorted(WITH_REASON))
        yield _remark(times, "unless", message, f"Those that may have one: {having}.")


def _may_have_reason(word: str) -> bool:
    return word in WITH_REASON or word not in HAPPENINGS


def _lacks(word: str, fact: str) -> bool:
    if fact in HAVING:
        return word not in HAVING[fact]
    return fact in TIMED and word in APART


def _words(table: Table, key: str = "on") -> tuple[str, ...]:
    given = (table.text(key),) if table.holds(key, str) else table.texts(key, ())
    return tuple(happening(word) for word in given)


def _tables(table: Table, key: str) -> list[Table]:
    return [table.table(key)] if table.holds(key, dict) else list(table.tables(key))


def _remark(table: Table, key: str, message: str, remedy: str) -> Problem:
    before = len(table.problems)
    table.wrong(key, message, remedy)
    return table.problems[before]
