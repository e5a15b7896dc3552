"""What follows, by the clock, from what became of messages: channels noted, others tried, offers
settled, needless questions closed."""

from coordinator.actions.results import Actor
from storage.database import Book

CLOCK = "clock"
"""In whose name the clock acts: `u` takes back what a person did, not this."""


def follow_up(book: Book, now: int) -> tuple[str, ...]:
    """Note quiet channels, tell by another way whom nothing reached, settle offers, and close
    questions that nobody need decide any more.

    Returns what was done, a sentence each. Safe at any moment, also beside another one.
    """
    from coordinator.actions.policy.needless_questions import close_by_clock
    from coordinator.actions.told.quiet_channels import note_quiet
    from coordinator.actions.told.told import fall_back, settle_offers
    from storage.queries.messages.told import channels_health

    actor = Actor(CLOCK, now)
    channels = channels_health(book.reader(), now)
    quiet = note_quiet(book, now, channels)
    done = (
        f"Gone quiet: {', '.join(quiet)}." if quiet else "",
        fall_back(book, actor, now, channels).sentence,
        settle_offers(book, actor, now, channels).sentence,
        close_by_clock(book, actor),
    )
    return tuple(filter(None, done))
