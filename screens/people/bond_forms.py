"""The forms of what binds an officer: a group, a declared interest, work for somebody else."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.words import DutyKind, Relation
from screens.naming import employer_named, officer_named
from screens.parts.entry import Entry, Kind, choice
from screens.people.officer_form import AboutOfficer
from screens.record_form import Doing, RecordForm
from screens.spans import END_HINT, Unclear, read_dates, read_day_span, read_span
from storage.queries.people.bonds import group_names

RELATIONS = tuple((relation.value, relation.value.replace("_", " ")) for relation in Relation)
FREED = "free"
MOVED = "move"
DUTIES = (
    (FREED, "no duty"),
    (MOVED, "moved to another time"),
    *((kind.value, kind.value) for kind in DutyKind),
)
NO_END = "empty: until further notice"


class GroupForm(AboutOfficer):
    """The officer is in a group from a date on."""

    HEADING = "In a group"
    WHAT = "group"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Which, from when, until when."""
        known = ", ".join(group_names(connection)[:8])
        today = self.desk.today().isoformat()
        return (
            Entry(
                "group", "Group", hint=known or "as the policy names it: marine, k9", needed=True
            ),
            Entry("from_on", "From", today, Kind.DATE, needed=True),
            Entry("until_on", "Until, not included", "", Kind.DATE, NO_END),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Join it."""
        from coordinator.actions.people.bonds import join_group

        who = (self.officer_id,)
        return lambda book, actor: join_group(book, actor, who, **values)


class InterestForm(AboutOfficer):
    """What ties the officer to an employer or to another officer."""

    HEADING = "Declared interest"
    WHAT = "interest"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What it is, and in whom."""
        return (
            choice("relation", "What", RELATIONS, "own_business", needed=True),
            Entry("employer", "In the employer", hint="name or number"),
            Entry("officer", "Or the officer", hint="badge or last name"),
            Entry("words", "What there is to say"),
            Entry("from_on", "From", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("until_on", "Until, not included", "", Kind.DATE, NO_END),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Find the other side, then declare it."""
        fields = self.desk.ask(_found, dict(values))
        return fields if isinstance(fields, str) else _declare(self.officer_id, fields)


class EmployersInterestForm(RecordForm):
    """What ties an officer to this employer, from the employer's side."""

    HEADING = "Declared interest"

    def __init__(self, desk: Desk, employer_id: int) -> None:
        super().__init__(desk, f"interest in employer:{employer_id}")
        self.employer_id = employer_id

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Whose, and what it is."""
        return (
            Entry("whose", "Officer", hint="badge or last name", needed=True),
            choice("relation", "What", RELATIONS, "own_business", needed=True),
            Entry("words", "What there is to say"),
            Entry("from_on", "From", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("until_on", "Until, not included", "", Kind.DATE, NO_END),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Find the officer, then declare it."""
        fields = {k: v for k, v in values.items() if k != "whose"}
        officer = self.desk.ask(officer_named, values["whose"])
        if isinstance(officer, str):
            return officer
        return _declare(officer, {**fields, "employer_id": self.employer_id})


class OutsideForm(AboutOfficer):
    """Work for somebody else."""

    HEADING = "Work for somebody else"
    WHAT = "outside work"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """When, and for whom."""
        return (
            Entry("date", "Date", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("start", "Start", hint="06:00 or 0600", needed=True),
            Entry("end", "End", hint=END_HINT, needed=True),
            Entry("employer", "For whom"),
            Entry("employer_kind", "Kind of employer", hint="in the policy's words: bar, school"),
            Entry("job_class", "Class"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Declare it."""
        from coordinator.actions.people.bonds import declare_outside_work

        try:
            span = read_day_span(values, self.desk.today(), self.desk.zone)
        except Unclear as problem:
            return str(problem)
        more = (values["employer"], values["employer_kind"], values["job_class"])
        whose = self.officer_id
        return lambda book, actor: declare_outside_work(book, actor, whose, span, *more)


class DutyForm(AboutOfficer):
    """A hand change of the imported schedule."""

    HEADING = "Duty by hand"
    WHAT = "duty"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What, when, and who ordered it."""
        return (
            choice("kind", "What", DUTIES, FREED, needed=True),
            Entry("date", "Date", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("start", "Start", hint="06:00 or 0600", needed=True),
            Entry("end", "End", hint=END_HINT, needed=True),
            Entry("to_date", "Moved to", hint="another date, where it is moved", kind=Kind.DATE),
            Entry("to_start", "From", hint="when it begins there: 06:00 or 0600"),
            Entry("leave_kind", "Kind of leave", hint="in the policy's words: vacation, military"),
            Entry("reason", "Reason", hint="who ordered it, and why", needed=True),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Lay it over the schedule."""
        from coordinator.actions.people.duty_by_hand import add_duty, free_duty, move_duty

        try:
            span = read_day_span(values, self.desk.today(), self.desk.zone)
            there = self._there(values) if values["kind"] == MOVED else span[0]
        except Unclear as problem:
            return str(problem)
        whose, kind, reason = self.officer_id, values["kind"], values["reason"]
        if kind == FREED:
            return lambda book, actor: free_duty(book, actor, whose, span, reason)
        if kind == MOVED:
            return lambda book, actor: move_duty(book, actor, whose, span, there, reason)
        leave = values["leave_kind"]
        return lambda book, actor: add_duty(book, actor, whose, span, kind, reason, leave)

    def _there(self, values: Mapping[str, Any]) -> int:
        """When it begins instead; on the same date where only another hour is named."""
        if not values["to_date"] and not values["to_start"]:
            raise Unclear("Say to which date or hour it is moved.")
        (date,) = read_dates(values["to_date"] or values["date"], self.desk.today())
        start = values["to_start"] or values["start"]
        return read_span(date, start, "+1", self.desk.zone)[0]


def _declare(officer_id: int, fields: Mapping[str, Any]) -> Doing:
    from coordinator.actions.people.bonds import declare_interest

    return lambda book, actor: declare_interest(book, actor, officer_id, **fields)


def _found(connection: Any, values: dict[str, Any]) -> dict[str, Any] | str:
    """The fields with the ids of whoever is named, or a sentence."""
    named = (
        ("other_officer_id", values.pop("officer"), officer_named),
        ("employer_id", values.pop("employer"), employer_named),
    )
    for column, words, look in named:
        if words:
            found = look(connection, words)
            if isinstance(found, str):
                return found
            values[column] = found
    return values
