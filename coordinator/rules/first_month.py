"""The first month with a new book: what to do in which week, from what the book holds already."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stands:
    """What there is: of the set-up, and of the work."""

    left: tuple[tuple[str, str], ...]
    """Steps of the set-up that are still open: title and how."""
    officers: int
    staffed: int
    hours: int
    invoices: int
    runs: int
    gateway: bool
    answers: bool
    passphrase: bool
    encrypted: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, by which key and command."""

    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Week:
    """A week's aim and its tasks; `number` is 1 to 4."""

    number: int
    aim: str
    tasks: tuple[Task, ...]


def first_month(stands: Stands) -> tuple[Week, ...]:
    """The four weeks; what is done already is left out."""
    return (
        Week(1, "Everything that is needed stands in the book", _first(stands)),
        Week(2, "Details are given out by the book alone", _second(stands)),
        Week(3, "Hours and answers come in by themselves", _third(stands)),
        Week(4, "Money goes out and comes in, and the month is closed", _fourth(stands)),
    )


def _first(stands: Stands) -> tuple[Task, ...]:
    tasks = [Task(f"Finish the set-up: {title}", how) for title, how in stands.left]
    if not stands.passphrase:
        tasks.append(
            Task("Set the passphrase of the lock", "F10 Settings · coordinator passphrase")
        )
    if not stands.encrypted:
        how = "F10 Backups, e · coordinator backup --encrypt"
        tasks.append(Task("Decide whether backups are encrypted; lay the passphrase away", how))
    tasks += [
        Task("Look at the self-test and do what it says", "F10 Self-test, y · coordinator doctor"),
        Task("Go through the certificates that run out", "F5, tab Papers · coordinator papers"),
        Task("Enter the details of the next two weeks", "F4, n · coordinator import details FILE"),
    ]
    return tuple(tasks)


def _second(stands: Stands) -> tuple[Task, ...]:
    tasks = [
        Task("Fill every open seat from the Board, none by hand", "F3, r, y · coordinator award"),
        Task("Rehearse a call-off on a quiet day: it takes four keys", "Today, c, r, enter, y"),
        Task("Read why one award went as it did, before somebody asks", "detail, w"),
    ]
    if stands.officers:
        how = "F5, L · coordinator enrol --pdf letters.pdf"
        tasks.append(Task(f"Give {stands.officers} officers the letter with the text codes", how))
    tasks.append(Task("Hold what you know of your rules against the policy", "F10 Policy, e"))
    return tuple(tasks)


def _third(stands: Stands) -> tuple[Task, ...]:
    tasks = []
    if not stands.gateway:
        tasks.append(Task("Set a gateway, so that officers are told by themselves", "F10 Settings"))
    if not stands.answers:
        how = "F10 Settings, Answers from · coordinator source set"
        tasks.append(Task("Name the mailbox or text service that brings answers", how))
    return (
        *tasks,
        Task("Look through the Inbox twice a day", "F9 · coordinator inbox"),
        Task("Approve the hours of each week on Monday", "F7, =, a · coordinator approve"),
        Task("See whether anybody is over his hours", "F12, hours · coordinator report"),
        Task("Show the supervisor how the day is printed", "Today, p · coordinator day"),
    )


def _fourth(stands: Stands) -> tuple[Task, ...]:
    first = "the first" if not stands.invoices else "this month's"
    return (
        Task(f"Make {first} invoices and look at each before it leaves", "F8, i, y"),
        Task(f"Make {'the first' if not stands.runs else 'the next'} payroll run", "F8 Payroll, i"),
        Task("Restore a backup for a trial", "F10 Backups, d · coordinator backup --drill"),
        Task("Close the month", "F8 Month end, y · coordinator month-end"),
        Task("Give the chief the report of the month", "F12 · coordinator report run"),
        Task("Let a colleague stand in for a day, from a handed-over book", "F10 Handover, n"),
    )


def plan_lines(agency: str, weeks: tuple[Week, ...]) -> tuple[str, ...]:
    """The plan as text, a line each."""
    lines = [f"The first month at {agency}", ""]
    for week in weeks:
        lines += [f"WEEK {week.number}: {week.aim}"]
        for task in week.tasks:
            lines += [f"  [ ] {task.what}", f"        {task.how}"]
        lines.append("")
    return tuple(lines)
