"""What the first action will need, imported while the first screen is being looked at."""

import gc
import importlib

NEEDED = (
    "storage.models",
    "storage.transaction",
    "coordinator.actions.staffing.staffing",
    "coordinator.actions.book.undoing",
    "coordinator.actions.staffing.candidates",
    "exports.ics",
)
SWITCH_SECONDS = 0.001
"""How long a thread may keep the interpreter from the one that draws; Python's own is 5 ms."""


def warm_up() -> None:
    """Import what is heavy. Runs on a thread; the garbage collector, if off, comes on after it."""
    for name in NEEDED:
        importlib.import_module(name)
    if not gc.isenabled():
        # What is loaded now stays for good. Looking through it again and again would hold up a
        # key for a seventh of a second each time.
        gc.freeze()
        gc.enable()
