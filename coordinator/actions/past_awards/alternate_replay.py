"""What happened in a world in the order of time, replayed from the latest point that holds."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable

from coordinator.actions.distribution.moments import Moment
from coordinator.actions.past_awards.alternate_ledger import DUTY, TURNED, Ledger, Which
from coordinator.rules.distribution.document import Distribution
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.parts import Part, Said
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.standing import Standing
from coordinator.rules.spans import Calendar

Told = tuple[int, int, int, int, Happening, int, int]
"""(at, kind of telling, order in it, order within one row, happening, position, until when a
period may begin that still hears of it)."""

Order = tuple[int, int, int, int]

SPACED = 64
"""Happenings between two points from which a replay can go on."""


class Replay:
    """All that one method hears of, and the standings that come of it under a document.

    `tell` makes happenings of what was said, or of a part that somebody had.
    """

    def __init__(
        self,
        ledger: Ledger,
        tell: Callable[[Said | Part], Iterable[Happening]],
        document: Distribution,
        calendar: Calendar,
    ) -> None:
        self._ledger = ledger
        self._tell = tell
        self._document = document
        self._calendar = calendar
        self._happened: list[Told] = []
        self._of: dict[Which, list[Told]] = {}
        self._points: list[tuple[Order, Standing]] = []

    # ── what happened ───────────────────────────────────────────────────────────────────────

    def told_of(self, key: Which) -> list[Told]:
        """What is told of an officer's chance to work, in order."""
        found: list[Told] = []
        for (kind, order), (position, told) in self._ledger.told.get(key, {}).items():
            if isinstance(told, Said):
                heard = told.seat.opens_at
            else:
                heard = max(told.seat.starts_at, told.awarded_at)
            found += [
                (each.at, kind, order, n, each, position, heard)
                for n, each in enumerate(self._tell(told))
            ]
        found.sort(key=_by_order)
        return found

    def change(self, key: Which) -> None:
        """Something else is told of an officer's chance from now on."""
        before, now = self._of.get(key, []), self.told_of(key)
        for told in before:
            if told not in now:
                del self._happened[bisect_left(self._happened, _by_order(told), key=_by_order)]
                self._forget(told)
        for told in now:
            if told not in before:
                insort(self._happened, told, key=_by_order)
                self._forget(told)
        self._of[key] = now

    def overtime(self, number: int, worked: Happening) -> None:
        """Hear of a stretch of overtime on duty."""
        told = (worked.at, DUTY, number, 0, worked, 0, worked.detail)
        insort(self._happened, told, key=_by_order)

    def first_since(self, since: int, without: int) -> tuple[Happening, ...]:
        """What happened first, since that is when lists without a date began."""
        for told in self._happened:
            if told[6] >= since and (told[5] != without or not without):
                return (told[4],)
        return ()

    def heard(self, moment: Moment, news: list[Happening], since: int) -> list[Happening]:
        """All that counts for a detail, with what the roster tells, in order of time."""
        told = [
            each
            for each in self._happened
            if not (each[5] == moment.position_id and each[5])
            and each[6] >= since
            and (each[1] != DUTY or each[4].detail < moment.at)
        ]
        return [each[4] for each in sorted([*_turned(news), *told], key=_by_order)]

    # ── the order of things ─────────────────────────────────────────────────────────────────

    def restart(self) -> None:
        """No point holds any more from which to go on."""
        self._points.clear()

    def _forget(self, told: Told) -> None:
        """What was replayed past this point no longer holds."""
        key = _by_order(told)
        while self._points and self._points[-1][0] >= key:
            self._points.pop()

    def standing_at(
        self, moment: Moment, case: Situation, news: list[Happening], since: int
    ) -> Standing:
        """The lists, marks and offers as they stand when the detail begins."""
        without = moment.position_id
        mine = self._ledger.by_position.get(without, ())
        own = [_by_order(each) for key in mine for each in self._of[key] if each[5] == without]
        limit: Order = min([(moment.at + 1, 0, 0, 0), *own])
        place = bisect_left(self._points, limit, key=lambda point: point[0])
        if place:
            key, standing = self._points[place - 1][0], self._points[place - 1][1].copy()
            begin = bisect_right(self._happened, key, key=_by_order)
        else:
            standing, begin = Standing(self._document, case, self._calendar), 0
        standing.turn(case)
        merged = self._with_news(begin, news)
        self._go_on(standing, merged, moment, since, limit)
        standing.settle(moment.at)
        return standing

    def _with_news(self, begin: int, news: list[Happening]) -> Iterable[Told]:
        after = _by_order(self._happened[begin - 1]) if begin else (BEGINNING, 0, 0, 0)
        turned = [each for each in _turned(news) if _by_order(each) > after]
        if not turned:
            return self._happened[begin:]
        return sorted([*turned, *self._happened[begin:]], key=_by_order)

    def _go_on(
        self,
        standing: Standing,
        told: Iterable[Told],
        moment: Moment,
        since: int,
        limit: Order,
    ) -> None:
        at, without, steps = moment.at, moment.position_id, 0
        for each in told:
            what, position = each[4], each[5]
            if position == without and without:
                continue
            if what.at > at and not 0 < what.detail < at:
                continue
            if each[6] < since:
                continue
            standing.happen(what)
            steps += 1
            key = _by_order(each)
            farthest = not self._points or self._points[-1][0] < key
            if steps % SPACED == 0 and farthest and key < limit and what.at <= moment.now:
                self._points.append((key, standing.copy()))


def _turned(news: list[Happening]) -> list[Told]:
    return [(each.at, TURNED, n, 0, each, 0, each.at) for n, each in enumerate(news)]


def _by_order(told: Told) -> Order:
    return told[:4]
