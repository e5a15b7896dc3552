"""Equipment of a series, as it is written and kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.recurring.equipment import (
    NotEquipment,
    equipment_json,
    equipment_of,
    equipment_words,
    read_equipment,
)

KINDS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)


def test_it_is_read_as_people_write_it() -> None:
    assert read_equipment("2 Marked car; barrier;1 marked_car") == {"marked_car": 3, "barrier": 1}
    assert read_equipment(" ; ") == {}


@pytest.mark.parametrize("text", ["0 car", "201 car", "7", "99999 car", "150 car; 51 car"])
def test_what_is_none_is_said(text: str) -> None:
    with pytest.raises(NotEquipment):
        read_equipment(text)


@pytest.mark.parametrize("kept", ["[]", "{", '{"car": "x"}', '{"car": 0}', "7"])
def test_what_is_kept_otherwise_is_not_guessed(kept: str) -> None:
    with pytest.raises(NotEquipment):
        equipment_of(kept)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(st.dictionaries(KINDS, st.integers(1, 200), max_size=20))
def test_it_comes_back_from_its_words_and_from_the_book(kinds: dict[str, int]) -> None:
    assert read_equipment(equipment_words(kinds)) == kinds
    assert equipment_of(equipment_json(kinds)) == kinds
