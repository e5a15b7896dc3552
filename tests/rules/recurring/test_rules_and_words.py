"""Rules of dates against plain loops and another library, and their words both ways."""

from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.rules.recurring.course import Hours
from coordinator.rules.recurring.plain_rules import read_plain, read_rule
from coordinator.rules.recurring.reading import NotARule, read_rrule
from coordinator.rules.recurring.rule import Day, Rule
from coordinator.rules.recurring.rule_words import rule_words, trap

NEW_YORK = ZoneInfo("America/New_York")
SETTINGS = settings(max_examples=60, deadline=None, derandomize=True, database=None)
SOAK = settings(max_examples=1000, deadline=None, database=None)
STARTS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
DAYS = st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True).map(
    lambda found: tuple(Day(n) for n in sorted(found))
)
MONTHS = st.one_of(
    st.just(()), st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(sorted)
).map(tuple)
MONTH_DAYS = st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=3, unique=True).map(
    lambda found: tuple(sorted(found, key=lambda n: (n < 0, n)))
)
NTH = st.lists(
    st.tuples(st.integers(0, 6), st.integers(-5, 5).filter(bool)), min_size=1, max_size=3,
    unique=True,
).map(
    lambda found: tuple(
        sorted((Day(*each) for each in found), key=lambda d: (d.ordinal < 0, d.ordinal, d.weekday))
    )
)  # fmt: skip
INTERVALS = st.integers(1, 4)
RULES = st.one_of(
    st.builds(lambda n, m: Rule("DAILY", n, m), INTERVALS, MONTHS),
    st.builds(lambda n, m, d: Rule("WEEKLY", n, m, days=d), INTERVALS, MONTHS, DAYS),
    st.builds(lambda n, m, d: Rule("MONTHLY", n, m, month_days=d), INTERVALS, MONTHS, MONTH_DAYS),
    st.builds(lambda n, m, d: Rule("MONTHLY", n, m, days=d), INTERVALS, MONTHS, NTH),
    st.builds(
        lambda n, m, d: Rule("YEARLY", n, (m,), month_days=d),
        INTERVALS,
        st.integers(1, 12),
        MONTH_DAYS,
    ),
)
ENDED = st.one_of(
    RULES,
    st.builds(lambda r, n: _with(r, count=n), RULES, st.integers(1, 30)),
    st.builds(lambda r, on: _with(r, until=on), RULES, STARTS),
)


def _with(rule: Rule, **more: object) -> Rule:
    values = {name: getattr(rule, name) for name in Rule.__slots__}
    return Rule(**{**values, **more})  # type: ignore[arg-type]


def slow_dates(rule: Rule, starts_on: date, until: date) -> list[date]:
    """Every day asked by itself whether the rule has it."""
    found = []
    for n in range((until - starts_on).days):
        on = starts_on + timedelta(days=n)
        if _in_step(rule, starts_on, on) and _has(rule, on):
            found.append(on)
            if rule.count == len(found):
                break
    return [on for on in found if rule.until is None or on <= rule.until]


def _in_step(rule: Rule, starts_on: date, on: date) -> bool:
    monday = starts_on - timedelta(days=starts_on.weekday())
    steps: dict[str, Callable[[], int]] = {
        "DAILY": lambda: (on - starts_on).days,
        "WEEKLY": lambda: (on - monday).days // 7,
        "MONTHLY": lambda: (on.year - starts_on.year) * 12 + on.month - starts_on.month,
        "YEARLY": lambda: on.year - starts_on.year,
    }
    return steps[rule.frequency]() % rule.interval == 0


