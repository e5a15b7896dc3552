"""What a text reads like with a detail of the book in it, as the list and the form show it."""

from typing import TYPE_CHECKING, Any

from screens.shown import lines, visible

if TYPE_CHECKING:
    from coordinator.actions.messages.wording import Text
    from coordinator.actions.policy.example_of_book import Previewed


def text_key(one: "Text") -> str:
    """What tells a text from the others."""
    return f"{one.event}:{one.audience}:{one.channel}"


def preview_words(found: "Previewed") -> str:
    """What is wrong with a text, its length, and what it reads like."""
    parts = [f"✗ {visible(problem)}" for problem in found.problems]
    about = f"with detail {found.detail}"
    length = f" · {found.length.sentence}" if found.length else ""
    parts.append(f"{about}{length}")
    parts += ["", visible(found.message.subject)] if found.message.subject else []
    return "\n".join([*parts, "", lines(found.message.body)])


def preview_of(connection: Any, now: int, wording: Any, channel: str, audience: str) -> "Previewed":
    """Read on a thread: the words know the ways out, which cost more than a screen."""
    from coordinator.actions.policy.example_of_book import previewed

    return previewed(connection, now, wording, channel, audience)
