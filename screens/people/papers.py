"""Officers' papers: what is missing, has run out or soon does; many are renewed at once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, counted, visible
from storage.queries.people.papers import PAPERS, SOON_DAYS, PaperLine, papers_by_id, papers_values


class Papers(ListScreen):
    """The latest paper of each kind that each officer holds, and what he needs and has not."""

    NAME = "papers"
    HEADING = "Papers"
    NOUN = ("paper", "papers")
    LISTING = PAPERS
    ORDER = "ends"
    START_FILTER = "is:wanting"
    EMPTY = "Nothing is missing and nothing runs out within 60 days.\n\nf shows other papers."
    COLUMNS = (
        Column("Ends", 12, "ends"),
        Column("Kind", 10, "code"),
        Column("Officer", 18, "officer", grow=1),
        Column("Badge", 6, "badge"),
        Column("Approved by", 12, grow=1),
        Column("What", 12),
    )

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """Today, and what is soon."""
        return papers_values(*self._dates())

    def _dates(self) -> tuple[str, str]:
        today = self.desk.today()
        return today.isoformat(), (today + timedelta(days=SOON_DAYS)).isoformat()

    def cells(self, row: PaperLine) -> tuple[Text, ...]:
        """When it ends, what it is, whose."""
        word, tone = self._stands(row)
        return (
            cell(word, self.tone(tone)),
            cell(row.code),
            cell(row.officer),
            cell(row.badge),
            cell(row.approved_by),
            cell(row.kind),
        )

    def _stands(self, row: PaperLine) -> tuple[str, str]:
        today, soon = self._dates()
        if not row.certificate_id:
            return "MISSING", "error"
        if not row.expires_on:
            return "no end", ""
        if row.expires_on < today:
            return f"{row.expires_on}!", "error"
        return row.expires_on, "warning" if row.expires_on <= soon else ""

    def side_words(self, row: PaperLine) -> str:
        """Everything about it."""
        needed = "nobody works a detail without it" if row.for_all else ""
        runs = f"runs for {counted(row.renews_months, 'month')}" if row.renews_months else ""
        parts = [
            f"{visible(row.officer)} #{visible(row.badge)}",
            f"{visible(row.name)} ({row.kind})",
            self._stands(row)[0],
            f"issued {row.issued_on}" if row.issued_on else "",
            f"number {visible(row.number)}" if row.number else "",
            f"approved by {visible(row.approved_by)}" if row.approved_by else "",
            runs,
            needed,
        ]
        return "\n".join(part for part in parts if part)

    def copies(self, row: PaperLine) -> Sequence[tuple[str, str]]:
        """Badge, the line."""
        return (("badge", row.badge), ("paper", f"{row.officer} {row.code} {row.expires_on}"))

    def open_row(self, row: PaperLine) -> None:
        """The officer."""
        from screens.roads import open_record

        open_record(self, "officer", row.officer_id)

    def action_renew_papers(self) -> None:
        """Renew the marked papers, or the one under the cursor, in one action."""
        from screens.people.paper_forms import RenewForm

        chosen = self.chosen()

        def ask(found: tuple[PaperLine, ...]) -> None:
            if found:
                self.app.push_screen(RenewForm(self.desk, found), self.told)

        if chosen:
            self.fetch("chosen", ask, papers_by_id, chosen, self._dates()[0])

    def action_kinds(self) -> None:
        """The kinds of paper: how long each runs, who needs it."""
        from screens.people.paper_forms import ask_kind

        ask_kind(self)

    def action_message(self) -> None:
        """What was said to the officer and by him."""
        from screens.messages.writing import talk
        from storage.queries.messages.conversation import Partner

        if self.row is not None:
            talk(self, Partner("officer", self.row.officer_id))

    def told(self, sentence: Any) -> None:
        """What a form did."""
        if sentence:
            self.clear_marks()
            self.say(str(sentence), "done")
