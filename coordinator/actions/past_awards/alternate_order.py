"""By what officers are ordered for past awards, as they stand in one world at the moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coordinator.actions.distribution.moments import Moment
from coordinator.actions.past_awards.alternate_ledger import Ledger
from coordinator.actions.past_awards.alternate_lives import Lives
from coordinator.actions.past_awards.alternate_question import Asked
from coordinator.actions.past_awards.alternate_stands import Stands
from coordinator.rules.distribution.document import By, Method
from coordinator.rules.distribution.needs import needs_of
from coordinator.rules.distribution.placing import Round
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.facts import NO_TALLY, OfficerFacts
from coordinator.rules.lineup import Lineup
from coordinator.rules.retrial import Way
from coordinator.rules.spans import Calendar

NOBODY = 0


@dataclass(frozen=True, slots=True)
class _Values:
    """By what everybody was ordered at the question before, by one method."""

    ids: Sequence[int]
    worked: Sequence[int]
    signed: frozenset[int]
    values: dict[int, object]


class Order:
    """Everybody's value at one award after another: by keys over details, or by a method."""

    def __init__(self, calendar: Calendar, lives: Lives, ledger: Ledger) -> None:
        self._calendar = calendar
        self._lives = lives
        self._ledger = ledger
        self._stands: dict[tuple[str, int], Stands] = {}
        self._kept: dict[tuple[str, int], _Values] = {}

    def forget(self) -> None:
        """Other facts of officers hold from now on."""
        self._stands.clear()
        self._kept.clear()
        self._ledger.listeners.clear()

    def values(self, asked: Asked) -> Mapping[int, object]:
        """Officer → his value, of those who stand for it; of orders those who can be ordered."""
        if asked.award.way is Way.ORDER:
            return self._drafted(asked)
        if asked.values is None:
            method = asked.method
            if method is None:
                asked.values = self._plain(asked, asked.background.present(asked.question))
            else:
                asked.values = self._whole(asked, method)
        return asked.values

    def stand_of(self, officer: int, asked: Asked) -> OfficerFacts:
        """What an officer is ordered by, for saying it in words."""
        question = asked.question
        starts_at = question.position.starts_at
        (worked,) = self._lives.last_ends([officer], starts_at)
        known = asked.background.person(officer, question)._replace(
            expressed_at=asked.sign_ups.get(officer), last_worked_at=worked or None
        )
        if asked.method is not None:
            stand: Stand = self._standing(asked, asked.method)(officer, worked or None)
            return known._replace(stand=stand)
        rotation = asked.policy.rotation_for(question)
        periods = rotation.periods(starts_at, self._calendar)
        tallies = tuple(self._lives.tallies(period).get(officer, NO_TALLY) for period in periods)
        return known._replace(tallies=tallies)

    # ── values ──────────────────────────────────────────────────────────────────────────────────

    def values_of(self, officers: Sequence[int], asked: Asked) -> Mapping[int, object]:
        """`values` of a few officers, spared everybody else where that can be."""
        if asked.values is None and asked.method is None and asked.award.way is not Way.ORDER:
            present = asked.background.present(asked.question)
            return self._plain(asked, [one for one in officers if one in present])
        return self.values(asked)

    def _plain(self, asked: Asked, ids: Sequence[int]) -> Mapping[int, object]:
        question, background, lives = asked.question, asked.background, self._lives
        rotation = asked.policy.rotation_for(question)
        position = question.position
        lineup = Lineup(
            ids,
            background.seniority(ids),
            lives.tallies,
            lambda starts_at: lives.last_ends(ids, starts_at),
            asked.sign_ups,
        )
        return lineup.values(rotation, position.starts_at, self._calendar, position.number)

    def _whole(self, asked: Asked, method: Method) -> Mapping[int, object]:
        stand, asking = self._standing(asked, method), self._round(asked, method)
        ids = asked.background.present(asked.question)
        worked = self._lives.last_ends(ids, asked.question.position.starts_at)
        key = (asked.policy.sha256, asked.policy.distribution.place(method))
        kept = self._kept.get(key)
        found: dict[int, object] = {}
        again = list(zip(ids, worked, strict=True))
        if asking.compares:
            asking.see((str(officer), stand(officer, last or None)) for officer, last in again)
        signed = frozenset(asked.sign_ups)
        if kept is not None and kept.ids == ids and (who := self._moved(key, kept, signed, worked)):
            found = kept.values
            again = [(officer, last) for officer, last in again if officer in who]
        for officer, last in again:
            value = asking.value(str(officer), stand(officer, last or None))
            if value is not None:
                found[officer] = value
            else:
                found.pop(officer, None)
        if _steady(method):
            self._kept[key] = _Values(ids, worked, signed, found)
        return found

    def _moved(
        self, key: tuple[str, int], kept: _Values, signed: frozenset[int], worked: Sequence[int]
    ) -> set[int]:
        """Whose place may be another than at the question before; empty: anybody's."""
        changed = self._stands[key].changed
        if changed is None:
            return set()
        found = {int(name) for name in changed} | signed | kept.signed | {NOBODY}
        if worked != kept.worked:
            pairs = zip(kept.ids, kept.worked, worked, strict=True)
            found |= {officer for officer, before, now in pairs if before != now}
        return found

    def _drafted(self, asked: Asked) -> Mapping[int, object]:
        """By what officers are ordered; without a rule for it nobody but who was."""
        if asked.draft is None:
            method = asked.method
            asked.draft = {}
            if method is not None and method.drafts:
                stand, asking = self._standing(asked, method), self._round(asked, method)
                draft = method.draft(asking.facts)
                for officer in asked.background.present(asked.question):
                    value = asking.ordered_value(draft, str(officer), stand(officer, None))
                    if value is not None:
                        asked.draft[officer] = value
        return asked.draft

    # ── how they stand ──────────────────────────────────────────────────────────────────────────

    def _round(self, asked: Asked, method: Method) -> Round:
        if asked.round is None:
            signed = {str(who): (at,) for who, at in asked.sign_ups.items()}
            position = asked.question.position
            asked.round = Round(
                method,
                facts_of(asked.question),
                position.starts_at,
                self._calendar,
                position.number,
                signed or None,
            )
        return asked.round

    def _standing(self, asked: Asked, method: Method) -> Callable[[int, int | None], Stand]:
        if asked.standing is not None:
            return asked.standing
        policy, question = asked.policy, asked.question
        key = (policy.sha256, policy.distribution.place(method))
        if key not in self._stands:
            self._stands[key] = Stands(
                asked.background.connection,
                needs_of(policy.distribution, method),
                self._ledger,
                self._calendar,
                asked.background.first_start,
            )
        moment = Moment(
            question.position.span,
            asked.award.at,
            self._calendar,
            facts_of(question),
            question.position.id,
            question.periods,
            about=question.position.id,
        )
        asked.standing = self._stands[key].ask(moment)
        return asked.standing


def _steady(method: Method) -> bool:
    """Whether nothing but an officer's stand and sign-up decides on his place."""
    keys = (*method.keys, *(key for tier in method.tiers for key in tier.keys))
    return (
        method.signups is False
        and not (method.drawn or method.compares or method.parts)
        and not any(tier.signups or tier.of_detail or tier.unit_is for tier in method.tiers)
        and not any(key.by is By.DRAW for key in keys)
    )
