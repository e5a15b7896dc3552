"""A call is taken: who it is after three letters, and the price as soon as it can be told."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widget import AwaitMount, Widget
from textual.widgets import Input, Static

from coordinator.desk import Desk
from coordinator.rules.intake.questions import EventForm
from coordinator.rules.intake.wanted_words import (
    CREW_HINT,
    NotWanted,
)
from screens.parts.entry import Entry, Kind, Unread
from screens.record_form import Doing, RecordForm
from screens.requests.intake_fields import (
    ASKED_AT,
    answer_words,
    dates_of_call,
    first_values,
    question_entry,
)
from screens.shown import visible
from screens.spans import DATES_HINT, Unclear, read_moment

if TYPE_CHECKING:
    from coordinator.actions.requests.new_requests import NewRequest
    from coordinator.actions.requests.preview import Preview
    from storage.queries.requests.callers import Caller
    from storage.queries.requests.request import RequestSheet

PREVIEW_PAUSE = 0.25
LINES = 6
"""Of what is known and said at once."""


class IntakeForm(RecordForm):
    """One form for everything that is asked of a class of work."""

    NAME = "intake"

    def __init__(
        self,
        desk: Desk,
        form: EventForm,
        sheet: "RequestSheet | None" = None,
    ) -> None:
        which = sheet.number if sheet is not None else "new"
        super().__init__(desk, f"request:{which}:{form.code}")
        self.form, self.sheet = form, sheet
        self.caller: Caller | None = None
        self._pausing: Timer | None = None

    # ── what it asks ────────────────────────────────────────────────────────────────────────

    def title_words(self) -> str:
        """The class, and the request that is changed."""
        which = f" {self.sheet.number}" if self.sheet is not None else ""
        return f"Request{which}: {self.form.label}"

    def compose_body(self) -> Iterable[Widget]:
        """The fields; what is known of the caller and the price; the hint."""
        yield VerticalScroll(classes="form", can_focus=False)
        yield Static("", markup=False, id="known")
        yield Static("", markup=False, id="hint", classes="heading")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Who, what, where, when, how many; then the questions of the class."""
        has = first_values(self.sheet, None)
        answers = has["answers"]
        return (
            Entry("firm", "Caller", has["firm"], hint="three letters of firm, person or number; "
                  "enter takes the first, ctrl+t what they had last time"),
            Entry("asker", "Person", has["asker"]),
            Entry("phone", "Telephone", has["phone"]),
            Entry("email", "Mail", has["email"]),
            Entry("title", "What", has["title"], hint="sale night, school dance", needed=True),
            Entry("place", "Place", has["place"], hint="Pier 4, 12 Quay Road", needed=True),
            Entry("dates", "Date", has["dates"], hint=DATES_HINT),
            Entry("start", "Start", has["start"], hint="18:00 or 1800", needed=True),
            Entry("end", "End", has["end"], hint="23:00; of the next day where it is not later",
                  needed=True),
            Entry("crew", "Officers", has["crew"], hint=CREW_HINT, needed=True),
            Entry("rule", "Recurs", has["rule"], hint="every Tue and Thu; monthly on the 2nd Fri"),
            *(question_entry(question, answers) for question in self.form.questions),
            Entry("po_number", "Purchase order", has["po_number"]),
            Entry("asked_officer", "Asks for", has["asked_officer"],
                  hint="badge or last name of an officer whom they name; it orders nothing"),
            Entry("words", "Said", has["words"], Kind.LINES),
            *(() if self.sheet is not None else (ASKED_AT,)),
        )  # fmt: skip

    # ── while it is typed ───────────────────────────────────────────────────────────────────

    async def _begin(self, mounted: AwaitMount) -> None:
        await super()._begin(mounted)
        self._show_what_is_asked()

    def _show_what_is_asked(self) -> None:
        """A question that hangs on another shows only where it is asked."""
        unasked = self._unasked(self.typed())
        for widget in self.query(Input):
            if isinstance(widget.parent, Widget):
                widget.parent.display = self.entry_of(widget).name not in unasked

    def _unasked(self, typed: Mapping[str, str]) -> frozenset[str]:
        """The fields of questions that what stands in the others does not ask."""
        answers = {}
        for question in self.form.questions:
            with suppress(ValueError):
                value = question.read(typed.get(f"q_{question.key}", ""))
                if value is not None:
                    answers[question.key] = value
        asked = self.form.asked(answers)
        return frozenset(f"q_{each.key}" for each in self.form.questions if each not in asked)

    @on(Input.Changed)
    def _typing(self) -> None:
        if self.fields:
            self._show_what_is_asked()
        if self._pausing is not None:
            self._pausing.stop()
        self._pausing = self.set_timer(PREVIEW_PAUSE, self._look)

    def _look(self) -> None:
        """Who calls, and what it would cost."""
        from coordinator.actions.requests.callers import callers

        if self.fields:
            self.fetch("caller", self._known, callers, self.typed()["firm"], self.desk.clock())
            self._ask_price()

    def _known(self, found: "tuple[Caller, ...]") -> None:
        typed = self.typed()["firm"].strip().casefold()
        sure = [each for each in found if each.name.casefold() == typed] or list(found[:1])
        self.caller = sure[0] if sure else None
        self._found = found
        self._say_known()

    _found: "tuple[Caller, ...]" = ()
    _price: "Preview | None" = None
    _risk = ""
    """How likely posts stay empty."""

    def _ask_price(self) -> None:
        from coordinator.actions.requests.preview import preview, risk_of_call

        new = self._new(self.typed())
        if isinstance(new, str):
            self._price, self._risk = None, ""
            self._say_known()
        else:
            self.fetch("price", self._priced, preview, new, self.desk.clock())
            self.fetch("risk", self._risked, risk_of_call, new, self.desk.clock())

    def _risked(self, found: str) -> None:
        self._risk = found
        self._say_known()

    def _priced(self, found: "Preview") -> None:
        self._price = found
        self._say_known()

    def _say_known(self) -> None:
        """The price stands first, then the caller, then others whom the letters may mean."""
        from coordinator.actions.requests.callers import caller_lines

        price, caller = self._price, self.caller
        known = list(caller_lines(caller, self.desk.zone)) if caller is not None else []
        lines = [*(price.lines if price else ()), *filter(None, (self._risk,)), *known[:2]]
        lines += [*(price.more if price else ()), *known[2:]]
        others = [each.name for each in self._found if each is not self.caller]
        lines += [f"or: {', '.join(others)}"] if others else []
        shown = lines[: LINES if self.size.height < 32 else 2 * LINES]
        self.query_one("#known", Static).update("\n".join(visible(line) for line in shown))

    @on(Input.Submitted, "#field-firm")
    def _take_caller(self) -> None:
        """Enter in the first field takes the caller who is shown."""
        found = self.caller
        if found is None:
            return
        person = found.people.split(", ")[0] if found.people else ""
        self._fill({"firm": found.name}, also={"asker": person, "phone": found.phone,
                                               "email": found.email})  # fmt: skip

    def _fill(self, values: Mapping[str, str], also: Mapping[str, str] | None = None) -> None:
        """Put words into fields; `also` only into empty ones."""
        for widget in self.query(Input):
            name = self.entry_of(widget).name
            if name in values:
                widget.value = values[name]
            elif also and also.get(name) and not widget.value:
                widget.value = also[name]

    # ── the same as last time ───────────────────────────────────────────────────────────────

    def action_last_time(self) -> None:
        """Which of the caller's last jobs is to be asked for again."""
        from coordinator.actions.requests.callers import job_line
        from screens.modals import Choose

        if self.caller is None or not self.caller.jobs:
            self.refuse("Nothing is known that this caller had before.")
            return
        choices = [(str(job.id), job_line(job, self.desk.zone)) for job in self.caller.jobs]

        def chosen(key: str | None) -> None:
            if key is not None:
                self.fetch("again", self._fill_again, _same_job, int(key), self.form.code,
                           self.desk.clock())  # fmt: skip

        self.app.push_screen(Choose(f"{self.caller.name} had", choices), chosen)

    def _fill_again(self, new: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(new, Refused):
            self.refuse(new.sentence)
            return
        values = first_values(None, new)
        answers = {f"q_{key}": answer_words(value) for key, value in values.pop("answers").items()}
        whose = self.caller.name if self.caller else ""
        self._fill({key: value for key, value in {**values, **answers}.items() if value}
                   | {"firm": whose})  # fmt: skip
        self.say("As last time, on the same weekdays; look at the dates.")

    # ── saving ──────────────────────────────────────────────────────────────────────────────

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """The request, or what cannot be read."""
        from coordinator.actions.requests.entering import change_request, enter_request

        new = self._new(self.typed())
        if isinstance(new, str):
            return new
        if self.sheet is not None:
            return partial(_changing, change_request, self.sheet.id, new)
        return lambda book, actor: enter_request(book, actor, new)

    def _new(self, typed: Mapping[str, str]) -> "NewRequest | str":
        """What is asked for, or a sentence saying what is not readable."""
        from coordinator.actions.requests.new_requests import NewRequest
        from coordinator.actions.requests.rules_of_dates import rule_of
        from coordinator.actions.results import Refused

        # What stands in a field that is not asked any more is not said.
        typed = {**typed, **dict.fromkeys(self._unasked(typed), "")}
        try:
            read = {e.name: e.read(typed.get(e.name, ""), self.desk.today()) for e in self.fields}
            dates = dates_of_call(read, self.desk)
            asked_at = read_moment(read.get("asked_at", ""), self.desk.today(), self.desk.zone)
        except (Unread, Unclear, NotWanted) as problem:
            return str(problem)
        rule = rule_of(typed["rule"], self.desk.zone)
        if isinstance(rule, Refused):
            return rule.sentence
        known = self.caller is not None and self.caller.name == typed["firm"].strip()
        plain = ("firm", "asker", "phone", "email", "title", "place", "po_number", "words",
                 "asked_officer")  # fmt: skip
        answers = {q.key: read[f"q_{q.key}"] for q in self.form.questions}
        return NewRequest(
            event=self.form.code,
            dates=dates,
            rule=rule,
            requested_at=asked_at,
            answers={key: value for key, value in answers.items() if value is not None},
            employer_id=self.caller.id if self.caller is not None and known else None,
            **{name: read[name] for name in plain},
        )


def _same_job(connection: Any, job_id: int, event: str, now: int) -> Any:
    from coordinator.actions.requests.again import same_job

    return same_job(connection, job_id, event, now)


def _changing(action: Any, request_id: int, new: "NewRequest", book: Any, actor: Any) -> Any:
    return action(book, actor, request_id, new)
