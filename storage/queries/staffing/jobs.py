"""The job book: every detail as a line, in windows."""

from dataclasses import dataclass

from storage.queries.book.custom_fields import custom_words
from storage.queries.lists import Listing

LIVE = "('assigned', 'confirmed', 'worked')"


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One detail. `called_off` counts seats given back and not refilled; `officers` last names."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    state: str
    employer: str
    title: str
    site: str
    positions: int
    filled: int
    called_off: int
    unconfirmed: int
    officers: str


SEATS = (
    "FROM position WHERE position.detail_id = detail.id AND NOT position.cancelled"
    " AND position.role <> 'trainee'"
)
"""Those of the crew: a trainee is beside it."""
HELD = (
    "FROM position JOIN assignment ON assignment.position_id = position.id"
    f" AND assignment.state IN {LIVE} WHERE position.detail_id = detail.id"
    " AND position.role <> 'trainee'"
)
EMPTY = (
    f"{SEATS} AND NOT EXISTS (SELECT 1 FROM assignment"
    f" WHERE assignment.position_id = position.id AND assignment.state IN {LIVE})"
)
_CALLED_OFF = (
    f"{EMPTY} AND EXISTS (SELECT 1 FROM call_off WHERE call_off.position_id = position.id)"
)

DETAILS: Listing[DetailLine] = Listing(
    make=DetailLine,
    key="detail.id",
    columns=f"""
        detail.id, detail.number, detail.starts_at, detail.ends_at, detail.state,
        employer.name, job.title, site.name,
        (SELECT count(*) {SEATS}),
        (SELECT count(*) {HELD}),
        (SELECT count(*) {_CALLED_OFF}),
        (SELECT count(*) {HELD} AND assignment.state = 'assigned'),
        coalesce((SELECT group_concat(officer.last_name, ', ')
            FROM position JOIN assignment ON assignment.position_id = position.id
                 AND assignment.state IN {LIVE}
            JOIN officer ON officer.id = assignment.officer_id
            WHERE position.detail_id = detail.id), '')""",
    tables="detail JOIN job ON job.id = detail.job_id"
    " JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id",
    orders={
        "start": "detail.starts_at",
        "number": "detail.number",
        "employer": "employer.name",
        "site": "site.name",
        "title": "job.title",
    },
    words=("detail.number", "employer.name", "job.title", "site.name", custom_words("job")),
    flags={
        "open": f"detail.state = 'planned' AND EXISTS (SELECT 1 {EMPTY})",
        "called-off": f"detail.state = 'planned' AND EXISTS (SELECT 1 {_CALLED_OFF})",
        "cancelled": "detail.state = 'cancelled'",
        "planned": "detail.state = 'planned'",
    },
    fields={
        "job": "job.number = ?",
        "class": "job.job_class = ?",
        "officer": f"EXISTS (SELECT 1 {HELD} AND assignment.officer_id IN"
        " (SELECT id FROM officer WHERE badge = ? OR last_name = ? COLLATE NOCASE))",
        "from": "detail.starts_at >= CAST(strftime('%s', ?) AS INTEGER)",
        "until": "detail.starts_at < CAST(strftime('%s', ?) AS INTEGER)",
    },
)
