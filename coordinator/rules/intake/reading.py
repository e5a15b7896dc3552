"""Reading an intake document strictly: every problem with its line, key and remedy."""

import re
from collections.abc import Iterator

from coordinator.rules.documents import Problem, Table, read_document
from coordinator.rules.intake.conditions import read_when
from coordinator.rules.intake.consistency import check_together
from coordinator.rules.intake.document import (
    COORDINATOR,
    Approver,
    Check,
    EventClass,
    Example,
    IntakeDocument,
    Level,
    Notice,
    Prohibited,
    Risk,
    Terms,
    cents_of,
)
from coordinator.rules.intake.questions import LARGEST_NUMBER, Question
from coordinator.rules.intake.words import (
    Before,
    EventKind,
    Finds,
    Into,
    QuestionKind,
)
from coordinator.rules.request_words import FileKind

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_NAMED_INTO = (Into.FACT, Into.EQUIPMENT)
LONGEST_TERMS = 20_000
"""Characters of the terms' text."""


def read_intake(text: str) -> IntakeDocument | tuple[Problem, ...]:
    """Read and check a document; every problem is reported, not only the first."""
    found = read_document(text, _document)
    # A table that is looked at twice names its problems twice.
    return tuple(dict.fromkeys(found)) if isinstance(found, tuple) else found


def _document(root: Table) -> IntakeDocument:
    shared = tuple(read_question(row) for row in root.tables("question"))
    checks = tuple(read_check(row) for row in root.tables("check"))
    events = tuple(read_event(row, checks) for row in root.tables("event"))
    found = IntakeDocument(
        name=root.text("name"),
        effective_on=root.day("effective_on"),
        events=events,
        questions=shared,
        checks=checks,
        risks=tuple(read_risk(row) for row in root.tables("risk")),
        levels=tuple(read_level(row) for row in root.tables("level")),
        prohibited=tuple(read_prohibited(row) for row in root.tables("prohibited")),
        approvers=tuple(read_approver(row) for row in root.tables("approver")),
        terms=read_terms_text(root.table("terms")),
        examples=tuple(_example(row, place) for place, row in enumerate(root.tables("example"))),
        source=root.text("source", ""),
        note=root.text("note", ""),
        old_days=root.whole("old_days", 3, least=1),
        request_required=root.flag("request_required"),
    )
    if not events:
        root.wrong("event", "is missing.", "Describe at least one kind of work as [[event]].")
    check_together(root, found)
    return found


# ── the parts ────────────────────────────────────────────────────────────────────────────────


def read_question(row: Table) -> Question:
    """One question, shared or of an event class."""
    kind = QuestionKind(row.choice("kind", tuple(QuestionKind), QuestionKind.TEXT))
    into, name = _into(row, kind)
    found = Question(
        key=_key(row),
        label=row.text("label"),
        kind=kind,
        choices=row.texts("choices", ()),
        required=row.flag("required"),
        when=read_when(row),
        into=into,
        name=name,
        help=row.text("help", ""),
        least=row.whole("least", 0, least=-LARGEST_NUMBER),
        most=row.whole("most", LARGEST_NUMBER),
    )
    if kind is QuestionKind.CHOICE and len(found.choices) < 2:
        row.wrong("choices", "has fewer than two.", 'Write choices = ["one", "two"].')
    if kind is not QuestionKind.CHOICE and found.choices:
        row.wrong("choices", "is for a choice.", 'Write kind = "choice".')
    if found.least > found.most:
        row.wrong("most", "is under 'least'.", "No number would do.")
    row.finish()
    return found


def _into(row: Table, kind: QuestionKind) -> tuple[Into | None, str]:
    words = row.text("into", "")
    word, _, name = words.partition(".")
    if not words:
        return None, ""
    if word not in tuple(Into):
        known = ", ".join(f"{each}.NAME" if each in _NAMED_INTO else each for each in Into)
        row.wrong("into", f"{words!r} is not known here.", f"Use one of: {known}.")
        return None, ""
    into = Into(word)
    if (into in _NAMED_INTO) is not bool(name):
        example = f"{into}.tier" if into is Into.FACT else f"{into}.vehicle"
        row.wrong("into", f"{words!r} is not whole.", f"Write {example!r} or a plain word.")
    wanted = {Into.ATTENDANCE: QuestionKind.NUMBER, Into.EQUIPMENT: QuestionKind.NUMBER,
              Into.ALCOHOL: QuestionKind.YES_NO}.get(into)  # fmt: skip
    if wanted and kind is not wanted:
        row.wrong("into", f"{into} takes a question of kind {wanted}.", f'Write kind = "{wanted}".')
    return into, name


