"""Changing a detail: its date, hours, call sign. New hours judge its officers again first."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from coordinator.desk import Desk
from coordinator.rules.words import TRAINEE
from screens.parts.entry import Entry, Kind
from screens.record_form import Doing, RecordForm
from screens.shown import clock, counted, local, visible
from screens.spans import END_HINT, MOMENT_HINT, Unclear, read_dates, read_moment, read_span
from storage.queries.staffing.details import DetailHead, detail_head, seats

BESIDE = "beside the crew: they fill no seat and are not billed"


class _Edit(NamedTuple):
    """What is said of the detail."""

    span: tuple[int, int]
    call_sign: str
    facts: str
    cancelled_at: int | None


class DetailForm(RecordForm):
    """The detail as it stands; who is on it is told of every change."""

    HEADING = "Detail"

    def __init__(self, desk: Desk, detail_id: int) -> None:
        super().__init__(desk, f"detail:{detail_id}")
        self.detail_id = detail_id
        self.head: DetailHead | None = None
        self.seats = 0
        self.trainees = 0
        self._agreed: tuple[int, int] | None = None

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What can be changed."""
        from coordinator.actions.jobs.job_facts import FACTS_HINT, fact_words
        from storage.errors import Missing

        head = detail_head(connection, self.detail_id)
        if head is None:
            raise Missing(f"There is no detail with id {self.detail_id}.")
        self.head = head
        roles = [seat.role for seat in seats(connection, self.detail_id) if not seat.cancelled]
        self.trainees = roles.count(TRAINEE)
        self.seats = len(roles) - self.trainees
        zone = self.desk.zone
        return (
            Entry("date", "Date", local(head.starts_at, zone).date().isoformat(), needed=True),
            Entry("start", "Start", clock(head.starts_at, zone), hint="06:00 or 0600", needed=True),
            Entry("end", "End", clock(head.ends_at, zone), hint=END_HINT, needed=True),
            Entry("call_sign", "Call sign", head.call_sign),
            Entry("seats", "Officers", str(self.seats), Kind.NUMBER, hint="more adds open seats"),
            Entry("trainees", "Trainees", str(self.trainees), Kind.NUMBER, hint=BESIDE),
            Entry("facts", "Facts", fact_words(head.rate_facts), hint=FACTS_HINT),
            *self._when_cancelled(head),
        )

    def _when_cancelled(self, head: DetailHead) -> tuple[Entry, ...]:
        """When it was cancelled, where it is: its price goes by that."""
        if head.cancelled_at is None:
            return ()
        at = f"{local(head.cancelled_at, self.desk.zone):%Y-%m-%d %H:%M}"
        return (Entry("cancelled_at", "Cancelled at", at, hint=MOMENT_HINT, needed=True),)

    def title_words(self) -> str:
        """Which detail."""
        return f"Detail {self.head.number}" if self.head else self.HEADING

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """The change, once its officers were judged for the new hours."""
        head = self.head
        if head is None:
            return "The detail is still being read."
        try:
            (day, *more) = read_dates(values["date"], self.desk.today())
            span = read_span(day, values["start"], values["end"], self.desk.zone)
            cancelled_at = self._cancelled_at(values)
        except Unclear as problem:
            return str(problem)
        if more:
            return "A detail has one date: + copies it to another."
        added = (values["seats"] or 0) - self.seats
        trainees = (values["trainees"] or 0) - self.trainees
        if added < 0 or trainees < 0:
            return "A seat is taken off on the detail itself with T, since someone may hold it."
        if span != (head.starts_at, head.ends_at) and self._agreed != span:
            self._judge(span)
            return "Judging the officers for the new hours …"
        edit = _Edit(span, values["call_sign"], values["facts"], cancelled_at)
        return self._changing(edit, added, trainees)

    def _cancelled_at(self, values: Mapping[str, Any]) -> int | None:
        """When it was cancelled, where that was typed anew. Raises Unclear."""
        if "cancelled_at" not in self.changed(values):
            return None
        return read_moment(values["cancelled_at"], self.desk.today(), self.desk.zone)

    def _changing(self, said: "_Edit", added: int, trainees: int) -> Doing:
        from coordinator.actions.jobs.details import DetailEdit, change_detail

        edit = DetailEdit(
            *said.span,
            call_sign=said.call_sign,
            facts=said.facts,
            cancelled_at=said.cancelled_at,
        )
        return lambda book, actor: change_detail(
            book, actor, self.detail_id, edit, more_seats=added, more_trainees=trainees
        )

    # ── the officers and the new hours ──────────────────────────────────────────────────────

    def _judge(self, span: tuple[int, int]) -> None:
        from coordinator.actions.policy.checking import judge_assignments

        now = self.desk.clock()
        self.fetch(
            "judged",
            lambda judged: self._judged(span, judged),
            judge_assignments,
            self.detail_id,
            now,
            span,
        )

    def _judged(self, span: tuple[int, int], judged: tuple[Any, ...]) -> None:
        from screens.modals import Confirm

        hit = [one.candidate for one in judged if one.candidate.standing != "eligible"]
        if not hit:
            self._agree(span)
            return
        words = [
            f"{visible(one.name)}: {'; '.join(map(visible, one.reasons))}"
            + (f" Next: {visible('; '.join(one.following))}" if one.following else "")
            for one in hit
        ]
        title = f"The new hours break the policy for {counted(len(hit), 'officer')}"
        window = Confirm(title, "\n".join(words), "y changes it all the same · esc leaves it")
        self.app.push_screen(window, lambda yes: self._agree(span) if yes else self.say(""))

    def _agree(self, span: tuple[int, int]) -> None:
        self._agreed = span
        self.action_save()
