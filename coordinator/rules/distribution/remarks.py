"""What in the distribution part of a document can be read, and yet does not do what it seems to.

A remark is no problem: the document holds. Each names its line, its key and a remedy.
"""

from collections.abc import Iterator

from coordinator.rules.distribution.duty import AFTER_TOUR
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

TIMED = (
    *("week", "iso_week", "month", "season"),
    *("weekday", "starts", "length", "notice", "assigned", "positions", "job_class"),
)

WHERE = (("tally", "charge"), ("list", "move"), ("rotation", "priority"), ("rotation", "skip"))
"""Tables that name happenings, below what they stand."""


def remarks(document: str) -> tuple[Problem, ...]:
    """Every remark on a document that can be read, in order of line."""
    root = open_document(document)
    found = [*_unreached(root), *_happenings(root), *_mixed_tiers(root), *_long_after(root)]
    return tuple(sorted(found, key=lambda each: each.line))


FIRST_OF = (("rotation", "deadline"), ("rotation", "opening"), ("rotation", "draft"))
"""Tables below another of which the first that fits counts, beside those of `WHERE`."""


def _unreached(root: Table) -> Iterator[Problem]:
    for name in ("rotation", "call_off"):
        yield from _shadowed(name, _tables(root, name), "detail")
    for holder, below in FIRST_OF:
        for outer in _tables(root, holder):
            yield from _shadowed(below, _tables(outer, below), "detail")
    for holder, below in WHERE:
        for outer in _tables(root, holder):
            yield from _told_already(below, _tables(outer, below))


def _shadowed(name: str, tables: list[Table], of: str) -> Iterator[Problem]:
    """Those behind one that fits everything."""
    general = 0
    for place, table in enumerate(tables, 1):
        if general:
            message = f"is never reached: [[{name}]] {general} above it fits every {of}."
            yield _remark(table, "", message, "Put the special ones above the general one.")
        elif _fits_all(table):
            general = place


def _told_already(name: str, tables: list[Table]) -> Iterator[Problem]:
    """Happenings that one above takes whatever else is so."""
    taken: dict[str, int] = {}
    for place, table in enumerate(tables, 1):
        words = _words(table)
        late = [word for word in words if word in taken]
        if late:
            above = taken[late[0]]
            message = f"{', '.join(late)} never comes here: [[{name}]] {above} above it takes it."
            yield _remark(table, "on", message, "Put the special ones above the general one.")
        if _fits_all(table):
            taken = dict.fromkeys(words, place) | taken


def _fits_all(table: Table) -> bool:
    return "when" not in table and "unless" not in table


TELLING = ("ranks", "groups", "units", "duty", "of_detail", "unit_is")
"""What tells who is in a tier, in place of its name."""


def _mixed_tiers(root: Table) -> Iterator[Problem]:
    """Tiers that are called as a tier of the examples' officers, and mean others too."""
    known = {
        str(officer.get("tier"))
        for example in _tables(root, "example")
        for officer in example.body().get("officers", ())
        if isinstance(officer, dict)
    }
    for method in _tables(root, "rotation"):
        for table in _tables(method, "tier"):
            name, told = table.text("name", ""), [key for key in TELLING if key in table]
            if name in known and told and "tiers" not in table:
                message = f"goes by {' and '.join(told)} alone: officers of other tiers are in it."
                yield _remark(table, "name", message, f'Write tiers = ["{name}"] too.')


def _long_after(root: Table) -> Iterator[Problem]:
    """Drafts that hold over whoever came off duty on that date, however long before."""
    for method in _tables(root, "rotation"):
        for table in _tables(method, "draft") if "draft" in method else ():
            if AFTER_TOUR in table.texts("duty", ()) and "after_tour_hours" not in table:
                message = "after_tour takes whoever came off a tour that day, however long before."
                yield _remark(table, "duty", message, "Write after_tour_hours = 2 too.")


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
