"""The lists of what was told, worked, billed, paid and done, as windows for the screens."""

from dataclasses import dataclass

from storage.queries.book.reversals import TAKES_BACK, UNDONE_BY
from storage.queries.lists import Listing
from storage.queries.messages.outbox_states import (
    HEARD,
    HEARD_STATES,
    LAST_ATTEMPT,
    STANDS,
    STATE,
    STATES,
)
from storage.queries.money.payroll import ADJUSTED, RunLine

# ── messages ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message and where it stands (a word of STATES, or of HEARD_STATES where it was sent).

    `text` is that of a text message.
    """

    id: int
    state: str
    name: str
    channel: str
    address: str
    subject: str
    event: str
    audience: str
    detail_id: int | None
    detail: str
    queued_at: int
    leaves_at: int
    answer: str
    text: str


MESSAGES: Listing[MessageLine] = Listing(
    make=MessageLine,
    key="m.id",
    columns=f"""m.id, {STANDS}, m.name, m.channel, m.address, m.subject, m.event, m.audience,
        m.detail_id, coalesce(detail.number, ''), m.queued_at, m.leaves_at,
        coalesce(nullif(m.trouble, ''), d.answer, ''), iif(m.channel = 'sms', m.body, '')""",
    tables=f"message AS m {LAST_ATTEMPT} LEFT JOIN detail ON detail.id = m.detail_id",
    orders={"time": "m.queued_at", "name": "m.name", "event": "m.event"},
    words=("m.name", "m.subject", "m.address", "coalesce(detail.number, '')"),
    fields={
        "event": "m.event LIKE replace(?, ' ', '_') || '%'",
        "by": "m.channel = lower(?)",
        "to": "m.name LIKE '%' || ? || '%'",
    },
    flags={state: f"({STATE}) = '{state}'" for state in STATES}
    | {
        kind: f"m.id IN (SELECT message_id FROM delivery_report WHERE kind = '{kind}')"
        f" AND ({HEARD}) = '{kind}'"
        for kind in HEARD_STATES
    },
)

# ── hours ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One assignment that has ended, with its current timesheet entry if it has one.

    `punched`, `claimed` and `certified` are what each side says: start, end and break as
    "1780315200 1780333200 0", or empty.
    """

    id: int
    officer_id: int
    badge: str
    officer: str
    position: str
    detail_id: int
    employer: str
    scheduled_start: int
    scheduled_end: int
    entry_id: int | None
    started_at: int | None
    ended_at: int | None
    break_minutes: int
    state: str
    punched: str
    claimed: str
    certified: str

    def stated(self, side: str) -> tuple[int, int, int] | None:
        """Start, end and break as one side states them."""
        said = getattr(self, side)
        start, end, pause = map(int, said.split()) if said else (0, 0, 0)
        return (start, end, pause) if said else None


def _said(side: str) -> str:
    return (
        "coalesce((SELECT said.started_at || ' ' || said.ended_at || ' ' || said.break_minutes"
        " FROM stated_hours AS said WHERE said.assignment_id = assignment.id"
        f" AND said.stated_by = '{side}' ORDER BY said.said_at DESC, said.id DESC LIMIT 1), '')"
    )


HOURS: Listing[HoursLine] = Listing(
    make=HoursLine,
    key="assignment.id",
    columns=f"""assignment.id, officer.id, officer.badge, officer.last_name, position.number,
        detail.id, employer.name, assignment.starts_at, assignment.ends_at, entry.id,
        entry.started_at, entry.ended_at, coalesce(entry.break_minutes, 0),
        coalesce(entry.state, 'missing'), {_said("punched")}, {_said("claimed")},
        {_said("certified")}""",
    tables="assignment JOIN officer ON officer.id = assignment.officer_id"
    " JOIN position ON position.id = assignment.position_id"
    " JOIN detail ON detail.id = position.detail_id JOIN job ON job.id = detail.job_id"
    " JOIN employer ON employer.id = job.employer_id"
    " LEFT JOIN timesheet_entry AS entry ON entry.assignment_id = assignment.id"
    " AND entry.state <> 'replaced'",
    orders={"start": "assignment.starts_at", "officer": "officer.last_name"},
    words=("position.number", "officer.last_name", "officer.badge", "employer.name"),
    flags={
        "missing": "entry.id IS NULL",
        "entered": "entry.state = 'entered'",
        "approved": "entry.state = 'approved'",
        "waiting": "(entry.id IS NULL OR entry.state = 'entered')",
        "as-scheduled": "entry.started_at = assignment.starts_at"
        " AND entry.ended_at = assignment.ends_at AND entry.break_minutes = 0",
        "stated": "EXISTS (SELECT 1 FROM stated_hours WHERE assignment_id = assignment.id)",
        "differing": "(entry.started_at <> assignment.starts_at"
        " OR entry.ended_at <> assignment.ends_at OR entry.break_minutes <> 0)",
    },
    where="assignment.starts_at >= :since AND assignment.starts_at < :now"
    " AND assignment.ends_at <= :now AND detail.state = 'planned'"
    " AND assignment.state IN ('assigned', 'confirmed', 'worked')"
    # Who only stood by has no hours, unless some were entered.
    " AND (position.role <> 'backup' OR entry.id IS NOT NULL)",
)

