"""What a coordinator may do next with jobs that recur: part of `doings`."""

from datetime import date, timedelta

from coordinator.actions.jobs.bulk_details import (
    BulkPlan,
    enter_planned,
    plan_pasted,
    same_as_month,
)
from coordinator.actions.jobs.closed_days import set_closed_days
from coordinator.actions.jobs.moving import move_details
from coordinator.actions.jobs.series import NewSeries, begin_series
from coordinator.actions.jobs.series_dates import add_date, skip_date
from coordinator.actions.jobs.series_following import SeriesEdit, change_following
from coordinator.actions.jobs.series_making import local_today, make_details
from coordinator.actions.jobs.series_terms import (
    end_series,
    extend_series,
    pause_series,
    resume_series,
)
from coordinator.actions.jobs.templates import (
    TemplateUse,
    drop_template,
    enter_from_template,
    keep_template,
)
from coordinator.actions.staffing.filling_posts import FillPlan, fill_posts, plan_by_rank
from coordinator.actions.staffing.posts import set_posts
from coordinator.rules.recurring.crew import CrewSeat
from tests.trust.chance import Chance, Doing

RULES = ("every day", "every Tue and Thu", "every 2 weeks on Mon", "monthly on the last day")


def _day(c: Chance, most: int = 20) -> str:
    today: date = local_today(c.book.reader(), c.actor.now)
    return (today + timedelta(days=c.random.randint(0, most))).isoformat()


def _new(c: Chance) -> NewSeries:
    return NewSeries(
        c.row("site"),
        c.random.choice(RULES),
        _day(c, 5),
        "18:00",
        c.random.choice(("02:00", "20:00")),
        (CrewSeat(count=c.random.randint(1, 2), muster_minutes=15),),
        ahead_days=12,
    )


def _start(c: Chance) -> object:
    return begin_series(c.book, c.actor, c.row("job"), _new(c))


def _series(c: Chance) -> object:
    """Anything that is done to a series; one is started where there is none."""
    series = c.row("series")
    if not series:
        return _start(c)
    how = c.random.choice((
        lambda: skip_date(c.book, c.actor, series, _day(c), c.text() or "closed"),
        lambda: add_date(c.book, c.actor, series, _day(c), c.text()),
        lambda: pause_series(c.book, c.actor, series, _day(c), keep=c.random.random() < 0.3),
        lambda: resume_series(c.book, c.actor, series, _day(c)),
        lambda: end_series(c.book, c.actor, series, _day(c), keep=c.random.random() < 0.3),
        lambda: extend_series(c.book, c.actor, series, None),
        lambda: make_details(c.book, c.actor, series, _day(c, 40)),
        lambda: _follow(c, series),
    ))  # fmt: skip
    return how()


def _follow(c: Chance, series: int) -> object:
    edit = SeriesEdit(
        rule=c.random.choice((None, *RULES)),
        starts_clock=c.random.choice((None, "17:00")),
        crew=c.random.choice((None, (CrewSeat(label="gate"),))),
    )
    return change_following(c.book, c.actor, series, _day(c), edit)


def _bulk(c: Chance) -> object:
    """Many details at once, pasted or as in another month."""
    job, connection, now = c.row("job"), c.book.reader(), c.actor.now
    today = local_today(connection, now)
    text = "\n".join(f"{_day(c)} 09:00-11:00 x{c.random.randint(1, 2)}" for _ in range(3))
    if c.random.random() < 0.5:
        plan = plan_pasted(connection, job, text, now)
    else:
        plan = same_as_month(connection, job, today, today + timedelta(days=31), now)
    return enter_planned(c.book, c.actor, plan) if isinstance(plan, BulkPlan) else plan


def _template(c: Chance) -> object:
    """A job kept, used or dropped as a template; an employer's closed days beside it."""
    kept = c.row("job_template")
    if c.random.random() < 0.2:
        return set_closed_days(c.book, c.actor, c.row("employer"), "US; 12-24")
    if not kept or c.random.random() < 0.3:
        return keep_template(c.book, c.actor, c.row("job"), c.random.choice(("One", "Two")))
    if c.random.random() < 0.3:
        return drop_template(c.book, c.actor, kept)
    rule = c.random.choice(("", "every day"))
    use = TemplateUse((_day(c),), None, c.row("site"), "Again", "09:00", "10:00", rule=rule)
    return enter_from_template(c.book, c.actor, kept, use)


def _parade(c: Chance) -> object:
    """The posts of a detail to come: set, filled, moved."""
    detail = c.row("detail", f"state = 'planned' AND starts_at > {c.actor.now}")
    if not detail:
        return None
    lines = ("2 officer, muster 30, label Gate", "1 officer, label Bridge\n1 supervisor, muster 60")
    how = c.random.choice((
        lambda: set_posts(c.book, c.actor, detail, c.random.choice(lines)),
        lambda: move_details(c.book, c.actor, (detail,), c.random.choice((-30, 15))),
        lambda: _fill(c, detail),
    ))  # fmt: skip
    return how()


def _fill(c: Chance, detail: int) -> object:
    plan = plan_by_rank(c.book.reader(), detail, c.actor.now)
    return fill_posts(c.book, c.actor, plan, "list") if isinstance(plan, FillPlan) else plan


JOB_DOINGS: dict[str, Doing] = {
    "start series": _start,
    "series": _series,
    "bulk": _bulk,
    "template": _template,
    "parade": _parade,
}
