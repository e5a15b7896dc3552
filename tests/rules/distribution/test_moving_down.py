"""Names that go down a list by so many places, against a list cut and put together anew."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.distribution.document import Place
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.lines import Line
from coordinator.rules.distribution.standing import replay
from coordinator.rules.distribution.wording import distribution_words
from tests.rules.distribution.documents import (
    CALENDAR,
    START,
    document,
    person,
    problems,
    situation,
)

NAMES = "ABCDEF"
TEXT = """
[[list]]
name = "l"
[[list.move]]
on = "refused"
to = "down"
places = 2
[[list.move]]
on = "accepted"
[rotation]
[[rotation.key]]
by = "list"
"""


@settings(max_examples=80)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(list(Place)), st.integers(1, 7))))
def test_each_move_is_what_cutting_the_list_makes_of_it(
    moves: list[tuple[str, Place, int]],
) -> None:
    line, names = Line(NAMES), list(NAMES)
    for name, to, places in moves:
        line.move(name, to, places if to is Place.DOWN else 0)
        if to is Place.STAYS:
            continue
        place = names.index(name)
        names.remove(name)
        at = {Place.TOP: 0, Place.BOTTOM: len(names)}.get(to, place + places)
        names.insert(at, name)
    assert list(line) == names
    assert [line.next_after(name) for name in names] == [*names[1:], names[0]]


def test_a_refusal_costs_two_places() -> None:
    people = [person(name, f"200{turn}-01-01") for turn, name in enumerate("ABCD")]
    refused = Happening("refused", "B", START - 60, Fraction(4), START - 30)
    case = situation(*people, happened=(refused, refused._replace(officer="C", at=START - 50)))
    # B goes behind D; C then stands second of four, and goes behind B.
    assert replay(document(TEXT), case, CALENDAR).lists["l"] == ("A", "D", "B", "C")
    assert any("Refused: down 2 places." in words for words in distribution_words(document(TEXT)))


def test_how_many_places_must_be_said_and_only_there() -> None:
    (missing,) = problems(TEXT.replace("places = 2\n", ""))
    assert missing.key == "list[1].move[1].places"
    (strange,) = problems(TEXT.replace('to = "down"', 'to = "top"'))
    assert strange.key == "list[1].move[1].places"
