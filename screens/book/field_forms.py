"""The forms about fields of the agency's own: defined, called otherwise, retired."""

from collections.abc import Mapping, Sequence
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.custom_fields import CustomDef
from coordinator.rules.request_words import CustomKind, CustomRecord
from screens.base import BookScreen
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from screens.shown import visible

RECORDS = tuple((record.value, record.value) for record in CustomRecord)
KINDS = tuple((kind.value, kind.value.replace("_", " ")) for kind in CustomKind)
_CHOICES_HINT = "only of a choice: east | west"


class NewFieldForm(RecordForm):
    """Define a field."""

    HEADING = "New field"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new field")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """On what, its key and label, what it takes."""
        return (
            choice("record", "On", RECORDS, "employer", needed=True),
            Entry("key", "Key", hint="heads a column of files: own_fleet_size", needed=True),
            Entry("label", "Label", hint="what forms call it", needed=True),
            choice("kind", "Takes", KINDS, "text", needed=True),
            Entry("choices", "Choices", "", Kind.LINES, _CHOICES_HINT),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Define it."""
        from coordinator.actions.book.custom_fields import NewField, define_field

        return lambda book, actor: define_field(book, actor, NewField(**values))


class FieldForm(RecordForm):
    """A field called otherwise, with other choices, or at another place of forms."""

    HEADING = "Field"

    def __init__(self, desk: Desk, field: CustomDef) -> None:
        super().__init__(desk, f"custom_field:{field.id}")
        self.field = field

    def title_words(self) -> str:
        """Which."""
        return f"{self.HEADING} {self.field.key} of {self.field.record}s"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Label, choices, place."""
        known = self.field
        return (
            Entry("label", "Label", known.label, needed=True),
            Entry("choices", "Choices", "\n".join(known.choices), Kind.LINES, _CHOICES_HINT),
            Entry("ordinal", "Place", str(known.ordinal), Kind.NUMBER, "1 comes first in forms"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Change it."""
        from coordinator.actions.book.custom_fields import change_field

        said = (values["label"], values["choices"], values["ordinal"])
        return lambda book, actor: change_field(book, actor, self.field.id, *said)


def ask_field(screen: BookScreen[Any], known: Sequence[CustomDef], field_id: int) -> None:
    """A new field; or what is to be done with one: change or retire it."""
    found = next((field for field in known if field.id == field_id), None)
    if found is None:
        screen.app.push_screen(NewFieldForm(screen.desk), screen.told)
        return
    from coordinator.actions.book.custom_fields import retire_field
    from screens.modals import Choose
    from screens.staffing.detail_acts import saying

    field = found
    choices = (("change", "label, choices, place"), ("retire", "show it no longer"))

    def chosen(what: str | None) -> None:
        if what == "change":
            screen.app.push_screen(FieldForm(screen.desk, field), screen.told)
        elif what == "retire":
            screen.perform(saying(screen), retire_field, field.id)

    screen.app.push_screen(Choose(visible(field.label), choices), chosen)
