"""The keys as data: each verb has one key and one meaning on every screen that offers it.

Screens, the help, the palette, the README's table and `coordinator keys` all read this module, and
a user's keymap file names a binding by its id, `screen.verb`. Nothing here imports Textual.
"""

from collections.abc import Iterator
from typing import NamedTuple

FOOTER_ENTRIES = 6
"""Verbs of a screen that the footer shows; the seventh entry is the help."""


class Verb(NamedTuple):
    """What one key does wherever it is offered. `keys` are comma-separated names of keys."""

    name: str
    keys: str
    label: str
    tooltip: str


class Place(NamedTuple):
    """Where an F-key leads. `tabs` are the screens of the place, turned with [ and ]."""

    name: str
    key: str
    title: str
    tabs: tuple[str, ...]


class KeySpec(NamedTuple):
    """One binding: `id` is what a keymap file names, `shown` whether the footer has it."""

    id: str
    keys: str
    action: str
    label: str
    tooltip: str
    shown: bool


PLACES = (
    Place("today", "f2", "Today", ("today",)),
    Place("board", "f3", "Board", ("board",)),
    Place("jobs", "f4", "Jobs", ("jobs", "week")),
    Place("officers", "f5", "Officers", ("officers", "suspensions", "remedies")),
    Place("employers", "f6", "Employers", ("employers",)),
    Place("hours", "f7", "Hours", ("hours", "cases")),
    Place(
        "money",
        "f8",
        "Money",
        (
            "invoices",
            "payments",
            "receipts",
            "chasing",
            "payroll",
            "adjustments",
            "bank",
            "accounts",
            "month_end",
        ),
    ),
    Place("messages", "f9", "Messages", ("messages",)),
    Place("book", "f10", "Book", ("history", "policy", "rates", "settings", "backups", "imports")),
)

_GLOBAL = (
    Verb("help", "question_mark,f1", "Keys", "The keys of this screen"),
    Verb("palette", "ctrl+p,colon", "Find", "Find any record or action by typing"),
    Verb("last_place", "minus", "Back", "Go back to the last place"),
    Verb("undo", "u,ctrl+z", "Undo", "Take back your last action"),
    Verb("redo", "U,ctrl+y", "Redo", "Do again what was taken back"),
    Verb("lock", "ctrl+l", "Lock", "Hide the book until enter, or the passphrase where one is set"),
    Verb("quit", "ctrl+q", "Quit", "Leave the book"),
    Verb("light_dark", "f11", "Light/dark", "Change between the light and the dark theme"),
)

