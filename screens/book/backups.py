"""Backups, and whether the book is whole: both made and checked in a process of their own."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from screens.book.backup_steps import ask_encryption, ask_where_needed
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, stamp, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.book.drilling import Drilled
    from storage.backup import Backup
    from storage.verification import Verified

_COLUMNS = (
    Column("Made", 16),
    Column("Age", 8),
    Column("Actions", 9),
    Column("State", 8),
    Column("File", 30, grow=1),
)
_RESTORE = "A backup is put back with `coordinator restore`, which first says what would be lost."
DAY_SECONDS = 86_400
FINDINGS_SHOWN = 8


class Backups(WaitingScreen[None]):
    """All backups, the newest first; below them what the last check found."""

    NAME = "backups"
    HEADING = "Backups"
    encrypted = False

    def compose_body(self) -> Iterable[Widget]:
        """The backups, the check, how far it is."""
        yield RecordTable(_COLUMNS, name="backups")
        yield Static(_RESTORE, markup=False, id="found")
        yield ProgressBar(id="progress", show_eta=False)

    def on_mount(self) -> None:
        """Look into the folder."""
        self.query_one("#backups").focus()
        self.status.say(self.HEADING, "…")
        self.reload()

    def reload(self) -> None:
        """Look again."""
        self.fetch("backups", self._show, _backups, self.desk.book.path)

    def _show(self, read: "tuple[tuple[Backup, ...], Drilled | None, bool]") -> None:
        found, drilled, self.encrypted = read
        now = self.desk.clock()
        self.query_one("#backups", RecordTable).show(
            Record(
                one.path.name,
                (
                    cell(stamp(int(one.made_at.timestamp()), self.desk.zone)),
                    cell(age(now - int(one.made_at.timestamp()))),
                    cell(f"{one.actions:,}", right=True),
                    cell(_state(one), "" if one.sound else "bold"),
                    cell(one.path.name),
                ),
            )
            for one in found
        )
        if found:
            seconds = now - int(found[0].made_at.timestamp())
            late = " OVERDUE" if seconds > DAY_SECONDS else ""
            last = f"the last {age(seconds)} ago{late}"
        else:
            last = "NO BACKUP YET: n makes one"
        sealed = "encrypted" if self.encrypted else "not encrypted"
        self.status.say(self.HEADING, counted(len(found), "backup"), last, sealed)
        words = _RESTORE if drilled is None else f"{_drilled(drilled, self.desk.zone)}\n{_RESTORE}"
        self.query_one("#found", Static).update(words)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_back_up(self) -> None:
        """Make a backup now."""
        ask_where_needed(self, lambda typed: self._back_up(typed))

    def _back_up(self, typed: str) -> None:
        function = "coordinator.actions.book.backing_up:back_up"
        self.start(function, (self.desk.clock(), typed), self._backed_up, "Copying and checking …")

    def action_drill(self) -> None:
        """Restore the newest one aside and check it."""
        ask_where_needed(self, lambda typed: self._drill(typed))

    def _drill(self, typed: str) -> None:
        function = "coordinator.actions.book.drilling:drill"
        self.start(function, (self.desk.clock(), typed), self._tried, "Restoring and checking …")

    def _tried(self, found: Any) -> None:
        fine = not getattr(found, "trouble", "it was refused")
        self.say(found.sentence, "done" if fine else "refused")
        self.reload()

    def action_encrypt(self) -> None:
        """Encrypt from now on, or no longer."""
        ask_encryption(self, on=self.encrypted)

    def _backed_up(self, found: Any) -> None:
        self.say(found.sentence, "done")
        self.reload()

    def action_take_along(self) -> None:
        """All of the book as plain files, a public copy of it, and what is made of them."""
        from screens.book.whole_steps import ask_to_take_along

        ask_to_take_along(self, self._taken_along)

    def _taken_along(self, found: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(found, Refused):
            self.refuse(found.sentence)
        else:
            self.say("Done and checked: see below", "done")
            self.query_one("#found", Static).update(visible(found.sentence))

    def action_verify(self) -> None:
        """Check the whole book."""
        self.start("coordinator.actions.book.backing_up:check", (), self._verified, "Checking …")

    def _verified(self, found: "Verified") -> None:
        counts = f"{found.actions:,} actions, {found.changes:,} changes, {found.rows:,} rows"
        if found.clean:
            self.say(f"The book is whole: {counts}", "done")
            words = f"{counts}: nothing is missing, altered or out of order.\nSeal: {_seal(found)}"
            words += "".join(f"\nRemark: {one.where}: {one.what}" for one in found.remarks[:4])
        else:
            self.refuse(f"{counted(len(found.findings), 'thing')} do not fit: see above")
            shown = found.findings[:FINDINGS_SHOWN]
            words = "\n".join(f"{visible(one.where)}: {visible(one.what)}" for one in shown)
            if len(found.findings) > len(shown):
                words += f"\n… and {len(found.findings) - len(shown)} more: `coordinator verify`"
        self.query_one("#found", Static).update(words)


def _state(backup: "Backup") -> str:
    if not backup.sound:
        return "DAMAGED"
    return "sealed" if backup.is_sealed else "sound"


def _drilled(last: "Drilled", zone: ZoneInfo) -> str:
    good = f"Last restored well: {stamp(last.good_at, zone)}." if last.good_at else ""
    return f"{good} {visible(last.sentence)}".strip() if last.trouble else good


def age(seconds: int) -> str:
    """'20 min', '7 h', '3 days'."""
    if seconds < 2 * 3600:
        return f"{max(0, seconds) // 60} min"
    return f"{seconds // 3600} h" if seconds < 2 * DAY_SECONDS else f"{seconds // DAY_SECONDS} days"


def _seal(found: "Verified") -> str:
    from storage.seals import short

    return short(found.head)


def _backups(connection: Any, book: Path) -> Any:
    from coordinator.actions.book.backing_up import backups_of
    from coordinator.actions.book.drilling import last_drill
    from coordinator.actions.book.encrypting import encrypted

    return backups_of(book), last_drill(connection), encrypted(connection)
