"""Giving a detail back: who may call off how and until when, and who may change places."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from coordinator.rules.clauses.clause import Severity
from coordinator.rules.clauses.reading import chosen, seconds_of
from coordinator.rules.distribution.conditions import (
    ALWAYS,
    OF_DETAILS,
    Condition,
    read_condition,
)
from coordinator.rules.distribution.facts import Fact, Facts, Happening
from coordinator.rules.documents import Table

GIVEN_BACK: Final = (*OF_DETAILS, "reason")
"""What a rule may ask for: the facts of the detail at that moment, and why it is given back."""

CLOSED, REPLACEMENT, TELEPHONE = "closed", "replacement", "telephone"
SWAP, LATE, RANK, OFTEN = "swap", "late", "rank", "often"
OBJECTIONS: Final = (CLOSED, REPLACEMENT, TELEPHONE, SWAP, LATE, RANK, OFTEN)
"""What may speak against it, as scenarios name it: too near the start; only with a replacement, or
no replacements; not by message; no swaps; reported too late; of another rank; swapped too often."""

PERIODS: Final = ("pay_period", "week", "month", "year")
"""In which swaps may be counted; weeks from Sunday."""


class Changing(NamedTuple):
    """Who changes places: the ranks of who leaves and who comes, and how many swaps he who leaves
    has had in the period in which his seat starts."""

    ranks: tuple[str, str] = ("", "")
    swaps: int = 0


UNTOLD: Final = Changing()


class Mode(StrEnum):
    """How an officer may give a detail back."""

    FREE = "free"
    REPLACEMENT = "replacement"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class CallOffRule:
    """How an officer gives a detail back, and who may change places; the first that fits counts.

    Within `grace_minutes` of the award it costs nothing and `mode` does not matter. Within
    `closed_hours` of the start nobody gives it back. Exchanges are reported `exchange_hours` before
    the start, with `same_rank` between officers who hold the same rank on the detail's date. Nobody
    gives seats away by more than `swaps_most` swaps (0: any number) that start in one `swaps_in`.
    What is against it is overridden, warned of or barred by its `severity`.
    """

    mode: Mode = Mode.FREE
    grace: int = 0
    """Seconds after the award."""
    closed: int = 0
    """Seconds before the start."""
    replacements: bool = True
    swaps: bool = True
    exchange_by: int = 0
    """Seconds before the start."""
    severity: Severity = Severity.OVERRIDE
    by: str = ""
    name: str = ""
    number: str = ""
    text: str = ""
    condition: Condition = ALWAYS
    same_rank: bool = False
    swaps_most: int = 0
    swaps_in: str = PERIODS[0]

    @property
    def reasons(self) -> frozenset[str]:
        """The reasons for giving back that it names."""
        tests = (*self.condition.when, *self.condition.unless)
        named = (test.any_of for test in tests if test.name == "reason")
        return frozenset(str(word) for words in named for word in words)

    @property
    def called(self) -> str:
        """'14.2 giving back': by what it is cited."""
        return " ".join(filter(None, (self.number, self.name))) or "the rule on call-offs"


USUAL: Final = CallOffRule()
"""What holds where the document says nothing: whoever gives a detail back is let go."""

EXAMPLE: Final = """number = "14.2"
name = "giving back"
text = "No member shall give up a detail within twelve hours of its start."
when = { job_class = ["road"] }
unless = { reason = ["sick", "injured"] }
mode = "telephone"
grace_minutes = 60
closed_hours = 12
replacements = true
swaps = false
exchange_hours = 24
severity = "override"
by = "lieutenant"
"""

ON_SWAPS: Final = """same_rank = true
swaps_most = 1
swaps_in = "pay_period"
"""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the policy says to one call-off or exchange; `against` are its objections in words."""

    rule: CallOffRule = USUAL
    in_grace: bool = False
    against: tuple[str, ...] = ()
    in_time: bool = True
    """Whether an exchange was reported as early as the rule wants it."""
    objections: tuple[str, ...] = ()
    """The same as `against`, each as one of `OBJECTIONS`."""

    @property
    def severity(self) -> Severity | None:
        """What the objections do; None where there are none."""
        return self.rule.severity if self.against else None


