"""The agency itself, its settings, and the texts and documents that it edits."""

from sqlmodel import Field

from coordinator.rules.request_words import CustomKind, CustomRecord, NoteKind
from storage.models.base import Row, is_date, one_of


class Agency(Row, table=True):
    """The one agency of the book (id 1). `timezone` is IANA; `currency` is ISO 4217."""

    name: str
    timezone: str
    currency: str
    address: str = ""
    phone: str = ""
    email: str = ""
    tax_number: str = ""
    remit_to: str = ""
    payment_terms_days: int = 30


class Setting(Row, table=True):
    """One setting, by a dotted key; the value is JSON."""

    key: str = Field(unique=True)
    value: str


class Policy(Row, table=True):
    """One version of the agency's policy document (TOML), in force from a date on."""

    __table_args__ = (is_date("effective_on"),)

    name: str
    effective_on: str = Field(unique=True)
    document: str
    sha256: str


class RateCard(Row, table=True):
    """One version of a rate card document (TOML), in force from a date on."""

    __tablename__ = "rate_card"
    __table_args__ = (is_date("effective_on"),)

    name: str = Field(index=True)
    effective_on: str
    document: str
    sha256: str


class Template(Row, table=True):
    """The agency's own words for one message; without a row the shipped text is used."""

    event: str
    audience: str
    channel: str
    subject: str = ""
    body: str


class ImportMapping(Row, table=True):
    """Which column of a known file layout means what. `signature` is the layout's own headers."""

    __tablename__ = "import_mapping"
    kind: str
    signature: str
    mapping: str


class SavedFilter(Row, table=True):
    """A filter text that a list screen offers by name."""

    __tablename__ = "saved_filter"
    place: str
    name: str
    text: str


class CustomField(Row, table=True):
    """A field of the agency's own on employers, officers or jobs; retired, never deleted.

    `choices` lists what may be chosen, a line each. The values stand in the record's `custom`.
    """

    __tablename__ = "custom_field"
    __table_args__ = (one_of("record", CustomRecord), one_of("kind", CustomKind))

    record: str
    key: str
    label: str
    kind: str = CustomKind.TEXT
    choices: str = ""
    ordinal: int = 0
    retired: bool = False


class Note(Row, table=True):
    """A note on any record; with `due_at` it is a follow-up and stands on Today until done.

    `kind` says what it tells of: a site visit, an after-action report, an incident. Whoever may not
    see the officers' affairs does not see one that is `restricted`.
    """

    __table_args__ = (one_of("kind", NoteKind),)

    subject: str = Field(index=True)
    text: str
    written_at: int
    written_by: str
    due_at: int | None = Field(default=None, index=True)
    done_at: int | None = None
    kind: str | None = None
    restricted: bool | None = None
