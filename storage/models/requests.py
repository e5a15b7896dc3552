"""What employers ask for before it is a job: requests, their checklists, and kept papers."""

from sqlmodel import Field

from coordinator.rules.request_words import CheckState, FileKind, RequestSource, RequestState
from storage.models.base import Row, is_date, link, one_of, personal


class Intake(Row, table=True):
    """One version of the agency's intake document (TOML): what is asked, checked and required."""

    __table_args__ = (is_date("effective_on"),)

    name: str
    effective_on: str = Field(unique=True)
    document: str
    sha256: str


class Request(Row, table=True):
    """What somebody asks officers for. `number` reads R26-0012.

    Who asks stands as stated (`asker`, `firm`) until it is linked to a known employer. `answers`
    (JSON) are those to the questions of its `event`, `wanted` (JSON) the dates, hours and crew;
    `rule` is an RRULE where it recurs. `digest` is of the request as it came, so that the same one
    is not taken in twice. `terms_sha256` are the terms that were accepted. `price_cents` is what
    was said at the time. `decided_by` approved or refused it under `clause`; `allowed_by` approved
    it without what was required, and `allowed_why`.
    """

    __table_args__ = (one_of("state", RequestState), one_of("source", RequestSource))

    number: str = Field(unique=True)
    state: str = Field(default=RequestState.RECEIVED, index=True)
    source: str = RequestSource.PHONE
    digest: str = Field(default="", index=True)
    intake_id: int | None = link("intake.id", optional=True)
    employer_id: int | None = link("employer.id", optional=True)
    contact_id: int | None = link("contact.id", optional=True)
    firm: str = ""
    asker: str = personal("")
    phone: str = personal("")
    email: str = personal("")
    event: str = ""
    title: str = ""
    site_id: int | None = link("site.id", optional=True)
    place: str = ""
    answers: str = "{}"
    wanted: str = "[]"
    rule: str = ""
    po_number: str = ""
    asked_officer_id: int | None = link("officer.id", optional=True)
    requested_at: int
    received_at: int = Field(index=True)
    price_cents: int | None = None
    price_words: str = ""
    terms_sha256: str = ""
    terms_at: int | None = None
    terms_by: str = personal("")
    risk: int | None = None
    approval_id: int | None = link("approval_request.id", optional=True)
    decided_at: int | None = None
    decided_by: str = ""
    decision: str = ""
    clause: str = ""
    allowed_by: str = ""
    allowed_why: str = ""
    words: str = personal("")


class RequestCheck(Row, table=True):
    """What was found of one item on a request's checklist, by whom; the latest of an item holds."""

    __tablename__ = "request_check"
    __table_args__ = (one_of("state", CheckState),)

    request_id: int = link("request.id")
    item: str
    state: str
    noted_at: int
    noted_by: str = ""
    words: str = ""


class KeptFile(Row, table=True):
    """A paper that lies beside the book under the hash of its bytes (hex SHA-256).

    `subject` is the record that it belongs to ("request:12"); `expires_on` its last day.
    """

    __tablename__ = "kept_file"
    __table_args__ = (one_of("kind", FileKind), is_date("expires_on"))

    subject: str = Field(index=True)
    kind: str = FileKind.OTHER
    name: str = personal()
    media_type: str = ""
    length: int
    sha256: str = Field(index=True)
    added_at: int
    added_by: str = ""
    received_id: int | None = link("received.id", optional=True)
    expires_on: str | None = Field(default=None, index=True)
    removed_at: int | None = None
    words: str = personal("")
