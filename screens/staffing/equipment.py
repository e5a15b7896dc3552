"""The register of equipment: what there is, where it is, when it cannot be had."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, day_and_clock, visible
from storage.queries.staffing.equipment import EQUIPMENT, EquipmentLine, OutOfService


class EquipmentList(ListScreen):
    """All equipment; at first without what is retired."""

    NAME = "equipment"
    HEADING = "Equipment"
    NOUN = ("piece", "pieces")
    LISTING = EQUIPMENT
    ORDER = "code"
    START_FILTER = "is:here"
    EMPTY = "No equipment yet. n enters a vehicle, or whatever the agency lends to details."
    COLUMNS = (
        Column("Code", 8, "code"),
        Column("Kind", 12, "kind"),
        Column("What", 16, grow=1),
        Column("Unit", 8, "unit"),
        Column("Mileage", 8),
        Column("Ahead", 5, "ahead"),
        Column("Stands", 16, grow=1),
    )

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """Now and today."""
        return (("now", self.desk.clock()), ("today", self.desk.today().isoformat()))

    def cells(self, row: EquipmentLine) -> tuple[Text, ...]:
        """Code, kind, label, unit, mileage, uses ahead, where it is."""
        word, tone = _stands(row)
        return (
            cell(row.code),
            cell(row.kind.replace("_", " ")),
            cell(row.label),
            cell(row.unit),
            cell("" if row.mileage is None else f"{row.mileage:,}", right=True),
            cell(row.ahead or "", right=True),
            cell(word, self.tone(tone)),
        )

    def side_words(self, row: EquipmentLine) -> str:
        """Everything about it."""
        upcoming = day_and_clock(row.next_at, self.desk.zone) if row.next_at else ""
        parts = [
            f"{visible(row.code)} {visible(row.label)}",
            f"{row.kind.replace('_', ' ')} {visible(row.unit)}".strip(),
            _stands(row)[0],
            f"next used {upcoming}" if upcoming else "",
            "" if row.mileage is None else f"odometer {row.mileage:,}",
            visible(row.words),
        ]
        return "\n".join(part for part in parts if part)

    def copies(self, row: EquipmentLine) -> Sequence[tuple[str, str]]:
        """Code, label."""
        return (("code", row.code), ("what", f"{row.code} {row.label}"))

    def open_row(self, row: EquipmentLine) -> None:
        """Where it is and will be."""
        from screens.modals import Choose
        from screens.roads import open_record
        from storage.queries.staffing.equipment import uses_of

        def show(found: tuple[Any, ...]) -> None:
            choices = [
                (
                    str(use.detail_id),
                    f"{use.detail}  {day_and_clock(use.starts_at, self.desk.zone)}",
                )
                for use in found
            ]
            if not choices:
                self.refuse(f"{visible(row.code)} is on no detail from now on.")
                return

            def chosen(key: str | None) -> None:
                if key:
                    open_record(self, "detail", int(key))

            self.app.push_screen(Choose(f"{row.code}: open which detail", choices), chosen)

        self.fetch("uses", show, uses_of, row.id, self.desk.clock())

    def action_new(self) -> None:
        """Enter a piece."""
        from screens.staffing.equipment_forms import NewEquipmentForm

        self.app.push_screen(NewEquipmentForm(self.desk), self.told)

    def action_edit(self) -> None:
        """Change what the register says."""
        from screens.staffing.equipment_forms import EquipmentForm

        if self.row is not None:
            self.app.push_screen(EquipmentForm(self.desk, self.row), self.told)

    def action_out_of_service(self) -> None:
        """Out of service from now on, or back in service."""
        if self.row is None:
            return
        row = self.row
        if not row.out:
            from screens.staffing.equipment_forms import OutForm

            self.app.push_screen(OutForm(self.desk, row), self.told)
            return
        from coordinator.actions.equipment.register import bring_back
        from screens.staffing.detail_acts import saying
        from storage.queries.staffing.equipment import out_meanwhile

        now = self.desk.clock()

        def back(found: tuple[OutOfService, ...]) -> None:
            if found:
                self.perform(saying(self), bring_back, found[-1].id, now)

        self.fetch("out", back, out_meanwhile, row.id, (now, now + 1))

    def action_papers(self) -> None:
        """Papers kept with it: registration, insurance, inspection."""
        from screens.book.papers import ask_papers

        if self.row is not None:
            ask_papers(self, f"equipment:{self.row.id}", self.row.code)

    def action_note(self) -> None:
        """A note on it."""
        from screens.book.note_form import ask_note

        if self.row is not None:
            ask_note(self, "equipment", self.row.id)

    def action_log(self) -> None:
        """Everything ever done to its record."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "equipment", self.row.id, self.row.code)


def _stands(row: EquipmentLine) -> tuple[str, str]:
    """Where it is in words, and the tone."""
    if row.retired_on:
        return f"RETIRED {row.retired_on}", "muted"
    if row.out:
        return f"OUT: {visible(row.out)}", "error"
    if row.on_detail:
        return f"on {row.on_detail}", "success"
    return "free", ""