def read_call_off(table: Table) -> CallOffRule:
    """Read one [[call_off]] table; problems are noted there."""
    rule = CallOffRule(
        mode=chosen(table, "mode", Mode, Mode.FREE),
        grace=seconds_of(table, "grace_minutes", 60, 0),
        closed=seconds_of(table, "closed_hours", 3600, 0),
        replacements=table.flag("replacements", default=True),
        swaps=table.flag("swaps", default=True),
        exchange_by=seconds_of(table, "exchange_hours", 3600, 0),
        severity=chosen(table, "severity", Severity, Severity.OVERRIDE),
        by=table.text("by", ""),
        name=table.text("name", ""),
        number=table.text("number", ""),
        text=table.text("text", ""),
        condition=read_condition(table, GIVEN_BACK),
        same_rank=table.flag("same_rank"),
        swaps_most=table.whole("swaps_most", 0),
        swaps_in=table.choice("swaps_in", PERIODS, PERIODS[0]),
    )
    _check(table, rule)
    table.finish()
    return rule


def _check(table: Table, rule: CallOffRule) -> None:
    if rule.mode is Mode.REPLACEMENT and not rule.replacements:
        table.wrong(
            "replacements",
            "is false, though whoever gives a detail back must bring a replacement.",
            'Take it out, or write mode = "free".',
        )
    if rule.swaps_most and not rule.swaps:
        table.wrong("swaps_most", "stands beside swaps = false.", "Leave one of them out.")
    if "swaps_in" in table and not rule.swaps_most:
        table.wrong("swaps_in", "has no swaps_most.", "Write swaps_most = 1 too.")
    if rule.by and rule.severity is not Severity.OVERRIDE:
        table.wrong("by", "names who may override, and nobody need or may.", "Take it out.")


def rule_for(rules: tuple[CallOffRule, ...], facts: Facts) -> CallOffRule:
    """The first rule that fits a detail and the reason that is given."""
    return next((rule for rule in rules if rule.condition.met(facts)), USUAL)


def facts_when(facts: Facts, starts_at: int, now: int, reason: str) -> dict[str, Fact]:
    """The facts of a detail at the moment when somebody gives it back; instants UTC seconds."""
    return {**facts, "reason": reason, "notice": Fraction(starts_at - now, 3600)}


def on_call_off(
    rule: CallOffRule, *, awarded_at: int, starts_at: int, now: int, by_message: bool = False
) -> Ruling:
    """What speaks against giving a detail back now. Instants are UTC seconds.

    Within the grace it costs nothing and may be done in any manner; a closed time holds for it too.
    """
    in_grace = rule.grace > 0 and now <= awarded_at + rule.grace
    against = {}
    if rule.closed and now > starts_at - rule.closed:
        against[CLOSED] = f"nobody gives it back within {_hours(rule.closed)} of the start"
    if rule.mode is Mode.REPLACEMENT and not in_grace:
        against[REPLACEMENT] = "only with a replacement who takes it"
    if rule.mode is Mode.TELEPHONE and by_message and not in_grace:
        against[TELEPHONE] = "by telephone only, not by message"
    return Ruling(rule, in_grace, _said(rule, against), objections=tuple(against))


BEGINNINGS: Final = ("accepted", "awarded", "ordered")
GIVING_BACK: Final = ("called_off", "sick_from_detail")


