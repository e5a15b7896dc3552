"""Reading the keys of an order, wherever one stands in a distribution document."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from coordinator.rules.clauses.reading import chosen
from coordinator.rules.distribution.document import By, Key
from coordinator.rules.distribution.duty import DUTY_WORDS
from coordinator.rules.distribution.periods import Period, Repeat
from coordinator.rules.distribution.tallies import Tally, Unit
from coordinator.rules.distribution.words import happening, misspelt
from coordinator.rules.documents import Table

COUNTING = (By.FEWEST, By.FEWEST_HOURS, By.FEWEST_DETAILS)

COUNTS = {By.FEWEST_HOURS: Unit.HOURS, By.FEWEST_DETAILS: Unit.DETAILS}


def read_keys(holder: Table, known: "Names", key: str = "key") -> tuple[Key, ...]:
    """Every key of an array of tables, in order."""
    return tuple(read_key(table, known) for table in holder.tables(key))


class Names:
    """The names that keys may refer to, while a document is being read."""

    def __init__(self, tallies: Sequence[Tally] = (), lists: Sequence[str] = ()) -> None:
        self.tallies = list(tallies)
        self.lists = list(lists)

    def check(self, table: Table, key: str, name: str, known: Sequence[str]) -> str:
        """The name, with a problem noted where nothing is called so."""
        if name not in known:
            listed = ", ".join(known) or "none yet"
            table.wrong(key, f"{name!r} is not in this document.", f"There are: {listed}.")
        return name

    def counted(self, table: Table, by: By) -> tuple[str, ...]:
        """The tallies that a counting key names, or one of its own by `period`."""
        if "tally" in table:
            one = table.holds("tally", str)
            given = (table.text("tally"),) if one else table.texts("tally")
            known = [each.name for each in self.tallies]
            return tuple(self.check(table, "tally", name, known) for name in given or ("",))
        if by is By.FEWEST:
            table.wrong("tally", "is missing.", "Name a [[tally]] of this document.")
            return ("",)
        own = _own_tally(table, COUNTS[by])
        if own not in self.tallies:
            self.tallies.append(own)
        return (own.name,)


def happenings(table: Table, key: str, usual: tuple[str, ...] | None = None) -> frozenset[str]:
    """A set of happenings, one word or several, each in its one spelling."""
    given = (table.text(key),) if table.holds(key, str) else table.texts(key, usual)
    for word in given:
        near = misspelt(word)
        if near:
            hint = f"Did you mean {near!r}? A word of your own must be less like one of these."
            table.wrong(key, f"{word!r} is not known here.", hint)
    return frozenset(happening(word) for word in given)


def duty_words(table: Table, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Words for how a detail lies in an officer's duty, in the order in which they stand."""
    given = table.texts("duty", default)
    for word in given:
        if word not in DUTY_WORDS:
            table.wrong("duty", f"{word!r} is not known here.", f"Use: {', '.join(DUTY_WORDS)}.")
    return given


def _own_tally(table: Table, unit: Unit) -> Tally:
    """The tally of a key that says only a period: hours or details worked in it."""
    word = table.choice("period", ("month", "year", "rolling"), "month")
    days = table.whole("days", least=1) if word == "rolling" else 0
    period = Period(Repeat(word), {"month": 1, "year": 101}.get(word, 0), days)
    return Tally(f"{unit} {word}{days or ''}", unit, period)


def read_key(table: Table, known: Names) -> Key:
    """Read one key of an order."""
    by = chosen(table, "by", By)
    if table.text("by", "") not in list(By):  # said already; what belongs to it cannot be known
        return Key(By.SENIORITY, "seniority_date")
    key = _subject(table, by, known)
    key = replace(key, reverse=table.flag("reverse"))
    if "most" in table:
        key = replace(key, most=Fraction(table.decimal("most")))
    key = _beside_lowest(table, key)
    table.finish()
    return key


BOUNDS = ("most_above_lowest", "most_above_average", "most_percent_above_average")
"""How far somebody's figure may be above others', so that he still stands."""


def _beside_lowest(table: Table, key: Key) -> Key:
    """What of a key rests on the figures of those who stand."""
    within = Fraction(table.decimal("within", Decimal(0)))
    bounds = []
    for word in BOUNDS:
        table.known(word)
        bounds.append(Fraction(table.decimal(word)) if word in table else None)
    above, average, percent = bounds
    found = replace(key, within=within, above=above, above_average=average, percent_above=percent)
    if (within or found.bounded) and key.by not in COUNTING:
        given = next((word for word in ("within", *BOUNDS) if word in table), "within")
        table.wrong(given, "is only for figures of tallies.", 'Use it with by = "fewest_hours".')
    return found


def _subject(table: Table, by: By, known: Names) -> Key:
    match by:
        case By.FEWEST | By.FEWEST_HOURS | By.FEWEST_DETAILS:
            first, *more = known.counted(table, by)
            return Key(by, first, plus=tuple(more))
        case By.LONGEST_SINCE:
            found = happenings(table, "on", ("worked", "taken_over"))
            return Key(by, table.text("date", ""), on=found)
        case By.SENIORITY:
            return Key(by, table.text("date", "seniority_date"))
        case By.NUMBER:
            return Key(by, table.text("of"))
        case By.RANK:
            return Key(by, words=table.texts("ranks"))
        case By.GROUP:
            return Key(by, words=table.texts("groups"))
        case By.DUTY:
            return Key(by, words=duty_words(table))
        case By.LIST:
            given = table.text("list", "")
            return Key(by, known.check(table, "list", given, known.lists) if given else "")
        case _:
            return Key(by)
