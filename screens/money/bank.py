"""Where officers are paid: masked; entered anew with `e`, never kept as a draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from coordinator.desk import Desk
from coordinator.rules.hidden_fields import dots
from screens.list_keys import ListScreen
from screens.money.bank_file import with_key
from screens.parts.columns import Column
from screens.parts.entry import Entry
from screens.record_form import Doing, RecordForm
from screens.shown import cell
from storage.queries.money.bank_accounts import ACCOUNTS, AccountLine
from storage.queries.people.hidden import hidden_kinds

_KINDS = (("checking", "a checking account"), ("savings", "a savings account"))


class Bank(ListScreen):
    """All officers with their accounts."""

    NAME = "bank"
    HEADING = "Bank"
    NOUN = ("officer", "officers")
    LISTING = ACCOUNTS
    ORDER = "officer"
    EMPTY = "No officer here."
    unseen = True
    COLUMNS = (
        Column("Badge", 8, "badge"),
        Column("Officer", 20, "officer", grow=1),
        Column("Account", 10),
        Column("Kind", 9),
        Column("Since", 10),
        Column("Tried", 10),
    )

    def cells(self, row: AccountLine) -> tuple[Text, ...]:
        """Badge, officer, the account masked, since when, when it was tried."""
        return (
            cell(row.badge),
            cell(row.officer),
            cell(f"····{dots(row.last_four, hidden=self.unseen)}" if row.account_id else "-"),
            cell(row.kind),
            cell(row.from_on),
            cell(row.prenote_on),
        )

    def reload(self) -> None:
        """The list, and whether not even the last digits are shown."""
        self.unseen = "bank" in self.desk.ask(hidden_kinds)
        super().reload()

    def copies(self, row: AccountLine) -> Sequence[tuple[str, str]]:
        """The badge; never an account."""
        return (("badge", row.badge),)

    def open_row(self, row: AccountLine) -> None:
        """The officer."""
        from screens.people.officer import OfficerScreen

        self.app.push_screen(OfficerScreen(self.desk, row.id))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_edit(self) -> None:
        """Pay this officer to another account; what is typed is not shown and not kept."""
        row = self.row
        if row is not None:
            with_key(self, lambda key: self._ask(row, key))

    def _ask(self, row: AccountLine, key: Any) -> None:
        from screens.modals import AskTwo, Choose

        def typed(kind: str, given: str | None) -> None:
            if given is None:
                return
            from coordinator.actions.pay.bank_accounts import BankDetails, set_account
            from screens.staffing.detail_acts import saying

            routing, _, account = given.partition("\n")
            details = BankDetails(routing, account, kind)
            today = self.desk.today().isoformat()
            self.perform(saying(self), set_account, key, row.id, details, today)

        def chosen(kind: str | None) -> None:
            if kind is not None:
                hint = "nine digits, or 003-00012 in Canada · neither is shown"
                title = f"The account of {row.officer}"
                window = AskTwo(title, "Routing number", "Account number", hint, secret=True)
                self.app.push_screen(window, lambda given: typed(kind, given))

        self.app.push_screen(Choose("Paid to", _KINDS), chosen)

    def action_end_account(self) -> None:
        """The officer is no longer paid by bank."""
        from coordinator.actions.pay.bank_accounts import end_account
        from screens.staffing.detail_acts import saying

        if self.row is not None:
            self.perform(saying(self), end_account, self.row.id, self.desk.today().isoformat())

    def action_bank_terms(self) -> None:
        """What the bank's agreement says."""
        self.app.push_screen(AgreementForm(self.desk), self.told)

    def action_log(self) -> None:
        """What became of this officer's accounts."""
        from screens.book.record_log import show_log

        if self.row is not None and self.row.account_id is not None:
            show_log(self, "bank_account", self.row.account_id, self.row.officer)

    def told(self, sentence: Any) -> None:
        """What the form did."""
        if sentence:
            self.say(str(sentence), "done")


class AgreementForm(RecordForm):
    """The agency's agreement with its bank."""

    HEADING = "The bank's agreement"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "bank agreement")
        self.kind = ""

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """A field for each that the format wants."""
        from coordinator.actions.pay.bank_agreement import agreement_of, default_kind

        self.kind = default_kind(connection)
        held = agreement_of(connection, self.kind)
        words = {True: "yes", False: "no"}
        return tuple(
            Entry(name, name.replace("_", " ").capitalize(), str(words.get(value, value)))
            for name, value in held.items()
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Keep what was touched."""
        from coordinator.actions.pay.bank_agreement import set_agreement

        fields = self.changed(values)
        if not fields:
            return "Nothing was changed."
        return lambda book, actor: set_agreement(book, actor, self.kind, fields)
