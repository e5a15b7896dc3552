"""What changes of a series say: what was made, cancelled, changed, and who loses a seat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeriesChanged:
    """A series as it now goes on. Lists hold numbers of details; `released` 'Adams on 26-0412.3a'.

    `kept` counts officers who keep their seat; `left` says what was left as it is, and why.
    """

    series_id: int
    words: str
    made: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    kept: int = 0
    left: tuple[str, ...] = ()
    messages: int = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        parts = (
            self.words,
            f"{len(self.changed)} detail(s) changed" if self.changed else "",
            f"{len(self.cancelled)} cancelled" if self.cancelled else "",
            f"{len(self.made)} made" if self.made else "",
            f"{self.kept} officer(s) keep their seats" if self.kept else "",
            f"{len(self.released)} released: {', '.join(self.released[:3])}"
            if self.released
            else "",
            f"left: {'; '.join(self.left[:3])}" if self.left else "",
            f"{self.messages} message(s) leave soon" if self.messages else "",
        )
        return ", ".join(filter(None, parts))

    @property
    def lines(self) -> tuple[str, ...]:
        """The same at length, for a preview."""
        named = (
            ("Changed", self.changed),
            ("Cancelled", self.cancelled),
            ("Made", self.made),
            ("Released", self.released),
            ("Left as it is", self.left),
        )
        lists = [f"{name}: {', '.join(each)}" for name, each in named if each]
        told = f"{self.kept} officer(s) keep their seats, {self.messages} message(s) would leave."
        return (self.words, *lists, told)
