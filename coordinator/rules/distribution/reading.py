"""Reading the distribution part of a policy: [[tally]], [[list]], [rotation], [[call_off]]."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from coordinator.rules.clauses.reading import chosen
from coordinator.rules.distribution.call_offs import read_call_off
from coordinator.rules.distribution.conditions import (
    OF_DETAILS,
    OF_HAPPENINGS,
    read_condition,
    read_resetting,
)
from coordinator.rules.distribution.document import (
    By,
    Distribution,
    Key,
    Move,
    Place,
    Priority,
    Roster,
    Skip,
)
from coordinator.rules.distribution.going_on import read_going_on
from coordinator.rules.distribution.needs import keys_of
from coordinator.rules.distribution.periods import read_period
from coordinator.rules.distribution.reading_keys import Names, happenings, read_keys
from coordinator.rules.distribution.reading_methods import read_method
from coordinator.rules.distribution.tallies import USUAL_CHARGES, Charge, Newcomers, Tally, Unit
from coordinator.rules.documents import Table

USUAL_MOVES = (Move(frozenset({"accepted", "ordered"})),)
"""What moves a name where the document does not say: taking a detail."""

NEVER_ALIKE = ("notice", "assigned", "length", "starts", "season")
"""Facts that hardly two details have in common."""

STARTS = tuple(Newcomers)[:5]
"""Where a tally may begin for somebody new."""


def read_distribution(root: Table) -> Distribution:
    """Read the distribution part; problems are noted at the root.

    Without [[rotation]] keys seniority decides among everybody.
    """
    tallies = [read_tally(table) for table in root.tables("tally")]
    tables = list(root.tables("list"))
    names = Names(tallies, [table.text("name") for table in tables])
    lists = tuple(read_list(table, names) for table in tables)
    methods = tuple(read_method(table, names) for table in _rotations(root))
    _unlike(root, "tally", [tally.name for tally in tallies])
    _unlike(root, "list", names.lists)
    found = Distribution(
        tuple(t if t.charges else replace(t, charges=USUAL_CHARGES) for t in names.tallies),
        lists,
        methods,
        call_offs=tuple(read_call_off(table) for table in root.tables("call_off")),
    )
    return replace(found, words=frozenset(_words(found)))


def _rotations(root: Table) -> Iterator[Table]:
    """The methods: one [rotation], or several [[rotation]]."""
    if root.holds("rotation", list):
        yield from root.tables("rotation")
    else:
        yield root.table("rotation")


def _unlike(root: Table, key: str, names: list[str]) -> None:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            root.wrong(key, f"the name {name!r} is used twice.", "Give each a name of its own.")


def read_tally(table: Table) -> Tally:
    """Read one [[tally]] table."""
    tally = Tally(
        table.text("name"),
        chosen(table, "unit", Unit, Unit.HOURS),
        read_period(table),
        _newcomers(table, STARTS, Newcomers.ZERO),
        happenings(table, "new_on", ("became_eligible",)),
        table.choice("among", ("all", "tier", "rank"), "all"),
        tuple(read_charge(each) for each in table.tables("charge")),
        read_condition(table, OF_HAPPENINGS),
        read_resetting(table),
        _fraction(table, "newcomers_plus", 0),
        table.flag("keeps_higher"),
        _carried(table),
        _kept_apart(table),
    )
    table.finish()
    return tally


def _kept_apart(table: Table) -> tuple[str, ...]:
    """The facts of a detail for each of which a tally is kept apart."""
    given = (table.text("per"),) if table.holds("per", str) else table.texts("per", ())
    for name in given:
        if name in NEVER_ALIKE:
            known = ", ".join(each for each in OF_DETAILS if each not in NEVER_ALIKE)
            table.wrong("per", f"{name!r} is another for each detail.", f"Use: {known}.")
    return given


def _carried(table: Table) -> Fraction:
    share = _fraction(table, "carried_over", 0)
    reset = table.text("reset", "never")
    if share >= 1:
        table.wrong("carried_over", "is not a share.", "Write 0.25 for a quarter; less than 1.")
    if share and reset in ("never", "rolling"):
        table.wrong("carried_over", "needs a period that ends.", 'Write reset = "year".')
        return Fraction(0)
    return share if share < 1 else Fraction(0)


def _newcomers(table: Table, words: tuple[Newcomers, ...], usual: Newcomers) -> Newcomers:
    given = table.choice("newcomers", words, usual)
    return Newcomers(given) if given in words else usual


def read_charge(table: Table) -> Charge:
    """Read one [[tally.charge]] table."""
    fixed = "fixed" in table
    table.known("most")
    charge = Charge(
        happenings(table, "on"),
        Fraction(0) if fixed else _fraction(table, "times", 1),
        _fraction(table, "fixed", 0) + _fraction(table, "plus", 0),
        _fraction(table, "least", 0),
        read_condition(table, OF_HAPPENINGS),
        _fraction(table, "step", 0),
        Fraction(table.decimal("most")) if "most" in table else None,
    )
    table.finish()
    return charge


def _fraction(table: Table, key: str, usual: int) -> Fraction:
    least = Decimal(-1_000_000) if key.endswith(("fixed", "plus")) else Decimal(0)
    return Fraction(table.decimal(key, Decimal(usual), least=least))


def read_list(table: Table, names: Names) -> Roster:
    """Read one [[list]] table."""
    start = read_keys(table, names, "start")
    moves = tuple(read_move(each) for each in table.tables("move"))
    marked = table.flag("mark")
    goes_on = read_going_on(table.table("goes_on")) if "goes_on" in table else None
    table.known("goes_on", "a table")
    roster = Roster(
        table.text("name"),
        frozenset(table.texts("tiers", ())),
        start or (Key(By.SENIORITY, "seniority_date"),),
        _newcomers(table, (Newcomers.BOTTOM, Newcomers.TOP, Newcomers.ORDER), Newcomers.BOTTOM),
        marked,
        happenings(table, "mark_after", ("accepted", "awarded")),
        read_period(table),
        moves or (() if marked or goes_on else USUAL_MOVES),
        goes_on,
        read_resetting(table),
    )
    table.finish()
    return roster


def read_move(table: Table) -> Move:
    """Read one [[list.move]] table."""
    to = chosen(table, "to", Place, Place.BOTTOM)
    move = Move(
        happenings(table, "on"),
        to,
        read_condition(table, OF_HAPPENINGS),
        table.whole("places", least=1) if to is Place.DOWN else 0,
    )
    table.finish()
    return move


def _words(found: Distribution) -> Iterator[str]:
    for tally in found.tallies:
        yield from tally.new_on
        for charge in tally.charges:
            yield from charge.on
    for roster in found.lists:
        yield from roster.mark_after
        for move in roster.moves:
            yield from move.on
    for method in found.methods:
        rules: tuple[Priority | Skip, ...] = (*method.priorities, *method.skips)
        for rule in rules:
            yield from rule.on
        for key in keys_of(method):
            yield from key.on
