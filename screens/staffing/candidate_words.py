"""A ranking as rows: the place of each candidate, his hours, and the verdict in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.text import Text

from screens.parts.columns import Column
from screens.shown import cell, hours, local, visible

if TYPE_CHECKING:
    from coordinator.actions.staffing.candidates import Candidate, Ranking
    from storage.queries.staffing.standby import First

COLUMNS = (
    Column("#", 3),
    Column("Officer", 20, grow=1),
    Column("Rank", 4),
    Column("Hours", 6),
    Column("Last", 6),
    Column("km", 5),
    Column("Verdict", 20, grow=3),
)
_WORDS = {"eligible": "CAN", "override": "OVERRIDE", "barred": "BARRED"}
_TONES = {"eligible": "success", "override": "warning", "barred": "error"}

ASKED = "open"
"""The answer of who has an offer before him and has said nothing yet."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate and his place in the order: '1', '2=' in a tie, nothing for the barred."""

    place: str
    candidate: "Candidate"
    ranking: "Ranking | None" = None

    @property
    def by(self) -> tuple[str, ...]:
        """By what he has his place in the order, where the method says more than hours."""
        return () if self.ranking is None else self.ranking.why(self.candidate)

    @property
    def key(self) -> str:
        """The officer's id as a row key."""
        return str(self.candidate.id)

    @property
    def standing(self) -> str:
        """eligible, override or barred."""
        return str(self.candidate.standing)


def placed(ranking: "Ranking", leaving: int | None = None) -> tuple[Placed, ...]:
    """Who may be asked in order, then those who turned it down, then the barred.

    `leaving` is about to give the position back: a ranking from before that has him among those
    who may be asked, and he is not.
    """
    rows: list[Placed] = []
    number = 1
    open_groups = [[c for c in group if c.id != leaving] for group in ranking.open]
    for group in filter(None, open_groups):
        tie = "=" if len(group) > 1 else ""
        aside = bool(group[0].aside)
        place = "" if aside else f"{number}{tie}"
        rows += [Placed(place, candidate, ranking) for candidate in group]
        number += len(group)
    asked = {c.id for group in ranking.open for c in group}
    others = [c for group in ranking.groups for c in group if c.id not in asked]
    rows += [Placed("", c, ranking) for c in (*others, *ranking.barred)]
    return tuple(rows)


def counts(rows: tuple[Placed, ...]) -> str:
    """'4 can, 2 with override, 9 barred'."""
    standings = [row.standing for row in rows]
    can, override = standings.count("eligible"), standings.count("override")
    parts = [f"{can} can"]
    if override:
        parts.append(f"{override} with override")
    return ", ".join([*parts, f"{len(rows) - can - override} barred"])


def verdict(row: Placed) -> str:
    """The verdict and its first reason, or the answer that was already given."""
    answer = row.candidate.answer
    if not answer:
        return standing_words(row)
    word = "ASKED" if answer == ASKED else answer.replace("_", " ").upper()
    return _with_reason(word, row)


def standing_words(row: Placed) -> str:
    """The verdict and its first reason, whatever he answered."""
    return _with_reason(_WORDS[row.standing], row)


def _with_reason(word: str, row: Placed) -> str:
    candidate = row.candidate
    reasons = (candidate.aside, *candidate.reasons) if candidate.aside else candidate.reasons
    more = f" (+{len(reasons) - 1})" if len(reasons) > 1 else ""
    return f"{word}  {visible(reasons[0])}{more}" if reasons else word


def reasons(row: Placed, phone: str = "") -> str:
    """The telephone, by what he has his place, every reason, and what he has to do next."""
    candidate = row.candidate
    ring = f" · {visible(phone)}" if phone else ""
    by = f" · {visible(' · '.join(row.by))}" if row.by else ""
    who = f"{visible(candidate.name)} #{visible(candidate.badge)}"
    lines = [f"{who}{ring}: {_WORDS[row.standing]}{by}"]
    if candidate.aside:
        lines.append(f"· {visible(candidate.aside)}")
    lines += [f"· {visible(reason)}" for reason in candidate.reasons]
    if candidate.following:
        lines.append(f"Next: {visible('; '.join(candidate.following))}")
    return "\n".join(lines)


def first_words(found: "First") -> str:
    """Who stands by, whom the employer asked for, who is asked to decide: a line each."""
    lines = [f"BACKUP {visible(one.words)} · B brings him in" for one in found.backups[:2]]
    if found.asked:
        lines.append(f"ASKED FOR *{visible(found.asked)} · a wish: it does not change the order")
    for kind, word in (("available", "SAY THEY ARE FREE"), ("unavailable", "SAY THEY ARE BUSY")):
        said = [
            f"{one.officer.partition(',')[0]} #{one.badge}"
            for one in found.said
            if one.kind == kind
        ]
        if said:
            lines.append(f"{word}: {visible(', '.join(said[:8]))}")
    if found.question is not None:
        asked_of, words = visible(found.question.asked_of), visible(found.question.words)
        lines.append(f"{asked_of} IS ASKED about {words} · Z takes it back")
    return "\n".join(lines)


def cells(row: Placed, zone: ZoneInfo, tone: str, *, wished: bool = False) -> tuple[Text, ...]:
    """One line of the list; `wished` marks whom the employer asked for by name."""
    candidate = row.candidate
    last = candidate.last_worked_at
    km = candidate.distance_km
    when = "" if last is None else f"{local(last, zone):%-d %b}"
    return (
        cell(row.place, right=True),
        cell(f"{'*' if wished else ''}{candidate.name} #{candidate.badge}"),
        cell(candidate.officer.rank_code),
        cell(hours(candidate.minutes), right=True),
        cell(when),
        cell("" if km is None else km, right=True),
        cell(verdict(row), tone),
    )


def tone_of(row: Placed) -> str:
    """The tone of the verdict."""
    return _TONES[row.standing]
