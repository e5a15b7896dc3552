"""What an hour or a thing costs, as read: [[...hours]], rate, premium, flat, equipment."""

from decimal import Decimal

from coordinator.rules.documents import Table, dotted
from coordinator.rules.rates.card import EquipmentRate, Flat, HoursStep, Premium, Rate
from coordinator.rules.rates.conditions import Number, Scope, Word
from coordinator.rules.rates.days import DayList
from coordinator.rules.rates.reading_portions import read_portion, whole_minutes
from coordinator.rules.rates.reading_scopes import read_scope
from coordinator.rules.rates.steps import read_step

OF_PERSON = ("hours", "rate", "premium", "flat", "cancellation", "reduction")
OF_JOB = ("fee", "tax", "minimum", "maximum", "deposit", "late", "crew")
PRICES = ("rate", "own_times", "bill_times", "bill_less")
CHANGES = ("times", "percent", "add", "add_own_times", "at_least", "at_most")


def common(table: Table, days: DayList) -> tuple[str, str, Scope]:
    """What every clause has: its key with the agency's own number, its label, its scope."""
    named = table.text("clause", "")
    key = dotted(table.path)
    words = f"{named}, {key}" if named else key
    scope = read_scope(table, days)
    _check_asked(table, scope)
    return words, table.text("label", ""), scope


def _check_asked(table: Table, scope: Scope) -> None:
    """A clause must not ask for what its kind of table never knows: it would never hold."""
    kind = next((str(part) for part in reversed(table.path) if isinstance(part, str)), "")
    unknown = {"kind", "use"} if kind in OF_PERSON else {"role", "rank"}
    unknown |= {"kind", "use"} if kind in OF_JOB else set()
    unknown |= set() if kind in ("fee", "tax", "minimum", "maximum") else {"officer_hours_billed"}
    if "equipment" in table.path:
        unknown = {"role", "rank", "officer_hours_billed"}
    hint = 'Write roles = ["sergeant"] in a fee.' if kind == "fee" else "It would never hold here."
    for each in (*scope.when, *scope.unless):
        if isinstance(each, (Word, Number)) and each.name in unknown:
            table.wrong("when", f"asks for {each.name!r}, which [[{kind}]] does not know.", hint)


def optional(table: Table, key: str) -> Decimal | None:
    """A number that may be left out."""
    table.known(key, "a number")
    return table.decimal(key) if key in table else None


def read_hours(table: Table, days: DayList) -> HoursStep:
    """One [[...hours]] table."""
    return HoursStep(*common(table, days), step=read_step(table))


def read_rate(table: Table, days: DayList) -> Rate:
    """One [[...rate]] table."""
    parts = common(table, days)
    prices = {key: optional(table, key) for key in PRICES}
    if sum(value is not None for value in prices.values()) != 1:
        hint = "Write either rate = 60.00 or own_times = 1.5."
        table.wrong("", "needs a price, and only one.", hint)
    for key in ("bill_times", "bill_less"):
        if key in table and table.path[:1] == ("bill",):
            table.wrong(key, "is a price of the pay side.", "It looks at what the employer pays.")
    if "unknown" in table and (not prices["own_times"] or table.path[:1] == ("pay",)):
        hint = "Write it beside own_times of a [[bill.rate]]."
        table.wrong("unknown", "is the price while the officer's own wage is not known.", hint)
    return Rate(
        *parts,
        rate=prices["rate"],
        own_times=prices["own_times"],
        bill_times=prices["bill_times"],
        bill_less=prices["bill_less"],
        unknown=optional(table, "unknown"),
        least=optional(table, "least"),
        most=optional(table, "most"),
        portion=read_portion(table, days),
    )


def read_premium(table: Table, days: DayList) -> Premium:
    """One [[...premium]] table."""
    parts = common(table, days)
    if not any(key in table for key in CHANGES):
        table.wrong("", "changes nothing.", "Write times = 1.5, percent = 25 or add = 10.00.")
    return Premium(
        *parts,
        times=_percent_as_factor(table),
        add=table.decimal("add", Decimal(0), least=Decimal(-100_000)),
        add_own_times=table.decimal("add_own_times", Decimal(0)),
        at_least=optional(table, "at_least"),
        at_most=optional(table, "at_most"),
        on_base=table.flag("on_base"),
        group=table.text("group", ""),
        most_per_officer=optional(table, "most_per_officer"),
        portion=read_portion(table, days),
    )


def _percent_as_factor(table: Table) -> Decimal:
    times = table.decimal("times", Decimal(1))
    percent = table.decimal("percent", Decimal(0), least=Decimal(-100))
    return 1 + percent / 100 if "percent" in table else times


def read_flat(table: Table, days: DayList) -> Flat:
    """One [[...flat]] table."""
    return Flat(
        *common(table, days),
        amount=table.decimal("amount"),
        per=table.choice("per", ("assignment", "day"), "assignment"),
        covers=whole_minutes(table, "covers", Decimal(0)),
        covers_all=table.flag("covers_all"),
    )


def read_equipment(table: Table, days: DayList) -> EquipmentRate:
    """One [[bill.equipment]] table, with its own [[bill.equipment.hours]]."""
    parts = common(table, days)
    rate, flat = optional(table, "rate"), optional(table, "flat")
    distance, each, free = _distance(table)
    if rate is None and flat is None and each is None:
        hint = "Write rate = 20.00 (an hour), flat, per_mile or per_km."
        table.wrong("", "needs a price.", hint)
    block, repeats = whole_minutes(table, "block_hours", Decimal(0)), table.flag("repeats")
    if repeats and (flat is None or not block):
        table.wrong("repeats", "has no block.", "Write flat = 80.00 and block_hours = 4.")
    elif block and flat is None:
        table.wrong(
            "block_hours",
            "does nothing without flat: rate is by the hour.",
            "Write the block's price, such as flat = 80.00 (rate is then for each hour after it; "
            "repeats = true: flat for every block begun), or leave block_hours out.",
        )
    return EquipmentRate(
        *parts,
        kind=table.text("kind"),
        rate=rate,
        flat=flat,
        per=table.choice("per", ("assignment", "day"), "assignment"),
        per_mile=each,
        free_miles=free,
        distance=distance,
        block_minutes=block,
        repeats=repeats,
        follows=table.choice("follows", ("worked", "billed"), "worked"),
        steps=_steps(table, days),
        portion=read_portion(table, days),
        least=optional(table, "least"),
        most=optional(table, "most"),
        cancelled_minutes=whole_minutes(table, "cancelled_hours", Decimal(0)),
        cancelled_flat=table.flag("cancelled_flat"),
        free=table.whole("free", 0),
    )


def _distance(table: Table) -> tuple[str, Decimal | None, Decimal]:
    """The unit of the distance, what each costs, and how many cost nothing."""
    mile, km = optional(table, "per_mile"), optional(table, "per_km")
    free = {unit: table.decimal(f"free_{unit}", Decimal(0)) for unit in ("miles", "km")}
    if mile is not None and km is not None:
        table.wrong("per_km", "stands beside per_mile.", "Leave one of them out.")
    if free["miles" if km is not None else "km"] or (mile is None and free["miles"]):
        table.wrong("", "has free distance of another kind.", "Use per_km with free_km.")
    return ("mile", mile, free["miles"]) if km is None else ("km", km, free["km"])


def _steps(table: Table, days: DayList) -> tuple[HoursStep, ...]:
    found = []
    for row in table.tables("hours"):
        found.append(read_hours(row, days))
        row.finish()
    return tuple(found)
