"""`*`: more like it. A job recurs, gets many dates at once, or is kept and entered again."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.modals import Ask, Choose
from screens.series.paste import PasteScreen
from screens.series.planned import PlanScreen, Shown, Steps
from screens.shown import visible
from screens.staffing.detail_acts import saying
from storage.queries.staffing.job import JobSheet, job_of
from storage.queries.staffing.patterns import TemplateLine, templates

if TYPE_CHECKING:
    from coordinator.actions.jobs.bulk_details import BulkPlan

_CHOICES = (
    ("rule", "let it recur: every Tue and Thu, monthly on the 2nd Fri …"),
    ("paste", "many details: paste dates and hours, or a table"),
    ("month", "the same as in another month"),
    ("keep", "keep it as a template"),
    ("use", "enter a job from a template"),
)


def begin_more(screen: BookScreen[Any], detail_id: int) -> None:
    """What can be had more of, of a detail's job."""

    def found(job: JobSheet) -> None:
        title = f"More of {job.number} {visible(job.title)}"
        screen.app.push_screen(Choose(title, _CHOICES), partial(_chosen, screen, job))

    screen.fetch("more", found, job_of, "detail", detail_id)


def _chosen(screen: BookScreen[Any], job: JobSheet, key: str | None) -> None:
    acts = {"rule": _recur, "paste": _paste, "month": _month, "keep": _keep, "use": _use}
    if key is not None:
        acts[key](screen, job)


def _recur(screen: BookScreen[Any], job: JobSheet) -> None:
    from screens.series.form import SeriesForm

    screen.app.push_screen(SeriesForm(screen.desk, job.id), screen.told)


# ── many details ─────────────────────────────────────────────────────────────────────────────


def _paste(screen: BookScreen[Any], job: JobSheet) -> None:
    from coordinator.actions.jobs.bulk_details import plan_pasted
    from coordinator.rules.recurring.pasted_details import HINT

    paste = PasteScreen(screen.desk, f"Details of {job.number}", f"A line for each: {HINT}")

    def planned(text: str) -> None:
        now = screen.desk.clock()
        steps = _steps(job, lambda connection: plan_pasted(connection, job.id, text, now))
        screen.app.push_screen(PlanScreen(screen.desk, steps), told)

    def told(sentence: str | None) -> None:
        if sentence:
            paste.dismiss(sentence)

    paste.then = planned
    screen.app.push_screen(paste, screen.told)


def _month(screen: BookScreen[Any], job: JobSheet) -> None:
    from coordinator.actions.jobs.bulk_details import same_as_month

    today = screen.desk.today()
    last = today.replace(day=1) - timedelta(days=1)

    def like(text: str | None) -> None:
        first = _month_of(screen, text)
        if first is not None:
            window = Ask("… again in which month", value=f"{today:%Y-%m}", hint="2026-12")
            screen.app.push_screen(window, lambda again: into(first, again))

    def into(first: date, text: str | None) -> None:
        month = _month_of(screen, text)
        if month is None:
            return
        now = screen.desk.clock()
        steps = _steps(job, lambda connection: same_as_month(connection, job.id, first, month, now))
        screen.app.push_screen(PlanScreen(screen.desk, steps), screen.told)

    window = Ask("The same as in which month", value=f"{last:%Y-%m}", hint="2026-11")
    screen.app.push_screen(window, like)


def _month_of(screen: BookScreen[Any], text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        screen.refuse(f"'{text}' is no month. Write 2026-11.")
        return None


def _steps(job: JobSheet, reading: Any) -> Steps:
    return Steps(f"Details of {job.number}", reading, _shown, _enter)


def _shown(plan: "BulkPlan") -> Iterable[Shown]:
    for line in plan.lines:
        state, tone = ("LEFT OUT", "warning") if line.problem else ("new", "success")
        row = f"{line.row}  " if line.row else ""
        words = " · ".join(filter(None, (line.problem, line.notes)))
        yield Shown(state, tone, f"{row}{line.words}", words)


def _enter(screen: PlanScreen, plan: "BulkPlan") -> None:
    from coordinator.actions.jobs.bulk_details import enter_planned

    screen.perform(screen.done, enter_planned, plan)


# ── templates ────────────────────────────────────────────────────────────────────────────────


def _keep(screen: BookScreen[Any], job: JobSheet) -> None:
    from coordinator.actions.jobs.templates import keep_template

    def named(name: str | None) -> None:
        if name:
            screen.perform(saying(screen), keep_template, job.id, name)

    hint = "a name that is known is replaced · u undoes"
    screen.app.push_screen(Ask("Keep it as a template called", value=job.title, hint=hint), named)


def _use(screen: BookScreen[Any], job: JobSheet) -> None:
    def found(known: tuple[TemplateLine, ...]) -> None:
        from screens.series.template_form import TemplateForm

        choices = [
            (str(one.id), f"{visible(one.name)} ({visible(one.employer) or 'any employer'})")
            for one in known
        ]
        by_id = {str(one.id): one for one in known}

        def chosen(key: str | None) -> None:
            if key is not None:
                screen.app.push_screen(TemplateForm(screen.desk, by_id[key]), screen.told)

        screen.app.push_screen(Choose("Enter a job from which template", choices), chosen)

    screen.fetch("templates", found, templates)