_VERBS = (
    Verb("open", "enter", "Open", "Open the record under the cursor"),
    Verb("choose", "enter", "Choose", "Choose what is under the cursor"),
    Verb("new", "n", "New", "Make a new one"),
    Verb("edit", "e", "Edit", "Change this one"),
    Verb("edit_job", "E", "Job", "Change the job: what, contact, order number, post orders"),
    Verb("duplicate", "plus", "Copy", "Make another one like this"),
    Verb("offer", "o", "Offer", "Put the position before the marked officers, or the first ones"),
    Verb("assign", "a", "Assign", "Put an officer in the position, by override where needed"),
    Verb("call_off", "c", "Call-off", "The officer gives the position back"),
    Verb("refill", "r", "Refill", "Find the officer who takes the open position"),
    Verb("cancel", "x", "Cancel", "Cancel the detail or the job, with a reason"),
    Verb("release", "x", "Release", "Take the officers off these details"),
    Verb("confirm", "v", "Confirmed", "The officer has said that he comes"),
    Verb("seen", "b", "On post", "The officer was seen at the site"),
    Verb("no_show", "N", "No-show", "The officer did not come; the position is open again"),
    Verb("let_go", "X", "Let go", "Take the officer off the position, with a reason; he is told"),
    Verb("why", "w", "Why", "The decision and its reasons"),
    Verb("hours", "h", "Hours", "The hours that were worked"),
    Verb("approve", "a", "Approve", "Approve the hours"),
    Verb("agree", "equals_sign", "Agree", "Approve all hours on which everybody agrees"),
    Verb("settle", "d", "Settle", "Take the hours of one side, with the reason"),
    Verb("state", "n", "State", "Enter what was punched, claimed or certified"),
    Verb("invoice", "i", "Invoice", "Make the invoices"),
    Verb("payroll", "i", "Run", "Lock the payroll period"),
    Verb("corrections", "c", "Corrections", "Only what was corrected after it had been paid"),
    Verb("bank_file", "b", "Bank file", "Write the file with which the bank pays this run"),
    Verb("statements", "m", "Statements", "Every officer's statement of this run, as PDF"),
    Verb("owed", "O", "Owed", "Worked and not paid yet, by officer and age"),
    Verb("year", "Y", "Year", "What each officer was paid in a year, by payer"),
    Verb("take_back", "x", "Take off", "Take off what no run has taken yet"),
    Verb("end_account", "x", "End", "The officer is no longer paid by bank"),
    Verb("bank_terms", "t", "Agreement", "What the bank's agreement says, for its files"),
    Verb("close_month", "y", "Close", "Close the month: its journal never changes again"),
    Verb("proof", "w", "Proof", "The detail fund: received, paid out, owed, advanced"),
    Verb("recovery", "R", "Recovery", "Fees against what the programme cost"),
    Verb("with_bank", "b", "Bank", "Write the bank's file too, or leave it"),
    Verb("with_close", "c", "Close", "Close the month at the end, or leave it open"),
    Verb("message", "m", "Message", "The messages about this record"),
    Verb("retry", "r", "Retry", "Try the failed message again"),
    Verb("send_now", "m", "Send", "Send what is held, now"),
    Verb("recall", "x", "Recall", "Keep the held message from leaving"),
    Verb("print", "p", "Print", "Print or export"),
    Verb("copy", "ctrl+c", "Copy", "Copy the number, the phone or the line"),
    Verb("go_date", "t", "Date", "Go to a date; t and enter go to today"),
    Verb("sort", "s", "Sort", "Sort by another column"),
    Verb("reverse", "S", "Reverse", "Turn the order round"),
    Verb("filters", "f", "Filters", "The saved filters"),
    Verb("filter", "slash", "Filter", "Narrow this list as you type"),
    Verb("mark", "space", "Mark", "Mark the record, or take the mark off"),
    Verb("mark_range", "shift+down", "Mark down", "Mark the record and go to the next"),
    Verb("mark_all", "V", "Mark all", "Mark every record that the list shows"),
    Verb("refresh", "ctrl+r", "Reload", "Read again"),
    Verb("back", "escape", "Back", "Close what is open: a window, the marks, the filter"),
    Verb("previous_tab", "left_square_bracket", "Tab back", "The screen before in this place"),
    Verb("next_tab", "right_square_bracket", "Tab", "The next screen of this place"),
    Verb("yes", "y", "Yes", "Do it: the award is made and the messages leave"),
    Verb("undo_action", "z", "Undo this", "Take back the action under the cursor"),
    Verb("try_run", "d", "Dry run", "Show what the file would change, changing nothing"),
    Verb("import_file", "y", "Import", "Bring the file into the book"),
    Verb("earlier", "less_than_sign,shift+left", "Earlier", "The day or period before"),
    Verb("later", "greater_than_sign,shift+right", "Later", "The next day or period"),
    Verb("affected", "x", "Affected", "Every detail that a status or a certificate hits"),
    Verb("fairness", "F", "Fairness", "Hours and awards of everybody against his opportunity"),
    Verb("save", "ctrl+s", "Save", "Save the form"),
    Verb("note", "A", "Note", "Write a note; with a date it comes back on Today"),
    Verb("done", "D", "Done", "The follow-up is dealt with"),
    Verb("log", "l", "Log", "Everything that was ever done to this record"),
    Verb("void", "x", "Void", "Void the invoice, which keeps its number"),
    Verb("take_off", "x", "Take off", "Take off a payment that was a mistake or did not clear"),
    Verb("remove_seat", "T", "Seat off", "Take the seat off the detail; its officer is told"),
    Verb("pay", "a", "Payment", "Enter money received on this invoice"),
    Verb("book_by_hand", "a", "By hand", "Say what this money pays; on account: the oldest first"),
    Verb("put_aside", "x", "Aside", "The bank line pays nothing of ours"),
    Verb("refund", "R", "Refund", "Give back what stands on account"),
    Verb("credit", "C", "Credit", "Credit the invoice: all of it or an amount"),
    Verb("late_charge", "L", "Late charge", "Invoice the rate card's charge for paying late"),
    Verb("dispute", "d", "Dispute", "The employer contests the invoice or a line of it"),
    Verb("account", "M", "Account", "The employer's account, a statement, money, an order"),
    Verb("quote", "Q", "Estimate", "What the job would cost on paper, and its deposit"),
    Verb("stop", "x", "Stop", "Stop the run under way; what is done stays done"),
    Verb("back_up", "n", "Back up", "Make a backup now, and check it"),
    Verb("verify", "y", "Verify", "Check that the book is whole and the log complete"),
    Verb("file", "e", "File", "Choose the file"),
    Verb("read_all", "w", "Whole", "The whole text, to read and to copy"),
    Verb("column", "enter", "Column", "Say which column of the file this field is read from"),
    Verb("no_answer", "1", "No answer", "Rung, and nobody answered"),
    Verb("refused", "2", "Refused", "Rung, and refused"),
    Verb("wrong_number", "3", "Wrong no.", "Rung, and the number was wrong"),
    Verb("rings_back", "4", "Rings back", "Rung, and will ring back"),
    Verb("on_duty", "5", "On duty", "Rung, and cannot, being on duty"),
    Verb("exchange", "C", "Exchange", "Another works the seat for its officer, or they swap"),
    Verb("split", "d", "Pieces", "Cut the seat into pieces, or join open ones again"),
    Verb("on_site", "H", "On site", "Who worked without an award, and who allowed it"),
    Verb("regulars", "L", "Regulars", "The job's regular officers: seat, enter, renew, end them"),
    Verb("backup", "B", "Backup", "The officer who stands by: enter him, or bring him in"),
    Verb("by_message", "m", "Wrote", "The officer wrote; some policies want him to telephone"),
    Verb("sign_up", "i", "Asks", "The officer asks for the position, or asks no longer"),
    Verb("order_in", "O", "Order", "Order the officer into the position that nobody took"),
    Verb("award", "R", "Award", "Award all open positions that officers asked for, by the policy"),
    Verb("with_swaps", "s", "Swaps", "Do the proposed swaps too, or leave them"),
    Verb("answer", "a", "Answer", "Write down what the officer said"),
    Verb("ask_officer", "o", "Asked", "The officer has been asked; his answer is awaited"),
    Verb("clear_case", "v", "Clear", "Nothing was wrong, with the reason"),
    Verb("uphold", "X", "Uphold", "The record stands against the officer, with the reason"),
    Verb("suspend", "X", "Confirm", "A supervisor confirms the suspension, by name"),
    Verb("excuse", "v", "Dismiss", "A supervisor dismisses the suspension, with the reason"),
    Verb("look_back", "B", "Look back", "Hold all work against the on-duty records of today"),
    Verb("late", "L", "Late", "Approvals that came after the work had begun"),
    Verb("standing", "o", "Order", "Everybody in the order of each method, on any date"),
    Verb("what_if", "W", "What if", "Replay a past year's awards under this policy"),
    Verb("make_whole", "n", "Error", "Work past awards out again with a wrong fact put right"),
    Verb("keep", "y", "Keep", "Write down the error and what is owed to whom"),
    Verb("give", "X", "Give", "Somebody named gives what is owed: paid, or put ahead"),
    Verb("waive", "v", "Waive", "Somebody named decides that nothing is done, with the reason"),
)
VERBS = {verb.name: verb for verb in (*_GLOBAL, *_VERBS)}

