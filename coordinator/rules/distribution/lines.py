"""A list of names as a chain: moving a name and finding the next one cost the same on any length.

Histories of hundreds of thousands of happenings are replayed over lists of thousands.
"""

from collections.abc import Iterable, Iterator

from coordinator.rules.distribution.document import Place

END = ""
"""Before the first name and behind the last; no officer is called so."""


class Line:
    """Names in order, each once."""

    __slots__ = ("_after", "_before")

    def __init__(self, names: Iterable[str]) -> None:
        self._after: dict[str, str] = {}
        self._before: dict[str, str] = {END: END}
        self._after[END] = END
        for name in names:
            self._link(self._before[END], name, END)

    def __contains__(self, name: object) -> bool:
        return name in self._after and name != END

    def __iter__(self) -> Iterator[str]:
        name = self._after[END]
        while name != END:
            yield name
            name = self._after[name]

    def copy(self) -> "Line":
        """The same names in the same order, to be moved apart from these."""
        other = Line(())
        other._after, other._before = dict(self._after), dict(self._before)
        return other

    @property
    def first(self) -> str:
        """The name at the top; "" where there are none."""
        return self._after[END]

    def next_after(self, name: str) -> str:
        """Who follows; after the last comes the first."""
        return self._after[name] or self._after[END]

    def turn(self, names: int) -> None:
        """Put so many from the top to the bottom, one after the other."""
        for _ in range(names % max(1, len(self._after) - 1)):
            self.move(self.first, Place.BOTTOM)

    def move(self, name: str, to: Place, places: int = 0) -> None:
        """Put a name at the bottom, at the top or so many places down, or leave it."""
        if to is Place.STAYS:
            return
        behind = self._so_far_behind(name, places)
        before, after = self._before[name], self._after[name]
        self._after[before], self._before[after] = after, before
        if to is Place.BOTTOM:
            self._link(self._before[END], name, END)
        elif to is Place.TOP:
            self._link(END, name, self._after[END])
        elif behind != name:
            self._link(behind, name, self._after[behind])
        else:  # he is the last one already
            self._link(before, name, after)

    def _so_far_behind(self, name: str, places: int) -> str:
        """Who stands so many places behind a name; the last one, where the list ends before."""
        for _ in range(places):
            name = self._after[name] or name
        return name

    def _link(self, before: str, name: str, after: str) -> None:
        self._after[before], self._before[name] = name, before
        self._after[name], self._before[after] = after, name
