"""What the first action will need, imported while the first screen is being looked at."""

import importlib

NEEDED = (
    "storage.models",
    "storage.transaction",
    "coordinator.actions.staffing",
    "coordinator.actions.undoing",
    "coordinator.actions.candidates",
)
SWITCH_SECONDS = 0.001
"""How long a thread may keep the interpreter from the one that draws; Python's own is 5 ms."""


def warm_up() -> None:
    """Import what is heavy. Runs on a thread."""
    for name in NEEDED:
        importlib.import_module(name)