_LIST = (
    "filter mark mark_range mark_all sort reverse filters copy refresh back previous_tab next_tab"
)
_CALLS = "no_answer refused wrong_number rings_back on_duty"

_SCREENS: dict[str, str] = {
    "today": "open call_off refill new cancel filter edit duplicate offer confirm seen message "
    f"note done edit_job hours go_date print {_LIST}",
    "board": f"open refill offer assign filter sort note print {_LIST}",
    "jobs": f"open new edit duplicate cancel filter refill go_date message note edit_job "
    f"award regulars quote print {_LIST}",
    "week": "open earlier later go_date new next_tab previous_tab refresh back",
    "detail": "call_off refill open edit cancel why confirm seen no_show let_go remove_seat "
    "exchange split on_site regulars backup edit_job duplicate message assign hours quote print "
    "copy note log refresh back",
    "refill": "choose yes offer mark why filter assign sign_up order_in backup "
    f"{_CALLS} print copy back",
    "call_off": "refill yes by_message back",
    "officers": f"open new affected filter mark sort edit message note print log fairness {_LIST}",
    "suspensions": f"open suspend excuse filter sort log {_LIST}",
    "remedies": f"open make_whole give waive filter sort log {_LIST}",
    "officer": "new edit affected earlier later open go_date copy note log message refresh back",
    "fairness": "open read_all print edit earlier later stop refresh back",
    "affected": "release refill mark mark_all open refresh mark_range back",
    "employers": f"open new edit filter invoice sort account message note print log {_LIST}",
    "employer": "open new edit invoice account message note edit_job copy log refresh back",
    "hours": "edit approve agree settle state mark mark_all filters open filter sort go_date "
    f"on_site log {_LIST}",
    "cases": "answer clear_case uphold ask_officer look_back open read_all late stop print log "
    f"{_LIST}",
    "invoices": f"open invoice print pay void filter credit dispute late_charge account message "
    f"log {_LIST}",
    "receipts": "yes open book_by_hand new file put_aside refund mark mark_all next_tab "
    "previous_tab refresh back",
    "chasing": "yes open print why file message mark mark_all next_tab previous_tab refresh back",
    "award_round": "yes with_swaps stop refresh back",
    "invoice_run": "yes stop mark mark_all open refresh back",
    "payments": f"open take_off filter sort log {_LIST}",
    "payroll": f"open payroll print bank_file statements owed year filter log {_LIST}",
    "payroll_run": "yes edit corrections open stop print refresh back",
    "adjustments": f"new take_back filter sort filters log {_LIST}",
    "bank": f"edit end_account bank_terms filter sort filters log {_LIST}",
    "accounts": "open close_month print proof new recovery next_tab previous_tab refresh back",
    "month_end": "yes edit with_bank with_close open stop next_tab previous_tab refresh back",
    "messages": f"open retry send_now recall filter sort {_LIST}",
    "history": f"open undo_action filter refresh {_LIST}",
    "policy": "open new edit affected what_if read_all standing next_tab previous_tab refresh back",
    "what_if": "open read_all edit stop refresh back",
    "make_whole": "open keep read_all stop refresh back",
    "rates": "open new next_tab previous_tab refresh back",
    "settings": "choose new next_tab previous_tab refresh back",
    "backups": "back_up verify stop next_tab previous_tab refresh back",
    "imports": "file column try_run import_file stop read_all next_tab previous_tab back",
    "form": "save back",
    "search": "open filter back",
}


