"""The change log and what stands outside it (form: ARCHITECTURE.md, The change log)."""

from sqlalchemy import LargeBinary
from sqlmodel import Column, Field, SQLModel


class Change(SQLModel, table=True):
    """One row that an action changed; written by triggers, never by the program.

    `before` and `after` are JSON objects of the plain columns: all of them on insert and delete,
    the differing ones on update. `private` is {column: [salt, old, new]} for personal columns.
    """

    id: int | None = Field(default=None, primary_key=True)
    tbl: str
    row: int
    before: str | None = None
    after: str | None = None
    private: str | None = None


class Action(SQLModel, table=True):
    """One thing the coordinator (or the sender, or a timer) did, sealed over its changes.

    `at` is a UTC instant; `leaves` the 32-byte hashes of changes `first`, `first` + 1, ...
    """

    id: int | None = Field(default=None, primary_key=True)
    station: int
    seq: int
    lamport: int
    at: int
    who: str
    verb: str
    subject: str
    reason: str
    joins: str = ""
    first: int
    prev: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    leaves: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Station(SQLModel, table=True):
    """This workstation: ids of its rows lie in [base, ceiling)."""

    id: int = Field(primary_key=True)
    base: int
    ceiling: int


class HighWater(SQLModel, table=True):
    """The greatest id or number ever used, so that none is used twice."""

    __tablename__ = "high_water"

    name: str = Field(primary_key=True)
    value: int


class ZoneOffset(SQLModel, table=True):
    """How far the agency's clocks are from UTC, from a moment on until the next row's.

    Worked out from the agency's zone, for the readable views and other programs.
    """

    __tablename__ = "zone_offset"

    from_at: int = Field(primary_key=True)
    seconds: int
    name: str


class Packet(SQLModel, table=True):
    """The facts of a decision, compressed, stored once under its hash."""

    sha256: str = Field(primary_key=True)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Draft(SQLModel, table=True):
    """A form half filled in, kept until it is saved or dropped. `fields` is JSON."""

    key: str = Field(primary_key=True)
    fields: str
    kept_at: int
