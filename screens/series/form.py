"""A job that recurs: by which rule, from when to when, with which crew."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk
from screens.parts.entry import Entry, Kind, flag
from screens.record_form import Doing, RecordForm
from storage.queries.staffing.choosing import Named, employers_named, known_classes, sites_named
from storage.queries.staffing.patterns import DetailPattern, employer_of_job, last_detail

if TYPE_CHECKING:
    from coordinator.actions.jobs.series import NewSeries

DAYS_AHEAD = 56


class SeriesForm(RecordForm):
    """A new job that recurs, or one that is there and is to recur."""

    HEADING = "New series"

    def __init__(self, desk: Desk, job_id: int = 0) -> None:
        super().__init__(desk, f"series of job:{job_id}")
        self.job_id = job_id
        self.number = ""
        self.employer_id = 0

    def title_words(self) -> str:
        """Whose."""
        return f"Job {self.number} recurs" if self.number else self.HEADING

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What is asked; a job that is there has its employer and name already."""
        from coordinator.rules.recurring.crew import HINT as CREW_HINT
        from coordinator.rules.recurring.equipment import HINT as EQUIPMENT_HINT
        from coordinator.rules.recurring.plain_rules import HINT as RULE_HINT

        like = None
        if self.job_id:
            self.employer_id, self.number, _ = employer_of_job(connection, self.job_id)
            like = last_detail(connection, self.job_id)
        start, end, crew = _modelled(connection, like, self.desk)
        return (
            *self._job_entries(connection),
            Entry("site", "Site", like.site if like else "", hint="its name", needed=True),
            Entry("rule", "Recurs", hint=RULE_HINT, needed=True),
            Entry("starts_on", "First date", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("last_on", "Last date", kind=Kind.DATE, hint="empty: without an end"),
            Entry("start", "Start", start, hint="18:00", needed=True),
            Entry("end", "End", end, hint="of the next day where it is not later", needed=True),
            Entry("crew", "Crew", crew, hint=CREW_HINT, needed=True),
            Entry("equipment", "Equipment", hint=EQUIPMENT_HINT),
            Entry("call_sign", "Call sign", like.call_sign if like else ""),
            flag("closed", "Not on closed days", value=False),
            Entry("ahead", "Days ahead", str(DAYS_AHEAD), Kind.NUMBER, needed=True),
        )

    def _job_entries(self, connection: Any) -> tuple[Entry, ...]:
        if self.job_id:
            return ()
        classes = ", ".join(known_classes(connection))
        return (
            Entry("employer", "Employer", hint="name or number", needed=True),
            Entry("title", "What", hint="traffic at the crane", needed=True),
            Entry("job_class", "Class", hint=classes),
            Entry("po_number", "Purchase order"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Start it, with its job where that is new."""
        employer = self.employer_id or self._one(employers_named, values["employer"])
        if isinstance(employer, str):
            return f"Employer: {employer}"
        site = self._one(sites_named, values["site"], employer)
        if isinstance(site, str):
            return f"Site: {site}"
        new = self._new(values, site)
        if isinstance(new, str):
            return new
        from coordinator.actions.jobs.new_jobs import NewJob
        from coordinator.actions.jobs.series import begin_series, order_series

        if self.job_id:
            return lambda book, actor: begin_series(book, actor, self.job_id, new)
        job = NewJob(employer, values["title"], values["job_class"], None, values["po_number"])
        return lambda book, actor: order_series(book, actor, job, new)

    def _new(self, values: Mapping[str, Any], site: int) -> "NewSeries | str":
        from coordinator.actions.jobs.crews import codes_of
        from coordinator.actions.jobs.series import NewSeries
        from coordinator.rules.recurring.crew import NotACrew, read_crew
        from coordinator.rules.recurring.equipment import NotEquipment, read_equipment

        try:
            crew = read_crew(values["crew"], self.desk.ask(codes_of))
            equipment = read_equipment(values["equipment"])
        except NotACrew as problem:
            return f"Crew: {problem}"
        except NotEquipment as problem:
            return f"Equipment: {problem}"
        return NewSeries(
            site,
            values["rule"],
            values["starts_on"],
            clock_of(values["start"]),
            clock_of(values["end"]),
            crew,
            values["last_on"],
            values["call_sign"],
            values["closed"],
            values["ahead"],
            equipment=equipment,
        )

    def _one(self, query: Any, text: str, *more: int) -> int | str:
        """The id of the only one of a name, or a sentence."""
        found: tuple[Named, ...] = self.desk.ask(query, text.strip(), *more)
        low = text.strip().casefold()
        exact = [one for one in found if low in (one.name.casefold(), one.words.casefold())]
        wanted = exact or list(found)
        if len(wanted) == 1:
            return wanted[0].id
        return f"'{text}' is {'several' if wanted else 'not known'}: write its whole name."


def clock_of(text: str) -> str:
    """HH:MM of what was typed; what is no time stays, and the action says so."""
    from screens.dates import read_time

    found = read_time(text)
    return f"{found[0]:02}:{found[1]:02}" if found else text


def _modelled(connection: Any, like: DetailPattern | None, desk: Desk) -> tuple[str, str, str]:
    """Start, end and crew of the job's last detail; a plain crew where it has none."""
    if like is None:
        return "", "", "1"
    from coordinator.actions.jobs.crews import codes_of, crew_of_seats
    from coordinator.actions.jobs.seats_again import seats_like
    from coordinator.rules.recurring.crew import crew_words
    from screens.shown import clock

    crew = crew_words(crew_of_seats(seats_like(connection, like.id)), codes_of(connection))
    return clock(like.starts_at, desk.zone), clock(like.ends_at, desk.zone), crew