# ── money ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money received on an invoice. `received_on` is a local ISO date, amounts are cents."""

    id: int
    invoice_id: int
    invoice: str
    employer: str
    received_on: str
    amount_cents: int
    method: str
    reference: str


PAYMENTS: Listing[PaymentRow] = Listing(
    make=PaymentRow,
    key="payment.id",
    columns="""payment.id, invoice.id, invoice.number, employer.name, payment.received_on,
        payment.amount_cents, payment.method, payment.reference""",
    tables="payment JOIN invoice ON invoice.id = payment.invoice_id"
    " JOIN employer ON employer.id = invoice.employer_id",
    orders={
        "date": "payment.received_on",
        "invoice": "invoice.number",
        "employer": "employer.name",
        "amount": "payment.amount_cents",
    },
    words=("invoice.number", "employer.name", "payment.reference", "payment.method"),
    fields={"from": "payment.received_on >= ?", "until": "payment.received_on < ?"},
)


RUNS: Listing[RunLine] = Listing(
    make=RunLine,
    key="payroll_run.id",
    columns="id, coalesce(number, ''), from_on, until_on, locked_at, officers,"
    " total_minutes, total_cents, state, coalesce(kind, 'regular'),"
    f" {ADJUSTED.format(run='payroll_run')}",
    tables="payroll_run",
    orders={"period": "payroll_run.from_on", "number": "coalesce(payroll_run.number, '')"},
    words=("coalesce(payroll_run.number, '')", "payroll_run.from_on"),
)

# ── history and policy ───────────────────────────────────────────────────────────────────────

_ROW = "CAST(substr(action.subject, instr(action.subject, ':') + 1) AS INTEGER)"
_NAMED = {
    "detail": "number",
    "position": "number",
    "job": "number",
    "invoice": "number",
    "payroll_run": "number",
    "officer": "last_name",
    "employer": "name",
    "site": "name",
    "policy": "name",
    "agency": "name",
}
_OTHER = (
    "WHEN action.subject LIKE 'action:%' THEN"
    f" (SELECT other.verb || ' of ' || other.who FROM action AS other WHERE other.id = {_ROW})"
)
_CASES = (
    _OTHER
    + " "
    + " ".join(
        f"WHEN action.subject LIKE '{table}:%'"
        f" THEN (SELECT {column} FROM {table} WHERE id = {_ROW})"
        for table, column in _NAMED.items()
    )
)


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action of the log; `about` is the name of its subject where it has one.

    `undone_by` is the number of the action that took it back, `takes_back` of the one that it took
    back itself; 0 where there is none.
    """

    id: int
    at: int
    who: str
    verb: str
    subject: str
    about: str
    reason: str
    changes: int
    seq: int
    undone_by: int
    takes_back: int


ACTIONS: Listing[ActionLine] = Listing(
    make=ActionLine,
    key="action.id",
    columns=f"""action.id, action.at, action.who, action.verb, action.subject,
        coalesce(CASE {_CASES} END, ''), action.reason, length(action.leaves) / 32,
        action.seq, {UNDONE_BY}, {TAKES_BACK}""",
    tables="action",
    orders={"time": "action.lamport"},
    words=("action.who", "action.verb", "action.subject", "action.reason"),
    flags={
        "undo": "action.verb IN ('undo', 'redo')",
        "undone": f"{UNDONE_BY} > 0",
    },
    fields={
        "who": "action.who = ?",
        "verb": "action.verb LIKE '%' || ? || '%'",
        "detail": "action.subject = 'detail:' || (SELECT id FROM detail WHERE number = ?)",
    },
)


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One version of the policy; `until_on` is when the next one begins, or empty."""

    id: int
    name: str
    effective_on: str
    until_on: str
    sha256: str


POLICIES: Listing[PolicyLine] = Listing(
    make=PolicyLine,
    key="policy.id",
    columns="""policy.id, policy.name, policy.effective_on,
        coalesce((SELECT min(later.effective_on) FROM policy AS later
                  WHERE later.effective_on > policy.effective_on), ''), policy.sha256""",
    tables="policy",
    orders={"date": "policy.effective_on"},
    words=("policy.name", "policy.effective_on"),
)