def places() -> Iterator[KeySpec]:
    """The F-keys."""
    for place in PLACES:
        tooltip = f"Go to {place.title}"
        action = f"place('{place.name}')"
        yield KeySpec(f"app.{place.name}", place.key, action, place.title, tooltip, shown=False)


def everywhere() -> Iterator[KeySpec]:
    """The keys that work on every screen."""
    yield from places()
    for verb in _GLOBAL:
        shown = verb.name == "help"
        yield KeySpec(f"app.{verb.name}", verb.keys, verb.name, verb.label, verb.tooltip, shown)


def screen_names() -> tuple[str, ...]:
    """Every screen that has keys of its own."""
    return tuple(_SCREENS)


def keys_of(screen: str) -> Iterator[KeySpec]:
    """The keys of one screen, footer entries first."""
    names = dict.fromkeys(_SCREENS[screen].split())
    for order, name in enumerate(names):
        verb = VERBS[name]
        yield KeySpec(
            id=f"{screen}.{name}",
            keys=verb.keys,
            action=name,
            label=verb.label,
            tooltip=verb.tooltip,
            shown=order < FOOTER_ENTRIES,
        )


def every_key() -> Iterator[KeySpec]:
    """All bindings of the program, each with its unique id."""
    yield from everywhere()
    for screen in _SCREENS:
        yield from keys_of(screen)
