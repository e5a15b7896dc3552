"""What the record says of one officer and one award, as a page for a grievance. PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from coordinator.rules.award_account import Account, Place
from exports import words


@dataclass(frozen=True, slots=True)
class GrievanceFacts:
    """What stands around the account: agency and its zone, when it was decided (UTC seconds), the
    number of the decision, and what a replay found different, in sentences."""

    agency: str
    timezone: str
    decided_at: int
    decision_id: int
    differences: tuple[str, ...]


def write_grievance_sheet(
    stream: BinaryIO, award: Account, badge: str, facts: GrievanceFacts, *, paper: str = "letter"
) -> None:
    """Write the sheet about the officer of that badge, whether he was taken or passed over."""
    # ReportLab takes 200 ms to import.
    from exports.typesetting import Running, Sheet, build

    page = Sheet(paper)
    title = words.GRIEVANCE.format(position=award.position, badge=badge)
    foot = f"{facts.agency} · {title}"
    running = Running(title, facts.agency, award.when, foot, foot)
    build(stream, page, running, list(_story(award, badge, facts, title, page.inner)))


def _story(
    award: Account, badge: str, facts: GrievanceFacts, title: str, width: float
) -> Iterator[Any]:
    from exports.typesetting import passage, text

    yield text(facts.agency, 10, grey=True)
    yield text(title, 16, bold=True)
    yield text(award.when, 10)
    yield from _section(words.DECISION, _decision(award, facts))
    yield from _section(words.OFFICER_OF.format(badge=badge), _officer(award, badge))
    yield from _section(words.RULE, award.rule)
    if award.draft:
        yield from _section(words.DRAFT, award.draft)
    yield from _heading(words.ORDER_THEN)
    yield _order(award, width)
    more = [words.ALSO_AHEAD.format(what=what) for what in award.ahead]
    more += [words.BEHIND.format(what=what) for what in award.behind]
    yield from (passage(line, 8.5, grey=True) for line in more)
    clauses = [f"{clause.number} {clause.name}: {clause.text}" for clause in award.clauses]
    if clauses:
        yield from _section(words.CLAUSES, clauses)


def _decision(award: Account, facts: GrievanceFacts) -> Iterator[str]:
    taken = award.taken
    at = words.local(facts.decided_at, facts.timezone)
    yield (
        f"#{taken.badge} was taken ({award.kind}) on {words.day(at.date())}, {at:%H:%M}, "
        f"from place {taken.place} of the order. Decision {facts.decision_id}."
    )
    if award.override_by:
        yield f"{words.OVERRIDE} {award.override_by}: {award.reason}"
    elif award.reason:
        yield f"{words.REASON}: {award.reason}"
    yield f"{award.policy}, SHA-256 {award.sha256}"
    yield " ".join(facts.differences) if facts.differences else words.SAME_AGAIN


def _officer(award: Account, badge: str) -> Iterator[str]:
    place = award.of(badge)
    if place is None:
        named = award.named.get(badge)
        yield words.NAMED.format(where=named) if named else words.NOT_KEPT
        return
    tie = f" ({words.TIE})" if place.tied else ""
    facts = f": {place.facts}" if place.facts else ""
    yield f"{words.PLACE} {place.place}{tie}, {place.standing}{facts}."
    if place.aside and place.aside != place.passed:
        yield f"{words.ASIDE}: {place.aside}"
    yield from _reasons(place)
    if place.taken:
        yield words.WAS_TAKEN
    elif not place.passed:
        yield words.STOOD_BEHIND
    elif place.passed == "; ".join(place.reasons):
        yield words.PASSED_FOR_THESE
    else:
        yield f"{words.PASSED}: {place.passed}"


def _reasons(place: Place) -> Iterator[str]:
    """Each reason, and below it what its figure is made of."""
    for number, reason in enumerate(place.reasons):
        behind = place.behind[number] if number < len(place.behind) else ()
        yield f"{reason}; {words.MADE_OF}:" if behind else reason
        yield from (f"\u2003\u2022 {line}" for line in behind)


def _heading(title: str) -> Iterator[Any]:
    from reportlab.platypus import Spacer

    from exports.typesetting import text

    yield Spacer(0, 12)
    yield text(title, 11, bold=True)
    yield Spacer(0, 3)


def _section(title: str, lines: Iterator[str] | Sequence[str]) -> Iterator[Any]:
    from exports.typesetting import passage

    yield from _heading(title)
    yield from (passage(line, 9.5) for line in lines)


def _order(award: Account, width: float) -> Any:
    from reportlab.platypus import Table, TableStyle

    from exports.typesetting import INK, RULE, SHADE, text

    heads = ("", words.BADGE, words.STOOD, words.VERDICT)
    rows: list[list[Any]] = [[text(head, 8, bold=True) for head in heads]]
    rows += [_row(place) for place in award.places]
    shaded = [n for n, place in enumerate(award.places, 1) if place.taken]
    table = Table(rows, colWidths=[34, 64, 170, width - 268], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *(("BACKGROUND", (0, row), (-1, row), SHADE) for row in shaded),
            ]
        )
    )
    return table


def _row(place: Place) -> list[Any]:
    from exports.typesetting import passage, text

    verdict = words.TAKEN if place.taken else place.standing
    why = [text(verdict, 8.5, bold=True)]
    if place.aside and place.aside != place.passed:
        why.append(passage(f"{words.ASIDE}: {place.aside}", 8))
    why += [passage(reason, 8) for reason in place.reasons]
    if place.passed and place.passed != "; ".join(place.reasons):
        why.append(passage(f"{words.PASSED}: {place.passed}", 8))
    number = f"{place.place}{' =' if place.tied else ''}"
    return [
        text(number, 8.5),
        text(f"#{place.badge}", 8.5, bold=True),
        passage(place.facts, 8),
        why,
    ]
