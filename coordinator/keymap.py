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
    Place("board", "f3", "Board", ("board", "not_seen")),
    Place("jobs", "f4", "Jobs", ("jobs", "week", "month", "series_list", "equipment", "requests")),
    Place("officers", "f5", "Officers", ("officers", "suspensions", "remedies", "papers")),
    Place("employers", "f6", "Employers", ("employers",)),
    Place("hours", "f7", "Hours", ("hours", "cases", "presence", "spot_checks")),
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
    Place("messages", "f9", "Messages", ("inbox", "messages")),
    Place(
        "book",
        "f10",
        "Book",
        (
            "history",
            "policy",
            "rates",
            "texts",
            "settings",
            "setup",
            "backups",
            "doctor",
            "handover",
            "imports",
            "intake_document",
        ),
    ),
    Place("reports", "f12", "Reports", ("reports", "binder", "findings", "mailings", "dashboard")),
)

_GLOBAL = (
    Verb("help", "question_mark", "Keys", "The keys of this screen"),
    Verb("how", "f1", "How", "How do I …: type a question, read the answer, enter goes there"),
    Verb("palette", "ctrl+p,colon", "Find", "Find any record or action by typing"),
    Verb("questions", "ctrl+g", "Questions", "Questions asked often; a digit answers one"),
    Verb("last_place", "minus", "Back", "Go back to the last place"),
    Verb("undo", "u,ctrl+z", "Undo", "Take back your last action"),
    Verb("redo", "U,ctrl+y", "Redo", "Do again what was taken back"),
    Verb("lock", "ctrl+l", "Lock", "Hide the book until enter, or the passphrase where one is set"),
    Verb("deputy", "ctrl+d", "Deputy", "Let somebody stand in who only looks, prints and notes"),
    Verb("news", "ctrl+n", "News", "What is new in this version"),
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
    Verb("offer", "o", "Offer", "Ask the marked officers, or the first five, for the position"),
    Verb("assign", "a", "Assign", "Put an officer in the position, by override where needed"),
    Verb("call_off", "c", "Call-off", "The officer gives the position back"),
    Verb("refill", "r", "Refill", "Find the officer who takes the open position"),
    Verb("cancel", "x", "Cancel", "Cancel the detail or the job, with a reason"),
    Verb("release", "x", "Release", "Take the officers off these details"),
    Verb("confirm", "v", "Confirmed", "The officer has said that he comes"),
    Verb("seen", "b", "On post", "The officer was seen at the site"),
    Verb("ring", "t", "Ring", "The telephone of the officer, large and copied"),
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
    Verb("year", "Y", "Year", "A year: pay of each officer, or least sums of employers"),
    Verb("take_back", "x", "Take off", "Take off what no run has taken yet"),
    Verb("end_account", "x", "End", "The officer is no longer paid by bank"),
    Verb("bank_terms", "t", "Agreement", "What the bank's agreement says, for its files"),
    Verb("close_month", "y", "Close", "Close the month: its journal never changes again"),
    Verb("proof", "w", "Proof", "The detail fund: received, paid out, owed, advanced"),
    Verb("recovery", "R", "Recovery", "Fees against what the programme cost"),
    Verb("with_bank", "b", "Bank", "Write the bank's file too, or leave it"),
    Verb("with_close", "c", "Close", "Close the month at the end, or leave it open"),
    Verb("message", "m", "Message", "What was said to whom, and by whom; and write to them"),
    Verb("retry", "r", "Retry", "Try the failed message again"),
    Verb("send_now", "y", "Send", "Send what is held, now"),
    Verb("recall", "x", "Recall", "Keep the held message from leaving"),
    Verb("accept", "a", "Accept", "Do what the answer says, as if its writer pressed the keys"),
    Verb("link_person", "e", "Whose", "Say who wrote it, where the address is not known"),
    Verb("ignore", "x", "Ignore", "Put the answer aside; nothing is done about it"),
    Verb("report", "R", "Report", "Keep the mail and its pictures as a report of the detail"),
    Verb("look_now", "i", "Look", "Look into the mailboxes for answers now"),
    Verb("dealt_with", "D", "Dealt with", "The message is dealt with otherwise"),
    Verb("shipped", "x", "Shipped", "Use the shipped words again"),
    Verb("to_self", "m", "To me", "Send a trial of these words to yourself"),
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
    Verb("yes", "y", "Yes", "Do what is shown; the messages about it leave"),
    Verb("undo_action", "z", "Undo this", "Take back the action under the cursor"),
    Verb("unask", "Z", "Ask no more", "Take back what somebody who decides was asked by message"),
    Verb("try_run", "d", "Dry run", "Show what the file would change, changing nothing"),
    Verb("import_file", "y", "Import", "Bring the file into the book"),
    Verb("earlier", "less_than_sign,shift+left", "Earlier", "The day or period before"),
    Verb("later", "greater_than_sign,shift+right", "Later", "The next day or period"),
    Verb("affected", "x", "Affected", "Every detail that a status or a certificate hits"),
    Verb("fairness", "F", "Fairness", "Hours and awards of everybody against his opportunity"),
    Verb("save", "ctrl+s", "Save", "Save the form"),
    Verb("note", "A", "Note", "Write a note; with a date it comes back on Today"),
    Verb("done", "D", "Done", "The follow-up is dealt with"),
    Verb("hold_records", "n", "Hold", "Hold records: nothing about them is deleted"),
    Verb("lift_hold", "L", "Lift", "Lift a hold: what it kept goes when it is due"),
    Verb("delete_due", "X", "Delete", "Close for good what is past its term"),
    Verb("reopen", "r", "Again", "Open again what was closed too soon"),
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
    Verb("post", "P", "Post", "Put up for officers to ask for, once the deposit is paid"),
    Verb("allow", "a", "Approve", "Approve the request, by whom the intake document wants"),
    Verb("turn_down", "X", "Refuse", "Refuse the request; the letter quotes the clause"),
    Verb("withdrawn", "x", "Withdrawn", "Whoever asked wants it no more"),
    Verb("ask_command", "o", "Ask", "Mail the packet to whoever approves; his YES approves"),
    Verb("book_it", "y", "Book", "Make the job of the approved request"),
    Verb("terms", "T", "Terms", "The contract terms are accepted: by whom"),
    Verb("link", "L", "Whose", "Say which employer the request is from"),
    Verb("forms", "i", "Forms", "Forms that employers fill in: take one in, write them"),
    Verb("last_time", "ctrl+t", "Last time", "Fill in what this caller had before, weeks later"),
    Verb("papers", "K", "Papers", "Papers kept with this record: permits, plans, certificates"),
    Verb("renew_papers", "n", "Renew", "Renew the marked papers in one action"),
    Verb("letters", "L", "Letters", "Enrolment letters: how officers are told, how they answer"),
    Verb("kinds", "e", "Kinds", "The kinds of paper: how long each runs, who needs it"),
    Verb("equipment", "Y", "Equipment", "Equipment of the detail: put there, mileage, taken off"),
    Verb("out_of_service", "x", "Out", "Out of service from now on, or back in service"),
    Verb("twice", "B", "Twice", "Employers that are probably in the register twice"),
    Verb("quote", "Q", "Estimate", "What the job would cost on paper, and its deposit"),
    Verb(
        "hand_over", "n", "Hand over", "Write the whole book for another station, or give it back"
    ),
    Verb("take_in", "i", "Take in", "Take a bundle in: the book comes back, or both are merged"),
    Verb("reclaim", "X", "Reclaim", "Take the book back without its bundle, by name and reason"),
    Verb("first_side", "1", "1st side", "Take the first station's side of the conflict"),
    Verb("second_side", "2", "2nd side", "Take the second station's side of the conflict"),
    Verb("stop", "x", "Stop", "Stop the run under way; what is done stays done"),
    Verb("chart", "v", "Chart", "The chart over the whole window, or the rows again"),
    Verb("back_up", "n", "Back up", "Make a backup now, and check it"),
    Verb("step_later", "s", "Later", "Leave the step for later, or take it up again"),
    Verb("examine", "y", "Examine", "Look at book, backups, machine and the ways out"),
    Verb("reveal", "exclamation_mark", "Hidden", "Show hidden fields for a minute; it is logged"),
    Verb("encrypt", "e", "Encrypt", "Encrypt backups by a passphrase, or no longer"),
    Verb("drill", "d", "Drill", "Restore the newest backup aside and check that it is whole"),
    Verb("take_along", "w", "Files", "Everything as plain files, or a public copy that verifies"),
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
    Verb("what_if", "W", "What if", "Replay a past year under this policy or rate card"),
    Verb("make_whole", "n", "Error", "Work past awards out again with a wrong fact put right"),
    Verb("keep", "y", "Keep", "Write down the error and what is owed to whom"),
    Verb("give", "X", "Give", "Somebody named gives what is owed: paid, or put ahead"),
    Verb("more", "asterisk", "More", "Let the job recur, enter many dates, keep or use a template"),
    Verb("posts", "J", "Posts", "Many posts: set, fill and move them, print a sheet for each"),
    Verb("skip", "s", "Skip", "Leave the date out, or put it back"),
    Verb("add_date", "a", "Add", "One more date"),
    Verb("pause", "P", "Pause", "Make nothing for a time, or go on"),
    Verb("renew", "R", "Renew", "Let it run on for another term"),
    Verb("closed_days", "H", "Closed", "When the employer needs nobody: holidays and own dates"),
    Verb("end_series", "x", "End", "Say its last date"),
    Verb("mail_it", "m", "Mail", "Reports that are mailed again and again"),
    Verb("mail_now", "y", "Send", "Let it go out with the next tick, and then as before"),
    Verb("end_mailing", "x", "End", "Mail it no more"),
    Verb("waive", "v", "Waive", "Somebody named decides that nothing is done, with the reason"),
)
VERBS = {verb.name: verb for verb in (*_GLOBAL, *_VERBS)}

