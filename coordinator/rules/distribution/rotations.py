"""A method as plain keys over the book's own tallies, where it is no more than that.

The book knows hours and details worked in a period, the last detail, the seniority date, the time
of asking, and orders thousands of officers by them at once. What goes beyond is the work of the
whole method (`whole`), to which every officer brings his stand.
"""

from fractions import Fraction
from functools import lru_cache

from coordinator.rules.distribution.detail_facts import of_date, of_hours, read_circumstances
from coordinator.rules.distribution.document import By, Distribution, Key, Method
from coordinator.rules.distribution.facts import Fact
from coordinator.rules.distribution.needs import WORK, needs_of
from coordinator.rules.distribution.periods import Repeat
from coordinator.rules.distribution.seat_parts import SEAT, SEAT_ROLES
from coordinator.rules.distribution.tallies import USUAL_CHARGES, Tally, Unit
from coordinator.rules.facts import Question
from coordinator.rules.rotation import Key as PlainKey
from coordinator.rules.rotation import KeyKind, Period, Rotation, Ties

_SENIORITY = PlainKey(KeyKind.SENIORITY)

_SAME = {
    By.LONGEST_SINCE: KeyKind.LONGEST_SINCE,
    By.SENIORITY: KeyKind.SENIORITY,
    By.FIRST_ANSWER: KeyKind.FIRST_ANSWER,
    By.DRAW: KeyKind.DRAW,
}

_USUAL = (
    Key(By.LONGEST_SINCE, on=WORK),
    Key(By.SENIORITY, "seniority_date"),
    Key(By.FIRST_ANSWER),
    Key(By.DRAW),
)
"""Of the other keys those that compare what the book's ranking has at hand."""

_COUNTED = {Unit.HOURS: KeyKind.FEWEST_HOURS, Unit.DETAILS: KeyKind.FEWEST_DETAILS}


def plain_rotation(document: Distribution) -> Rotation:
    """The rotation of details that no method is made for in particular."""
    general = [method for method in document.methods if not tuple(method.condition.names)]
    methods = general or document.methods
    return rotation_of(document, methods[-1]) if methods else Rotation((_SENIORITY,))


def rotation_of(document: Distribution, method: Method) -> Rotation:
    """The keys of a method that the ranking can apply, in their order."""
    ties = Ties.DRAW if method.drawn else Ties.PICK
    if method.chosen_by:  # no order is stated: everybody is tied
        return Rotation((), ties)
    keys = tuple(key for each in method.keys if (key := _plain(document, each)) is not None)
    return Rotation(keys or (_SENIORITY,), ties)


def facts_of(question: Question) -> dict[str, Fact]:
    """What is known of a position, for the conditions of methods.

    Notice is counted from when the detail was posted; of one that was not, from the moment of
    asking.
    """
    position = question.position
    posted_at = question.now if position.posted_at is None else position.posted_at
    return {
        **read_circumstances(" ".join(position.circumstances)),
        **of_hours(position.starts_at, position.ends_at, question.calendar),
        **of_date(position.starts_at, question.calendar),
        "job_class": position.job_class,
        "employer_kind": position.employer_kind,
        "employer": position.employer_name,
        "site": position.site_name,
        "job": position.job_number,
        "role": position.role,
        "notice": Fraction(position.starts_at - posted_at, 3600),
        "notice_at": Fraction(posted_at),
        "assigned": Fraction(position.starts_at - question.now, 3600),
        "positions": Fraction(position.seats),
        SEAT: Fraction(position.seat),
        SEAT_ROLES: "\n".join(position.seat_roles),
    }


def whole_method(document: Distribution, question: Question) -> Method | None:
    """The method of a position where its order takes more than plain keys; otherwise None."""
    method = document.method(facts_of(question))
    return None if method is None or not beyond_plain(document, method) else method


def rotation_for(document: Distribution, question: Question) -> Rotation:
    """The rotation of one position: that of the first method that fits it."""
    method = document.method(facts_of(question))
    return plain_rotation(document) if method is None else rotation_of(document, method)


