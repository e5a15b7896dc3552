"""Reading a method of giving details out: one [rotation] table and what stands below it."""

from decimal import Decimal
from fractions import Fraction

from coordinator.rules.clauses.clause import chosen
from coordinator.rules.distribution.conditions import OF_DETAILS, OF_HAPPENINGS, read_condition
from coordinator.rules.distribution.document import By, Draft, Key, Method, Priority, Share, Tier
from coordinator.rules.distribution.periods import WEEKDAYS
from coordinator.rules.distribution.reading_keys import Names, duty_words, happenings, read_keys
from coordinator.rules.distribution.signup_times import Clocked, Deadline, Late, Opening
from coordinator.rules.documents import Table

WHO = ("everybody", "signups")
EACH = ("tier", "rank", "group")
"""Of what there may be at most so many each."""


def read_method(table: Table, names: Names) -> Method:
    """Read one method; problems are noted at its table."""
    keys = read_keys(table, names)
    tiers = tuple(read_tier(each, names) for each in table.tables("tier"))
    chosen_by = table.text("chosen_by", "")
    if chosen_by and keys:
        table.wrong("chosen_by", "stands beside keys.", "Take out the keys or chosen_by.")
    own = bool(tiers) and all(tier.keys for tier in tiers)
    usual = () if chosen_by or own else (Key(By.SENIORITY, "seniority_date"),)
    method = Method(
        name=table.text("name", ""),
        signups=_who(table),
        keys=keys or usual,
        drawn=table.choice("ties", ("pick", "draw"), "pick") == "draw",
        tiers=tiers,
        deadlines=tuple(read_deadline(each) for each in table.tables("deadline")),
        priorities=tuple(read_priority(each) for each in table.tables("priority")),
        draft=read_draft(table.table("draft"), names) if "draft" in table else None,
        alternates=table.whole("alternates", 0),
        chosen_by=chosen_by,
        condition=read_condition(table, OF_DETAILS),
        clause=table.text("number", ""),
        shares=tuple(read_share(each) for each in table.tables("at_most")),
        openings=tuple(read_opening(each) for each in table.tables("opening")),
    )
    # Said for people; the telephone keeps to them.
    table.known("text", "a text in quotes")
    table.known("answer_minutes", "a whole number")
    table.finish()
    return method


def read_tier(table: Table, names: Names) -> Tier:
    """Read one [[rotation.tier]] table."""
    name = table.text("name")
    ranks = frozenset(table.texts("ranks", ()))
    groups = frozenset(table.texts("groups", ()))
    duty = frozenset(duty_words(table, ()))
    of_detail = table.flag("of_detail")
    usual = () if ranks or groups or duty or of_detail else (name,)
    tiers = frozenset(table.texts("tiers", usual))
    keys = read_keys(table, names)
    opens = _read_opens(table.table("opens")) if "opens" in table else None
    table.known("opens")
    tier = Tier(name, tiers, ranks, groups, duty, _who(table), keys, of_detail, opens)
    table.finish()
    return tier


def read_share(table: Table) -> Share:
    """Read one [[rotation.at_most]] table."""
    share = Share(
        table.whole("officers", least=1),
        table.choice("each", EACH, "") if "each" in table else "",
        frozenset(table.texts("tiers", ())),
        frozenset(table.texts("ranks", ())),
        frozenset(table.texts("groups", ())),
    )
    table.known("each")
    if not (share.each or share.tiers or share.ranks or share.groups):
        table.wrong("", "does not say of whom.", 'Write each = "tier", or groups = ["k9"].')
    table.finish()
    return share


def _who(table: Table) -> bool | None:
    given = table.choice("who", WHO, "everybody")
    return given == "signups" if "who" in table else None


def read_priority(table: Table) -> Priority:
    """Read one [[rotation.priority]] table."""
    priority = Priority(
        happenings(table, "on"),
        table.whole("times", 1, least=1),
        not table.flag("keeps_place"),
        read_condition(table, OF_HAPPENINGS),
    )
    table.finish()
    return priority


def read_draft(table: Table, names: Names) -> Draft:
    """Read [rotation.draft]."""
    keys = read_keys(table, names)
    draft = Draft(
        keys or (Key(By.SENIORITY, "seniority_date", reverse=True),),
        frozenset(table.texts("tiers", ())),
        frozenset(table.texts("ranks", ())),
        frozenset(table.texts("groups", ())),
        frozenset(duty_words(table, ())),
    )
    table.finish()
    return draft


def read_opening(table: Table) -> Opening:
    """Read one [[rotation.opening]] table."""
    waits = table.choice("early", ("out", "waits"), "out") == "waits"
    opening = Opening(_read_moment(table), waits, read_condition(table, OF_DETAILS))
    table.finish()
    return opening


def _read_opens(table: Table) -> Clocked:
    moment = _read_moment(table)
    table.finish()
    return moment


def _read_moment(table: Table) -> Clocked:
    hours = {key: _hours(table, key) for key in ("hours_before", "hours_after_posting")}
    by_clock = not any(hour is not None for hour in hours.values())
    weekday = table.choice("weekday", WEEKDAYS, "monday") if "weekday" in table else ""
    return Clocked(
        WEEKDAYS.index(weekday) if weekday in WEEKDAYS else None,
        table.whole("days_before", 0),
        table.clock("at") if by_clock else Clocked().at,
        hours["hours_before"],
        hours["hours_after_posting"],
    )


def read_deadline(table: Table) -> Deadline:
    """Read one [[rotation.deadline]] table."""
    moment = _read_moment(table)
    deadline = Deadline(
        late=chosen(table, "late", Late, Late.BOTTOM),
        weekday=moment.weekday,
        days_before=moment.days_before,
        at=moment.at,
        hours_before=moment.hours_before,
        hours_after_posting=moment.hours_after_posting,
        condition=read_condition(table, OF_DETAILS),
        behind_all=table.flag("behind_all_tiers"),
    )
    table.finish()
    return deadline


def _hours(table: Table, key: str) -> Fraction | None:
    return Fraction(table.decimal(key, Decimal(0))) if key in table else None
