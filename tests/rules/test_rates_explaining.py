"""What may stand in a card is told by the readers themselves, and all that is told is true."""

import re
import tomllib
from pathlib import Path

import pytest

import coordinator
from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.explaining import KINDS, explain, reference
from coordinator.rules.rates.facts import FLAGS, NUMBERS, WORDS
from coordinator.rules.rates.lines import ROUNDINGS

MANUAL = (Path(coordinator.__file__).parent / "manual" / "rate_cards.md").read_text("utf-8")
HEAD = 'name = "Card"\neffective_on = 2026-01-01\n'
PRICE = "\n[[bill.rate]]\nrate = 10\n"
CHRISTMAS = '\n[[holiday]]\nname = "Christmas Day"\non = ["12-25"]\n'


def test_the_manual_ends_with_the_reference() -> None:
    assert MANUAL.endswith(reference())


def test_the_manual_names_every_word_that_a_card_may_use() -> None:
    for word in (*FLAGS, *WORDS, *NUMBERS, *ROUNDINGS):
        assert word in MANUAL, word


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_kind_reads(kind: str) -> None:
    told = explain(kind)
    assert told.about
    assert told.keys
    for example in told.examples:
        given = f"[[bill.rate]]\nrate = 5\n{example}" if kind == "when" else example
        found = read_card(f"{HEAD}{given}\n{PRICE}{CHRISTMAS}")
        assert isinstance(found, RateCard), (example, [str(problem) for problem in found])


def test_every_key_that_an_example_uses_is_explained() -> None:
    for kind in KINDS:
        told = explain(kind)
        names = {key.name for key in told.keys} | {"step", "label", "when"}
        for example in told.examples:
            if kind not in ("bill", "clause", "when"):
                body = example.split("\n", 1)[1]
                assert tomllib.loads(body).keys() <= names, kind


def test_the_whole_card_of_the_manual_holds_its_example() -> None:
    text = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)[0]
    card = read_card(text)
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    assert not [str(problem) for problem in failing_examples(card)]
    assert len(card.examples) == 1


def test_every_condition_of_the_manual_reads() -> None:
    lines = re.findall(r"^    ((?:when|unless) = .*?)(?:\s+#.*)?$", MANUAL, re.MULTILINE)
    assert len(lines) > 10
    for line in lines:
        found = read_card(f"{HEAD}[[bill.rate]]\nrate = 5\n{line}\n{CHRISTMAS}")
        assert isinstance(found, RateCard), (line, [str(problem) for problem in found])
