"""What mail servers, and readers' mail programs, write about one of our mails."""

from collections.abc import Iterator

from notify.incoming import Reported
from tests.notify.mail_answer import DESK, OUR_ID, OUR_KEY, SUBJECT
from tests.notify.mail_cases import BAKER, Case, plain

RETURNED = f"From: {DESK}\nTo: gone@pd.example\nSubject: {SUBJECT}\nMessage-ID: {OUR_ID}\n"


def report(
    notice: str,
    status: str,
    *,
    returned: str = "message/rfc822",
    kind: str = "delivery-status",
    sender: str = "Mail Delivery System <MAILER-DAEMON@mx.example>",
    subject: str = "Undelivered Mail Returned to Sender",
) -> bytes:
    """A report of RFC 3464 with the mail that it is about."""
    copy = RETURNED + ("\nYES 482137 or NO 482137\n" if returned == "message/rfc822" else "\n")
    body = (
        f"--r\nContent-Type: text/plain\n\n{notice}\n"
        f"--r\nContent-Type: message/{kind}\n\n{status}\n"
        f"--r\nContent-Type: {returned}\n\n{copy}\n--r--\n"
    )
    fields = (
        "Return-Path: <>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type={kind}; boundary="r"',
    )
    return plain(body, *fields, sender=sender, subject=subject)


def told(
    action: str, status: str, words: str, address: str = "gone@pd.example", key: str = OUR_KEY
) -> tuple[Reported, ...]:
    return (Reported(key, address, action, status, words),)


POSTFIX = (
    "Reporting-MTA: dns; mx.example\nArrival-Date: Mon, 1 Jun 2026 05:45:00 -0400\n\n"
    "Final-Recipient: rfc822; gone@pd.example\nOriginal-Recipient: rfc822;Gone@pd.example\n"
    "Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; pd.example\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <gone@pd.example>: Recipient address\n"
    "    rejected: User unknown\n"
)
UNKNOWN = "550 5.1.1 <gone@pd.example>: Recipient address rejected: User unknown"


def bounces() -> Iterator[Case]:
    yield from _reports()
    yield from _other_reports()
    yield from _plain_bounces()


DAEMON = "mailer-daemon@mx.example"


def _server(name: str, raw: bytes, reported: tuple[Reported, ...], address: str = DAEMON) -> Case:
    return Case(f"server: {name}", raw, None, address, writer="server", reported=reported)


def _reports() -> Iterator[Case]:
    unknown = told("failed", "5.1.1", UNKNOWN)
    yield _server("postfix", report("This is the mail system.", POSTFIX), unknown)
    heads_only = report("Gone.", POSTFIX, returned="text/rfc822-headers")
    yield _server("only the head comes back", heads_only, unknown)
    later = (
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; slow@pd.example\n"
        "Action: delayed\nStatus: 4.4.1\nDiagnostic-Code: smtp; 421 busy\nWill-Retry-Until: Tue\n"
    )
    delayed = told("delayed", "4.4.1", "421 busy", "slow@pd.example")
    yield _server("delayed", report("Not yet.", later), delayed)
    good = (
        "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; here@pd.example\n"
        "Action: delivered\nStatus: 2.0.0\n"
    )
    arrived = told("delivered", "2.0.0", "It arrived.", "here@pd.example")
    yield _server("delivered", report("It arrived.", good, subject="Successful"), arrived)
    relayed = good.replace("delivered", "relayed (to a system without reports)")
    passed = told("relayed", "2.0.0", "On its way.", "here@pd.example")
    yield _server("relayed", report("On its way.", relayed), passed)
    two = POSTFIX + "\n" + POSTFIX.replace("gone@", "full@").replace("Gone@", "full@")
    full = told("failed", "5.1.1", UNKNOWN.replace("gone@", "full@"), "full@pd.example")
    yield _server("two recipients", report("Two.", two), (*unknown, *full))


def _other_reports() -> Iterator[Case]:
    words = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found"
    status = (
        "Reporting-MTA: dns;EXCH01.pd.example\n\nFinal-recipient: RFC822;gone@pd.example\n"
        f"Action: failed\nStatus: 5.1.10\nDiagnostic-code: smtp;{words}\n"
    )
    sender = "Microsoft Outlook <MicrosoftExchange329e71ec@pd.example>"
    subject = f"Undeliverable: {SUBJECT}"
    raw = report("It couldn't be delivered.", status, subject=subject, sender=sender)
    address = "microsoftexchange329e71ec@pd.example"
    yield _server("exchange", raw, told("failed", "5.1.10", words), address)
    said = "manual-action/MDN-sent-manually; displayed"
    read = (
        "Reporting-UA: pd.example; Outlook\nFinal-Recipient: rfc822;baker@pd.example\n"
        f"Original-Message-ID: {OUR_ID}\nDisposition: {said}\n"
    )
    kind = "disposition-notification"
    raw = report("It was read.", read, kind=kind, subject="Read: x", sender=f"Lee Baker <{BAKER}>")
    yield _server("a reader's receipt", raw, told("read", "", said, BAKER), BAKER)
    complaint = "Feedback-Type: abuse\nOriginal-Rcpt-To: <baker@pd.example>\nVersion: 1\n"
    raw = report("A complaint.", complaint, kind="feedback-report", sender="fbl@mx.example")
    yield _server("a complaint", raw, told("spam", "", "abuse", BAKER), "fbl@mx.example")


def _plain_bounces() -> Iterator[Case]:
    qmail = (
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver "
        "your message.\nThis is a permanent error; I've given up.\n\n"
        "<gone@pd.example>:\n550 5.1.1 No such user\n\n"
        f"--- Below this line is a copy of the message.\n\nReturn-Path: <{DESK}>\n{RETURNED}\nYES\n"
    )
    raw = plain(qmail, "Return-Path: <>", sender=DAEMON, subject="failure notice")
    yield _server("qmail", raw, told("failed", "5.1.1", "550 5.1.1 No such user"))
    exim = (
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of its\nrecipients.\n\n"
        "  gone@pd.example\n    host pd.example [192.0.2.1]\n    SMTP error: 550 Unknown user\n\n"
        f"------ This is a copy of the message, including all the headers. ------\n\n{RETURNED}\n"
    )
    listed = "X-Failed-Recipients: gone@pd.example"
    raw = plain(exim, listed, sender=f"Mail <{DAEMON}>", subject="Mail delivery failed: returning")
    said = "host pd.example [192.0.2.1] SMTP error: 550 Unknown user"
    yield _server("exim", raw, told("failed", "5.0.0", said))
    later = exim.replace("could not", "has not yet been").replace("550 Unknown user", "timeout")
    raw = plain(later, listed, sender=DAEMON, subject="Warning: message 1x2 delayed 24 hours")
    said = said.replace("550 Unknown user", "timeout")
    yield _server("exim waits", raw, told("delayed", "", said))
    bare = "Delivery to gone@pd.example failed."
    postmaster = "postmaster@pd.example"
    raw = plain(bare, "Return-Path: <>", sender=postmaster, subject="Delivery failure")
    yield _server("which mail is not said", raw, told("failed", "", "failed.", key=""), postmaster)
