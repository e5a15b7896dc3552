"""What may stand in a card is told by the readers themselves, and all that is told is true."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import coordinator
from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.documents import Table
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.days import DayList
from coordinator.rules.rates.explaining import CHRISTMAS as CHRISTMAS_DAY
from coordinator.rules.rates.explaining import KINDS, explain, reference
from coordinator.rules.rates.facts import FLAGS, NUMBERS, WORDS
from coordinator.rules.rates.hours import Step
from coordinator.rules.rates.lines import ROUNDINGS
from coordinator.rules.rates.notices import WHICH
from coordinator.rules.rates.reading import BILLED, HOURLY, read_root, read_settings
from coordinator.rules.rates.reading_charges import read_crew_rule
from coordinator.rules.rates.reading_days import read_holiday
from coordinator.rules.rates.reading_portions import BOUNDS
from coordinator.rules.rates.reading_scopes import read_conditions
from coordinator.rules.rates.steps import STEPS
from coordinator.rules.recording import Recording

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
        head = "" if kind == "card" else HEAD
        found = read_card(f"{head}{given}\n{PRICE}{CHRISTMAS}")
        assert isinstance(found, RateCard), (example, [str(problem) for problem in found])


class Spy(Recording):
    """Takes down every key that is accepted, under the names of the reference."""

    __slots__ = ("children",)

    def __init__(self, data: dict[str, Any], below: str = "") -> None:
        super().__init__(data, {}, below)
        self.children: list[Spy] = []

    def table(self, key: str) -> Table:
        self._asked.add(key)
        self.children.append(Spy(self._data.get(key, {}), f"{self.below}{key}."))
        return self.children[-1]

    def accepted(self) -> set[str]:
        """The keys of this table and of those below it."""
        mine = {self.below + key for key in self._asked}
        return mine.union(*(child.accepted() for child in self.children))


def of_step(step: type[Step]) -> Callable[[Table, DayList], object]:
    return lambda table, days: step.read(table)


READERS: dict[str, Callable[[Table, DayList], object]] = {
    **{kind: reader for kind, (_, reader) in {**HOURLY, **BILLED}.items() if kind != "hours"},
    **{kind: of_step(step) for kind, step in STEPS.items()},
    "crew": read_crew_rule,
    "bill": lambda table, days: read_settings(table, billed=True),
    "when": read_conditions,
    "holiday": lambda table, days: read_holiday(table),
}
NIGHT = "between = [22:00:00, 06:00:00], inside = { over = 2 }"
WHENS = [
    "requested = { after_clock = 12:00:00, under = 1, closes = 16:00:00 }",
    'starts = { on = ["sunday"] }',
    f"touches = {{ {NIGHT} }}",
]
COMMON = {"clause", "label", "from", "until", "when", "unless"}


def accepted(kind: str) -> set[str]:
    """What the readers take, whether the reference says it or not."""
    given = ["", "inside = {}", "round = {}", 'country = "US"']
    if kind == "when":
        given = [*WHENS, "", *(f"{which} = {{}}" for which in WHICH)]
    spies = [Spy(tomllib.loads(each)) for each in given]
    for spy in spies:
        READERS[kind](spy, CHRISTMAS_DAY)
    return set[str]().union(*(spy.accepted() for spy in spies))


@pytest.mark.parametrize("kind", READERS)
def test_every_key_that_is_accepted_is_in_the_reference(kind: str) -> None:
    known = {key.name for key in explain(kind).keys} | (set() if kind == "holiday" else COMMON)
    # Bounds of a number or notice, and of the times of a job, are told once, in words.
    found = {key for key in accepted(kind) if key.split(".")[-1] not in BOUNDS}
    found = {re.sub(r"^(approved|cancelled|reduced)\.", "requested.", key) for key in found}
    found = {re.sub(r"^touches\.(?!inside)", "starts.", key) for key in found}
    found = {key for key in found if not key.startswith(("when.", "unless."))}
    assert found - known == set()


def test_every_key_of_the_head_is_in_the_reference() -> None:
    spy = Spy({})
    read_root(spy)
    known = {key.name.strip("[]") for key in explain("card").keys}
    assert {key for key in spy.accepted() if "." not in key} == known


def test_every_key_that_an_example_uses_is_explained() -> None:
    for kind in KINDS[1:]:
        told = explain(kind)
        names = {key.name for key in told.keys} | {"step", "label", "when"}
        for example in told.examples:
            if kind not in ("bill", "clause", "when"):
                body = example.split("\n", 1)[1]
                assert tomllib.loads(body).keys() <= names, kind


@pytest.mark.parametrize("which", [0, 1])
def test_the_whole_cards_of_the_manual_hold_their_examples(which: int) -> None:
    text = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)[which]
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