def without_forgiven(
    rules: tuple[CallOffRule, ...], happened: Sequence[Happening]
) -> tuple[Happening, ...]:
    """What happened, but for details that were given back within the grace."""
    if not any(rule.grace for rule in rules):
        return tuple(happened)
    gone: set[int] = set()
    begun: dict[tuple[str, Hashable], list[int]] = {}
    for number, what in sorted(enumerate(happened), key=lambda each: each[1].at):
        seat = what.officer, what.which or what.detail
        if what.what in BEGINNINGS:
            begun.setdefault(seat, []).append(number)
        elif what.what in GIVING_BACK:
            mine = begun.pop(seat, [])
            grace = rule_for(rules, what.facts).grace
            if mine and grace and what.at <= happened[mine[-1]].at + grace:
                gone.update((*mine, number))
    return tuple(what for number, what in enumerate(happened) if number not in gone)


def on_exchange(
    rule: CallOffRule, *, starts_at: int, now: int, swap: bool, changing: Changing = UNTOLD
) -> Ruling:
    """What speaks against letting another one work it, or against a swap. Instants UTC seconds."""
    in_time = now <= starts_at - rule.exchange_by
    against = {}
    if swap and not rule.swaps:
        against[SWAP] = "officers do not swap these details"
    if not swap and not rule.replacements:
        against[REPLACEMENT] = "officers name no replacements for these details"
    if not in_time:
        against[LATE] = f"to be reported {_hours(rule.exchange_by)} before the start"
    leaves, comes = changing.ranks
    if rule.same_rank and leaves != comes:
        named = " and ".join(rank or "no rank" for rank in (leaves, comes))
        against[RANK] = f"only between officers of one rank, not {named}"
    if swap and rule.swaps_most and changing.swaps >= rule.swaps_most:
        against[OFTEN] = f"{_swaps(rule)}, and {changing.swaps} were before this one"
    return Ruling(rule, against=_said(rule, against), in_time=in_time, objections=tuple(against))


def _said(rule: CallOffRule, against: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{rule.called}: {words}." for words in against.values())


def call_off_words(rule: CallOffRule) -> Iterator[str]:
    """A rule in plain English, a sentence each, without its condition."""
    yield {
        Mode.FREE: "An officer may call off",
        Mode.REPLACEMENT: "An officer may call off only with a replacement",
        Mode.TELEPHONE: "An officer may call off, by telephone and not by message",
    }[rule.mode] + "."
    if rule.grace:
        yield f"Within {_minutes(rule.grace)} of the award it costs nothing."
    if rule.closed:
        yield f"Not within {_hours(rule.closed)} of the start."
    yield _exchanging(rule)
    exchanging = rule.exchange_by or rule.same_rank or rule.swaps_most
    exchanging = exchanging or not (rule.replacements and rule.swaps)
    if rule.mode is not Mode.FREE or rule.closed or exchanging:
        yield _breaking(rule)


def _exchanging(rule: CallOffRule) -> str:
    both = {"replacements": rule.replacements, "swaps": rule.swaps}
    yes = [word for word, allowed in both.items() if allowed]
    if not yes:
        return "No replacements and no swaps."
    left = "" if len(yes) == 2 else f", no {'swaps' if rule.replacements else 'replacements'}"
    due = f", reported {_hours(rule.exchange_by)} before the start" if rule.exchange_by else ""
    alike = ", between officers of one rank" if rule.same_rank else ""
    most = f", {_swaps(rule)}" if rule.swaps_most else ""
    return f"{' and '.join(yes).capitalize()} are allowed{due}{alike}{most}{left}."


def _swaps(rule: CallOffRule) -> str:
    return f"at most {rule.swaps_most} swaps in a {rule.swaps_in.replace('_', ' ')}"


def _breaking(rule: CallOffRule) -> str:
    if rule.severity is Severity.BARS:
        return "Nobody may allow it otherwise."
    if rule.severity is Severity.WARNS:
        return "Breaking it only warns."
    return f"Otherwise with the name of {f'the {rule.by}' if rule.by else 'whoever allows it'}."


def _hours(seconds: int) -> str:
    return f"{seconds / 3600:g} hours" if seconds != 3600 else "1 hour"


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:g} minutes" if seconds != 60 else "1 minute"
