"""What an officer gets in the end: pay with deductions and reimbursements, never below nothing.

Amounts are cents; a deduction is minus. A deduction is taken whole or waits whole. Where earlier
pay that is taken back exceeds what there is, the rest is carried into the next run.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Due:
    """A deduction (minus) or reimbursement (plus) that is due."""

    id: int
    officer_id: int
    cents: int


@dataclass(frozen=True, slots=True)
class Net:
    """One officer: what is taken, what waits, and what is carried into the next run."""

    officer_id: int
    gross: int
    taken: tuple[Due, ...]
    waiting: tuple[Due, ...]
    carried: int

    @property
    def adjusted(self) -> int:
        """All that is added to the gross pay."""
        return sum(each.cents for each in self.taken) + self.carried

    @property
    def cents(self) -> int:
        """What the officer gets."""
        return self.gross + self.adjusted


def net_pays(
    gross: Mapping[int, int], due: Iterable[Due], *, below_zero: bool = False
) -> tuple[Net, ...]:
    """Officer by officer: reimbursements first, then deductions in the order given."""
    by_officer: dict[int, list[Due]] = {officer: [] for officer in gross}
    for each in due:
        by_officer.setdefault(each.officer_id, []).append(each)
    found = (
        _net(officer, gross.get(officer, 0), mine, below_zero=below_zero)
        for officer, mine in by_officer.items()
    )
    return tuple(net for net in found if net.gross or net.taken or net.waiting)


def _net(officer: int, gross: int, due: Sequence[Due], *, below_zero: bool) -> Net:
    ordered = sorted(due, key=lambda each: each.cents < 0)
    left = gross
    taken: list[Due] = []
    waiting: list[Due] = []
    for each in ordered:
        fits = each.cents >= 0 or below_zero or left + each.cents >= 0
        (taken if fits else waiting).append(each)
        left += each.cents if fits else 0
    carried = 0 if below_zero else max(0, -left)
    return Net(officer, gross, tuple(taken), tuple(waiting), carried)
