"""Hidden personal fields of the record on a screen: asked for, shown for a minute, hidden again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from screens.base import BookScreen


@dataclass(slots=True)
class Reveal:
    """What is hidden of a record, and until when (UTC seconds) what was asked for is shown."""

    subject: str
    hidden: frozenset[str] = frozenset()
    shown: frozenset[str] = field(default=frozenset())
    until: int = 0

    def still_hidden(self, now: int) -> frozenset[str]:
        """The kinds that stand as dots now."""
        return self.hidden - self.shown_now(now)

    def shown_now(self, now: int) -> frozenset[str]:
        """The kinds that were asked for and are seen now; a clock that was put back shows nothing
        longer."""
        from coordinator.actions.people.asking_to_see import SECONDS

        open_now = self.until - SECONDS <= now < self.until
        return self.shown if open_now else frozenset()


def ask(
    screen: BookScreen[Any],
    reveal: Reveal,
    then: Callable[[], None] | None = None,
    needed: Iterable[str] = (),
) -> None:
    """Ask to see all that is hidden. `then` is called once the `needed` kinds may be seen, also
    where they may already."""
    from coordinator.actions.people.asking_to_see import SECONDS, Disclosed, ask_to_see

    now = screen.desk.clock()
    if then is not None and not reveal.still_hidden(now) & set(needed):
        then()
        return

    def asked(result: Any) -> None:
        if not isinstance(result, Disclosed):
            screen.refuse(result.sentence)
            return
        reveal.shown, reveal.until = result.kinds, now + SECONDS
        screen.say(result.sentence)
        screen.reload()
        screen.set_timer(SECONDS, screen.reload)
        if then is not None:
            then()

    screen.perform(asked, ask_to_see, reveal.subject, reveal.hidden)
