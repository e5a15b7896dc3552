"""What every action takes and gives: who acts and when, and a refusal as a value."""

from dataclasses import dataclass

from storage.actor import Actor

__all__ = ["Actor", "Refused"]


@dataclass(frozen=True, slots=True)
class Refused:
    """The action was not done; nothing was changed. Each reason is one plain sentence."""

    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All reasons as one line."""
        return " ".join(self.reasons)
