"""The self-audit binder on paper: what it rests on, contents, each test with its exceptions.

Every figure on it can be counted again in the annex (`exports/binder_annex.py`); each test names
its two files there with the SHA-256 of their bytes, which binds the paper to them.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from coordinator.rules.reports.audit import Sound, Tested
from coordinator.rules.reports.figures import texts_of
from coordinator.rules.reports.report import Foot
from exports.binder_annex import exceptions_name, population_name
from exports.text import one_line

TITLE: Final = "Self-audit binder"
PRINTED: Final = 40
"""Exceptions of a test that are printed; the annex has all."""
_CONTENTS: Final = (
    ("No.", 28.0),
    ("Test", 0.0),
    ("Severity", 52.0),
    ("Population", 62.0),
    ("Exceptions", 62.0),
    ("Rate", 50.0),
    ("Findings", 110.0),
    ("Page", 34.0),
)


@dataclass(frozen=True, slots=True)
class Note:
    """A finding about a test: its number, what it is about, its state, and what was done."""

    number: str
    exception: str
    state: str
    owner: str
    words: str


@dataclass(frozen=True, slots=True)
class BinderPage:
    """One test, and the findings that were written down about it."""

    tested: Tested
    notes: tuple[Note, ...] = ()

    @property
    def open(self) -> int:
        """Findings that are not closed."""
        return sum(note.state != "closed" for note in self.notes)


@dataclass(frozen=True, slots=True)
class Binder:
    """What is written. `seals` are the SHA-256 of the annex's files by name; `not_run` are
    (title, why) of tests without a result, left out by the agency or refused."""

    foot: Foot
    as_of: str
    pages: tuple[BinderPage, ...]
    seals: Mapping[str, str]
    not_run: tuple[tuple[str, str], ...] = ()


LEAST_ROOM = 120
"""Points that a test without exceptions wants at the end of a page."""


def counts_words(tested: Tested) -> str:
    """The figures of one test in a line, as the binder and the annex have them."""
    rate = "" if tested.rate is None else f" ({rate_words(tested)})"
    return (
        f"Population: {len(tested.members):,}. Exceptions: {len(tested.exceptions.rows):,}, "
        f"about {tested.hit:,} of the population{rate}."
    )


def rate_words(tested: Tested) -> str:
    """The rate; a dash where there was nothing to test."""
    return "–" if tested.rate is None else f"{tested.rate:.1f} %"


def write_binder(stream: BinaryIO, binder: Binder, *, paper: str = "letter") -> None:
    """Write it as PDF, lying on its side. It is set twice: the contents want the pages' numbers."""
    from exports.typesetting import Running, Sheet, build

    sheet = Sheet(paper, wide=True)
    foot = f"{binder.foot.agency} · {TITLE} · {binder.foot.period}"
    running = Running(TITLE, binder.foot.agency, binder.foot.period, foot, foot)
    found: dict[str, int] = {}
    build(io.BytesIO(), sheet, running, _story(binder, sheet.inner, found))
    build(stream, sheet, running, _story(binder, sheet.inner, found))


def _story(binder: Binder, inner: float, pages: dict[str, int]) -> list[Any]:
    from reportlab.platypus import CondPageBreak, PageBreak, Spacer

    story = [*_title(binder), *_contents(binder, inner, dict(pages))]
    for number, page in enumerate(binder.pages, 1):
        # One with something to read begins a page; of the others several stand on one.
        full = bool(page.tested.exceptions.rows or page.notes) or page is binder.pages[0]
        story += [PageBreak()] if full else [Spacer(0, 18), CondPageBreak(LEAST_ROOM)]
        story.append(_mark(page.tested.exceptions.report.name, pages))
        story += _test(number, page, binder, inner)
    return story


def _mark(name: str, pages: dict[str, int]) -> Any:
    """Takes no room; notes on which page it came to lie."""
    from reportlab.platypus import Flowable

    class Mark(Flowable):  # type: ignore[misc]
        def wrap(self, *room: float) -> tuple[float, float]:
            return (0.0, 0.0)

        def draw(self) -> None:
            # The numbered canvas holds its pages back, so it knows only how many it has.
            pages[name] = len(self.canv._held) + 1

    return Mark()


