"""What is done about officers' presence: part of `doings`."""

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.attendance.reports import file_report
from coordinator.actions.attendance.sign_sheets import make_sign_sheet
from coordinator.actions.attendance.spot_checks import draw_spot_checks, record_spot_check
from coordinator.actions.book.notes import NoteSays, write_note
from coordinator.actions.importing import Wanted, apply_import
from notify.incoming import Incoming
from tests.trust.chance import Chance, Doing
from tests.trust.town import DAY


def _spot(c: Chance) -> object:
    check = c.row("spot_check", "result IS NULL")
    if check and c.random.random() < 0.5:
        found = c.random.choice(("present", "absent", "other"))
        return record_spot_check(c.book, c.actor, check, found, "Sgt. Cole", c.text())
    seed, now = str(c.random.randint(0, 5)), c.actor.now
    return draw_spot_checks(c.book, c.actor, seed, now - 9 * DAY, now + 9 * DAY, 2)


def _note(c: Chance) -> object:
    kind = c.random.choice(("site_visit", "after_action", "incident", "complaint"))
    says = NoteSays(kind, also=(f"officer:{c.row('officer')}",))
    return write_note(c.book, c.actor, f"detail:{c.row('detail')}", c.text(), says=says)


def _report(c: Chance) -> object:
    """An officer mails; it is filed with some detail."""
    officer = c.row("officer", "email <> ''")
    row = c.book.reader().execute("SELECT email FROM officer WHERE id = ?", (officer,)).fetchone()
    so_far = c.book.reader().execute("SELECT count(*) FROM received").fetchone()[0]
    now, address = c.actor.now, row[0] if row else "nobody@x.example"
    mail = Incoming(f"report-{so_far}", "email", "desk", address, "", "All quiet.", now, now, b"x")
    taken = take_in(c.book, "clock", now, [mail])
    return file_report(c.book, c.actor, taken.received[0], c.row("detail"))


def _log(c: Chance) -> object:
    """A line of the dispatch log comes in, of a call sign that some detail has."""
    detail = c.row("detail")
    with c.book.action(c.actor, "sign", f"detail:{detail}") as tx:
        from storage.models import Detail

        row = tx.get(Detail, detail)
        row.call_sign = f"D{c.random.randint(1, 3)}"
        tx.save(row)
    path = c.book.path.with_name(f"log-{c.random.random()}.csv")
    minute = c.random.randint(10, 59)
    path.write_text(f"unit,time,remark\nD{c.random.randint(1, 3)},2026-06-02 10:{minute},x\n")
    return apply_import(c.book, c.actor, Wanted("dispatch", path))


def _sheet(c: Chance) -> object:
    where = c.book.path.with_name("sheets.pdf")
    return make_sign_sheet(c.book, c.actor, c.row("detail"), where)


ATTENDANCE_DOINGS: "dict[str, Doing]" = {
    "spot check": _spot,
    "note of a kind": _note,
    "report": _report,
    "sign sheet": _sheet,
    "dispatch": _log,
}
