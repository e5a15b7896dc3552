"""What another rate card would have made of a past period, in lines for a reader."""

from collections.abc import Iterable, Iterator, Sequence

from coordinator.actions.billing.price_what_if import PriceWhatIf
from coordinator.rules.rates.comparing import Again, LineSums, Sums

TEN = 10
"""So many of those who differ most are named, each way."""
AS_A_FILE = "As CSV, XLSX, PDF or mail: the report price-effect."
_SIDES = {"bill": "billed", "pay": "paid"}


def total_words(found: PriceWhatIf) -> str:
    """Both totals with their differences, in one line."""
    compared = found.compared
    details = f"{compared.details:,} details" if compared.details != 1 else "1 detail"
    return f"{details}: {_sums('employers', compared.bill)}; {_sums('officers', compared.pay)}"


def again_words(again: Again) -> Iterator[str]:
    """How many of the charged lines of a side come out to the cent, and why the others do not."""
    of = f"{again.same:,} of {again.lines:,} lines {_SIDES[again.side]}"
    head = f"{of}, over {money(again.charged_cents)}"
    yield f"{head}, come out to the cent by the card in force"
    for cause in again.causes:
        lines = f"{cause.lines:,} lines of {cause.details:,} details"
        yield f"  {lines}: {cause.words} ({more(cause.cents)})"


def best_and_worst(rows: Sequence[Sums]) -> Iterator[str]:
    """Who would have paid or got most more, then most less; ten each way."""
    rising = [row for row in rows if row.more_cents > 0]
    falling = [row for row in reversed(rows) if row.more_cents < 0]
    for some, words in ((rising, "more"), (falling, "less")):
        yield from map(party_line, some[:TEN])
        if len(some) > TEN:
            yield f"and {len(some) - TEN:,} others with {words}"


def party_line(row: Sums) -> str:
    """An employer or officer with both sums."""
    return f"{row.name}: {_both(row.was_cents, row.would_cents)}"


def line_words(row: LineSums) -> str:
    """What of the bills or the pay comes to another sum."""
    counts = f"{row.was_lines:,}" if row.was_lines == row.would_lines else _counts(row)
    both = _both(row.was_cents, row.would_cents)
    return f"{_SIDES[row.side]}: {row.label}, {counts} lines: {both}"


def report_lines(found: PriceWhatIf) -> Iterator[str]:
    """Everything, part after part."""
    compared = found.compared
    yield total_words(found)
    if found.instead_of:
        yield f"Only details that are charged by {found.instead_of!r} are priced anew."
    yield from _part("What differs", map(line_words, compared.lines))
    yield from _part("Employers, most more and most less", best_and_worst(compared.employers))
    yield from _part("Officers, most more and most less", best_and_worst(compared.officers))
    yield from ("", "What was charged:")
    for again in compared.again:
        yield from (f"  {line}" for line in again_words(again))
    yield from _part("No price, so in no sum", found.held)
    yield from ("", "How the past was priced:", *(f"  {rule}" for rule in found.rules))
    yield from ("", AS_A_FILE)


def money(cents: int) -> str:
    """An amount, in units of the currency."""
    return f"{cents / 100:,.2f}"


def more(cents: int) -> str:
    """A difference, with its sign; "the same sum" for none."""
    return f"{cents / 100:+,.2f}" if cents else "the same sum"


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield from ("", f"{title}:", *(f"  {line}" for line in told))


def _sums(whom: str, sums: Sums) -> str:
    return f"{whom} {_both(sums.was_cents, sums.would_cents)}"


def _both(was: int, would: int) -> str:
    return f"{money(was)} → {money(would)} ({more(would - was)})"


def _counts(row: LineSums) -> str:
    return f"{row.was_lines:,} → {row.would_lines:,}"
