"""The README's reference of answers is what the commands answer."""

import json
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.importing import Imported, Wanted, apply_import
from coordinator.actions.results import Actor
from coordinator.cli import main
from coordinator.demo.book import make_demo
from storage.database import Book
from storage.models import Note

README = Path(__file__).parents[2] / "README.md"
CARD = README.parent / "coordinator" / "library" / "rate_cards" / "dover.toml"
NOW = 1_795_340_000
ROSTER = "Badge,Last name,First name,Rank\n9001,Able,Ann,OFC\n"
TEXTS = "id,from,text,at\n1,+16175550999,YES 482137,2026-11-22T08:00:00Z\n"

CALLS = {
    "import KIND FILE [--dry-run]": ["import", "roster", "{roster}", "--dry-run"],
    "day [DATE]": ["day"],
    "officers [WORDS] [--by ORDER] [--pdf FILE]": ["officers", "is:here"],
    "employers [WORDS] [--by ORDER] [--pdf FILE]": ["employers"],
    "fairness [--from --to] [--pdf FILE]": ["fairness", "--from", "2026-11-01"],
    "candidates DETAIL [--pdf FILE]": ["candidates", "{open}"],
    "candidates DETAIL --officer BADGE": ["candidates", "{open}", "--officer", "{badge}"],
    "assign POSITION BADGE [--override WHY --by NAME]": [
        "assign", "{open}", "{badge}", "--reason", "why",
    ],
    "call-off DETAIL BADGE --reason WHY [--refill BADGE\\|first]": [
        "call-off", "{detail}", "{badge}", "--reason", "sick",
    ],
    "sign-up POSITION BADGE [--at TIME] [--withdraw]": ["sign-up", "{open}", "{badge}"],
    "standing [METHOD] [--on DATE]": ["standing"],
    "award [--dry-run] [--from --to] [--swaps]": ["award", "--dry-run"],
    "exchange list": ["exchange", "list"],
    "regular list [JOB]": ["regular", "list"],
    "series start JOB RULE --site --start --end": [
        "series", "start", "{job}", "every Tue", "--site", "Fairlane, Turnpike", "--start", "18:00",
        "--end", "02:00",
    ],
    "series list [WORDS]": ["series", "list"],
    "series show SERIES [--days N]": ["series", "show", "{job}"],
    "series rule WORDS [--from] [--count N]": ["series", "rule", "every Tue"],
    "bulk paste JOB FILE --dry-run": ["bulk", "paste", "{job}", "{dates}", "--dry-run"],
    "template list": ["template", "list"],
    "parade posts DETAIL": ["parade", "posts", "{detail}"],
    "undo [ACTION]`, `redo": ["undo"],
    "history": ["history"],
    "history WHAT": ["history", "{detail}"],
    "search WORDS": ["search", "a"],
    "check [--from --to]": ["check"],
    "look-back [--from --to]": ["look-back"],
    "cases list [WORDS] [--by ORDER] [--pdf FILE] [--csv FILE]`, `cases show CASE": [
        "cases", "list",
    ],
    "cases ask\\|answer\\|clear\\|uphold CASE... [--words WORDS] [--by NAME]": [
        "cases", "clear", "1", "--words", "relieved early",
    ],
    "policy what-if [FILE] [--from --to]": ["policy", "what-if", "{policy}"],
    "make-whole [--since --to] [--officer BADGE --seniority DATE] [--correct WORDS] [--schedule] "
    "[--corrected-since DATE] [--keep WORDS]": ["make-whole", "--schedule"],
    "remedies list [WORDS]": ["remedies", "list"],
    "policy list": ["policy", "list"],
    "policy effect FILE [--from --to]": ["policy", "effect", "{policy}"],
    "replay [POSITION]": ["replay"],
    "packet POSITION [--out FILE] [--officer BADGE --pdf FILE]": [
        "packet", "{open}", "--out", "{award}",
    ],
    "replay --packet FILE": ["replay", "--packet", "{award}"],
    "setup list": ["setup", "list"],
    "how WORDS": ["how", "who", "is", "over", "hours"],
    "news [--since VERSION]": ["news"],
    "deputy show": ["deputy", "show"],
    "verify [--seal SEAL]": ["verify"],
    "backup": ["backup"],
    "restore [FILE] [--yes]": ["restore"],
    "redact BADGE [--yes]": ["redact", "{idle}"],
    "send": ["send"],
    "tick": ["tick"],
    "remind": ["remind"],
    "broadcast GROUP WORDS": ["broadcast", "all", "The range is closed."],
    "outbox list": ["outbox", "list"],
    "receive [--from PATH]": ["receive", "--from", "{texts}"],
    "inbox show ANSWER": ["inbox", "show", "1"],
    "inbox accept\\|ignore ANSWER...`, `inbox link ANSWER": ["inbox", "ignore", "1"],
    "told DETAIL": ["told", "{detail}"],
    "hours DETAIL": ["hours", "{detail}"],
    "stated DETAIL BADGE SIDE [--from --to --break --by]": [
        "stated", "{worked}", "{worked_badge}", "certified", "--by", "Ann Roe",
    ],
    "settle DETAIL BADGE SIDE --reason WHY": [
        "settle", "{worked}", "{worked_badge}", "certified", "--reason", "as certified",
    ],
    "approve --matching": ["approve", "--matching"],
    "invoice annual [--year-of DATE]": ["invoice", "annual"],
    "invoice preview": ["invoice", "preview"],
    "invoice list": ["invoice", "list"],
    "receipts list": ["receipts", "list"],
    "receipts lines": ["receipts", "lines"],
    "dunning preview": ["dunning", "preview"],
    "dispute list": ["dispute", "list"],
    "terms show": ["terms", "show"],
    "employer twice": ["employer", "twice"],
    "file list [WHAT]": ["file", "list"],
    "field list": ["field", "list"],
    "papers kinds": ["papers", "kinds"],
    "equipment conflicts": ["equipment", "conflicts"],
    "availability list [BADGE]": ["availability", "list"],
    "account ageing": ["account", "ageing"],
    "account show EMPLOYER": ["account", "show", "E1005"],
    "account balances": ["account", "balances"],
    "purchase-order list": ["purchase-order", "list"],
    "payroll preview FROM UNTIL": ["payroll", "preview", "2026-11-01", "2026-11-15"],
    "payroll list": ["payroll", "list"],
    "payroll unpaid": ["payroll", "unpaid"],
    "payroll adjustments": ["payroll", "adjustments"],
    "payroll year YEAR": ["payroll", "year", "2026"],
    "payroll layouts": ["payroll", "layouts"],
    "bank list": ["bank", "list"],
    "accounts months": ["accounts", "months"],
    "accounts journal MONTH [--to --form]": ["accounts", "journal", "2026-10"],
    "accounts proof MONTH": ["accounts", "proof", "2026-10"],
    "accounts recovery FROM UNTIL": ["accounts", "recovery", "2026-01-01", "2027-01-01"],
    "month-end MONTH --dry-run": ["month-end", "2026-10", "--dry-run"],
    "suspensions list [WORDS]": ["suspensions", "list"],
    "gateway list": ["gateway", "list"],
    "gateway providers": ["gateway", "providers"],
    "outbox cost": ["outbox", "cost"],
    "setting list [WORDS]": ["setting", "list"],
    "setting show\\|clear KEY`, `setting set KEY VALUE": ["setting", "show", "pay.period"],
    "rates list": ["rates", "list"],
    "rates check FILE": ["rates", "check", "{card}"],
    "rates show [CARD]": ["rates", "show", "dover"],
    "rates explain [KIND]": ["rates", "explain", "least"],
    "rates price CARD FACTS": ["rates", "price", "dover", "{cases}", "--case", "DOV-R1"],
    "rates diff CARD CARD": ["rates", "diff", "dover", "oxford"],
    "rates what-if [CARD] [--since --until] [--instead-of CARD]": ["rates", "what-if", "dover"],
    "rates try FILE CASES": ["rates", "try", "{card}", "{cases}"],
    "note WHAT TEXT [--due TIME] [--kind KIND] [--also WHAT]": ["note", "{detail}", "ring back"],
    "presence not-seen [WORDS]": ["presence", "not-seen"],
    "presence list [--from --to] [--grade GRADE]": ["presence", "list"],
    "presence site NAME [--place --radius --word]": [
        "presence", "site", "Fairlane, Turnpike", "--radius", "150",
    ],
    "presence spot draw --from --to --seed SEED [--count N] [--dry-run]": [
        "presence", "spot", "draw", "--from", "2026-11-01", "--to", "2026-11-30", "--seed", "x",
    ],
    "presence spot list [WORDS] [--pdf FILE]": ["presence", "spot", "list"],
    "sheet sign DETAIL [--pdf FILE] [--print]": ["sheet", "sign", "{detail}"],
    "clock-page write [FILE] [--replace]": ["clock-page", "write", "{clock}"],
    "follow-ups": ["follow-ups"],
    "report list [WORDS]": ["report", "list"],
    "report show NAME": ["report", "show", "fund-proof"],
    "report run NAME [--PARAMETER=VALUE] [--pdf --xlsx --csv FILE]": [
        "report", "run", "fund-proof", "--period=this year",
    ],
    "report NAME [--PARAMETER=VALUE]": ["report", "fund-proof", "--period=this year"],
    "intake list": ["intake", "list"],
    "intake check FILE": ["intake", "check", "{intake}"],
    "request enter EVENT TITLE --date --place --answer": [
        "request", "enter", "temporary", "Sale", "--date", "2026-12-05 18:00-23:00",
        "--employer", "E1005", "--place", "Pier 4", "--answer", "duties=doors",
    ],
    "binder tests [WORDS]": ["binder", "tests", "court"],
    "binder show [--period]": ["binder", "show", "--period=today"],
    "binder show NAME [--period]": ["binder", "show", "no-break", "--period=today"],
    "binder write FOLDER [--period] [--zip] [--replace]": [
        "binder", "write", "{binder}", "--period=today",
    ],
    "finding raise TITLE [--test --exception --owner --due]`, "
    "`finding assign\\|answer\\|close\\|reopen NUMBER": ["finding", "raise", "Keys are missing"],
    "finding list [WORDS]": ["finding", "list"],
    "finding show NUMBER": ["finding", "show", "F26-0001"],
    "early-warning ask BADGE [--period]": ["early-warning", "ask", "{warned}", "--period=all"],
    "retention show": ["retention", "show"],
    "retention apply [KINDS] [--yes]": ["retention", "apply"],
    "hold place GROUND [--officer --employer --job]`, `hold lift NUMBER --by --why": [
        "hold", "place", "claim 4",
    ],
    "hold list [WORDS]": ["hold", "list"],
    "job dossier NUMBER FOLDER": ["job", "dossier", "{job}", "{binder}"],
    "request list [WORDS]": ["request", "list"],
    "request show NUMBER [--pdf FILE]": ["request", "show", "{request}"],
    "request check NUMBER": ["request", "check", "{request}"],
    "request quote NUMBER": ["request", "quote", "{request}"],
    "request approve NUMBER [--by NAME]": [
        "request", "approve", "{request}", "--allowed-by", "Moss", "--why", "known",
    ],
    "request book NUMBER": ["request", "book", "{request}"],
    "request caller LETTERS": ["request", "caller", "the"],
    "request late": ["request", "late"],
}  # fmt: skip
"""The reference's first column → a call of it; one after the other, on one book."""


