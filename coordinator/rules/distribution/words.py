"""The words that a distribution document uses for what happens, and how they are spelt."""

from difflib import get_close_matches
from typing import Final

ALIKE: Final = 0.8
"""How like a known word another must be to be taken for a slip of the pen."""

HAPPENINGS = {
    "awarded": "the detail was given to the officer",
    "ordered": "the officer was ordered to take it",
    "worked": "the officer worked a detail",
    "worked_overtime": "the officer worked overtime",
    "accepted": "asked, the officer took it",
    "refused": "asked, the officer refused",
    "no_answer": "asked, the officer did not answer in time",
    "not_reached": "the officer could not be reached",
    "on_duty": "the officer could not, being on duty",
    "called_off": "the officer gave the detail back",
    "sick_from_detail": "the officer called in sick for the detail",
    "no_show": "the officer did not come",
    "passed_over": "a limit kept the officer from a detail that somebody behind took",
    "given_away": "the officer let another one work it",
    "taken_over": "the officer works it in another one's place",
    "cancelled_by_customer": "the customer cancelled the officer's detail",
    "released": "the agency took the officer off the detail",
    "became_eligible": "the officer became eligible for details",
    "returned": "the officer came back to the list",
    "promoted": "the officer was promoted",
    "skipped": "a detail, or his turn, went by the officer, as [[rotation.skip]] says",
    "off_duty": "the officer came off duty, by the schedule",
}
"""Every word with its meaning; a document may use words of its own beside them."""

_SPELLINGS = {
    "accept": "accepted",
    "award": "awarded",
    "order": "ordered",
    "refuse": "refused",
    "refusal": "refused",
    "declined": "refused",
    "sick": "sick_from_detail",
    "call_off": "called_off",
    "cancelled": "cancelled_by_customer",
}


def misspelt(word: str) -> str:
    """The known word that an unknown one is nearly; "" where it is like none, or is known."""
    known = [*HAPPENINGS, *_SPELLINGS]
    near = [] if word in known else get_close_matches(word, known, 1, ALIKE)
    return near[0] if near else ""


def happening(word: str) -> str:
    """The word in its one spelling: "accept" is "accepted"."""
    return _SPELLINGS.get(word, word)
