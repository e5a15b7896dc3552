"""Questions that are asked again and again: each has a report, and a sentence that answers it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from coordinator.rules.reports.figures import shown
from coordinator.rules.reports.report import Cell, Result


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer in a sentence; `good` says whether it is what one hopes for, if one hopes."""

    good: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the report with which it is answered, and what that is asked with."""

    name: str
    words: str
    report: str
    typed: Mapping[str, str]
    answer: Callable[[Result], Answer]


class _Rows:
    """The rows of a result by the names of their columns."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._zone = ZoneInfo(result.foot.timezone)

    def column(self, name: str) -> list[Cell]:
        """All values of a column."""
        place = self._result.place(name)
        return [row[place] for row in self._result.rows]

    def sum(self, name: str) -> int:
        """Of a column of whole numbers."""
        return sum(int(value or 0) for value in self.column(name))

    def said(self, row: int, *names: str) -> tuple[str, ...]:
        """Values of a row as people read them."""
        rows, columns = self._result.rows, self._result.columns
        places = [self._result.place(name) for name in names]
        return tuple(shown(rows[row][n], columns[n].format, self._zone) for n in places)

    def most(self, name: str) -> str:
        """'invoice (6), payment (2)': how often each value stands in a column."""
        counts = Counter(str(value) for value in self.column(name))
        return ", ".join(f"{value} ({count:,})" for value, count in counts.most_common(3))


def _supervisors(result: Result) -> Answer:
    rows = _Rows(result)
    if not result.rows:
        return _neither(f"Nothing is planned in {result.foot.period}.")
    title = rows.said(0, "title")[0]
    posts, missing = rows.sum("supervisors"), rows.sum("missing")
    where = f"{title}, {_counted(len(result.rows), 'detail')}, {rows.sum('seats'):,} seats"
    if not posts:
        return _neither(f"No supervisor's post is asked for: {where}.")
    if not missing:
        return _good(f"Yes, all {posts:,} supervisors' posts are staffed: {where}.")
    detail, at, lacking = rows.said(0, "detail", "starts_at", "missing")
    worst = f"most on {detail}, {at}: {lacking}"
    return _bad(f"No, {missing:,} of {posts:,} supervisors' posts are open: {where}; {worst}.")


def _paid(result: Result) -> Answer:
    rows = _Rows(result)
    period = result.foot.period
    if not result.rows:
        return _good(f"Yes, no detail of {period} is unpaid.")
    count = _counted(len(result.rows), "detail")
    days = rows.column("worked_on")
    oldest = min(range(len(days)), key=lambda n: str(days[n]))
    detail, day, missing = rows.said(oldest, "detail", "worked_on", "missing")
    steps = rows.most("missing")
    return _bad(
        f"No, {count} of {period} {_are(len(result.rows))} not paid in full; what is missing: "
        f"{steps}; the oldest is {detail} of {day} ({missing})."
    )


def _hours(result: Result) -> Answer:
    rows = _Rows(result)
    note = f" {result.notes[0]}" if result.notes else ""
    if not result.rows:
        return _good(f"No, nobody went over a cap of the policy in {result.foot.period}.{note}")
    officers = len(set(rows.column("officer_id")))
    name, hours, cap, clause, window = rows.said(0, "officer", "minutes", "cap", "clause", "window")
    times = _counted(len(result.rows), "time")
    return _bad(
        f"Yes, {_counted(officers, 'officer')} went over a cap, {times}; most: "
        f"{name}, {hours} of {cap} h, {clause}, {window}.{note}"
    )


def _apply(result: Result) -> Answer:
    rows = _Rows(result)
    note = " ".join(result.notes)
    if not result.rows:
        return _good(f"Yes, everybody can apply for some seat of the coming days. {note}")
    seats, officers = rows.said(0, "seats", "officers")
    leave = sum(1 for value in rows.column("with_leave") if value)
    helped = f", {leave:,} of them without somebody's leave" if leave else ""
    return _bad(
        f"No, {len(result.rows):,} of {officers} officers can apply for none of "
        f"{seats} open seats{helped}; kept by {rows.most('why')}."
    )


def _equipment(result: Result) -> Answer:
    rows = _Rows(result)
    period = result.foot.period
    if not result.rows:
        return _neither(f"No equipment was out on details in {period}.")
    billed, collected = rows.sum("billed"), rows.sum("collected")
    if not billed:
        return _bad(f"No, nothing was billed for equipment in {period}.")
    share = 100 * collected / billed
    sums = f"{_money(collected)} of {_money(billed)} billed for {period} came in ({share:.1f} %)"
    if collected >= billed:
        return _good(f"Yes, {sums}.")
    pairs = zip(rows.column("billed"), rows.column("collected"), strict=True)
    owed = [int(asked or 0) - int(got or 0) for asked, got in pairs]
    open_cents, worst = max((cents, n) for n, cents in enumerate(owed))
    what = rows.said(worst, "what")[0]
    return _bad(f"No, {sums}; most is open for {what}: {_money(open_cents)}.")


def _now(result: Result) -> Answer:
    rows = _Rows(result)
    if not result.rows:
        return _neither("Nobody is on a detail now.")
    sites = len(set(rows.column("site")))
    unseen = sum(1 for value in rows.column("seen") if not value)
    seen = f"{unseen:,} not seen yet" if unseen else "all seen"
    people = _counted(len(result.rows), "officer")
    return _neither(
        f"{people} {_are(len(result.rows))} on details at {_counted(sites, 'site')}, {seen}."
    )


def _good(sentence: str) -> Answer:
    return Answer(good=True, sentence=sentence)


def _bad(sentence: str) -> Answer:
    return Answer(good=False, sentence=sentence)


def _neither(sentence: str) -> Answer:
    return Answer(good=None, sentence=sentence)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _money(cents: int) -> str:
    return f"{cents / 100:,.2f}"


QUESTIONS: Final[Sequence[Question]] = (
    Question(
        "supervisors",
        "Are all supervisors' posts of the largest event next month staffed?",
        "supervisor-posts",
        {"period": "next month", "event": "largest", "least": ""},
        _supervisors,
    ),
    Question(
        "paid",
        "Are all details of last month paid?",
        "month-paid",
        {"period": "last month", "only": "not paid"},
        _paid,
    ),
    Question(
        "hours",
        "Has anybody exceeded the hours that the policy allows this year?",
        "hours-over-policy",
        {"period": "this year"},
        _hours,
    ),
    Question(
        "apply",
        "Can everybody apply for the jobs coming up?",
        "cannot-apply",
        {"period": "next 14 days", "seats": "open"},
        _apply,
    ),
    Question(
        "equipment",
        "Are the costs of equipment recovered this year?",
        "equipment-recovered",
        {"period": "this year"},
        _equipment,
    ),
    Question(
        "now",
        "Who is working where right now?",
        "working-now",
        {"presence": "all"},
        _now,
    ),
)
"""In the order of their digits, 1 to 6."""


def question_named(name: str) -> Question | None:
    """By its name or its digit."""
    for digit, each in enumerate(QUESTIONS, 1):
        if name in (each.name, str(digit)):
            return each
    return None
