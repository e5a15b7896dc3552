"""What timers call: everything that is due, once."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import click

from coordinator.cli.session import UNUSABLE, Session, book_command, for_terminal, now
from coordinator.cli.times import local
from storage.baton import given_away
from storage.errors import BookError


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one run did: messages sent and queued, what followed, and which steps failed and why."""

    sent: int = 0
    retrying: int = 0
    failed: int = 0
    unknown: int = 0
    held: tuple[object, ...] = ()
    queued: int = 0
    done: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()


@dataclass(slots=True)
class _Run:
    """A run of all steps; one that fails stops none of the others."""

    session: Session
    counts: dict[str, object] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def step(self, name: str, work: Callable[["_Run"], None]) -> None:
        try:
            work(self)
        except BookError as error:
            self.trouble.append(f"{name}: {error}")
        except Exception as error:  # noqa: BLE001 - a fault of one step is said
            self.trouble.append(f"{name}: {type(error).__name__}: {error}")


@click.command()
@book_command
def tick(session: Session) -> None:
    """All due work, once; for timers. Says nothing when nothing was due.

    Answers are fetched, and clean files of watched folders brought in; whom nothing has reached is
    told by another way, offers whose time is over are settled; details of series are made as far
    ahead as they say; what the clock has to say is queued where a gateway is set, and what is due
    goes out; positions of officers are forgotten when they are old; files for others are written
    where they have changed; what an import that was killed has left is cleared away. A step that
    fails stops none of the others.
    """
    if given_away(session.book.reader()):
        return  # whoever holds the book sends: two would tell people twice
    session.book.unattended = True
    run = _Run(session)
    for name, work in STEPS:
        run.step(name, work)
    for sentence in (*run.done, *run.trouble):
        click.echo(for_terminal(sentence), err=True)
    if session.json:
        session.say("", Ticked(**run.counts, done=tuple(run.done), trouble=tuple(run.trouble)))  # type: ignore[arg-type]
    if run.trouble:
        sys.exit(UNUSABLE)


@click.command()
@book_command
def remind(session: Session) -> None:
    """Queue what the clock has to say, once: reminders, what is due, digests. Sends nothing."""
    from coordinator.actions.due.due_messages import CLOCK, queue_due

    session.book.unattended = True
    queued = queue_due(session.book, CLOCK, now())
    session.say(queued.sentence, queued)


def _receive(run: _Run) -> None:
    from coordinator.actions.answers.receiving import receive_due

    report = receive_due(run.session.book, now)
    if report.busy:
        run.done.append(report.sentence)


def _look_into_folders(run: _Run) -> None:
    from storage.queries.book.settings import setting
    from storage.queries.book.watched import WATCHED

    if setting(run.session.book.reader(), WATCHED, {}):
        # Imported late: importing needs the models; most agencies watch nothing, most of the time.
        from coordinator.actions.watching.looking import look_into_folders

        run.done += look_into_folders(run.session.book, now()).sentences


def _follow_up(run: _Run) -> None:
    from coordinator.actions.told.following_up import follow_up

    run.done += follow_up(run.session.book, now())


def _remind(run: _Run) -> None:
    from coordinator.actions.due.due_messages import CLOCK, queue_due
    from coordinator.actions.messages.recipients import with_gateway

    if not with_gateway(run.session.book.reader()):
        return  # an agency that rings everybody up has no use for what would only wait
    queued = queue_due(run.session.book, CLOCK, now())
    run.counts["queued"] = queued.messages
    if queued.messages:
        run.done.append(queued.sentence)


def _mail_reports(run: _Run) -> None:
    from storage.queries.reports.schedules import mailings

    connection = run.session.book.reader()
    if not mailings(connection):
        return  # the reports, and what writes their files, are loaded only where any is mailed
    from coordinator.actions.reports.mailing_due import mail_due_reports

    if said := mail_due_reports(run.session.book, now()).sentence:
        run.done.append(said)


def _send(run: _Run) -> None:
    from coordinator.cli.messages import hand_over

    report = hand_over(run.session)
    run.counts |= {name: getattr(report, name) for name in report.__slots__}
    if report.busy and not run.session.json:
        run.session.say(report.sentence, report)


def _forget(run: _Run) -> None:
    from coordinator.actions.attendance.old_places import forget_places
    from coordinator.actions.due.due_messages import CLOCK
    from coordinator.actions.results import Actor

    if gone := forget_places(run.session.book, Actor(CLOCK, now())):
        run.done.append(f"Positions of {gone} punch(es) forgotten; inside or outside stays.")


def _keep_up(run: _Run) -> None:
    from coordinator.actions.publishing.keeping_up import keep_up

    run.done += keep_up(run.session.book, now())


def _follow_zone(run: _Run) -> None:
    """The machine's zone data may be newer than what the book's views go by."""
    from storage.zone_offsets import follow_zone

    if follow_zone(run.session.book):
        run.done.append("The readable views go by the new clock changes of the zone.")


def _make_details(run: _Run) -> None:
    from storage.queries.staffing.series import due_series

    session = run.session
    connection = session.book.reader()
    if due_series(connection, local(connection, session.actor.now)[:10]):
        # Making needs the rules and the models; on most runs nothing is due.
        from coordinator.actions.jobs.series_making import make_due

        made = make_due(session.book, session.actor.now)
        run.done += [made] if made else []


def _sweep(run: _Run) -> None:
    from storage.queries.book.arrivals import abandoned_arrivals

    session = run.session
    if abandoned_arrivals(session.book.reader(), session.actor.now):
        # Writing needs the models; there is seldom anything to clear away.
        from coordinator.actions.importing.duty_writing import sweep_arrivals

        swept = sweep_arrivals(session.book, session.actor)
        run.done.append(f"Cleared away what {swept} killed import(s) of a schedule had left.")


STEPS: tuple[tuple[str, Callable[[_Run], None]], ...] = (
    ("Fetching answers", _receive),
    ("Looking into folders", _look_into_folders),
    ("Following up", _follow_up),
    ("Making details", _make_details),
    ("Reminding", _remind),
    ("Mailing reports", _mail_reports),
    ("Sending", _send),
    ("Writing files", _keep_up),
    ("Forgetting places", _forget),
    ("Clearing away", _sweep),
    ("Following the zone", _follow_zone),
)