def _key(row: Table, key: str = "key") -> str:
    found = row.text(key)
    if key in row and not _KEY.match(found):
        row.wrong(key, f"{found!r} is no name.", "Write small letters, digits and _, such as site.")
    return found


def read_event(row: Table, checks: tuple[Check, ...]) -> EventClass:
    """One event class; `checks` are those of the document."""
    found = EventClass(
        code=_key(row, "code"),
        label=row.text("label"),
        kind=EventKind(row.choice("kind", tuple(EventKind), EventKind.OTHER)),
        rate_card=row.text("rate_card", ""),
        title=row.text("title", ""),
        renew_months=row.whole("renew_months", 0),
        questions=tuple(read_question(each) for each in row.tables("question")),
        notices=tuple(read_notice(each) for each in row.tables("notice")),
        before=dict(_before(row.table("before"), checks)),
        request_required=row.flag("request_required"),
        help=row.text("help", ""),
    )
    row.finish()
    return found


def read_notice(row: Table) -> Notice:
    """A class by notice."""
    found = Notice(row.decimal("under_hours"), _key(row, "code"), row.text("label"))
    row.finish()
    return found


def _before(row: Table, checks: tuple[Check, ...]) -> Iterator[tuple[str, Before]]:
    known = [each.key for each in checks]
    for key in tuple(row.keys()):
        word = row.choice(key, tuple(Before))
        if key in known:
            yield key, Before(word)
        else:
            row.wrong(key, "is no item of the checklist.", f"There are: {', '.join(known)}.")
    row.finish()


def read_check(row: Table) -> Check:
    """An item of the checklist."""
    found = Check(
        key=_key(row),
        label=row.text("label"),
        finds=Finds(row.choice("finds", tuple(Finds), Finds.HAND)),
        before=Before(row.choice("before", tuple(Before), Before.NOTHING)),
        events=row.texts("events", ()),
        when=read_when(row),
        clause=row.text("clause", ""),
        least_cents=cents_of(row, "least"),
        paper=row.choice("paper", tuple(FileKind), "") if "paper" in row else "",
        days=row.whole("days", 0),
    )
    row.known("paper")
    if (found.finds is Finds.PAPER) is not bool(found.paper):
        row.wrong("paper", 'goes with finds = "paper".', "Write both, or neither.")
    row.finish()
    return found


def read_risk(row: Table) -> Risk:
    """Points and when they count."""
    found = Risk(row.text("label"), row.whole("points", least=-1000), read_when(row))
    if not found.when:
        row.wrong("when", "is missing.", "Say when the points count: when = { alcohol = true }.")
    row.finish()
    return found


def read_level(row: Table) -> Level:
    """A name for a sum of points."""
    found = Level(row.text("name"), row.whole("points"))
    row.finish()
    return found


def read_prohibited(row: Table) -> Prohibited:
    """Work that is not taken."""
    text = row.text("text").strip()
    found = Prohibited(
        clause=row.text("clause"),
        text=text,
        label=row.text("label", text[:60]),
        when=read_when(row),
        keywords=row.texts("keywords", ()),
    )
    if not found.when and not found.keywords:
        row.wrong("", "bars everything.", 'Write when = { ... } or keywords = ["..."], or both.')
    row.finish()
    return found


def read_approver(row: Table) -> Approver:
    """Who approves, and when."""
    title = row.text("title")
    found = Approver(title, read_when(row), row.text("name", ""), row.text("address", ""))
    if title == COORDINATOR and found.address:
        row.wrong("address", "is asked of nobody.", "The coordinator approves in the program.")
    row.finish()
    return found


def read_terms_text(row: Table) -> Terms:
    """The contract terms."""
    text = row.text("text", "").strip()
    if len(text) > LONGEST_TERMS:
        row.wrong("text", f"is longer than {LONGEST_TERMS:,} characters.", "Say less.")
    row.finish()
    return Terms(text)


def _example(row: Table, place: int) -> Example:
    found = Example(
        title=row.text("title"),
        event=row.text("event"),
        answers=row.table("answers").body(),
        facts=row.table("facts").body(),
        words=row.text("words", ""),
        expect=row.table("expect").body(),
        line=row.line(),
        place=place,
    )
    row.finish()
    return found
