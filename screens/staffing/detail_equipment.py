"""The equipment of a detail from its screen: put there, given, driven, taken off."""

from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.shown import visible

if TYPE_CHECKING:
    from storage.queries.staffing.equipment import UseLine

_DOINGS = (
    ("mileage", "the odometer, out and in"),
    ("give", "who has it"),
    ("off", "take it off the detail"),
)


def ask_equipment(screen: BookScreen[Any], detail_id: int, number: str) -> None:
    """List what is on the detail, and ask what is to be done."""
    from storage.queries.staffing.equipment import uses_on

    def show(found: "tuple[UseLine, ...]") -> None:
        from screens.modals import Choose
        from screens.staffing.equipment_forms import PutOnForm, own_choice

        by_id = {str(use.id): use for use in found}

        def chosen(key: str | None) -> None:
            if key == "new":
                screen.app.push_screen(PutOnForm(screen.desk, detail_id), screen.told)
            elif key is not None:
                _ask_use(screen, by_id[key])

        screen.app.push_screen(Choose(f"Equipment of detail {number}", own_choice(found)), chosen)

    screen.fetch("equipment", show, uses_on, detail_id)


def _ask_use(screen: BookScreen[Any], use: "UseLine") -> None:
    from screens.modals import Choose
    from screens.staffing.equipment_forms import UseForm, use_words

    def chosen(what: str | None) -> None:
        if what == "mileage":
            screen.app.push_screen(UseForm(screen.desk, use), screen.told)
        elif what == "give":
            _ask_who(screen, use)
        elif what == "off":
            _take_off(screen, use)

    screen.app.push_screen(Choose(visible(use_words(use)), _DOINGS), chosen)


def _ask_who(screen: BookScreen[Any], use: "UseLine") -> None:
    from coordinator.actions.equipment.using import give_to
    from screens.modals import Ask
    from screens.naming import officer_named
    from screens.staffing.detail_acts import saying

    def answered(words: str | None) -> None:
        if words is None:
            return
        who = screen.desk.ask(officer_named, words) if words else None
        if isinstance(who, str):
            screen.refuse(who)
        else:
            screen.perform(saying(screen), give_to, use.id, who)

    window = Ask("Who has it", hint="badge or name; empty: nobody", empty_ok=True)
    screen.app.push_screen(window, answered)


def _take_off(screen: BookScreen[Any], use: "UseLine") -> None:
    from coordinator.actions.equipment.using import take_off
    from screens.staffing.detail_acts import saying

    screen.perform(saying(screen), take_off, use.id)
