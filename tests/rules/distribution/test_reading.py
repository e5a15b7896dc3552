"""A document with a wrong value is refused with problems, never with a traceback."""

import re

import pytest

from coordinator.rules.policy import Invalid, Policy, read_policy
from tests.rules.distribution.documents import document
from tests.rules.distribution.test_cases import DOCUMENTS, text_of
from tests.rules.distribution.test_manual import EXAMPLES

WHOLE = [text_of(agency).split("# ── Examples")[0] for agency in DOCUMENTS]
WHOLE += ['name = "P"\neffective_on = 2026-01-01\n' + text for text in EXAMPLES[1:]]
VALUE = re.compile(r"(?m)^([a-z_]+) = ([^#\n]+)")


@pytest.mark.parametrize("value", ["3", "-1.5", '"x"', "[]", "[3]", "{}", "true", "06:00:00"])
def test_any_value_in_any_place(value: str) -> None:
    refused = 0
    for text in WHOLE:
        for found in VALUE.finditer(text):
            changed = text[: found.start(2)] + value + text[found.end(2) :]
            policy = read_policy(changed)
            assert isinstance(policy, Policy | Invalid)
            refused += isinstance(policy, Invalid)
    assert refused > 50


def test_a_happening_of_a_key_may_be_a_word_or_a_list_of_words() -> None:
    key = '[rotation]\n[[rotation.key]]\nby = "longest_since"\non = '
    assert document(key + '"awarded"').methods == document(key + '["awarded"]').methods


@pytest.mark.parametrize("place", ["rotation.tier.key", "rotation.draft.key", "rotation.key"])
def test_the_happenings_of_every_key_are_words_of_the_document(place: str) -> None:
    tables = {"rotation.tier.key": '[[rotation.tier]]\nname = "own"\n'}
    tables["rotation.draft.key"] = "[rotation.draft]\n"
    key = f'[[{place}]]\nby = "longest_since"\non = "lectured"\n'
    text = "[rotation]\n" + tables.get(place, "") + key
    assert "lectured" in document(text).words
