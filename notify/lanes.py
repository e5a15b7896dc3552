"""Lanes: each channel hands over in threads of its own, so that a slow one holds up nobody.

Mail has one thread, since all of it shares one line to the server. While the server looks at one
mail, that thread makes the next one ready. The threads are daemons, and one that does not come back
is given up: its parcel's fate is unknown, and another takes its place.
"""

import queue
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from coordinator.rules.words import Channel
from notify.parcels import Outcome, Parcel, Sent, Unknown

LONGEST_SECONDS = 60.0
"""The longest that one hand-over may take, whatever the server does."""

WIDTHS: Mapping[str, int] = {Channel.EMAIL: 1, Channel.SMS: 4, Channel.PUSH: 4}
AHEAD: Mapping[str, int] = {Channel.EMAIL: 11}
"""How many parcels may wait in front of a busy lane. Only mail: should we die, it is safe to send
again under its Message-ID, where a text would be left in doubt."""

TOGETHER, TOGETHER_SECONDS = 4, 0.1
"""So many results of a lane that has enough in front of it are told of together, or what came
within so long: to write one down costs as much as a mail."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the parcel that was given under this ticket."""

    ticket: int
    channel: str
    outcome: Outcome


@dataclass(slots=True)
class _Job:
    ticket: int
    parcel: Parcel
    began: float = 0.0
    given_up: bool = False
    ready: Parcel | Outcome | None = None


@dataclass(slots=True)
class _Lane:
    jobs: "queue.SimpleQueue[_Job | None]" = field(default_factory=queue.SimpleQueue)
    threads: int = 0


class Lanes:
    """Gives parcels to `hand_over` in threads and collects what became of them.

    `ready` makes of a parcel what can be made before its turn, or says why it cannot leave.
    `hand_over` may call the function that it is given beside a parcel while it waits. `hang_up` is
    called with the channel whose thread was given up. Used from one thread only.
    """

    def __init__(
        self,
        ready: Callable[[Parcel], Parcel | Outcome],
        hand_over: Callable[[Parcel, Callable[[], None]], Outcome],
        hang_up: Callable[[str], None],
        longest: float = LONGEST_SECONDS,
    ) -> None:
        self._ready = ready
        self._hand_over = hand_over
        self._hang_up = hang_up
        self._longest = longest
        self._lanes: dict[str, _Lane] = {}
        self._out: dict[int, _Job] = {}
        self._done: deque[Result] = deque()
        self._news = threading.Event()

    def room(self, channel: str) -> int:
        """How many more parcels the channel takes now."""
        busy = Counter(job.parcel.channel for job in self._out.values())[channel]
        return WIDTHS[channel] + AHEAD.get(channel, 0) - busy

    def busy(self) -> bool:
        """Whether any parcel is still out."""
        return bool(self._out)

    def give(self, ticket: int, parcel: Parcel) -> None:
        """Put a parcel on its lane."""
        lane = self._lanes.setdefault(parcel.channel, _Lane())
        job = self._out[ticket] = _Job(ticket, parcel)
        lane.jobs.put(job)
        if lane.threads < WIDTHS[parcel.channel]:
            lane.threads += 1
            self._start(lane)

    def take_back(self, channel: str) -> tuple[int, ...]:
        """The tickets of parcels on the lane that nobody has begun to hand over."""
        tickets = []
        try:
            while True:
                job = self._lanes[channel].jobs.get_nowait()
                tickets += [job.ticket] if job else []
        except (KeyError, queue.Empty):
            pass
        for ticket in tickets:
            del self._out[ticket]
        return tuple(tickets)

    def close(self) -> None:
        """Let the threads end that wait for a parcel."""
        for lane in self._lanes.values():
            for _ in range(lane.threads):
                lane.jobs.put(None)

    def collect(self) -> tuple[Result, ...]:
        """Wait for at least one result; then all that are there. Empty when nothing is out."""
        results: list[Result] = []
        while self._out and not results:
            self._news.wait(TOGETHER_SECONDS)
            self._news.clear()
            results = self._arrived() + self._given_up()
        return tuple(results)

    def _arrived(self) -> list[Result]:
        results = [self._done.popleft() for _ in range(len(self._done))]
        # A result that comes in after its thread was given up is no news any more.
        return [result for result in results if self._out.pop(result.ticket, None)]

    def _given_up(self) -> list[Result]:
        now = time.monotonic()
        late = [j for j in self._out.values() if j.began and now - j.began >= self._longest]
        for job in late:
            del self._out[job.ticket]
            job.given_up = True
            self._hang_up(job.parcel.channel)
            self._start(self._lanes[job.parcel.channel])
        words = f"The gateway did not finish within {self._longest:g} seconds."
        return [Result(j.ticket, j.parcel.channel, Unknown(words)) for j in late]

    def _start(self, lane: _Lane) -> None:
        threading.Thread(target=self._work, args=(lane,), name="lane", daemon=True).start()

    def _work(self, lane: _Lane) -> None:
        while True:
            job = lane.jobs.get()
            if job is None:
                return
            job.began = time.monotonic()
            result = Result(job.ticket, job.parcel.channel, self._outcome(job))
            self._done.append(result)
            if not (isinstance(result.outcome, Sent) and _has_enough(lane, result.channel)):
                self._news.set()
            if job.given_up:
                return  # another thread has taken this one's place

    def _outcome(self, job: _Job) -> Outcome:
        ready = job.ready or self._ready(job.parcel)
        if not isinstance(ready, Parcel):
            return ready
        return self._hand_over(ready, lambda: self._look_ahead(job.parcel.channel))

    def _look_ahead(self, channel: str) -> None:
        """Make the channel's next parcel ready."""
        for job in tuple(self._out.values()):
            if job.parcel.channel == channel and not job.began:
                job.ready = job.ready or self._ready(job.parcel)
                return


def _has_enough(lane: _Lane, channel: str) -> bool:
    return lane.jobs.qsize() > AHEAD.get(channel, 0) - TOGETHER > 0