_LIST = (
    "filter mark mark_range mark_all sort reverse filters copy refresh back previous_tab next_tab"
)
_CALLS = "no_answer refused wrong_number rings_back on_duty"

_SCREENS: dict[str, str] = {
    "today": "open call_off refill new cancel filter edit duplicate offer confirm seen message "
    f"note done edit_job hours unask go_date print {_LIST}",
    "board": f"open refill offer assign filter sort note print {_LIST}",
    "not_seen": f"ring seen no_show refill open message call_off note filter sort {_LIST}",
    "jobs": f"open new edit duplicate cancel filter refill go_date message note edit_job "
    f"award regulars more posts post quote print {_LIST}",
    "series_list": f"open new edit pause renew end_series closed_days filter sort log {_LIST}",
    "series": "open skip add_date edit pause renew end_series regulars closed_days earlier later "
    "log refresh back",
    "planned": "yes open refresh back",
    "paste": "save back",
    "requests": f"open new edit duplicate quote filter forms papers late note print sort log "
    f"{_LIST}",
    "request": "open allow book_it quote ask_command turn_down edit terms link papers withdrawn "
    "duplicate message note print log copy refresh back",
    "intake": "save last_time back",
    "intake_document": "open new next_tab previous_tab refresh back",
    "week": "open earlier later go_date new next_tab previous_tab refresh back",
    "month": "open earlier later go_date new next_tab previous_tab refresh back",
    "papers": f"open renew_papers kinds message filter sort {_LIST}",
    "equipment": f"open new edit out_of_service papers filter sort note log {_LIST}",
    "detail": "call_off refill open edit cancel why confirm seen no_show let_go remove_seat "
    "exchange split on_site regulars more posts backup edit_job duplicate message assign hours "
    "post quote print papers equipment copy note log unask refresh back",
    "refill": "choose yes offer mark why filter assign sign_up order_in backup "
    f"unask {_CALLS} print copy back",
    "call_off": "refill yes by_message back",
    "officers": f"open new affected filter mark sort edit message note print letters log fairness "
    f"reveal {_LIST}",
    "suspensions": f"open suspend excuse filter sort log {_LIST}",
    "remedies": f"open make_whole give waive filter sort log {_LIST}",
    "officer": "new edit affected earlier later open go_date papers letters copy note log message "
    "reveal refresh back",
    "fairness": "open read_all print edit earlier later stop refresh back",
    "affected": "release refill mark mark_all open refresh mark_range back",
    "employers": f"open new edit filter invoice sort account papers twice message note print log "
    f"{_LIST}",
    "twice": "open refresh back",
    "employer": "open new edit invoice account papers message note edit_job copy log reveal "
    "refresh back",
    "hours": "edit approve agree settle state mark mark_all filters open filter sort go_date "
    f"on_site log {_LIST}",
    "cases": "answer clear_case uphold ask_officer look_back open read_all late stop print log "
    f"{_LIST}",
    "presence": "open read_all earlier later go_date note copy next_tab previous_tab refresh back",
    "spot_checks": f"edit new print open filter sort log {_LIST}",
    "invoices": f"open invoice print pay void filter credit dispute late_charge account message "
    f"log {_LIST}",
    "receipts": "yes open book_by_hand new file put_aside refund mark mark_all next_tab "
    "previous_tab refresh back",
    "chasing": "yes open print why year file message mark mark_all next_tab previous_tab"
    " refresh back",
    "award_round": "yes with_swaps stop refresh back",
    "invoice_run": "yes stop mark mark_all open refresh back",
    "payments": f"open take_off filter sort log {_LIST}",
    "payroll": f"open payroll print bank_file statements owed year filter log {_LIST}",
    "payroll_run": "yes edit corrections open stop print refresh back",
    "adjustments": f"new take_back filter sort filters log {_LIST}",
    "bank": f"edit end_account bank_terms filter sort filters log {_LIST}",
    "accounts": "open close_month print proof new recovery next_tab previous_tab refresh back",
    "month_end": "yes edit with_bank with_close open stop next_tab previous_tab refresh back",
    "inbox": "open accept link_person ignore message refill look_now report undo_action filter "
    f"sort log {_LIST}",
    "received": "accept link_person ignore message open refill report undo_action copy log refresh "
    "back",
    "messages": f"open retry send_now recall message dealt_with filter sort {_LIST}",
    "conversation": "message open copy refresh back",
    "told": "open print message copy refresh back",
    "texts": "open edit shipped to_self filter next_tab previous_tab refresh back",
    "text": "save refresh back",
    "history": f"open undo_action filter refresh {_LIST}",
    "policy": "open new edit affected what_if read_all standing next_tab previous_tab refresh back",
    "what_if": "open read_all edit stop refresh back",
    "make_whole": "open keep read_all stop refresh back",
    "rates": "open new what_if next_tab previous_tab refresh back",
    "repriced": "open read_all edit stop refresh back",
    "settings": "choose new next_tab previous_tab refresh back",
    "backups": "back_up verify take_along drill encrypt stop next_tab previous_tab refresh back",
    "setup": "open step_later print next_tab previous_tab refresh back",
    "doctor": "examine print stop next_tab previous_tab refresh back",
    "handover": "hand_over take_in first_side second_side print reclaim read_all stop next_tab "
    "previous_tab refresh back",
    "imports": "file column try_run import_file stop read_all next_tab previous_tab back",
    "mailings": "open edit mail_now end_mailing next_tab previous_tab refresh back",
    "reports": "open edit filter mail_it read_all next_tab previous_tab refresh back",
    "dashboard": "open print next_tab previous_tab refresh back",
    "report": "open edit chart print sort mail_it read_all earlier later reverse copy stop "
    "reveal refresh back",
    "binder": "open print edit earlier later read_all stop next_tab previous_tab refresh back",
    "exceptions": "open new edit chart print sort read_all earlier later reverse copy stop "
    "reveal refresh back",
    "early_warning": "open ask_officer answer edit chart print sort read_all earlier later reverse "
    "copy stop reveal refresh back",
    "retention": "open hold_records lift_hold delete_due print sort read_all reverse copy edit "
    "stop refresh back",
    "findings": f"open new edit answer done reopen papers filter sort log {_LIST}",
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
        # Within a field only an F-key reaches the help.
        shown = verb.name in ("help", "how")
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
