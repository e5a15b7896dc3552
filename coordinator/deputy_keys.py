"""What a deputy may press: whatever looks, prints or notes. The write path refuses the rest anyway;
this keeps him from typing into a form for nothing, and from being shown keys that refuse."""

from coordinator.keymap import VERBS

_LOOKING = (
    "account affected back chart choose column copy deputy earlier examine fairness filter filters "
    "go_date help how hours kinds last_place late later light_dark lock log mark mark_all "
    "mark_range message news next_tab note open owed palette papers place previous_tab print proof "
    "questions quit read_all recovery refresh reverse ring save shipped sort standing statements "
    "stop verify what_if why year"
)
LOOKING = frozenset(_LOOKING.split())
"""Verbs of the keymap, and what a field or a list does by itself, that change nothing."""


def may(action: str) -> bool:
    """Whether a deputy may run an action; what is no verb of the keymap is a widget's own."""
    verb = action.partition("(")[0].rpartition(".")[2]
    return verb in LOOKING or verb not in VERBS
