"""Why an award comes out differently, in words: the clause that bars, or the key that decides."""

from coordinator.actions.past_awards.alternate_table import World
from coordinator.rules.distribution.why_there import why
from coordinator.rules.plain_why import plain_why
from coordinator.rules.retrial import Award, Cause, Outcome, Way


def difference_words(outcome: Outcome, other: World) -> str:
    """'weekly cap: 61 of 60 h (4.2)', or '12 h in the month before 20 h'."""
    award, names = outcome.award, other.background
    if outcome.cause is Cause.HELD and outcome.officer is not None:
        return f"{names.name(outcome.officer)} holds it here and did not give it back"
    if outcome.cause in (Cause.BARRED, Cause.NOBODY):
        words = "; ".join(other.bars(award.officer, award).values())
        return words or "the rule gives it to nobody"
    if outcome.officer is None:
        return ""
    return _key_words(award, outcome.officer, other)


def _key_words(award: Award, officer: int, other: World) -> str:
    if award.way is Way.ORDER:
        return "is to be ordered first"
    if other.value(award.officer, award) is None:
        return f"{other.background.name(award.officer)} does not stand for it"
    question, policy, method = other.asked(award)
    those = other.stand_of(officer, award), other.stand_of(award.officer, award)
    if method is None:
        first, second = (plain_why(policy.rotation_for(question), question, each) for each in those)
    else:
        first, second = (why(policy.distribution, method, question, each) for each in those)
    for one, two in zip(first, second, strict=False):
        if one != two:
            return f"{one} before {two}"
    return "comes first by lot" if first == second else f"{', '.join(first)}"
