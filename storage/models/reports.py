"""Reports that go out by themselves, and what the work at the desk took."""

from sqlmodel import Field, SQLModel

from storage.models.base import Row, is_clock, is_date, one_of, personal

EVERY = ("day", "week", "month", "quarter", "year")


class ReportSchedule(Row, table=True):
    """A report that is mailed again and again.

    `asked` (JSON) is what is typed for its parameters, by name, so that "last month" stays last
    month; `formats` (JSON) which files go with it (pdf, xlsx, csv, json), `recipients` (JSON) the
    mail addresses with names. It is due on `next_on` at `at_clock`, local, and then once each
    `every`; `day` is the day of the week (1 is Monday) or of the month where that matters.
    """

    __tablename__ = "report_schedule"
    __table_args__ = (one_of("every", EVERY), is_date("next_on"), is_clock("at_clock"))

    report: str
    title: str = ""
    asked: str = "{}"
    formats: str = '["pdf"]'
    recipients: str = personal("[]")
    every: str = "month"
    day: int | None = None
    at_clock: str = "06:00"
    next_on: str = Field(index=True)
    last_made_at: int | None = None
    trouble: str = ""
    ended_at: int | None = None


class DeskDay(SQLModel, table=True):
    """How much one person's day at the screen took: numbers only, never what was typed.

    Unlogged, as deliveries are: it is counted beside the work and never undone. `day_on` is local,
    `minutes` are those in which a key was pressed.
    """

    __tablename__ = "desk_day"
    __table_args__ = (is_date("day_on"),)

    day_on: str = Field(primary_key=True)
    who: str = Field(primary_key=True)
    keys: int = 0
    minutes: int = 0
