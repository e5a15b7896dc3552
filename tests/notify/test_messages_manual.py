"""The manual on messages names every event that is told and every setting of the clock."""

from pathlib import Path

import coordinator.manual
from coordinator.actions.due.due_terms import DEFAULTS
from coordinator.actions.messages.recipients import UNASKED
from coordinator.rules.message_words import Event

MANUAL = (Path(coordinator.manual.__file__).parent / "messages.md").read_text(encoding="utf-8")

OTHERWISE = {
    Event.APPROVAL,
    Event.REPLY,
    Event.BROADCAST,
    Event.CORRECTION,
}
"""Told by what a person does for them: they are of no audience's choosing."""


def test_every_setting_of_the_clock_stands_with_what_holds_without_it() -> None:
    for name, usual in DEFAULTS.items():
        (line,) = (line for line in MANUAL.splitlines() if line.startswith(f"| `{name}` "))
        shown = str(usual).replace("'", '"').replace("True", "true")
        assert shown in line, name


def test_every_event_stands_with_a_star_where_it_is_told_on_demand_only() -> None:
    table = MANUAL[: MANUAL.index("Those with a star")]
    for event in set(Event) - OTHERWISE:
        assert f"`{event}`" in table, event
        assert (f"`{event}` *" in table) == (event in UNASKED), event
