"""The rows of both sides brought into one book: decided, written past the log, and told to it.

Writing happens at once, rows first taken out and then put in, with references looked at in the end;
what the triggers note of it is struck out, since the log gets the foreign changes as they are, and
of our own only what leads from what the log then says to what the rows hold.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from storage.merging.clashes import (
    GOES_ALONG,
    QUIET,
    Unique,
    failed_columns,
    opponent,
    stepped_aside,
)
from storage.merging.links import references, referring
from storage.merging.parting import Key, Parting
from storage.merging.states import State, replayed, state_of, taken_back
from storage.merging.three_way import joined
from storage.stations import station_of


@dataclass(frozen=True, slots=True)
class Found:
    """One conflict: as `MergeConflict` keeps it."""

    kind: str
    key: Key
    base: State
    lower: State
    higher: State
    stands: int
    other_row: int | None = None


class _Aside(NamedTuple):
    """A row that made room for another: what it held, and by which rule."""

    key: Key
    state: dict[str, Any]
    unique: Unique


@dataclass(slots=True)
class Rows:
    """The rows that either side touched: what they held, and what they are to hold."""

    parting: Parting
    connection: sqlite3.Connection
    closed: dict[Key, set[str]]
    """Row → its personal columns that were redacted on either side."""
    base: dict[Key, State] = field(default_factory=dict)
    sides: dict[Key, tuple[State, State]] = field(default_factory=dict)
    """What each row held on our side, and on theirs."""
    final: dict[Key, State] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    points_to: dict[Key, int] = field(default_factory=dict)
    """Rows that went in a clash → the one that stays instead."""

    _links: dict[str, Iterable[tuple[str, str]]] = field(default_factory=dict)

    @property
    def stations(self) -> tuple[int, int]:
        """The station of the lower side, and of the higher."""
        ours, theirs = self.parting.ours.station, self.parting.theirs.station
        return min(ours, theirs), max(ours, theirs)

    # ── deciding ────────────────────────────────────────────────────────────────────────────

    def decide(self) -> None:
        """What every row is to hold."""
        ours, theirs = self.parting.ours.changes, self.parting.theirs.changes
        for key in sorted(ours.keys() | theirs.keys()):
            self._read(key)
        for key in list(self.sides):
            self._decide(key)
        for key in list(self.final):
            self._keep_parents(key)

    def _read(self, key: Key) -> None:
        ours, theirs = self.parting.ours, self.parting.theirs
        here = state_of(ours.connection, key)
        there = state_of(theirs.connection, key)
        if key in ours.changes:
            self.base[key] = taken_back(here, ours.changes[key])
        else:
            self.base[key] = here
        if key not in theirs.changes:
            there = self.base[key]
        self.sides[key] = here, there

    def _decide(self, key: Key) -> None:
        base, lower, higher = self._ordered(key)
        if key in self.closed:
            base, lower, higher = (self._blanked(key, state) for state in (base, lower, higher))
        outcome = joined(base, lower, higher)
        self.final[key] = outcome.state
        if outcome.kind:
            stands = self.stations[0] if outcome.state != higher else self.stations[1]
            self.found.append(Found(outcome.kind, key, base, lower, higher, stands))

    def _ordered(self, key: Key) -> tuple[State, State, State]:
        ours, theirs = self.sides[key]
        lower, higher = (ours, theirs) if self.parting.lower_is_ours else (theirs, ours)
        return self.base[key], lower, higher

    def _blanked(self, key: Key, state: State) -> State:
        """Without what is about a person, as a redaction leaves it."""
        if state is None:
            return None
        columns = self.connection.execute(f'PRAGMA table_info("{key[0]}")')
        needed = {name: bool(required) for _place, name, _kind, required, *_ in columns}
        blank = {name: "" if needed[name] else None for name in self.closed[key]}
        return {**state, **blank}

    def _keep_parents(self, key: Key) -> None:
        """What a row refers to stays, though the other side removed it."""
        state = self.final[key]
        for column, parent in self._references(key[0]) if state else ():
            assert state is not None
            wanted = (parent, state[column])
            if wanted[1] is None or self._stands(wanted):
                continue
            base, lower, higher = self._ordered(wanted)
            self.final[wanted] = base or lower or higher
            stands = self.stations[0] if lower is not None else self.stations[1]
            self.found.append(Found("removed", wanted, base, lower, higher, stands))
            self._keep_parents(wanted)

    def _references(self, table: str) -> Iterable[tuple[str, str]]:
        if table not in self._links:
            self._links[table] = references(self.connection, table)
        return self._links[table]

    def _stands(self, key: Key) -> bool:
        if key in self.final:
            return self.final[key] is not None
        return True  # neither side touched it

    # ── writing ─────────────────────────────────────────────────────────────────────────────

    def write(self) -> None:
        """Put the rows into the book as decided; where two cannot both stand, one steps aside."""
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        wanted = {key: state for key, state in self.final.items() if state != self.sides[key][0]}
        for key in wanted:
            self._take_out(key)
        for key, state in wanted.items():
            self._put(key, state)
        self._point_elsewhere()

    def _take_out(self, key: Key) -> None:
        self.connection.execute(f'DELETE FROM "{key[0]}" WHERE id = ?', (key[1],))

    def _put(self, key: Key, state: State) -> None:
        aside: list[_Aside] = []
        while state is not None:
            try:
                self._insert(key, state)
                break
            except sqlite3.IntegrityError as error:
                columns = failed_columns(error)
                if columns:
                    state = self._clash(key, state, columns, aside)
                else:
                    state = self._whole_side(key, state, error)
        self.final[key] = state
        for each in aside:
            self._put_aside(each, key[1])

    def _insert(self, key: Key, state: dict[str, Any]) -> None:
        columns = ", ".join(f'"{name}"' for name in ("id", *state))
        slots = ", ".join("?" * (len(state) + 1))
        self.connection.execute(
            f'INSERT INTO "{key[0]}" ({columns}) VALUES ({slots})', (key[1], *state.values())
        )

    def _whole_side(self, key: Key, state: dict[str, Any], error: sqlite3.IntegrityError) -> State:
        """Columns of both sides that do not go together: one side's row, whole."""
        base, lower, higher = self._ordered(key)
        if lower is None or state == lower:
            raise error
        if key not in {found.key for found in self.found}:
            self.found.append(Found("changed", key, base, lower, higher, self.stations[0]))
        return lower

    def _clash(
        self, key: Key, state: dict[str, Any], columns: tuple[str, ...], aside: "list[_Aside]"
    ) -> State:
        """The row, or the one in its way, steps aside; what the row is to hold now."""
        table = key[0]
        row, unique = opponent(self.connection, table, columns, state)
        other = (table, row)
        standing = state_of(self.connection, other)
        assert standing is not None
        self._tell_clash(key, state, other, standing, columns)
        if self._place(key) > self._place(other):
            left = None
            if state != standing:
                left = stepped_aside(self.connection, table, unique, state, self._place(key)[0])
            if left is None:
                self.points_to[key] = row
            return left
        self._take_out(other)
        aside.append(_Aside(other, standing, unique))
        return state

    def _put_aside(self, aside: "_Aside", instead: int) -> None:
        """Put the row back that made room, as it may stand beside the other."""
        self._know(aside.key, aside.state)
        place, table = self._place(aside.key)[0], aside.key[0]
        left = None
        if aside.state != state_of(self.connection, (table, instead)):
            left = stepped_aside(self.connection, table, aside.unique, aside.state, place)
        if left is None:
            self.points_to[aside.key] = instead
        self._put(aside.key, left)

    def _know(self, key: Key, state: State) -> None:
        """A row that neither side touched has to change all the same."""
        self.sides.setdefault(key, (state, state))
        self.base.setdefault(key, state)

    def _place(self, key: Key) -> tuple[int, int]:
        """Whose a row is, and its id: the greater one steps aside."""
        ours, theirs = (key in side.changes for side in (self.parting.ours, self.parting.theirs))
        if ours == theirs:
            return (self.stations[0] if ours else station_of(key[1])), key[1]
        side = self.parting.ours if ours else self.parting.theirs
        return side.station, key[1]

    def _tell_clash(
        self,
        one: Key,
        state: dict[str, Any],
        other: Key,
        standing: dict[str, Any],
        columns: tuple[str, ...],
    ) -> None:
        if state == standing or QUIET.get(one[0]) in columns:
            return  # both only did the same
        pairs = sorted(((self._place(one), state), (self._place(other), standing)), key=_place_of)
        (low, first), (high, second) = pairs
        found = Found("clash", (one[0], low[1]), None, first, second, self.stations[0], high[1])
        self.found.append(found)

    def _point_elsewhere(self) -> None:
        """What refers to a row that went in a clash refers to the one that stays."""
        for (table, row), instead in list(self.points_to.items()):
            for child, column in referring(self.connection, table):
                rows = self.connection.execute(
                    f'SELECT id FROM "{child}" WHERE "{column}" = ?', (row,)
                ).fetchall()
                for (child_id,) in rows:
                    goes = (table, child) in GOES_ALONG
                    self._point((child, child_id), column, None if goes else instead)

    def _point(self, key: Key, column: str, instead: int | None) -> None:
        state = state_of(self.connection, key)
        assert state is not None
        self._know(key, state)
        self._take_out(key)
        self._put(key, None if instead is None else {**state, column: instead})

    # ── what the log says then ──────────────────────────────────────────────────────────────

    def images(self) -> Iterator[tuple[Key, State, State]]:
        """Each row with what the log says once it has both sides' changes, and what it holds."""
        ours, theirs = self.parting.ours.changes, self.parting.theirs.changes
        for key, state in sorted(self.final.items(), key=lambda each: each[0]):
            changes = [*ours.get(key, ()), *theirs.get(key, ())]
            image = replayed(self.base[key], changes)
            if key in self.closed:
                image = self._blanked_image(key, image)
            yield key, image, state

    def _blanked_image(self, key: Key, image: State) -> State:
        whole = image is not None and all(name in image for name in self.closed[key])
        return self._blanked(key, image) if whole else image


def _place_of(pair: tuple[tuple[int, int], Any]) -> tuple[int, int]:
    return pair[0]