def documented() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `(.+?)` \| (.+) \|$", README.read_text("utf-8"), re.MULTILINE)
    return {call: set(re.findall(r"`(\w+)`", keys)) for call, keys in rows if "`" in keys}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("reference")
    book = make_demo(folder / "demo.book", NOW)
    (folder / "roster.csv").write_text(ROSTER)
    texts = folder / "texts.csv"
    texts.write_text(TEXTS)
    os.utime(texts, (NOW - 600, NOW - 600))
    open_position, detail = (
        book.reader()
        .execute(
            "SELECT position.number, detail.number FROM position "
            "JOIN detail ON detail.id = detail_id "
            "WHERE position.starts_at > ? AND detail.state = 'planned' AND NOT EXISTS ("
            " SELECT 1 FROM assignment WHERE position_id = position.id"
            " AND assignment.state IN ('assigned', 'confirmed', 'worked')) "
            "ORDER BY position.starts_at DESC LIMIT 1",
            (NOW,),
        )
        .fetchone()
    )
    idle = book.reader().execute(
        "SELECT badge FROM officer WHERE id NOT IN (SELECT officer_id FROM assignment) "
        "AND id NOT IN (SELECT officer_id FROM message WHERE officer_id IS NOT NULL)"
    ).fetchone()[0]  # fmt: skip
    worked, worked_badge = book.reader().execute(
        "SELECT detail.number, badge FROM assignment JOIN officer ON officer.id = officer_id"
        " JOIN position ON position.id = position_id JOIN detail ON detail.id = detail_id"
        " WHERE assignment.ends_at < ? AND assignment.state = 'worked' AND NOT EXISTS (SELECT 1"
        " FROM timesheet_entry WHERE assignment_id = assignment.id AND payroll_run_id IS NOT NULL)"
        " LIMIT 1",
        (NOW,),
    ).fetchone()  # fmt: skip
    requests = book.reader().execute("SELECT count(*) FROM request").fetchone()[0]
    dates = folder / "dates.txt"
    dates.write_text("2027-01-05 18:00-23:00\n")
    warned = book.reader().execute(
        "SELECT badge FROM officer JOIN assignment ON officer_id = officer.id LIMIT 1"
    ).fetchone()[0]  # fmt: skip
    with book.action(Actor("Ed", NOW), "note", "officer:1") as tx:
        warned_id = tx.connection.execute(
            "SELECT id FROM officer WHERE badge = ?", (warned,)
        ).fetchone()[0]
        tx.add(
            Note(
                subject=f"officer:{warned_id}", kind="complaint", text="loud", written_at=NOW,
                written_by="Ed",
            )
        )  # fmt: skip
    names = {
        "binder": str(folder / "binder"),
        "warned": warned,
        "worked": worked,
        "worked_badge": worked_badge,
        "texts": str(texts),
        "clock": str(folder / "clock.html"),
        "roster": str(folder / "roster.csv"),
        "open": open_position,
        "detail": detail,
        "job": detail.rpartition(".")[0],
        "dates": str(dates),
        "idle": idle,
        "award": str(folder / "award.json"),
        "card": str(CARD),
        "intake": str(CARD.parents[1] / "intake" / "standard.toml"),
        "request": f"R26-{requests + 1:04d}",
        "policy": str(CARD.parents[1] / "policies" / "standard.toml"),
        "cases": str(README.parent / "tests" / "cases" / "rates" / "DOV.json"),
    }
    _payroll(book, folder / "payroll.csv")
    book.close()
    environment = {"COORDINATOR_BOOK": str(folder / "demo.book"), "COORDINATOR_NOW": str(NOW)}
    given: dict[str, object] = {}
    for call, words in CALLS.items():
        said = CliRunner().invoke(
            main, [*(word.format(**names) for word in words), "--json"], env=environment
        )
        assert said.exit_code in (0, 4), (call, said.output)
        given[call] = json.loads(said.stdout)
        if call.startswith("candidates DETAIL [--pdf"):
            names["badge"] = given[call]["candidates"][0]["badge"]  # type: ignore[index]
    shutil.rmtree(folder)
    return given


