"""What is charged beside the hours, in plain English: a sentence for each clause."""

from collections.abc import Iterable
from decimal import Decimal

from coordinator.rules.rates.charges import (
    Cancellation,
    CrewRule,
    Deposit,
    Fee,
    Late,
    Maximum,
    Minimum,
    Tax,
)
from coordinator.rules.rates.lines import hours_words, number, plain
from coordinator.rules.rates.scope_words import whose_words


def bounds_words(least: Decimal | None, most: Decimal | None) -> str:
    """ ", at least 20.00, at most 80.00"."""
    low = f", at least {plain(least)}" if least is not None else ""
    return low + (f", at most {plain(most)}" if most is not None else "")


def minimum_words(row: Minimum) -> str:
    """The least that a request costs."""
    if row.rounds is not None:
        return f"the hours of all officers together, {row.rounds.says()}"
    if row.minutes:
        return f"at least {hours_words(row.minutes)} of officers for a request"
    return f"at least {plain(row.amount)} for a request ({_list(row.of)})"


def maximum_words(row: Maximum) -> str:
    """The most that a request costs."""
    return f"at most {plain(row.amount)} for a request ({_list(row.of)})"


def fee_words(row: Fee) -> str:
    """What a fee is made of, its bounds, whom and when it spares."""
    parts = [
        f"{number(row.percent)} % of {_list(row.of)}" if row.percent else "",
        f"{plain(row.flat)}" if row.flat else "",
        f"{plain(row.per_officer)} for each officer" if row.per_officer else "",
        f"{plain(row.per_officer_day)} for each officer and day" if row.per_officer_day else "",
        f"{plain(row.per_vehicle)} for each vehicle" if row.per_vehicle else "",
        f"{plain(row.per_day)} a day" if row.per_day else "",
        f"{plain(row.per_hour)} for each hour of an officer" if row.per_hour else "",
    ]
    more = [
        _most_an_hour(row),
        f"at most {plain(row.most_per_officer)} for each officer"
        if row.most_per_officer is not None
        else "",
        f"at most {plain(row.most_per_job)} for all details of a job"
        if row.most_per_job is not None
        else "",
        f"at most {plain(row.most_per_year)} from an employer in a year"
        if row.most_per_year is not None
        else "",
        f"of {_list(row.roles)} only" if row.roles else "",
        whose_words(row.whose),
        "without premiums" if row.ordinary else "",
        "after the taxes" if row.after_tax else "",
        "" if row.spares_exempt else "also from those who are exempt from fees",
    ]
    says = (" and ".join(filter(None, parts)) or "nothing") + bounds_words(row.least, row.most)
    return ", ".join([says, *filter(None, more)]) + _named(row.name)


def _most_an_hour(row: Fee) -> str:
    if row.most_per_hour is None:
        return ""
    whose = " of all officers, all of it" if row.hour_bounds == "fee" else " of each line"
    return f"at most {plain(row.most_per_hour)} an hour{whose}"


def tax_words(row: Tax) -> str:
    """A percentage, and of what."""
    where = "inside" if row.included else "on"
    return f"{number(row.percent)} % {where} {_list(row.of)}{_named(row.name)}"


def cancellation_words(row: Cancellation) -> str:
    """What a cancelled detail, or a cut of the order, costs for each officer."""
    parts = [
        hours_words(row.minutes) if row.minutes else "",
        f"{number(row.share * 100)} % of the order" if row.share else "",
        "the whole order" if row.whole_order else "",
        f"{plain(row.flat)}" if row.flat is not None else "",
    ]
    parts = [part for part in parts if part]
    says = " or ".join(parts) or "nothing"
    says += " (whichever is more)" if len(parts) > 1 else ""
    share = "" if row.deposit_share == 1 else f"{number(row.deposit_share * 100)} % of "
    more = [
        "by the steps of the hours" if row.through_steps else "",
        f"at {plain(row.rate)} an hour" if row.rate is not None else "",
        f"at {number(row.rate_times)} times the price" if row.rate_times is not None else "",
        "with the equipment" if row.equipment else "",
        f"{share}the deposit is kept" if row.keeps_deposit else "",
    ]
    says += " for each officer" if parts else ""
    return ", ".join([says, *filter(None, more)])


def deposit_words(row: Deposit) -> str:
    """What is to be paid ahead."""
    parts = [
        plain(row.flat) if row.flat else "",
        f"{plain(row.per_officer)} for each officer" if row.per_officer else "",
        f"{number(row.percent)} % of the estimate" if row.percent else "",
    ]
    kind = "deposit, beside any other, " if row.also else "deposit "
    ahead = "" if row.days_ahead == 1 else f", due {row.days_ahead} days ahead"
    kept = "" if row.applied else ", not taken off what is due"
    sums = " and ".join(filter(None, parts)) or "none"
    return kind + sums + bounds_words(row.least, row.most) + ahead + kept


def late_words(row: Late) -> str:
    """What paying late costs, and from when."""
    year = "" if row.days_in_year == 365 else f" of {row.days_in_year} days"
    month = "a month" if row.months == "exact" else f"a month {row.months}"
    month += " (a part by the day)" if row.months == "exact" else ""
    parts = [
        f"{number(row.percent_per_year)} % a year{year}" if row.percent_per_year else "",
        f"{number(row.percent_per_month)} % {month}" if row.percent_per_month else "",
        f"{number(row.percent)} % once" if row.percent else "",
        plain(row.flat) if row.flat else "",
    ]
    grace = f" and {row.grace_days} days of grace" if row.grace_days else ""
    sums = (" and ".join(filter(None, parts)) or "nothing") + bounds_words(row.least, row.most)
    says = f"late after {row.due_days} days{grace}: {sums}"
    says += f", the year of {row.days_in_year} days" if year and not row.percent_per_year else ""
    says += ", interest on interest" if row.compound else ""
    return says + (", counted from the invoice" if row.from_invoice else "")


def crew_words(row: CrewRule) -> str:
    """Who must be on a detail."""
    role = row.role.replace("_", " ")
    if row.supervises:
        more = f", one more for each further {row.each}" if row.each else ""
        where = "among them" if row.inside else "on top"
        plain_role = f", the others: {row.plain_role.replace('_', ' ')}" if row.plain_role else ""
        many = f"from {row.from_officers} officers on {row.count} {role}"
        counted = ", other supervisors not counted" if row.counts == "officers" else ""
        counted = ", other supervisors counted" if row.counts == "all" else counted
        return f"{many} {where}{more}{counted}{plain_role}"
    parts = [f"at least {row.least} {role}"] if row.least else []
    if row.per_attendance:
        part = {"up": "begun", "down": "full", "nearest": "to the nearest"}[row.direction]
        whom = f"people beyond {row.beyond}" if row.beyond else "people"
        parts.append(f"{row.count} {role} for every {row.per_attendance} {whom} ({part})")
    return (" and " if row.beyond else ", ").join(parts)


def _named(name: str) -> str:
    return f" (named {name!r})" if name else ""


def _list(words: Iterable[str]) -> str:
    return ", ".join(word.replace("_", " ") for word in words)