def _title(binder: Binder) -> list[Any]:
    from reportlab.platypus import Spacer

    from exports.typesetting import text

    foot = binder.foot
    tests = len(binder.pages)
    hit = sum(page.tested.sound is Sound.EXCEPTIONS for page in binder.pages)
    nothing = sum(page.tested.sound is Sound.NOTHING for page in binder.pages)
    lines = (
        f"Period: {foot.period}",
        f"Policy: {foot.policy or 'none in force'}",
        f"On-duty data: {foot.duty or 'none imported'}",
        f"Read: {binder.as_of} {foot.timezone}",
        f"{tests} tests: {hit} with exceptions, {tests - hit - nothing} clean, {nothing} with "
        "nothing to test.",
        "An exception is a question, not a verdict; a finding says what came of it.",
        "Every figure can be counted again in the files of the annex.",
    )
    return [
        text(foot.agency, 10, grey=True),
        text(TITLE, 18, bold=True),
        Spacer(0, 6),
        *(text(line, 10) for line in lines),
        Spacer(0, 10),
    ]


def _contents(binder: Binder, inner: float, pages: Mapping[str, int]) -> list[Any]:
    from exports.sheet_table import CLOSE, sheet_table

    rows = [
        _content(number, page, pages.get(page.tested.exceptions.report.name))
        for number, page in enumerate(binder.pages, 1)
    ]
    story = [sheet_table(_CONTENTS, rows, inner, left=3, look=CLOSE)]
    return [*story, *_not_run(binder)]


def _content(number: int, page: BinderPage, at: int | None) -> tuple[str, ...]:
    tested = page.tested
    notes = f"{len(page.notes)}, {page.open} open" if page.notes else ""
    return (
        str(number),
        tested.exceptions.report.title,
        tested.audit.severity,
        f"{len(tested.members):,}",
        f"{len(tested.exceptions.rows):,}",
        rate_words(tested),
        notes,
        str(at or ""),
    )


def _not_run(binder: Binder) -> list[Any]:
    from reportlab.platypus import Spacer

    from exports.typesetting import text

    if not binder.not_run:
        return []
    lines = (text(f"{title}: {why}", 9) for title, why in binder.not_run)
    return [Spacer(0, 8), text("Not run", 10, bold=True), *lines]


def _test(number: int, page: BinderPage, binder: Binder, inner: float) -> list[Any]:
    from reportlab.platypus import Spacer

    from exports.typesetting import text

    tested = page.tested
    report, audit = tested.exceptions.report, tested.audit
    asked = " · ".join(f"{label}: {value}" for label, value in tested.exceptions.foot.filters)
    lines = (
        f"Severity: {audit.severity}. Asked before: {audit.ground}.",
        f"Looked through: {tested.population.report.title}.",
        f"An exception is {audit.exception}.",
        *([f"Asked with {asked}."] if asked else []),
    )
    files = [
        f"{name}: {binder.seals.get(name, '')}"
        for name in (population_name(tested), exceptions_name(tested))
    ]
    return [
        text(f"{number}. {report.title}", 14, bold=True),
        *(text(line, 9) for line in lines),
        Spacer(0, 3),
        text(counts_words(tested), 11, bold=True),
        *(text(line, 7, grey=True) for line in files),
        Spacer(0, 6),
        *_rows(tested, inner),
        *_notes(page.notes, inner),
    ]


def _rows(tested: Tested, inner: float) -> list[Any]:
    from exports.report_pdf import column_widths
    from exports.sheet_table import CLOSE, sheet_table
    from exports.typesetting import text

    result = tested.exceptions
    if not result.rows:
        nothing = "There was nothing to test." if not tested.members else "No exception."
        return [text(nothing, 10)]
    texts = texts_of(result)[:PRINTED]
    labels = [one_line(result.columns[n].label, 40) for n in result.shown]
    widths = column_widths(labels, texts, inner)
    heads = list(zip(labels, widths, strict=True))
    story = [sheet_table(heads, texts, inner, left=len(heads), look=CLOSE)]
    more = len(result.rows) - len(texts)
    if more:
        story.append(text(f"… and {more:,} more in {exceptions_name(tested)}", 8, grey=True))
    return story


def _notes(notes: Sequence[Note], inner: float) -> list[Any]:
    from reportlab.platypus import Spacer

    from exports.typesetting import text

    if not notes:
        return []
    lines = [
        f"{note.number} · {note.exception or 'the whole test'} · {note.state}"
        + (f" · {note.owner}" if note.owner else "")
        + (f": {note.words}" if note.words else "")
        for note in notes
    ]
    head = text("What was done", 10, bold=True)
    return [Spacer(0, 8), head, *(text(line, 9) for line in lines)]