def _payroll(book: Book, file: Path) -> None:
    """What payroll says afterwards: an officer was on duty while he worked a detail."""
    badge, start, end = (
        book.reader()
        .execute(
            "SELECT badge, a.starts_at, a.ends_at FROM assignment AS a "
            "JOIN officer ON officer.id = officer_id WHERE a.ends_at < ? "
            "AND a.state = 'worked' ORDER BY a.starts_at DESC LIMIT 1",
            (NOW,),
        )
        .fetchone()
    )
    hours = (datetime.fromtimestamp(at, UTC).isoformat() for at in (start, end))
    file.write_text(f"badge,start,end,kind\n{badge},{','.join(hours)},regular\n")
    done = apply_import(book, Actor("payroll", NOW), Wanted("on-duty", file, source="clock"))
    assert isinstance(done, Imported)
    assert done.cases == 1


def test_every_row_of_the_reference_is_tried() -> None:
    assert documented().keys() - CALLS.keys() == {"init --name --timezone --currency"}


def test_the_answers_have_the_documented_keys(answers: dict[str, object]) -> None:
    # One test: the answers are given one after the other, and every process would ask for all.
    assert {call: _keys(answers[call]) for call in CALLS} == {
        call: documented()[call] for call in CALLS
    }


def _keys(answer: object) -> set[str]:
    if isinstance(answer, list):
        assert answer, "nothing to compare"
        answer = answer[0]
    assert isinstance(answer, dict)
    return set(answer)
