"""What one run of the sender did, and what it held back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """Messages that are due and were not tried, since their whole channel cannot send now."""

    channel: str
    messages: int
    reason: str


@dataclass(frozen=True, slots=True)
class SendReport:
    """What one run of the sender did. `retrying` failed for now and will be tried again."""

    sent: int = 0
    retrying: int = 0
    failed: int = 0
    unknown: int = 0
    held: tuple[Held, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether there was anything to do or to say."""
        return bool(self.sent or self.retrying or self.failed or self.unknown or self.held)

    @property
    def sentence(self) -> str:
        """The run in one line."""
        counts = ("sent", self.sent), ("to be retried", self.retrying), ("failed", self.failed)
        words = [f"{n} {what}" for what, n in (*counts, ("of unknown fate", self.unknown)) if n]
        words += [f"{h.messages} held ({h.channel}: {h.reason})" for h in self.held]
        return ", ".join(words) or "Nothing was due."
