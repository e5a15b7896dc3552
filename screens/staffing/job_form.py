"""Entering a job: who, where, when, how many. A draft of it outlives a power failure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widgets import Input, Static

from coordinator.desk import Desk
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from screens.shown import visible
from screens.spans import (
    DATES_HINT,
    END_HINT,
    MOMENT_HINT,
    Unclear,
    read_dates,
    read_moment,
    read_span,
    twice,
)
from screens.staffing.crew_choice import ask_crew
from storage.queries.people.officers import ranks
from storage.queries.staffing.choosing import Named, employers_named, known_classes, sites_named

if TYPE_CHECKING:
    from coordinator.actions.jobs.ordering import Order
    from coordinator.actions.staffing.crew_asked import CrewAsked


class NewJobForm(RecordForm):
    """Employer and site are named; a site that is not known is entered with the job."""

    HEADING = "New job"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "job:new")
        self._found: dict[str, tuple[Named, ...]] = {}

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What is asked."""
        rank_choices = tuple(
            (str(rank.id), f"{rank.code} {rank.name}") for rank in ranks(connection)
        )
        classes = ", ".join(known_classes(connection))
        return (
            Entry(
                "employer", "Employer", hint="name or number; enter takes the first", needed=True
            ),
            Entry("title", "What", hint="traffic at the crane, school dance", needed=True),
            Entry("site", "Site", hint="name, or a new one: Pier 4, 12 Quay Road", needed=True),
            Entry("dates", "Date", hint=DATES_HINT),
            Entry("start", "Start", hint="06:00 or 0600", needed=True),
            Entry("end", "End", hint=END_HINT, needed=True),
            Entry("seats", "Officers", "1", Kind.NUMBER, hint="how many", needed=True),
            choice("rank", "Rank at least", rank_choices),
            Entry("job_class", "Class", hint=classes),
            Entry("po_number", "Purchase order"),
            Entry("asked", "Asks for", hint="an officer the employer names; it orders nothing"),
            Entry("post_orders", "Post orders", kind=Kind.LINES),
            Entry("attendance", "People expected", kind=Kind.NUMBER, hint="what the crew goes by"),
            choice("alcohol", "Alcohol", (("yes", "is served"),)),
            Entry("allowed_by", "Allowed by", hint="where the policy wants somebody's leave"),
            Entry("asked_at", "Asked for at", hint=f"empty: now; {MOMENT_HINT}"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """The order, or what cannot be read."""
        order = self._order(values)
        if isinstance(order, str):
            return order
        return ordering(order)

    def save(self, values: Mapping[str, Any]) -> None:
        """Say first what crew is asked for, where less is ordered."""
        order = self._order(values)
        if isinstance(order, str):
            self.refuse(order)
        elif order.occasion.told:
            from coordinator.actions.jobs.ordering import crew_of_order

            self.fetch(
                "crew",
                lambda asked: self._propose_crew(order, asked),
                crew_of_order,
                order,
                self.desk.clock(),
            )
        else:
            self.do(ordering(order))

    def _propose_crew(self, order: "Order", asked: "CrewAsked") -> None:
        if asked.short:
            ask_crew(self, asked, lambda crew: self.do(ordering(replace(order, crew=crew))))
        else:
            self.do(ordering(order))

    def _order(self, values: Mapping[str, Any]) -> "Order | str":
        from coordinator.actions.jobs.ordering import Order
        from coordinator.actions.staffing.crew_asked import Occasion

        zone = self.desk.zone
        try:
            dates = read_dates(values["dates"], self.desk.today())
            spans = tuple(read_span(d, values["start"], values["end"], zone) for d in dates)
            requested_at = read_moment(values["asked_at"], self.desk.today(), zone)
        except Unclear as problem:
            return str(problem)
        if not 1 <= values["seats"] <= 99:
            return "Officers: from 1 to 99."
        if values["attendance"] is not None and values["attendance"] < 0:
            return "People expected: 0 or more."
        return Order(
            employer=values["employer"],
            site=values["site"],
            title=values["title"],
            spans=spans,
            seats=values["seats"],
            rank_id=int(values["rank"]) if values["rank"] else None,
            job_class=values["job_class"],
            po_number=values["po_number"],
            post_orders=values["post_orders"],
            allowed_by=values["allowed_by"],
            asked_officer=values["asked"],
            occasion=Occasion(values["attendance"], bool(values["alcohol"])),
            requested_at=requested_at,
        )

    # ── names while they are typed ──────────────────────────────────────────────────────────

    @on(Input.Changed, "#field-employer")
    def _employer_typed(self, event: Input.Changed) -> None:
        if len(event.value.strip()) > 1:
            self._look_up("employer", employers_named, event.value.strip())

    @on(Input.Changed, "#field-site")
    def _site_typed(self, event: Input.Changed) -> None:
        if len(event.value.strip()) > 1:
            employer = next((one.id for one in self._found.get("employer", ())), 0)
            self._look_up("site", sites_named, event.value.strip(), employer)

    def _look_up(self, name: str, query: Any, *args: Any) -> None:
        def show(found: tuple[Named, ...]) -> None:
            self._found[name] = found
            words = " · ".join(f"{visible(one.name)} ({visible(one.words)})" for one in found[:5])
            self.query_one("#hint", Static).update(words or "none of that name")

        self.fetch(name, show, query, *args)

    @on(Input.Submitted, "#field-employer")
    def _employer_taken(self, event: Input.Submitted) -> None:
        found = self._found.get("employer", ())
        if found and event.value.strip() not in (found[0].name, found[0].words):
            event.input.value = found[0].name

    @on(Input.Changed, "#field-start")
    def _start_typed(self, event: Input.Changed) -> None:
        try:
            dates = read_dates(self.typed().get("dates", ""), self.desk.today())
        except Unclear:
            return
        doubled = [day for day in dates if twice(day, event.value, self.desk.zone)]
        if doubled:
            self.say(f"{event.value} comes twice on {doubled[0]}: the first one is taken.")


def ordering(order: "Order") -> Doing:
    """The action that enters an order."""
    from coordinator.actions.jobs.ordering import order_job

    return lambda book, actor: order_job(book, actor, order)
