"""What the manual says about distribution documents is so."""

import re
from importlib.resources import files

import pytest

from coordinator.rules.cases.distribution_comparing import EXPECTED
from coordinator.rules.cases.distribution_names import TABLES
from coordinator.rules.cases.distribution_reading import CASE, DETAIL_FIELDS, OFFICER
from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.distribution.conditions import BOUNDS, OF_HAPPENINGS
from coordinator.rules.distribution.document import By
from coordinator.rules.distribution.periods import Repeat
from coordinator.rules.distribution.signup_times import Late
from coordinator.rules.distribution.tallies import Newcomers, Unit
from coordinator.rules.distribution.words import HAPPENINGS
from coordinator.rules.policy import Policy, read_policy
from tests.rules.distribution.documents import problems

PAGE = files("coordinator").joinpath("manual", "distribution.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE.split("## Every table")[0], re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_every_example_can_be_read(number: int) -> None:
    text = EXAMPLES[number]
    if "effective_on" in text:
        policy = read_policy(text)
        assert isinstance(policy, Policy)
        assert failing_examples(policy) == ()
    else:
        assert problems(text) == []


@pytest.mark.parametrize(
    "word", [*HAPPENINGS, *OF_HAPPENINGS, *BOUNDS, *By, *Late, *Newcomers, *Unit, *Repeat]
)
def test_every_word_is_explained(word: str) -> None:
    assert f"`{word}`" in PAGE or f'"{word}"' in PAGE or f"{word} =" in PAGE


def test_every_field_of_a_case_is_listed() -> None:
    page = PAGE.split("## How a case file is read")[1].split("## Every table")[0]
    fields = {*CASE, *OFFICER, *DETAIL_FIELDS, *EXPECTED, *TABLES} - {"fold"}
    assert [name for name in sorted(fields) if f"`{name}`" not in page] == []
