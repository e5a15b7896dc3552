"""What the first action will need, imported while the first screen is being looked at."""

import importlib
import sys

NEEDED = (
    "storage.models",
    "storage.transaction",
    "coordinator.actions.staffing",
    "coordinator.actions.undoing",
    "coordinator.actions.candidates",
)
_SWITCH_SECONDS = 0.001


def warm_up() -> None:
    """Import what is heavy, in a thread. The short switch interval keeps keys quick meanwhile."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        for name in NEEDED:
            importlib.import_module(name)
    finally:
        sys.setswitchinterval(usual)
