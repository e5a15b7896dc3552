"""What of a sum each of the invoices gets whose numbers were typed."""

from collections.abc import Mapping


def shares_of(
    text: str, open_by_number: Mapping[str, tuple[int, int]], most: int
) -> dict[int, int]:
    """Invoice numbers with blanks between as id → cents, each as much as is open.

    Raises KeyError with a number that is not open.
    """
    found: dict[int, int] = {}
    for number in text.replace(",", " ").split():
        invoice, cents = open_by_number[number]
        share = min(cents, most)
        if share > 0:
            found[invoice] = share
            most -= share
    return found
