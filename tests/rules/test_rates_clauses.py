"""One small card for each kind of money clause met in published rules, held by its examples."""

from pathlib import Path

import pytest

from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.explaining import KINDS
from tests.rules.changed_cards import changed_by_one

HOURS_ONLY = ("medfield", "york")
"""Cards of shared cases whose price was not seen: no example can hold it."""

CARDS = [
    path
    for path in sorted((Path(__file__).parent / "cards").glob("*.toml"))
    if path.stem not in HOURS_ONLY
]


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_every_example_of_a_clause_holds(path: Path) -> None:
    card = read_card(path.read_text("utf-8"))
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    assert card.examples
    assert not [str(problem) for problem in failing_examples(card)]


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_no_number_can_change_unnoticed(path: Path) -> None:
    for line, text, document in changed_by_one(path.read_text("utf-8")):
        card = read_card(document)
        assert not isinstance(card, RateCard) or failing_examples(card), (line, text)


def test_every_kind_of_table_and_step_has_a_card() -> None:
    text = "".join(path.read_text("utf-8") for path in CARDS)
    for kind in set(KINDS) - {"card", "bill", "clause", "when", "holiday"}:
        assert f".{kind}]]" in text or f'step = "{kind}"' in text or f"[[{kind}]]" in text, kind
