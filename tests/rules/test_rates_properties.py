"""What must hold of any job under a wide card, against slow and obvious reckoning."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.documents import open_document
from coordinator.rules.rates import Event, Priced, RateCard, Work, price, read_card
from coordinator.rules.rates.days import DayList
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lates import late_charge
from coordinator.rules.rates.notices import Count
from coordinator.rules.rates.reading_days import read_days
from coordinator.rules.rates.situations import situation_of
from coordinator.rules.rates.steps import STEPS

ZONE = "America/New_York"
NEW_YORK = ZoneInfo(ZONE)
HEAD = 'name = "Card"\neffective_on = 2020-01-01\n'
OVERTIME = (
    HEAD
    + """
[bill]
week_starts = "sunday"

[[bill.hours]]
step = "least"
hours = 4

[[bill.rate]]
rate = 40

[[bill.premium]]
after = 8
within = "day"
add = 1

[[bill.premium]]
after = 40
within = "week"
add = 10

[[bill.premium]]
after = "ordered"
add = 100
"""
)


def card(text: str) -> RateCard:
    found = read_card(text)
    assert isinstance(found, RateCard), found
    return found


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp())


def worked(start: int, minutes: int, key: str = "1", **more: int) -> Work:
    end = start + minutes * 60
    return Work(key, "officer", "", start, end, 0, (), start, end, **more)


starts = st.integers(at("2026-10-29T00:00") // 60, at("2026-11-04T00:00") // 60).map(
    lambda minute: minute * 60
)
lengths = st.integers(1, 60 * 60)


def minute_rate(work: Work, done: int) -> int:
    """The price of one minute's hour, by counting the minutes before it one by one."""
    assert work.started_at is not None
    moment = datetime.fromtimestamp(work.started_at + done * 60, NEW_YORK)
    week = moment.date() - timedelta(days=(moment.weekday() + 1) % 7)
    earlier = [
        datetime.fromtimestamp(work.started_at + minute * 60, NEW_YORK).date()
        for minute in range(done)
    ]
    first = datetime.fromtimestamp(work.started_at, NEW_YORK).date()
    today = earlier.count(moment.date()) + (work.day_before if moment.date() == first else 0)
    of_week = sum(day >= week for day in earlier) + (work.week_before if first >= week else 0)
    rate = 40 + (1 if today >= 480 else 0) + (10 if of_week >= 2400 else 0)
    return rate + (100 if done >= work.ordered_minutes else 0)


@settings(max_examples=20, deadline=None)
@given(starts, st.integers(1, 20 * 60), st.integers(0, 600), st.integers(600, 3000))
def test_hours_over_a_day_a_week_and_the_order(
    start: int, minutes: int, day_before: int, week_before: int
) -> None:
    work = worked(start, minutes, day_before=day_before, week_before=week_before)
    priced = price(card(OVERTIME), Event(ZONE, start, (work,)), "bill")
    assert isinstance(priced, Priced)
    found: Counter[int] = Counter()
    for line in priced.lines:
        found[int(line.rate or 0)] += line.minutes or 0
    assert found == Counter(minute_rate(work, done) for done in range(max(minutes, 240)))


@settings(max_examples=60, deadline=None)
@given(starts, lengths, st.floats(0.01, 0.99))
def test_splitting_a_detail_never_lowers_a_minimum(start: int, minutes: int, share: float) -> None:
    """Two details are two minimums: together they never cost less than the one they were."""
    minimum = card(HEAD + '[[bill.hours]]\nstep = "least"\nhours = 4\n[[bill.rate]]\nrate = 60\n')
    first = max(1, int(minutes * share))
    parts = [worked(start, first), worked(start + first * 60, minutes - first)]
    whole = price(minimum, Event(ZONE, start, (worked(start, minutes),)), "bill")
    assert isinstance(whole, Priced)
    split = 0
    for part in parts:
        if part.worked_minutes:
            found = price(minimum, Event(ZONE, part.anchor, (part,)), "bill")
            assert isinstance(found, Priced)
            assert found.total_cents >= 24000
            split += found.total_cents
    assert split >= whole.total_cents


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(starts, lengths), min_size=1, max_size=4), st.randoms())
def test_a_total_is_its_lines_whatever_the_order(
    jobs: list[tuple[int, int]], random: object
) -> None:
    wide = card(
        OVERTIME + "[[bill.minimum]]\nhours = 9\n[[bill.fee]]\npercent = 7.5\nmost_per_hour = 3\n"
        '[[bill.tax]]\npercent = 6.25\nof = ["fees"]\n[[bill.fee]]\nafter_tax = true\n'
        'percent = 3\nof = ["officers", "fees", "taxes"]\n'
    )
    people = [worked(start, minutes, str(place)) for place, (start, minutes) in enumerate(jobs)]
    begins = min(start for start, _ in jobs)
    one = price(wide, Event(ZONE, begins, tuple(people)), "bill")
    random.shuffle(people)  # type: ignore[attr-defined]
    other = price(wide, Event(ZONE, begins, tuple(people)), "bill")
    assert isinstance(one, Priced)
    assert isinstance(other, Priced)
    assert one.total_cents == sum(line.amount_cents for line in one.lines) == other.total_cents
    assert all(line.trace for line in one.lines)


