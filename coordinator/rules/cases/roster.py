"""What a case says of an officer apart from his time: statuses, papers, approval, and the employers
from whom he is kept apart."""

from collections.abc import Iterable
from zlib import crc32

from coordinator.rules.cases.values import Fields
from coordinator.rules.clauses.standing import SIDES
from coordinator.rules.facts import CertificateHeld, ExclusionPeriod, PaperHeld, StatusPeriod

EVER = "0001-01-01"


def statuses_of(officer: Fields) -> tuple[StatusPeriod, ...]:
    """`statuses`: each with a kind, and the dates from which and to which it holds."""
    return tuple(_status(fields) for fields in officer.each("statuses"))


def papers_of(officer: Fields) -> tuple[PaperHeld, ...]:
    """`certifications`: each with a kind, and the dates of its issue and of its end."""
    return tuple(_paper(fields) for fields in officer.each("certifications"))


def requirements_of(candidate: Fields) -> tuple[tuple[int, str], ...]:
    """`requires`: the codes of the certificates that the position asks for."""
    return tuple((_number(code), code) for code in candidate.texts("requires"))


def certificates_of(papers: Iterable[PaperHeld]) -> tuple[CertificateHeld, ...]:
    """The certificates of an officer, as a position asks for them."""
    return tuple((_number(code), issued, expires) for code, issued, expires in papers)


def _number(code: str) -> int:
    return crc32(code.encode())


def approved(officer: Fields) -> bool:
    """Whether the agency has approved him for details; it has where nothing is said."""
    found = officer.value("approved")
    if found is not None and not isinstance(found, bool):
        officer.lacks("approved is neither true nor false")
    return found is not False


def kept_apart(officer: Fields, employer: str) -> tuple[ExclusionPeriod, ...]:
    """Of `exclusions` (an employer, the side that asked, dates) those from the position's own."""
    found = [_exclusion(fields) for fields in officer.each("exclusions")]
    return tuple(period for whom, period in found if whom == employer)


def _status(fields: Fields) -> StatusPeriod:
    kind, (first, until) = fields.text("kind"), _dates(fields)
    fields.finish()
    return kind, first, until


def _paper(fields: Fields) -> PaperHeld:
    found = fields.text("kind"), fields.day("issued_on"), fields.day("expires_on")
    fields.finish()
    return found


def _exclusion(fields: Fields) -> tuple[str, ExclusionPeriod]:
    employer, side = fields.text("employer"), fields.word("side", SIDES, "agency")
    if not employer:
        fields.lacks("employer is absent")
    first, until = _dates(fields)
    fields.finish()
    return employer, (side, first, until)


def _dates(fields: Fields) -> tuple[str, str | None]:
    found = fields.day("from") or EVER, fields.day("to")
    fields.in_order("from", "to")
    return found
