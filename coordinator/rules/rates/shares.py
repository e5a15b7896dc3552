"""An amount in whole cents, dealt out so that the parts are the whole again."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def in_shares(amount: int, weights: Sequence[int | Decimal]) -> list[int]:
    """Cents dealt out by weights; the largest remainders get the odd cents, the first of equals
    before the others. Where the weights come to nothing, the first place gets all."""
    exact = [Fraction(weight) for weight in weights]
    whole = sum(exact)
    if whole == 0:
        return [amount, *(0 for _ in weights[1:])]
    shares = [amount * weight / whole for weight in exact]
    parts = [share.__floor__() for share in shares]
    order = sorted(range(len(parts)), key=lambda place: parts[place] - shares[place])
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return parts
