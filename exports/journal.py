"""A month's journal for the accounts department: CSV, beancount, hledger and QuickBooks IIF.

Words from outside cannot become an account, a date or another entry: what a format reads as its
own is taken out of them, and everything is on one line.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from coordinator.rules.accounts.journal import Entry, Journal
from exports.payroll import unwritable
from exports.text import one_line

HEADER = ("month", "date", "entry", "source", "account", "name", "debit", "credit", "words")


class JournalError(Exception):
    """The journal does not balance, or holds what a format cannot carry. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose journal it is, in which currency."""

    agency: str
    currency: str


def write_journal(stream: BinaryIO, form: str, journal: Journal, heading: Heading) -> None:
    """Write a journal in one of FORMS. Raises JournalError, and then writes nothing."""
    wrong = [x for x in journal.entries if sum(cents for _, cents in x.lines) or len(x.lines) < 2]
    if wrong:
        raise JournalError(f"{wrong[0].words} does not balance: the journal was not written.")
    stream.write(FORMS[form](journal, heading))


def amount(cents: int) -> str:
    """-1234.50"""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _csv(journal: Journal, heading: Heading) -> bytes:
    rows = [row for number, entry in _numbered(journal) for row in _rows(journal, number, entry)]
    problems = [
        x for row in rows for cell in (*row[3:6], row[8]) for x in unwritable("Words:", cell)
    ]
    if problems:
        raise JournalError(problems[0])
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows((HEADER, *rows))
    return text.getvalue().encode("utf-8")


def _rows(journal: Journal, number: str, entry: Entry) -> Iterator[tuple[str, ...]]:
    words = one_line(entry.words)
    for account, cents in entry.lines:
        sides = (amount(cents), "") if cents > 0 else ("", amount(-cents))
        name = journal.chart.named(account).name
        yield (journal.month, entry.on, number, entry.source, account, name, *sides, words)


def _beancount(journal: Journal, heading: Heading) -> bytes:
    parts = [
        f'option "title" "{_quoted(heading.agency)} {journal.month}"',
        f'option "operating_currency" "{heading.currency}"',
        "",
    ]
    opened = f"{journal.month}-01 open"
    parts += [f"{opened} {path} {heading.currency}" for path in _paths(journal)]
    for number, entry in _numbered(journal):
        parts += ["", f'{entry.on} * "{_quoted(entry.words)}"']
        parts += [f'  source: "{_quoted(entry.source)}"', f'  entry: "{number}"']
        for account, cents in entry.lines:
            path = journal.chart.named(account).path
            parts.append(f"  {path:<48} {amount(cents):>14} {heading.currency}")
    return ("\n".join(parts) + "\n").encode("utf-8")


def _hledger(journal: Journal, heading: Heading) -> bytes:
    parts = [f"; {_plain(heading.agency)} {journal.month}", f"commodity {heading.currency} 1000.00"]
    parts += [f"account {path}" for path in _paths(journal)]
    for number, entry in _numbered(journal):
        parts += ["", f"{entry.on} * ({number}) {_plain(entry.words)}", f"    ; {entry.source}"]
        for account, cents in entry.lines:
            path = journal.chart.named(account).path
            parts.append(f"    {path:<48}  {heading.currency} {amount(cents)}")
    return ("\n".join(parts) + "\n").encode("utf-8")


_IIF_HEADS = (
    "!TRNS\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tDOCNUM\tMEMO",
    "!SPL\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tDOCNUM\tMEMO",
    "!ENDTRNS",
)


def _iif(journal: Journal, heading: Heading) -> bytes:
    parts = list(_IIF_HEADS)
    for number, entry in _numbered(journal):
        day = f"{date.fromisoformat(entry.on):%m/%d/%Y}"
        memo = _ascii(entry.words)
        for place, (account, cents) in enumerate(entry.lines):
            named = journal.chart.named(account)
            kind, name = ("SPL" if place else "TRNS"), _ascii(f"{named.number} {named.name}")
            cells = (kind, "GENERAL JOURNAL", day, name, amount(cents), number, memo)
            parts.append("\t".join(cells))
        parts.append("ENDTRNS")
    return ("\r\n".join(parts) + "\r\n").encode("ascii")


FORMS: dict[str, Callable[[Journal, Heading], bytes]] = {
    "csv": _csv,
    "beancount": _beancount,
    "hledger": _hledger,
    "iif": _iif,
}
SUFFIXES = {"csv": "csv", "beancount": "beancount", "hledger": "journal", "iif": "iif"}


def _numbered(journal: Journal) -> Iterator[tuple[str, Entry]]:
    for number, entry in enumerate(journal.entries, 1):
        yield f"{journal.month}-{number:04}", entry


def _paths(journal: Journal) -> Sequence[str]:
    used = {account for entry in journal.entries for account, _ in entry.lines}
    return sorted(journal.chart.named(account).path for account in used)


def _quoted(words: str) -> str:
    """Within quotes: no quote or backslash of its own."""
    return one_line(words).replace("\\", "/").replace('"', "'")


def _plain(words: str) -> str:
    """On a line of its own: no comment, no second field, no code in brackets at the start."""
    return re.sub(r"[;|]", ",", one_line(words)).lstrip("(!* ")


def _ascii(words: str) -> str:
    """Plain letters without tabs or quotes, which would shift the columns."""
    apart = unicodedata.normalize("NFKD", one_line(words).replace("Ł", "L").replace("ł", "l"))
    return apart.encode("ascii", "ignore").decode("ascii").replace('"', "'")