@settings(max_examples=60, deadline=None)
@given(starts, st.integers(0, 12 * 24 * 60), st.sampled_from(["07-04", "10-30", "11-02"]))
def test_notice_in_business_days_and_working_hours(start: int, before: int, holiday: str) -> None:
    asked = start - before * 60
    days = read_days(open_document(f'[[holiday]]\nname = "x"\non = ["{holiday}"]\n'))
    event = Event(ZONE, start, (), requested_at=asked)
    base = card(HEAD + "[[bill.rate]]\nrate = 1\n")
    situation = situation_of(RateCard("x", base.effective_on, base.bill, base.pay, days), event)
    first, last = event.local_date(asked), event.local_date(start)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    plain = [day for day in span if day.weekday() < 5 and f"{day:%m-%d}" != holiday]
    assert Count("business_days").given(asked, situation) == len(set(plain) - {first})
    clear = set(plain) - {first, last}
    assert Count("clear_business_days").given(asked, situation) == len(clear)
    office = Count("working_hours", (time(8), time(17)))
    minutes = 0
    for minute in range(before):
        moment = datetime.fromtimestamp(asked + minute * 60, NEW_YORK)
        minutes += moment.date() in plain and 8 <= moment.hour < 17
    assert office.given(asked, situation) == Decimal(minutes) / 60


def days_of(text: str) -> DayList:
    root = open_document(text)
    found = read_days(root)
    assert not root.problems, root.problems
    return found


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_holidays_by_rule_against_the_calendar(day: date) -> None:
    listed = days_of(
        '[[holiday]]\nname = "third"\non = ["third monday of january"]\n'
        '[[holiday]]\nname = "last"\non = ["last monday of may"]\n'
        '[[holiday]]\nname = "near"\non = ["monday before 05-25"]\n'
        '[[holiday]]\nname = "new"\non = ["01-01"]\nobserved = "nearest"\nobserved_instead = true\n'
    )
    monday = day.weekday() == 0
    wanted = set()
    if monday and day.month == 1 and 15 <= day.day <= 21:
        wanted.add("third")
    if monday and day.month == 5 and day.day >= 25:
        wanted.add("last")
    if monday and day.month == 5 and 18 <= day.day <= 24:
        wanted.add("near")
    new_year = (day.month, day.day) == (1, 1) and day.weekday() < 5
    friday = (day.month, day.day) == (12, 31) and day.weekday() == 4
    if new_year or friday or ((day.month, day.day) == (1, 2) and monday):
        wanted.add("new")
    assert set(listed.names(day, time(12))) == wanted


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(0, 400))
def test_months_late_are_counted_one_by_one(due: date, days: int) -> None:
    text = HEAD + "[[bill.rate]]\nrate = 1\n[[bill.late]]\npercent_per_month = 1\nmonths = '{}'\n"
    paid = due + timedelta(days=days)
    begun, full = (card(text.format(way)).bill.lates[0] for way in ("begun", "full"))
    marks = [due + timedelta(days=n) for n in range(1, days + 1)]
    passed = sum(day.day == due.day for day in marks) if due.day <= 28 else None
    low = late_charge(full, 100_000, paid, invoiced_on=None, due_on=due)
    high = late_charge(begun, 100_000, paid, invoiced_on=None, due_on=due)
    assert low.days_late == high.days_late == days
    if passed is not None:
        assert low.months_late == passed
        exact = passed == 0 and days == 0
        on_day = days > 0 and paid.day == due.day
        assert high.months_late == passed + (0 if exact or on_day else 1)
    assert low.amount_cents == low.months_late * 1000


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_every_step_gives_whole_minutes_and_none_below_nothing(minutes: int, ordered: int) -> None:
    facts = HourFacts(minutes, ordered, (("arrest", 90),))
    for step in STEPS.values():
        for example in step.examples:
            table = open_document(example)
            found = step.read(table).run(minutes, facts)
            assert isinstance(found, int)
            assert found >= 0
            assert step.read(table).says()
