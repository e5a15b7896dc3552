"""One request: what is asked, price, checklist, risk, papers, decision; each item is a line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widgets import Static

from coordinator.desk import Desk
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.record_sheet import RecordSheet
from screens.requests.request_acts import ask_again, ask_link, ask_quote, print_letter, print_packet
from screens.requests.request_words import (
    SHORT,
    RequestFound,
    facts,
    parts,
    read_request,
    record,
)
from screens.shown import cell, visible

if TYPE_CHECKING:
    from coordinator.actions.requests.evaluating import CheckRow


class RequestScreen(RecordSheet):
    """The request; enter ticks an item of the checklist, opens a paper or a job."""

    NAME = "request"
    HEADING = "Request"
    COLUMNS = (Column("Part", 10), Column("What", 22, grow=1), Column("", 40, grow=2))

    def __init__(self, desk: Desk, request_id: int) -> None:
        super().__init__(desk)
        self.request_id = request_id
        self.found: RequestFound | None = None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """The whole request."""
        self.fetch("request", self._show, read_request, self.request_id, self.desk.clock())

    def _show(self, found: RequestFound) -> None:
        self.found = found
        sheet = found.judged.sheet
        self.status.say(f"{sheet.number} {sheet.title}", sheet.state.upper(), sheet.who)
        self.query_one("#facts", Static).update("\n".join(map(visible, facts(found))))
        self.table.show(self._records(found))

    def _records(self, found: RequestFound) -> Iterator[Record]:
        for row in found.judged.rows:
            yield self._check_record(row)
        for title, rows in parts(found.judged):
            for n, (what, known) in enumerate(rows):
                yield record(f"{SHORT[title]}:{n}", SHORT[title], what, known)
        for paper in found.papers:
            until = f"until {paper.expires_on}" if paper.expires_on else ""
            kind = paper.kind.replace("_", " ")
            yield record(f"paper:{paper.id}", "paper", paper.name, f"{kind} {until} {paper.words}")
        for note in found.notes:
            yield record(
                f"note:{note.id}",
                "note",
                note.written_by,
                f"{note.kind.replace('_', ' ')} {note.text}".strip(),
            )
        for job in found.jobs:
            yield record(f"job:{job.id}", "job", job.number, f"{job.details} detail(s)")

    def _check_record(self, row: "CheckRow") -> Record:
        from coordinator.actions.requests.packet import check_words

        tone = "success" if row.done else "error" if row.before != "nothing" else "muted"
        word = "✓" if row.done else "–"
        cells = (
            cell("check"),
            cell(f"{word} {row.label}"),
            cell(check_words(row), self.tone(tone)),
        )
        return Record(f"check:{row.key}", cells)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#parts")
    def action_open(self) -> None:
        """Tick the item, open the paper, go to the job."""
        kind, key = self.under_cursor
        if self.found is None:
            return
        if kind == "check":
            self._ask_check(key)
        elif kind == "paper":
            from screens.book.papers import ask_paper

            ask_paper(self, next(p for p in self.found.papers if p.id == int(key)))
        elif kind == "job":
            number = next(job.number for job in self.found.jobs if job.id == int(key))
            self.post_place("jobs", f"job:{number}")

    def _ask_check(self, item: str) -> None:
        from coordinator.rules.intake.words import Finds
        from screens.modals import Choose

        assert self.found is not None
        row = next(each for each in self.found.judged.rows if each.key == item)
        by_hand = [("met", "it is there"), ("failed", "it is not")]
        choices = [*(by_hand if row.finds is Finds.HAND else []), ("waived", "do without it")]
        if item == "terms" or row.finds is Finds.TERMS:
            choices.insert(0, ("terms", "they accepted the terms"))
        if row.finds is Finds.SITE_VISIT:
            choices.insert(0, ("visit", "write down what was seen"))

        def chosen(what: str | None) -> None:
            if what is not None:
                self._noted(item, what)

        self.app.push_screen(Choose(row.label, choices), chosen)

    def _noted(self, item: str, what: str) -> None:
        from coordinator.actions.requests.checking import accept_terms, note_check, note_visit
        from coordinator.rules.request_words import CheckState

        if what == "terms":
            self._ask_words("Who accepted the terms?", self._asker(),
                            lambda by: self._do(accept_terms, by))  # fmt: skip
        elif what == "visit":
            self._ask_words("What was seen on the spot?", "",
                            lambda text: self._do(note_visit, text))  # fmt: skip
        else:
            state = CheckState(what)
            title = "Why is it waived?" if state is CheckState.WAIVED else "What was found?"
            self._ask_words(title, "", lambda words: self._do(note_check, item, state, words),
                            empty_ok=state is not CheckState.WAIVED)  # fmt: skip

    def action_allow(self) -> None:
        """Approve it, by whom the document wants, or with what is missing allowed."""
        from screens.requests.deciding import ask_approval

        if self.found is not None:
            ask_approval(self, self.found.judged)

    def action_turn_down(self) -> None:
        """Refuse it; the letter quotes the clause."""
        from screens.requests.deciding import ask_refusal

        if self.found is not None:
            ask_refusal(self, self.found.judged)

    def action_withdrawn(self) -> None:
        """They want it no more."""
        from coordinator.actions.requests.deciding import withdraw_request

        self._ask_words("Why do they want it no more?", "",
                        lambda why: self._do(withdraw_request, why), empty_ok=True)  # fmt: skip

    def action_ask_command(self) -> None:
        """Mail the packet to whoever approves."""
        from screens.requests.deciding import ask_by_mail

        if self.found is not None:
            ask_by_mail(self, self.found.judged)

    def action_book_it(self) -> None:
        """Make the job of it."""
        from screens.requests.deciding import book_it

        book_it(self, self.request_id)

    def action_terms(self) -> None:
        """The terms are accepted: by whom."""
        self._noted("terms", "terms")

    def action_link(self) -> None:
        """Which employer it is from."""
        if self.found is not None:
            sheet = self.found.judged.sheet
            ask_link(self, self.request_id, sheet.firm or sheet.asker)

    def action_edit(self) -> None:
        """Change what is asked for."""
        from screens.requests.calling import change_call

        change_call(self, self.request_id)

    def action_duplicate(self) -> None:
        """The same once more."""
        ask_again(self, self.request_id, self._number())

    def action_quote(self) -> None:
        """The quote, on paper or by mail."""
        ask_quote(self, self.request_id, self._number())

    def action_print(self) -> None:
        """The packet for command; of a refused one the letter."""
        refused = self.found is not None and self.found.judged.sheet.state == "refused"
        (print_letter if refused else print_packet)(self, self.request_id, self._number())

    def action_papers(self) -> None:
        """Papers kept with it."""
        from screens.book.papers import ask_papers

        ask_papers(self, f"request:{self.request_id}", self._number())

    def action_note(self) -> None:
        """A note on the request."""
        from screens.book.note_form import ask_note

        ask_note(self, "request", self.request_id)

    def action_message(self) -> None:
        """What was said to the employer and by him."""
        from screens.messages.writing import talk
        from storage.queries.messages.conversation import Partner

        employer = self.found.judged.sheet.employer_id if self.found else None
        if employer is None:
            self.refuse("Link it to an employer first: L.")
        else:
            talk(self, Partner("employer", employer))

    def action_log(self) -> None:
        """Everything ever done to it."""
        from screens.book.record_log import show_log

        show_log(self, "request", self.request_id, self._number())

    def action_copy(self) -> None:
        """The number, the caller's telephone and mail."""
        from screens.copying import ask_copy_of

        if self.found is not None:
            sheet = self.found.judged.sheet
            reach = (("name and phone", f"{sheet.asker} {sheet.phone}".strip()),
                     ("mail", sheet.email), ("number", sheet.number))  # fmt: skip
            ask_copy_of(self, reach)

    # ── small ways ──────────────────────────────────────────────────────────────────────────

    def _do(self, action: Any, *args: Any) -> None:
        from screens.staffing.detail_acts import saying

        self.perform(saying(self), action, self.request_id, *args)

    def _ask_words(self, title: str, value: str, then: Any, *, empty_ok: bool = False) -> None:
        from screens.modals import Ask

        def asked(text: str | None) -> None:
            if text is not None:
                then(text)

        self.app.push_screen(Ask(title, value=value, empty_ok=empty_ok), asked)

    def _number(self) -> str:
        return self.found.judged.sheet.number if self.found else ""

    def _asker(self) -> str:
        return self.found.judged.sheet.asker if self.found else ""
