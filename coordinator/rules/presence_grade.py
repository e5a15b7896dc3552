"""How sure it is that an officer was where he should be: a grade from independent weak signals.

Nobody is followed. What is there anyway is added up: his own texts, the position or the word in
them, what the employer confirmed, whether his call sign was heard, a spot check, the coordinator's
own eye. No one signal proves much; several from different people do. The points are those of
`POINTS`, each signal counting once; signals of one source (his own phone) prove less than signals
of several, so a strong grade wants two sources. What contradicts is never added up: it is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coordinator.rules.dispatch_log import Heard
from coordinator.rules.request_words import Presence, SpotResult


class Signal(StrEnum):
    """What speaks for an officer's presence."""

    PUNCH_IN = "punch_in"
    PUNCH_OUT = "punch_out"
    INSIDE = "inside"
    CODE_WORD = "code_word"
    HEARD = "heard"
    CLIENT_SAW = "client_saw"
    CERTIFIED = "certified"
    EYE = "eye"
    SPOT_CHECK = "spot_check"


class Grade(StrEnum):
    """How sure it is. `contradicted`: something says that he was not there, whatever else does."""

    CONTRADICTED = "contradicted"
    NONE = "none"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


POINTS: dict[Signal, tuple[int, str]] = {
    Signal.PUNCH_IN: (1, "officer"),
    Signal.PUNCH_OUT: (1, "officer"),
    Signal.INSIDE: (2, "officer"),
    Signal.CODE_WORD: (2, "officer"),
    Signal.HEARD: (2, "dispatch"),
    Signal.CLIENT_SAW: (3, "employer"),
    Signal.CERTIFIED: (3, "employer"),
    Signal.EYE: (3, "coordinator"),
    Signal.SPOT_CHECK: (4, "supervisor"),
}
"""Signal → its points, and whose word it is."""

WORDS: dict[Signal, str] = {
    Signal.PUNCH_IN: "he wrote IN",
    Signal.PUNCH_OUT: "he wrote OUT",
    Signal.INSIDE: "his position was inside the site's circle",
    Signal.CODE_WORD: "he gave the word posted at the site",
    Signal.HEARD: "his call sign was heard within the hours",
    Signal.CLIENT_SAW: "the employer wrote that he was seen",
    Signal.CERTIFIED: "the employer certified the hours",
    Signal.EYE: "the coordinator marked him seen",
    Signal.SPOT_CHECK: "a spot check found him",
}

FAIR_POINTS, STRONG_POINTS = 3, 6
STRONG_SOURCES = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What one punch says beside its kind: position against the circle, distance, the word."""

    kind: str
    presence: Presence | None = None
    distance_m: int | None = None
    code_word: bool | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of one shift. `punches` in the order in which they came.

    `heard` is None where the log says nothing of that time or the detail has no call sign; `spot`
    None where nobody was sent.
    """

    punches: tuple[Told, ...] = ()
    heard: Heard | None = None
    client_saw: bool = False
    certified: bool = False
    eye: bool = False
    spot: SpotResult | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade with its reasons, and what contradicts or is missing."""

    grade: Grade
    points: int
    signals: tuple[Signal, ...]
    against: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything is known of the shift at all."""
        return bool(self.signals or self.against or self.remarks)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Everything in words, what contradicts first."""
        told = (f"{WORDS[each]} (+{POINTS[each][0]})" for each in self.signals)
        return (*(f"against: {each}" for each in self.against), *told, *self.remarks)

    @property
    def sentence(self) -> str:
        """'fair, 5 points: he wrote IN (+1), ...'"""
        points = f"{self.points} point{'' if self.points == 1 else 's'}"
        return f"{self.grade}, {points}: {'; '.join(self.reasons) or 'nothing speaks for it'}"


def graded(signs: Signs) -> Graded:
    """The grade of one shift. Of several punches of a kind the last one counts."""
    last = {told.kind: told for told in signs.punches if told.kind in ("in", "out")}
    signals = tuple(dict.fromkeys(_signals(signs, last.values())))
    against = tuple(_against(signs, last.values()))
    points = sum(POINTS[each][0] for each in signals)
    sources = {POINTS[each][1] for each in signals}
    return Graded(
        Grade.CONTRADICTED if against else _grade(points, len(sources)),
        points,
        signals,
        against,
        tuple(_remarks(signs)),
    )


def _grade(points: int, sources: int) -> Grade:
    if points >= STRONG_POINTS and sources >= STRONG_SOURCES:
        return Grade.STRONG
    if points >= FAIR_POINTS:
        return Grade.FAIR
    return Grade.WEAK if points else Grade.NONE


def _signals(signs: Signs, last: Iterable[Told]) -> Iterable[Signal]:
    for told in last:
        yield Signal.PUNCH_IN if told.kind == "in" else Signal.PUNCH_OUT
        if told.presence is Presence.INSIDE:
            yield Signal.INSIDE
        if told.code_word:
            yield Signal.CODE_WORD
    held = (
        (signs.heard is not None and signs.heard.within > 0, Signal.HEARD),
        (signs.client_saw, Signal.CLIENT_SAW),
        (signs.certified, Signal.CERTIFIED),
        (signs.eye, Signal.EYE),
        (signs.spot is SpotResult.PRESENT, Signal.SPOT_CHECK),
    )
    yield from (signal for holds, signal in held if holds)


def _against(signs: Signs, last: Iterable[Told]) -> Iterable[str]:
    for told in last:
        word = told.kind.upper()
        if told.presence is Presence.OUTSIDE:
            yield f"his position at {word} was {told.distance_m or 0:,} m from the site"
        if told.code_word is False:
            yield f"the word that he gave at {word} is not the one posted at the site"
    if signs.spot is SpotResult.ABSENT:
        yield "a spot check did not find him"
    if signs.heard is not None and not signs.heard.within and signs.heard.outside:
        yield "his call sign was heard only outside the hours"


def _remarks(signs: Signs) -> Iterable[str]:
    if signs.heard is not None and not signs.heard.within and not signs.heard.outside:
        yield "his call sign was not heard"
    if signs.heard is not None and signs.heard.within and signs.heard.outside:
        yield "his call sign was heard outside the hours too"
    if signs.spot is SpotResult.OTHER:
        yield "a spot check found something else: see its words"
