"""The forms about equipment: the register, out of service, and what is put on a detail."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.naming import officer_named
from screens.parts.entry import Entry, Kind
from screens.record_form import Doing, RecordForm
from screens.shown import midnight
from storage.queries.staffing.equipment import EquipmentLine, UseLine, pieces


def _register(row: EquipmentLine | None) -> tuple[Entry, ...]:
    mileage = row.mileage if row else None
    return (
        Entry("code", "Code", row.code if row else "", hint="what people call it", needed=True),
        Entry("kind", "Kind", row.kind if row else "", hint="as the rate card has it", needed=True),
        Entry("label", "What", row.label if row else "", hint="make, plate"),
        Entry("unit", "Unit", row.unit if row else ""),
        Entry("mileage", "Odometer", "" if mileage is None else str(mileage), Kind.NUMBER),
        Entry("words", "Words", row.words if row else ""),
    )


class NewEquipmentForm(RecordForm):
    """Enter a piece of equipment."""

    HEADING = "New equipment"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new equipment")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The register's fields."""
        return _register(None)

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Enter it."""
        from coordinator.actions.equipment.register import NewEquipment, add_equipment

        return lambda book, actor: add_equipment(book, actor, NewEquipment(**values))


class EquipmentForm(RecordForm):
    """Change what the register says of a piece."""

    HEADING = "Equipment"

    def __init__(self, desk: Desk, row: EquipmentLine) -> None:
        super().__init__(desk, f"equipment:{row.id}")
        self.row = row

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The register's fields, and when it is gone."""
        gone = Entry("retired_on", "Retired from", self.row.retired_on, Kind.DATE)
        return (*_register(self.row), gone)

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.equipment.register import change_equipment

        fields = self.changed(values)
        if not fields:
            return "Nothing was changed."
        return lambda book, actor: change_equipment(book, actor, self.row.id, fields)


class OutForm(RecordForm):
    """A piece cannot be had for a time."""

    HEADING = "Out of service"

    def __init__(self, desk: Desk, row: EquipmentLine) -> None:
        super().__init__(desk, f"out of equipment:{row.id}")
        self.row = row

    def title_words(self) -> str:
        """What, and which."""
        return f"{self.HEADING}: {self.row.code}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Why, and until when."""
        return (
            Entry("reason", "Why", needed=True),
            Entry("until", "Back on", "", Kind.DATE, "empty: until further notice"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """From now on."""
        from datetime import date

        from coordinator.actions.equipment.register import take_out

        until = values["until"]
        ends = midnight(date.fromisoformat(until), self.desk.zone) if until else None
        span, reason = (self.desk.clock(), ends), values["reason"]
        return lambda book, actor: take_out(book, actor, self.row.id, span, reason)


class PutOnForm(RecordForm):
    """Put equipment on a detail."""

    HEADING = "Equipment on the detail"

    def __init__(self, desk: Desk, detail_id: int) -> None:
        super().__init__(desk, f"equipment on detail:{detail_id}")
        self.detail_id = detail_id
        self.by_code: dict[str, int] = {}

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Which piece or kind, who has it, why although."""
        known = pieces(connection, self.desk.today().isoformat())
        self.by_code = {code: key for key, code, _ in known}
        some = ", ".join(code for _, code, _ in known[:8])
        return (
            Entry("what", "What", hint=f"a code ({some} …) or a kind", needed=True),
            Entry("quantity", "How many", "1", Kind.NUMBER, "of a kind; a piece is one"),
            Entry("officer", "Officer", hint="badge or name of who has it; empty: nobody"),
            Entry("reason", "Reason", hint="needed where it is wanted twice, or out of service"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Put it there; what stands against it is said."""
        from coordinator.actions.equipment.using import Wanted, put_on

        who = self.desk.ask(officer_named, values["officer"]) if values["officer"] else None
        if isinstance(who, str):
            return who
        piece = self.by_code.get(values["what"])
        kind = "" if piece else values["what"]
        wanted = Wanted(
            self.detail_id, piece, kind, quantity=values["quantity"] or 1, officer_id=who
        )
        reason = values["reason"]
        return lambda book, actor: put_on(book, actor, wanted, reason=reason)


class UseForm(RecordForm):
    """Mileage out and in, and who has it."""

    HEADING = "Use"

    def __init__(self, desk: Desk, use: UseLine) -> None:
        super().__init__(desk, f"equipment_use:{use.id}")
        self.use = use

    def title_words(self) -> str:
        """Which, on which detail."""
        return f"{self.use.kind.replace('_', ' ')} {self.use.label} on {self.use.detail}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The odometer, out and in."""
        return (
            Entry("out", "Odometer out", _number(self.use.mileage_out), Kind.NUMBER),
            Entry("back", "Odometer in", _number(self.use.mileage_in), Kind.NUMBER),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Note it."""
        from coordinator.actions.equipment.using import note_mileage

        out, back = values["out"], values["back"]
        return lambda book, actor: note_mileage(book, actor, self.use.id, out, back)


def own_choice(uses: tuple[UseLine, ...]) -> tuple[tuple[str, str], ...]:
    """The uses of a detail as a menu shows them, and one more to be put there."""
    return (("new", "put equipment on the detail"), *((str(u.id), use_words(u)) for u in uses))


def use_words(use: UseLine) -> str:
    """'vehicle M-12 · #1003 Davis · out 12,000 in 12,040'."""
    count = f"{use.quantity} x " if use.quantity != 1 else ""
    miles = "" if use.mileage_out is None else f"out {use.mileage_out:,}"
    miles += "" if use.mileage_in is None else f" in {use.mileage_in:,}"
    what = f"{count}{use.kind.replace('_', ' ')} {use.label}".strip()
    return " · ".join(filter(None, (what, use.officer, miles)))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
