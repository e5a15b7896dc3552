"""What becomes of a message by how its hand-over ended: tried again, and when, or over."""

from coordinator.rules.message_words import DeliveryOutcome
from coordinator.rules.words import Channel
from notify.parcels import Failed, Outcome, Refused, Sent, Unknown
from storage.queries.messages.sending import DueMessage

BACKOFF_SECONDS = (60, 300, 900, 3_600, 14_400)
"""How long to wait after the first, second, … failed attempt. After the last one it has failed."""


def next_try(message: DueMessage, outcome: Outcome, now: int) -> int | None:
    """When to try again; None where it is over, or not to be tried unasked."""
    again = isinstance(outcome, Failed) or (
        isinstance(outcome, Unknown) and message.channel == Channel.EMAIL
    )
    if not again or message.attempts >= len(BACKOFF_SECONDS):
        return None
    asked = outcome.after if isinstance(outcome, Failed) else 0
    at = now + max(BACKOFF_SECONDS[message.attempts], asked)
    return at if at < message.not_after_at else None


def word_of(outcome: Outcome) -> str:
    """The word under which a delivery is kept."""
    words = {
        Sent: DeliveryOutcome.SENT,
        Failed: DeliveryOutcome.FAILED,
        Refused: DeliveryOutcome.REFUSED,
        Unknown: DeliveryOutcome.UNKNOWN,
    }
    return words[type(outcome)]


def counted_as(outcome: Outcome, next_at: int | None) -> str:
    """As which number of the report it counts."""
    if next_at is not None:
        return "retrying"
    return {Sent: "sent", Unknown: "unknown"}.get(type(outcome), "failed")
