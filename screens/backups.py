"""Backups, and whether the book is whole: both made and checked in a process of their own."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, stamp, visible
from screens.waiting import WaitingScreen

if TYPE_CHECKING:
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

    def _show(self, found: "tuple[Backup, ...]") -> None:
        now = self.desk.clock()
        self.query_one("#backups", RecordTable).show(
            Record(
                one.path.name,
                (
                    cell(stamp(int(one.made_at.timestamp()), self.desk.zone)),
                    cell(age(now - int(one.made_at.timestamp()))),
                    cell(f"{one.actions:,}", right=True),
                    cell("sound" if one.sound else "DAMAGED", "" if one.sound else "bold"),
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
        self.status.say(self.HEADING, counted(len(found), "backup"), last)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_back_up(self) -> None:
        """Make a backup now."""
        function = "coordinator.actions.backing_up:back_up"
        self.start(function, (self.desk.clock(),), self._backed_up, "Copying and checking …")

    def _backed_up(self, found: Any) -> None:
        self.say(found.sentence, "done")
        self.reload()

    def action_verify(self) -> None:
        """Check the whole book."""
        self.start("coordinator.actions.backing_up:check", (), self._verified, "Checking …")

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


def age(seconds: int) -> str:
    """'20 min', '7 h', '3 days'."""
    if seconds < 2 * 3600:
        return f"{max(0, seconds) // 60} min"
    return f"{seconds // 3600} h" if seconds < 2 * DAY_SECONDS else f"{seconds // DAY_SECONDS} days"


def _seal(found: "Verified") -> str:
    from storage.seals import short

    return short(found.head)


def _backups(connection: Any, book: Path) -> Any:
    from coordinator.actions.backing_up import backups_of

    return backups_of(book)
