"""Whether the parts of an intake document fit each other: names are their own, and conditions ask
for what is known, as what it is."""

from collections.abc import Iterator

from coordinator.rules.documents import Table
from coordinator.rules.intake.conditions import Bounds, Flag, When, Word, read_when
from coordinator.rules.intake.document import IntakeDocument
from coordinator.rules.intake.words import FLAGS, KNOWN_FACTS, NUMBERS, QuestionKind


def check_together(root: Table, document: IntakeDocument) -> None:
    """Note what does not fit at the root's tables."""
    _check_names(root)
    _check_asked(root, document)


def _check_names(root: Table) -> None:
    """Keys and codes are their own."""
    _unique(root.tables("question"), "key")
    _unique(root.tables("check"), "key")
    _unique(root.tables("event"), "code")
    for event in root.tables("event"):
        _unique(event.tables("question"), "key")


def _unique(rows: Iterator[Table], key: str) -> None:
    seen: set[str] = set()
    for row in rows:
        name = row.text(key, "")
        if name and name in seen:
            row.wrong(key, f"{name!r} names an earlier one.", "Give it a name of its own.")
        if key == "key" and name in KNOWN_FACTS:
            row.wrong(key, f"{name!r} is known without being asked.", "Give it another name.")
        seen.add(name)


def _check_asked(root: Table, document: IntakeDocument) -> None:
    """Conditions ask for what is known, as what it is."""
    kinds = _kinds(document)
    codes = {each.code for each in document.events}
    for array in ("risk", "prohibited", "approver", "check", "question"):
        for row in root.tables(array):
            _check_when(row, read_when(row), kinds, codes)
    for row in root.tables("check"):
        for code in row.texts("events", ()):
            if code not in codes:
                row.wrong("events", f"{code!r} is no event.", f"There are: {', '.join(codes)}.")
    for event in root.tables("event"):
        for row in event.tables("question"):
            _check_when(row, read_when(row), kinds, codes)


def _kinds(document: IntakeDocument) -> dict[str, QuestionKind]:
    """What each question and known fact is."""
    found = dict.fromkeys(KNOWN_FACTS, QuestionKind.TEXT)
    found |= dict.fromkeys(NUMBERS, QuestionKind.NUMBER)
    found |= dict.fromkeys(FLAGS, QuestionKind.YES_NO)
    asked = (*document.questions, *(q for event in document.events for q in event.questions))
    return found | {each.key: each.kind for each in asked}


_FITS = {
    Word: (QuestionKind.TEXT, QuestionKind.CHOICE, QuestionKind.DATE),
    Flag: (QuestionKind.YES_NO,),
    Bounds: (QuestionKind.NUMBER,),
}


def _check_when(row: Table, when: When, kinds: dict[str, QuestionKind], codes: set[str]) -> None:
    for each in when:
        if each.key not in kinds:
            known = ", ".join(sorted(kinds))
            row.wrong("when", f"{each.key!r} is neither asked nor known.", f"Known: {known}.")
        elif kinds[each.key] not in _FITS[type(each)]:
            kind = kinds[each.key].replace("_", "/")
            row.wrong("when", f"{each.key!r} is a {kind}.", "Compare it as such.")
        elif isinstance(each, Word) and each.key == "event" and set(each.words) - codes:
            wrong = ", ".join(sorted(set(each.words) - codes))
            row.wrong("when", f"{wrong!r} is no event.", f"There are: {', '.join(sorted(codes))}.")