def _has(rule: Rule, on: date) -> bool:
    length = monthrange(on.year, on.month)[1]
    nth = {(on.weekday(), (on.day - 1) // 7 + 1), (on.weekday(), -((length - on.day) // 7 + 1))}
    return (
        (not rule.months or on.month in rule.months)
        and (not rule.month_days or bool({on.day, on.day - length - 1} & set(rule.month_days)))
        and (
            not rule.days
            or any(
                (day.weekday, day.ordinal) in nth if day.ordinal else day.weekday == on.weekday()
                for day in rule.days
            )
        )
    )


def check_dates(rule: Rule, starts_on: date) -> None:
    until = starts_on + timedelta(days=1200)
    slow = slow_dates(rule, starts_on, until)
    assert list(rule.dates(starts_on, starts_on, until)) == slow
    # A window in the middle has what the whole has there.
    since, before = starts_on + timedelta(days=300), starts_on + timedelta(days=500)
    assert list(rule.dates(starts_on, since, before)) == [d for d in slow if since <= d < before]


@SETTINGS
@given(rule=ENDED, starts_on=STARTS)
def test_dates_are_those_that_a_plain_loop_finds(rule: Rule, starts_on: date) -> None:
    check_dates(rule, starts_on)


@pytest.mark.soak
@SOAK
@given(rule=ENDED, starts_on=STARTS)
def test_dates_are_those_that_a_plain_loop_finds_at_length(rule: Rule, starts_on: date) -> None:
    check_dates(rule, starts_on)


@settings(parent=SETTINGS, max_examples=25)
@given(rule=ENDED, starts_on=STARTS, hour=st.sampled_from((0, 1, 2, 9, 23)))
@example(rule=Rule("DAILY"), starts_on=date(2027, 2, 1), hour=2)
@example(rule=Rule("DAILY"), starts_on=date(2027, 2, 1), hour=1)
def test_a_calendar_program_finds_the_same_dates(rule: Rule, starts_on: date, hour: int) -> None:
    """An event at a wall time keeps its dates over both changes of the clocks and leap days."""
    import icalendar
    import recurring_ical_events

    first = next(iter(rule.dates(starts_on, starts_on, starts_on + timedelta(days=1200))), None)
    if first is None:
        return
    # RFC 5545 counts DTSTART in: the event begins on the rule's own first date, and in step.
    if rule.interval > 1:
        starts_on = first
    event = icalendar.Event()
    event.add("DTSTART", datetime(first.year, first.month, first.day, hour, 30, tzinfo=NEW_YORK))
    until = ";".join(part for part in rule.text.split(";") if not part.startswith("UNTIL"))
    event.add("RRULE", icalendar.vRecur.from_ical(until))
    event.add("UID", "series")
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    end = min(first + timedelta(days=800), rule.until or date.max)
    found = recurring_ical_events.of(calendar).between(first, end + timedelta(days=1))
    whole = list(_with(rule, until=None).dates(starts_on, first, end + timedelta(days=1)))
    assert sorted(each["DTSTART"].dt.date() for each in found) == whole
    # ... and the same instants, also in the hour that is skipped and the one that comes twice.
    hours = Hours(time(hour, 30), time(23, 59))
    instants = sorted(int(each["DTSTART"].dt.timestamp()) for each in found)
    assert instants == [hours.on(on, NEW_YORK)[0][0] for on in whole]


@SETTINGS
@given(rule=ENDED)
def test_a_rule_is_read_back_from_its_words_and_its_rrule(rule: Rule) -> None:
    assert read_rule(rule_words(rule)) == rule
    assert read_rrule(f"RRULE:{rule.text}") == rule


@given(text=st.text(alphabet="everyday 1st2lastmonufrit,-;FREQ=", max_size=40))
@SETTINGS
def test_whatever_is_written_is_a_rule_or_a_sentence(text: str) -> None:
    with suppress(NotARule):
        rule = read_rule(text)
        assert read_rule(rule_words(rule)) == rule


@pytest.mark.parametrize(
    ("written", "rrule", "words"),
    [
        ("tue, thu", "FREQ=WEEKLY;BYDAY=TU,TH", "every Tue and Thu"),
        ("Mon-Fri", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("every fri to mon", "FREQ=WEEKLY;BYDAY=MO,FR,SA,SU", "every Mon, Fri, Sat and Sun"),
        ("every other Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks on Mon"),
        ("monthly on the second Friday", "FREQ=MONTHLY;BYDAY=2FR", "every month on the 2nd Fri"),
        (
            "the 1st and 15th of the month",
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "every month on the 1st and 15th",
        ),
        (
            "monthly on the last weekday",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "every month on the last weekday",
        ),
        (
            "yearly on the 4th Thursday of November",
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
            "every year on the 4th Thu of Nov",
        ),
        (
            "weekends in June, July & August until 2026-08-31",
            "FREQ=WEEKLY;BYMONTH=6,7,8;BYDAY=SA,SU;UNTIL=20260831",
            "every Sat and Sun in Jun, Jul and Aug, until 2026-08-31",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2",
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2",
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2",
        ),
    ],
)
def test_people_write_it_in_many_ways(written: str, rrule: str, words: str) -> None:
    rule = read_rule(written)
    assert rule.text == rrule
    assert rule_words(rule) == words


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "A rule is needed"),
        ("now and then", "is no rule"),
        ("monthly on the 6th Fri", "is no rule"),
        ("monthly on the 32nd", "is no rule"),
        ("every Mon until 2026-02-30", "names no date"),
        ("every Mon in Smarch", "no months"),
        ("FREQ=HOURLY", "FREQ is DAILY"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR cannot be"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20260101", "exclude"),
        ("FREQ=WEEKLY;BYDAY=2TU", "FREQ=MONTHLY or YEARLY only"),
        ("FREQ=WEEKLY;INTERVAL=0", "not from 1 to 999"),
        ("FREQ=WEEKLY;COUNT=99999999", "no whole number"),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "no date"),
        ("FREQ=" + "X" * 600, "at most 500 letters"),
    ],
)
def test_what_cannot_be_read_says_why(written: str, says: str) -> None:
    with pytest.raises(NotARule, match=says):
        read_rule(written)


def test_an_until_in_utc_is_the_agency_s_date() -> None:
    """Midnight in UTC is still the evening before in New York."""
    assert read_rrule("FREQ=DAILY;UNTIL=20270101T040000Z", NEW_YORK).until == date(2026, 12, 31)
    assert read_rrule("FREQ=DAILY;UNTIL=20270101T060000Z", NEW_YORK).until == date(2027, 1, 1)


def test_the_31st_skips_short_months_and_says_so() -> None:
    rule = read_plain("monthly on the 31st")
    dates = rule.dates(date(2026, 1, 1), date(2026, 1, 1), date(2027, 1, 1))
    assert [on.month for on in dates] == [1, 3, 5, 7, 8, 10, 12]
    assert "last day of the month" in trap(rule)
    assert trap(read_plain("monthly on the 15th")) == ""
    leap = read_plain("yearly on Feb 29")
    assert leap.next(date(2025, 1, 1), date(2025, 1, 1)) == date(2028, 2, 29)


def test_a_rule_without_any_date_is_found_out() -> None:
    for text in ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=300"):
        assert read_rrule(text).next(date(2026, 1, 1), date(2026, 1, 1)) is None
