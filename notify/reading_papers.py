"""RENEW: which paper of his an officer asks to have renewed."""

from notify.replies import Command
from notify.said_texts import Said, Unclear, left_of


def renew(said: Said, code: str, rest: str) -> Command:
    """Its code or its name in small letters, or nothing where only one is meant."""
    if code:
        raise Unclear("RENEW is sent with the paper, and without a code: RENEW PERMIT.")
    return Command(said.word, other=" ".join(left_of(said, rest)))