def is_plain(document: Distribution) -> bool:
    """Whether the ranking applies the whole document: one method, of keys that it knows."""
    plain = len(document.methods) == 1 and not document.lists
    return plain and not beyond_plain(document, document.methods[0])


PAY_PERIOD, ROSTER = "pay_period", "roster"
"""The agency's own periods that the book may know, from Settings."""

PAID_ONLY = frozenset({PAY_PERIOD})


def unapplied(
    document: Distribution, method: Method, known: frozenset[str] = PAID_ONLY
) -> tuple[str, ...]:
    """What of a method the book cannot apply, as words for the coordinator.

    `known` are the kinds of the agency's periods that the book knows; it always pays by some.
    """
    needs = needs_of(document, method)
    tallies = needs.document.tallies
    conditions = [method.condition, *(deadline.condition for deadline in method.deadlines)]
    conditions += [opening.condition for opening in method.openings]
    conditions += [draft.condition for draft in method.drafts]
    for tally in tallies:
        conditions += [tally.condition, *(charge.condition for charge in tally.charges)]
    named = {name for condition in conditions for name in condition.names}
    no_list = "holiday" in named and not document.holidays
    parts = {"the fact holiday (write [[holiday]])": no_list}
    for name, period in needs.document.periods:
        strange = period.kind not in ("", PAY_PERIOD, *known)
        parts[f"the agency's {period.kind.replace('_', ' ')} in {name}"] = strange
    return tuple(name for name, lacking in parts.items() if lacking)


def of_one_detail(document: Distribution, method: Method) -> tuple[str, ...]:
    """What of a method only a detail tells, and no order without one applies; in words."""
    tallies = needs_of(document, method).document.tallies
    found = [
        f"{tally.name} for each {' and '.join(tally.per)} (it needs a detail: see its candidates)"
        for tally in tallies
        if tally.per
    ]
    if method.parts:
        found.append("the seats in parts (they need a detail: see its candidates)")
    return tuple(found)


@lru_cache(maxsize=256)
def beyond_plain(document: Distribution, method: Method) -> tuple[str, ...]:
    """What of a method goes beyond plain keys, in words."""
    keys = [f"key {each.by}" for each in method.keys if _plain(document, each) is None]
    tallies = [tally for each in method.keys if (tally := document.tally(each.of)) is not None]
    parts = {
        "who chooses": method.chosen_by,
        "only those who signed up": method.signups,
        "those who signed up, where any did": method.signups is None,
        "charges": [each for each in tallies if not _counts_work_only(each)],
        "tiers": method.tiers,
        "deadlines": method.deadlines,
        "openings": method.openings,
        "so many of one kind": method.shares,
        "who is asked ahead": method.priorities,
        "who is skipped": method.skips,
        "seats in parts": method.parts,
        "drafting": method.drafts,
    }
    return (*keys, *[name for name, part in parts.items() if part])


def _counts_work_only(tally: Tally) -> bool:
    """Whether the tally is what the book itself counts: all details worked."""
    usual = Tally("", charges=USUAL_CHARGES)
    return (
        tally.charges,
        tally.condition,
        tally.reset_when,
        tally.newcomers,
        tally.newcomers_plus,
        tally.carried,
        tally.per,
    ) == (
        usual.charges,
        usual.condition,
        usual.reset_when,
        usual.newcomers,
        usual.newcomers_plus,
        usual.carried,
        usual.per,
    )


def _plain(document: Distribution, key: Key) -> PlainKey | None:
    if key.reverse or key.plus or key.most is not None or key.within or key.bounded:
        return None
    if key.by in _SAME:
        return PlainKey(_SAME[key.by]) if key in _USUAL else None
    tally = document.tally(key.of)
    if tally is None or tally.unit not in _COUNTED:
        return None
    period, kind = tally.period, _COUNTED[tally.unit]
    if period.repeat is Repeat.MONTH and period.first == 1:
        return PlainKey(kind, Period.MONTH)
    if period.repeat is Repeat.YEAR and period.first == 101:
        return PlainKey(kind, Period.YEAR)
    if period.repeat is Repeat.ROLLING:
        return PlainKey(kind, Period.ROLLING, period.every)
    return PlainKey(kind, Period.OTHER, over=period)
