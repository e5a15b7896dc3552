"""A job from a template: on which dates, and what is different this time."""

import json
from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.parts.entry import Entry, Kind
from screens.record_form import Doing, RecordForm
from screens.series.form import clock_of
from screens.shown import visible
from screens.spans import DATES_HINT, Unclear, read_dates
from storage.queries.staffing.choosing import employers_named
from storage.queries.staffing.patterns import TemplateLine


class TemplateForm(RecordForm):
    """The template's own words stand there; what is changed holds for this job."""

    HEADING = "From a template"

    def __init__(self, desk: Desk, template: TemplateLine) -> None:
        super().__init__(desk, f"job_template:{template.id}")
        self.template = template

    def title_words(self) -> str:
        """Which template."""
        return f"New job: {visible(self.template.name)}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """When, for whom, and the rest as it is kept."""
        kept = json.loads(self.template.fields)
        employer = Entry(
            "employer",
            "Employer",
            self.template.employer,
            hint="name or number",
            needed=True,
        )
        return (
            Entry("dates", "Dates", hint=DATES_HINT, needed=True),
            employer,
            Entry("title", "What", str(kept.get("title", "")), needed=True),
            Entry("start", "Start", str(kept.get("starts_clock", "")), hint="18:00"),
            Entry("end", "End", str(kept.get("ends_clock", ""))),
            Entry("po_number", "Purchase order"),
            Entry("rule", "Recurs", hint="every Tue: from the first date on; empty: these dates"),
            Entry("last_on", "Last date", kind=Kind.DATE, hint="of what recurs"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter it."""
        from coordinator.actions.jobs.templates import TemplateUse, enter_from_template

        try:
            dates = read_dates(values["dates"], self.desk.today())
        except Unclear as problem:
            return str(problem)
        employer = self._employer(values["employer"])
        if isinstance(employer, str):
            return employer
        use = TemplateUse(
            tuple(on.isoformat() for on in dates),
            employer,
            title=values["title"],
            starts_clock=clock_of(values["start"]) or None,
            ends_clock=clock_of(values["end"]) or None,
            po_number=values["po_number"],
            rule=values["rule"],
            last_on=values["last_on"],
        )
        template = self.template.id
        return lambda book, actor: enter_from_template(book, actor, template, use)

    def _employer(self, text: str) -> int | str | None:
        """The one that is meant; nobody where it is the template's own."""
        if text == visible(self.template.employer):
            return None
        low = text.casefold()
        found = self.desk.ask(employers_named, text)
        exact = [one for one in found if low in (one.name.casefold(), one.words.casefold())]
        wanted = exact or list(found)
        if len(wanted) != 1:
            return f"Employer: '{text}' is {'several' if wanted else 'not known'}."
        return wanted[0].id
