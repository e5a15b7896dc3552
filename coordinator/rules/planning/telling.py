"""The chance that posts stay empty, in words for whoever asks for them and for the coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.rules.planning.posts import Features
from coordinator.rules.planning.risk import Risk

LEAST_TOLD = 0.5
"""So many posts must be expected to stay empty before it is said of how many."""


@dataclass(frozen=True, slots=True)
class Told:
    """A post by its words and what it is told apart by."""

    words: str
    features: Features


def percent(chance: float) -> str:
    """A chance for people: under 1 %, 12 %, over 99 %."""
    if chance < 0.01:
        return "under 1 %"
    return "over 99 %" if chance > 0.99 else f"{round(100 * chance)} %"


def risk_words(risk: Risk, posts: Sequence[Told], *, why: bool = True) -> str:
    """What is to be expected of posts, and the one in most danger. Empty for none.

    With `why` it is said how many posts like that one stayed empty, and what raises the chance.
    """
    if not posts:
        return ""
    chances = [risk.chance(post.features) for post in posts]
    worst = max(range(len(posts)), key=chances.__getitem__)
    expected = sum(chances)
    told = f"{posts[worst].words}: {percent(chances[worst])}"
    if len(posts) == 1:
        said = f"Chance that the post stays empty: {percent(chances[0])}"
    elif expected < LEAST_TOLD:
        said = f"All {len(posts)} posts are likely to be filled; most in danger {told}"
    else:
        said = f"Of {len(posts)} posts about {expected:.0f} may stay empty; most in danger {told}"
    return f"{said}{_behind(risk, posts[worst].features) if why else ''}."


def _behind(risk: Risk, features: Features) -> str:
    alike, empty = risk.like(features)
    raising = ", ".join(risk.why(features))
    known = f" ({empty} of {alike:,} like it did)" if alike else ""
    return f"{known}{f'; raised by {raising}' if raising else ''}"
