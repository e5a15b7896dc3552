"""The roster: rank, standing, hours in the month, when each last worked, what papers run out."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from coordinator.rules.hidden_fields import dots
from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.people.revealing import Reveal, ask
from screens.shown import cell, day_and_clock, hours, local, visible
from storage.queries.people.hidden import hidden_kinds
from storage.queries.people.officers import OFFICERS, OfficerLine, roster_values


class Officers(ListScreen):
    """All officers; hours are those of details in the running month."""

    NAME = "officers"
    HEADING = "Officers"
    NOUN = ("officer", "officers")
    LISTING = OFFICERS
    ORDER = "name"
    START_FILTER = "is:here"
    EMPTY = "Nobody. F10 and ] bring the roster in from a file."
    COLUMNS = (
        Column("Badge", 6, "badge"),
        Column("Name", 17, "name", grow=2),
        Column("Rank", 4, "rank"),
        Column("Unit", 7, "unit", grow=1),
        Column("Month", 5, "hours"),
        Column("Last", 6, "last worked"),
        Column("Standing", 10),
        Column("Runs out", 13, grow=1),
    )

    reveal = Reveal("")
    """Of whom what is shown now."""

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """Today, now, and the running month."""
        return roster_values(self.desk.clock(), self.desk.zone)

    def cells(self, row: OfficerLine) -> tuple[Text, ...]:
        """Badge, name, rank, unit, hours, last worked, standing, papers."""
        at = row.last_worked_at
        when = "" if at is None else f"{local(at, self.desk.zone):%-d %b}"
        return (
            cell(row.badge),
            cell(row.name),
            cell(row.rank),
            cell(row.unit),
            cell(hours(row.minutes), right=True),
            cell(when),
            cell(standing(row), self.tone("warning")),
            cell(self._papers(row), self.tone("warning")),
        )

    def _papers(self, row: OfficerLine) -> str:
        """`CPR 20 Jun`, or `CPR EXPIRED`, of each certificate that needs a hand."""
        words = []
        for paper in filter(None, row.ending.split(", ")):
            code, _, ends = paper.rpartition(" ")
            on = date.fromisoformat(ends)
            gone = on < self.desk.today()
            words.append(f"{code} {'EXPIRED' if gone else f'{on.day} {on:%b}'}")
        return ", ".join(words)

    def _hidden(self, row: OfficerLine) -> frozenset[str]:
        """The kinds that stand as dots: all that are hidden but what was asked for of this one."""
        subject = f"officer:{row.id}"
        if self.reveal.subject != subject:
            self.reveal = Reveal(subject)
        self.reveal.hidden = self.desk.ask(hidden_kinds) & {"phone", "mail"}
        return self.reveal.still_hidden(self.desk.clock())

    def action_reveal(self) -> None:
        """Show how the officer under the cursor is reached, for a minute; it is logged."""
        if self.row is not None:
            self._hidden(self.row)
            ask(self, self.reveal)

    def side_words(self, row: OfficerLine) -> str:
        """How to reach him, and his seniority."""
        hidden = self._hidden(row)
        parts = [
            visible(row.name),
            f"#{visible(row.badge)} {visible(row.rank)} {visible(row.unit)}",
            dots(visible(row.phone), hidden="phone" in hidden),
            dots(visible(row.email), hidden="mail" in hidden),
            f"senior since {row.seniority_on}" if row.seniority_on else "",
            f"{hours(row.minutes)} h of details this month",
            f"last worked until {day_and_clock(row.last_worked_at, self.desk.zone)}"
            if row.last_worked_at
            else "has not worked a detail",
            standing(row),
            self._papers(row),
        ]
        return "\n".join(part for part in parts if part)

    def copies(self, row: OfficerLine) -> Sequence[tuple[str, str]]:
        """Name and phone, badge, mail."""
        hidden = self._hidden(row)
        return (
            ("name and phone", f"{row.name} {'' if 'phone' in hidden else row.phone}".strip()),
            ("badge", row.badge),
            ("mail", "" if "mail" in hidden else row.email),
        )

    def open_row(self, row: OfficerLine) -> None:
        """The officer."""
        from screens.people.officer import OfficerScreen

        self.app.push_screen(OfficerScreen(self.desk, row.id))

    def action_affected(self) -> None:
        """What a status or a certificate of the marked officers hits."""
        from screens.oversight.affected import AffectedScreen

        if self.chosen():
            self.app.push_screen(AffectedScreen(self.desk, self.chosen()))

    def action_fairness(self) -> None:
        """Who had what, against what he could have had."""
        from screens.oversight.fairness import FairnessScreen

        self.app.push_screen(FairnessScreen(self.desk))

    def action_new(self) -> None:
        """Enter an officer."""
        from screens.people.officer_form import NewOfficerForm

        self.app.push_screen(NewOfficerForm(self.desk), self.told)

    def action_edit(self) -> None:
        """Change what the roster says of him."""
        from screens.people.officer_form import OfficerForm

        if self.row is not None:
            self.app.push_screen(OfficerForm(self.desk, self.row.id, self.row.name), self.told)

    def action_message(self) -> None:
        """What was said to this officer and by him; with marks, a message to all of them."""
        from screens.messages.writing import write_or_talk

        if self.row is not None:
            write_or_talk(self, "officer", self.row.id)

    def action_note(self) -> None:
        """A note on the officer under the cursor."""
        from screens.book.note_form import ask_note

        if self.row is not None:
            ask_note(self, "officer", self.row.id)

    def action_print(self) -> None:
        """All that the filter lets through, as PDF."""
        from coordinator.actions.book.registers import make_roster
        from screens.printing import hand_over

        hand_over(self, "Roster", make_roster, self.view)

    def action_letters(self) -> None:
        """The enrolment letters of the marked officers, or of the one under the cursor."""
        from functools import partial

        from coordinator.actions.people.enrolment import make_enrolment
        from screens.printing import hand_over

        if self.chosen():
            making = partial(make_enrolment, now=self.desk.clock())
            hand_over(self, "Enrolment letters", making, tuple(self.chosen()))

    def action_log(self) -> None:
        """Everything ever done to this officer's records."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "officer", self.row.id, self.row.name)

    def told(self, sentence: str | None) -> None:
        """What a form did."""
        if sentence:
            self.say(sentence, "done")


def standing(row: OfficerLine) -> str:
    """What stands against the officer today, in capitals; empty where nothing does."""
    words = [row.status.replace("_", " ").upper()] if row.status else []
    return ", ".join([*words, *([] if row.approved else ["NOT APPROVED"])])
