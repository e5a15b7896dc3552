"""One officer: two weeks drawn, what is against the policy, hours against each cap, the file."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from coordinator.rules.hidden_fields import OF_OFFICERS
from screens.base import BookScreen
from screens.people import officer_words
from screens.people.revealing import Reveal, ask
from screens.shown import counted, day, day_of, local, midnight, span, visible
from screens.staffing.timeline import DAYS, drawing
from storage.queries.people.hidden import hidden_kinds
from storage.queries.people.officer import OfficerFile, officer_file

if TYPE_CHECKING:
    from coordinator.actions.people.officer_time import Hit, OfficerTime

AHEAD_SECONDS = 400 * 86_400
"""How far ahead details are judged when something about the officer changes."""


class OfficerScreen(BookScreen[None]):
    """The officer and his fortnight; `n` enters whatever begins, ends or is added."""

    NAME = "officer"
    HEADING = "Officer"

    def __init__(self, desk: Desk, officer_id: int) -> None:
        super().__init__(desk)
        self.officer_id = officer_id
        self.begins = desk.today() - timedelta(days=desk.today().weekday())
        self.file: OfficerFile | None = None
        self.time: OfficerTime | None = None
        self.reveal = Reveal(f"officer:{officer_id}")
        self.known: frozenset[int] = frozenset()
        """Coming assignments that are against the policy already."""

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The drawing, and the file beside or below it."""
        with VerticalScroll(id="officer"):
            yield Static("", id="timeline")
            yield Static("", markup=False, id="file")

    def on_mount(self) -> None:
        """Read the officer."""
        self.query_one("#officer").focus()
        self.status.say(self.HEADING, "…")
        self.reload()
        self._look_ahead(self._know_hits)

    def shown(self) -> tuple[int, int]:
        """The fortnight shown, as UTC instants."""
        zone = self.desk.zone
        return midnight(self.begins, zone), midnight(self.begins + timedelta(days=DAYS), zone)

    def reload(self) -> None:
        """The file, and the fortnight."""
        today, now = self._today(), self._now()
        self.fetch("file", self._show_file, _file, self.officer_id, today, now)
        self._read_time()

    def _read_time(self) -> None:
        self.fetch("time", self._show_time, _time, self.officer_id, self.shown(), self._now())

    def _today(self) -> str:
        return self.desk.today().isoformat()

    def _now(self) -> int:
        return self.desk.clock()

    def _show_file(self, read: tuple[OfficerFile, frozenset[str]]) -> None:
        self.file, self.reveal.hidden = found, _ = read
        hidden = self.reveal.still_hidden(self.desk.clock())
        text = officer_words.file_words(found, self.desk.today(), self.desk.zone, hidden)
        self.query_one("#file", Static).update(text)
        self._show_status()

    def _show_time(self, found: "OfficerTime") -> None:
        self.time = found
        zone = self.desk.zone
        text = drawing(found, self.begins, self.desk.today(), zone, self.tone)
        text.append(f"\n{officer_words.time_words(found, zone)}\n")
        self.query_one("#timeline", Static).update(text)
        self._show_status()

    def _show_status(self) -> None:
        last = day_of(self.begins + timedelta(days=DAYS - 1))
        hits = len(self.time.hits) if self.time else 0
        name = standing = ""
        if self.file is not None:
            card = self.file.card
            name = f"{card.rank} {card.name} #{card.badge}".strip()
            standing = officer_words.standing(self.file, self.desk.today())
        against = f"{counted(hits, 'detail')} AGAINST THE POLICY" if hits else ""
        self.status.say(name or self.HEADING, standing, against, f"{day_of(self.begins)} - {last}")

    # ── going about ─────────────────────────────────────────────────────────────────────────

    def action_earlier(self) -> None:
        """A week back."""
        self._turn_to(-7)

    def action_later(self) -> None:
        """A week on."""
        self._turn_to(7)

    def _turn_to(self, days: int) -> None:
        self.begins += timedelta(days=days)
        self._show_status()
        self._read_time()

    def action_go_date(self) -> None:
        """The fortnight of a date."""
        from screens.staffing.detail_acts import ask_date

        def show(at: int) -> None:
            on = local(at, self.desk.zone).date()
            self.begins = on - timedelta(days=on.weekday())
            self._read_time()

        ask_date(self, show)

    def action_open(self) -> None:
        """One of the details shown."""
        from screens.modals import Choose

        held = self.time.held if self.time else ()
        if not held:
            self.refuse("No detail in these two weeks: < and > turn the weeks.")
            return
        zone = self.desk.zone
        choices = [
            (
                str(one.detail_id),
                f"{one.number}  {day(one.starts_at, zone)}"
                f" {span(one.starts_at, one.ends_at, zone)}  {one.employer}",
            )
            for one in held
        ]
        self.app.push_screen(Choose("Open which detail", choices), self._open_detail)

    def _open_detail(self, key: str | None) -> None:
        if key:
            from screens.staffing.detail import DetailScreen

            self.app.push_screen(DetailScreen(self.desk, int(key)))

    def action_papers(self) -> None:
        """Papers kept with the record."""
        from screens.book.papers import ask_papers

        ask_papers(self, f"officer:{self.officer_id}", self.whose())

    def action_letters(self) -> None:
        """His enrolment letter."""
        from functools import partial

        from coordinator.actions.people.enrolment import make_enrolment
        from screens.printing import hand_over

        making = partial(make_enrolment, now=self.desk.clock())
        hand_over(self, "Enrolment letter", making, (self.officer_id,))

    def action_affected(self) -> None:
        """What his standing and papers hit, from now on."""
        from screens.oversight.affected import AffectedScreen

        self.app.push_screen(AffectedScreen(self.desk, (self.officer_id,)))

    def action_message(self) -> None:
        """Everything said to him and by him."""
        from screens.messages.writing import talk
        from storage.queries.messages.conversation import Partner

        talk(self, Partner("officer", self.officer_id))

    def action_copy(self) -> None:
        """Name and telephone, badge, mail."""
        from screens.copying import ask_copy_of

        if self.file is not None:
            card, hidden = self.file.card, self.reveal.still_hidden(self.desk.clock())
            reach = f"{card.name} {'' if 'phone' in hidden else card.phone}".strip()
            mail = "" if "mail" in hidden else card.email
            ask_copy_of(self, (("name and phone", reach), ("badge", card.badge), ("mail", mail)))

    def action_log(self) -> None:
        """Everything ever done to his records."""
        from screens.book.record_log import show_log

        if self.file is not None:
            shown = self.reveal.shown_now(self.desk.clock())
            show_log(self, "officer", self.officer_id, self.file.card.name, shown)

    def action_reveal(self) -> None:
        """Show what is hidden for a minute; that it was asked for is logged."""
        ask(self, self.reveal)

    # ── what is entered ─────────────────────────────────────────────────────────────────────

    def action_edit(self) -> None:
        """Change what the roster says; a form shows all of it, so opening it is asking."""
        card = self.file.card if self.file else None
        texts = {"phone": card.phone, "mail": card.email, "own": card.custom} if card else {}
        ask(self, self.reveal, self._edit, {kind for kind, text in texts.items() if text})

    def _edit(self) -> None:
        from screens.people.officer_form import OfficerForm

        self.app.push_screen(OfficerForm(self.desk, self.officer_id, self.whose()), self.kept)

    def action_new(self) -> None:
        """Enter what begins, ends or is added."""
        from screens.people.officer_acts import ask_new

        if self.file is not None:
            ask_new(self, self.file, self.kept)

    def action_note(self) -> None:
        """A note on him, or a follow-up."""
        from screens.book.note_form import ask_note

        ask_note(self, "officer", self.officer_id)

    def whose(self) -> str:
        """The officer's name, once it is read."""
        return visible(self.file.card.name) if self.file else ""

    def kept(self, sentence: str | None) -> None:
        """A form was saved: say so, and show what it newly hits."""
        if sentence:
            self.say(sentence, "done")
            self._look_ahead(self._show_hits)

    def _look_ahead(self, then: "Callable[[tuple[Hit, ...]], None]") -> None:
        now = self._now()
        span = (now, now + AHEAD_SECONDS)
        self.fetch("hits", then, _hits, (self.officer_id,), span, now)

    def _know_hits(self, found: "tuple[Hit, ...]") -> None:
        self.known = frozenset(hit.id for hit in found)

    def _show_hits(self, found: "tuple[Hit, ...]") -> None:
        from screens.oversight.affected import AffectedScreen

        before = self.known
        self._know_hits(found)
        if self.known - before:
            self.app.push_screen(AffectedScreen(self.desk, (self.officer_id,)))


def _time(connection: Any, officer_id: int, shown: tuple[int, int], now: int) -> Any:
    # Imported on the reading thread: the rules must not delay a key.
    from coordinator.actions.people.officer_time import officer_time

    return officer_time(connection, officer_id, shown, now)


def _hits(connection: Any, officers: tuple[int, ...], span: tuple[int, int], now: int) -> Any:
    from coordinator.actions.people.officer_time import hits

    return hits(connection, officers, span, now)


def _file(
    connection: Any, officer_id: int, today: str, now: int
) -> tuple[OfficerFile, frozenset[str]] | None:
    found = officer_file(connection, officer_id, today, now)
    return None if found is None else (found, hidden_kinds(connection) & OF_OFFICERS)
