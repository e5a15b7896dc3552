"""The table of terms: which particulars may go when, and what stays for good, and why.

What goes are words about people (names, addresses, texts, papers), closed in the record and in the
log, which still proves everything else. What was worked, decided, billed and paid stays: without it
the book would prove nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

YEAR: Final = 365
SETTING: Final = "retention."
"""Settings: retention.<kind>, in days; 0 keeps for good."""
LONGEST: Final = 36_500


@dataclass(frozen=True, slots=True)
class Term:
    """One kind of record: what of it goes, `days` after `since` as shipped (0: stays), and why."""

    kind: str
    words: str
    goes: str
    since: str
    days: int
    ground: str
    key: str = ""

    @property
    def setting(self) -> str:
        """Where the agency's own term stands."""
        return self.key or f"{SETTING}{self.kind}"


TERMS: Final = (
    Term("positions", "positions of punches", "coordinates, and the text that brought them",
         "the punch", 30, "inside or outside, and how far, is enough", "presence.keep_days"),
    Term("messages", "messages that we sent", "name, address, subject and text",
         "it was queued", 3 * YEAR, "that it was sent, when and how, stays"),
    Term("answers", "mails and texts that came in", "address, subject, text, the mail as it came",
         "it came in", 3 * YEAR, "what was done on it stays in the log"),
    Term("raw_mails", "mails byte for byte", "the bytes as they came",
         "it came in", 180, "the text that was read of it stays"),
    Term("requests", "requests that came to nothing", "who asked: name, telephone, mail, words",
         "it was refused or withdrawn", 3 * YEAR, "what was asked for and why not stays"),
    Term("papers", "kept papers", "the paper, its name and words",
         "it ran out, was removed or was added", 7 * YEAR, "its hash stays"),
    Term("status_notes", "remarks on sickness, injury, leave", "the remark",
         "the status ended", 2 * YEAR, "the status and its dates stay"),
    Term("time_notes", "what officers said of their time", "the words",
         "the time was over", YEAR, "the span stays"),
    Term("spot_checks", "what was found at spot checks", "the words",
         "the check", 3 * YEAR, "the result stays"),
    Term("feedback", "employers' words on details", "the words",
         "it was given", 3 * YEAR, "the score stays"),
    Term("dispatch", "lines of the dispatch log", "the words",
         "the entry", YEAR, "call sign and time stay"),
    Term("outside_work", "declared other work", "for whom it was",
         "it ended", 3 * YEAR, "the hours stay"),
    Term("cases", "cases of overlaps that are decided", "the officer's answer and the words",
         "it was decided", 7 * YEAR, "the case and its decision stay"),
    Term("bank_details", "bank details that are no longer used", "account and its last digits",
         "they ended", 2 * YEAR, "that he was paid by bank stays"),
    Term("contacts", "contacts of employers without work", "name, telephone, mail",
         "the employer's last detail", 7 * YEAR, "the employer stays"),
    Term("departed", "officers who have left", "name, addresses, home and whatever was written "
         "about them", "they left", 7 * YEAR, "the badge and all hours, money, decisions stay"),
    Term("hours", "hours, awards, decisions", "nothing", "", 0,
         "evidence of who worked, and why he and nobody else"),
    Term("money", "invoices, payments, payroll", "nothing", "", 0,
         "books of account; their numbers are gapless"),
    Term("duty", "the imported schedule", "nothing", "", 0,
         "each file's hash vouches for all its shifts together"),
    Term("log", "the log", "nothing", "", 0, "each entry is sealed by the next"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """How one kind stands: `days` in force (0: stays), what is due, and what of it is held."""

    term: Term
    days: int
    own: bool
    due: int = 0
    held: int = 0
    grounds: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """One line of the table."""
        if not (self.days or self.term.key):
            return f"{self.term.words}: stay; {self.term.ground}"
        held = f", {self.held:,} held ({'; '.join(self.grounds)})" if self.held else ""
        return (
            f"{self.term.words}: {self.term.goes}; {days_words(self.days)} after "
            f"{self.term.since}: {self.due:,} due{held}"
        )


def days_in_force(term: Term, said: Mapping[str, object]) -> tuple[int, bool]:
    """The days of a term, and whether the agency set them itself. Wrong settings count as none."""
    value = said.get(term.setting)
    if term.days and isinstance(value, int) and 0 <= value <= LONGEST:
        return value, True
    return term.days, False


def days_words(days: int) -> str:
    """730 days are 2 years."""
    if days and days % YEAR == 0:
        return "1 year" if days == YEAR else f"{days // YEAR} years"
    return f"{days:,} days"
