"""This date and all that follow: the form of another way, and what it would do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.modals import Confirm
from screens.parts.entry import Entry, Kind, choice, flag
from screens.record_form import Doing, RecordForm
from screens.series.form import clock_of
from storage.queries.staffing.choosing import sites_named
from storage.queries.staffing.series import SeriesLine, series_line

if TYPE_CHECKING:
    from coordinator.actions.jobs.series_following import SeriesEdit

_KEEPING = (
    ("able", "whom the policy lets work the new hours"),
    ("all", "everybody"),
    ("none", "nobody"),
)


def ask_following(screen: BookScreen[Any], series_id: int, from_on: str = "") -> None:
    """Open the form, with a date proposed."""
    screen.app.push_screen(FollowingForm(screen.desk, series_id, from_on), screen.told)


class FollowingForm(RecordForm):
    """The series as it stands; what is changed holds from a date on."""

    HEADING = "From a date on"

    def __init__(self, desk: Desk, series_id: int, from_on: str) -> None:
        super().__init__(desk, f"series:{series_id}")
        self.series_id = series_id
        self.from_on = from_on or desk.today().isoformat()
        self.line: SeriesLine | None = None

    def title_words(self) -> str:
        """Which series."""
        return f"Series of {self.line.number}" if self.line else self.HEADING

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What can be another."""
        from coordinator.actions.jobs.crews import codes_of
        from coordinator.rules.recurring.crew import HINT as CREW_HINT
        from coordinator.rules.recurring.crew import crew_of, crew_words
        from coordinator.rules.recurring.equipment import HINT as EQUIPMENT_HINT
        from coordinator.rules.recurring.equipment import equipment_of, equipment_words
        from coordinator.rules.recurring.plain_rules import HINT as RULE_HINT
        from coordinator.rules.recurring.series_words import in_words
        from storage.errors import Missing

        today = self.desk.today().isoformat()
        line = self.line = series_line(connection, self.series_id, self.desk.clock(), today)
        if line is None:
            raise Missing(f"There is no series {self.series_id}.")
        crew = crew_words(crew_of(line.crew), codes_of(connection))
        equipment = equipment_words(equipment_of(line.equipment))
        return (
            Entry("from_on", "From", self.from_on, Kind.DATE, needed=True),
            Entry("rule", "Recurs", in_words(line.rule), hint=RULE_HINT, needed=True),
            Entry("start", "Start", line.starts_clock, hint="18:00", needed=True),
            Entry(
                "end", "End", line.ends_clock, hint="of the next day where not later", needed=True
            ),
            Entry("site", "Site", line.site, hint="its name", needed=True),
            Entry("crew", "Crew", crew, hint=CREW_HINT, needed=True),
            Entry("equipment", "Equipment", equipment, hint=EQUIPMENT_HINT),
            Entry("call_sign", "Call sign", line.call_sign),
            flag("closed", "Not on closed days", value=bool(line.skips_closed)),
            Entry("ahead", "Days ahead", str(line.ahead_days), Kind.NUMBER, needed=True),
            choice("keeping", "Who keeps a seat", _KEEPING, "able", needed=True),
        )

    def save(self, values: Mapping[str, Any]) -> None:
        """Say first what it would do."""
        doing = self.saving(values, trial=True)
        if isinstance(doing, str):
            self.refuse(doing)
        else:
            self.perform(lambda found: self._tried(found, values), doing)

    def _tried(self, found: Any, values: Mapping[str, Any]) -> None:
        from coordinator.actions.results import Refused

        doing = self.saving(values)
        if isinstance(found, Refused):
            self.refuse(found.sentence)
        elif not isinstance(doing, str):
            window = Confirm("From that date on", "\n".join(found.lines))
            self.app.push_screen(window, lambda yes: self.do(doing) if yes else None)

    def saving(self, values: Mapping[str, Any], *, trial: bool = False) -> Doing | str:
        """Change it, or only try."""
        edit = self._edit(values)
        if isinstance(edit, str):
            return edit
        from coordinator.actions.jobs.series_following import Keeping, change_following

        from_on, keeping = values["from_on"], Keeping(values["keeping"])
        return lambda book, actor: change_following(
            book, actor, self.series_id, from_on, edit, keeping=keeping, trial=trial
        )

    def _edit(self, values: Mapping[str, Any]) -> "SeriesEdit | str":
        """Only what was touched."""
        from coordinator.actions.jobs.crews import codes_of
        from coordinator.actions.jobs.series_following import SeriesEdit
        from coordinator.rules.recurring.crew import NotACrew, read_crew
        from coordinator.rules.recurring.equipment import NotEquipment, read_equipment

        touched = self.changed(values)
        if not touched.keys() - {"from_on", "keeping"}:
            return "Nothing is changed."
        line = self.line
        site = self._site(values["site"]) if "site" in touched and line else None
        if isinstance(site, str):
            return site
        try:
            crew = (
                read_crew(touched["crew"], self.desk.ask(codes_of)) if "crew" in touched else None
            )
            equipment = read_equipment(touched["equipment"]) if "equipment" in touched else None
        except NotACrew as problem:
            return f"Crew: {problem}"
        except NotEquipment as problem:
            return f"Equipment: {problem}"
        return SeriesEdit(
            touched.get("rule"),
            clock_of(touched["start"]) if "start" in touched else None,
            clock_of(touched["end"]) if "end" in touched else None,
            site,
            crew,
            touched.get("call_sign"),
            touched.get("closed"),
            touched.get("ahead"),
            equipment,
        )

    def _site(self, name: str) -> int | str:
        employer = self.line.employer_id if self.line else 0
        found = self.desk.ask(sites_named, name, employer)
        exact = [one.id for one in found if one.name.casefold() == name.casefold()]
        return exact[0] if exact else f"Site: there is none called '{name}'."
