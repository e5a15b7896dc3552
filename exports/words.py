"""Every word that documents print, and how they write dates, hours and money. English."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LANGUAGE = "en-US"

ENROLMENT = "Secondary employment: how you are told, and how you answer"
HOW_TOLD = "How you are told"
HOW_TO_ANSWER = "How you answer"
TEXT_TO = "By text to {number}."
MAIL_TO = "By mail to {address}, or by answering a mail of ours."
CODE_WORDS = "Each message that asks for an answer carries a number of six digits, such as 482137."
YOUR_PAPERS = "Your papers"
NO_PAPERS = "None are on record, and none are needed."
BADGE = "Badge"

INVOICE = "Invoice"
INVOICE_NUMBER = "Invoice number"
INVOICE_DATE = "Invoice date"
DUE_DATE = "Due date"
TERMS = "Terms"
ORDER = "Purchase order"
CUSTOMER_NUMBER = "Customer number"
BILL_TO = "Bill to"
TAX_NUMBER = "Tax ID"
PHONE = "Phone"

DESCRIPTION = "Description"
HOURS = "Hours"
QUANTITY = "Qty"
RATE = "Rate"
AMOUNT = "Amount"
CANCELLED = "cancelled"
DETAIL_TOTAL = "in all {money}"

NET = "Officers and equipment"
FEES = "Fees"
TAX = "Tax"
INCLUDED = "included"
TOTAL = "Total"
PAID = "Paid"
AMOUNT_DUE = "Amount due"
VOID = "VOID"
VOID_REASON = "This invoice is void and not to be paid"

CREDIT_NOTE = "Credit note"
DEPOSIT_INVOICE = "Deposit invoice"
SUPPLEMENTARY = "Supplementary invoice"
LATE_CHARGE = "Late charge"
DEPOSIT_ASKED = "Deposit"
QUOTE = "Estimate"
NUMBER_OF = {"credit": "Credit note number", "quote": "Estimate number"}
DATE_OF = {"credit": "Credit note date", "quote": "Estimate date"}
VALID_UNTIL = "Valid until"
CREDITS = "Credits invoice"
CREDITED = "Amount credited"
ESTIMATED = "Estimated total"
JOB = "Job"
REFERENCE = "Payment reference"
LESS_CREDIT = "Less credit note"
LESS_DEPOSIT = "Less deposit"
WRITTEN_OFF = "Written off"
DISCOUNT = "Less discount for paying early"
IF_PAID_BY = "If paid by"
PAYEES = "To whom it goes"
PAID_DIRECTLY = "{money} to be paid to {payee} directly"
SCAN = "Scan to pay online"
STATEMENT = "Statement of account"
STATEMENT_DATE = "Statement date"
BALANCE = "Balance"
BROUGHT_FORWARD = "Brought forward"
ON_ACCOUNT = "On account"
OWED = "Owed"
ESCROW = "With us, on account and in deposits"
DUE_BY_AGE = "Owed by age"
NOTICE = "Notice"
EVIDENCE = "Evidence on {what}"
ORDERED_HOURS = "Ordered"
STATED_HOURS = "As {who} state them"
APPROVED_HOURS = "Approved"
DECISION_OF = "How the officer was chosen"
WHY_AMOUNT = "Why the amount"
SAID = "What the employer says"

SLIP = "Remittance slip"
SLIP_HINT = "Please return this slip with your payment, or quote the invoice number."
ENCLOSED = "Amount enclosed"
REMIT_TO = "Remit to"
PAYER = "Payer"
ANNEX = "How each amount was found"
PAGE = "Page {page} of {pages}"

DAY_SHEET = "Day sheet"
CALL_LIST = "Call-down list"
TOLD = "Told"
BARRED = "May not take it"
WHY = "Why"
GRIEVANCE = "Award of {position}: what the record says of #{badge}"
DECISION = "The decision"
OFFICER_OF = "Officer #{badge}"
RULE = "The rule"
DRAFT = "The draft"
ORDER_THEN = "The order at that moment"
CLAUSES = "The clauses"
BADGE = "Badge"
STOOD = "Stood with"
VERDICT = "Verdict"
TAKEN = "TAKEN"
PLACE = "Place"
TIE = "a tie"
REASON = "Reason"
OVERRIDE = "Override by"
PASSED = "Passed over"
ASIDE = "Did not stand for it"
MADE_OF = "made of"
PASSED_FOR_THESE = "Passed over for these reasons."
WAS_TAKEN = "This officer was taken."
STOOD_BEHIND = "Stood behind the officer who was taken."
NOT_KEPT = (
    "Is not among those whom the record keeps one by one: the officers ahead of the one taken, "
    "and everybody who had answered. He stood behind, or is counted below."
)
NAMED = "The record names this officer without his facts. Stood {where}."
ALSO_AHEAD = "Also ahead: {what}"
BEHIND = "Behind: {what}"
SAME_AGAIN = "Worked out again from the record: the same order, the same verdicts."
ROSTER = "Roster"
EMPLOYERS = "Employers"
NOBODY = "Nobody."
NOTHING_TO_LIST = "Nothing to list."
OPEN = "OPEN"
MUSTER = "muster"
CONTINUED = "(continued)"
NOTHING = "No details on this day."
TIME = "Time"
WHERE = "Employer and site"
OFFICERS = "Officers"
EQUIPMENT = "Equipment"
CONTACT = "Contact"

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


IN_PARTS = "Payable in parts"
SEE_BELOW = "In parts, see below"


def terms(days: int) -> str:
    """How long there is to pay."""
    return "Due on receipt" if days <= 0 else f"Net {days} days"


def early(until: str, cents: int, whole: int) -> str:
    """What is to be paid for paying early, and how much that is less."""
    return f"If paid in full by {until}: {money(cents)} ({money(whole - cents)} less)."


def day(value: date) -> str:
    """Mon, May 25, 2026: no locale is asked, so that every machine prints the same."""
    return f"{_WEEKDAYS[value.weekday()]}, {iso_day(value.isoformat())}"


def iso_day(iso: str) -> str:
    """2026-05-25 → May 25, 2026."""
    value = date.fromisoformat(iso)
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


def local(instant: int, zone: str) -> datetime:
    """An instant on the agency's clock."""
    return datetime.fromtimestamp(instant, ZoneInfo(zone))


def span(starts_at: int, ends_at: int, zone: str) -> str:
    """Mon, May 25, 2026, 08:00 to 13:00; the second date only where it differs."""
    start, end = local(starts_at, zone), local(ends_at, zone)
    return f"{day(start.date())}, {start:%H:%M} to {clock_end(start, end)}"


def clock_end(start: datetime, end: datetime) -> str:
    """The end's time, with its date when it is not the start's own or the next morning."""
    nights = (end.date() - start.date()).days
    return f"{end:%H:%M}" if nights in (0, 1) else f"{day(end.date())}, {end:%H:%M}"


def money(cents: int) -> str:
    """1,234.50, or -12.00; integer arithmetic throughout."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{part:02}"


def hours(minutes: int) -> str:
    """Decimal hours as accounts departments add them up: 5, 4.5, 5.33."""
    hundredths = (abs(minutes) * 100 + 30) // 60
    text = f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
    return f"-{text}" if minutes < 0 else text
