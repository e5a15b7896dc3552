"""Two hundred mails as they come from the world, and what each of them says.

Most are an officer's answer from one of the programs in `mail_clients`; the rest are what else a
mailbox gets: machines, bounces, texts passed on as mail, odd letters, odd senders, mail handed on.
"""

import base64
from collections.abc import Iterator

from tests.notify.mail_answer import ASKED, DESK, SUBJECT, Answer, asked
from tests.notify.mail_cases import BAKER, Case, plain
from tests.notify.mail_clients import CLIENTS
from tests.notify.mail_of_servers import bounces

CELL = "+12025550123"
OWN_WORDS = (
    "YES 482137",
    "OFF 482137 sick,\nsorry for the late word",
    "No — 482137, I’m at the café",
    "HRS 482137 0800-1215\nno lunch break",
)


def corpus() -> tuple[Case, ...]:
    """All of them, each with a name of its own."""
    every = (
        *answers(),
        *machines(),
        *bounces(),
        *texts(),
        *own_words_like_quotes(),
        *letters(),
        *senders(),
        *handed_on(),
    )
    return tuple(every)


def answers() -> Iterator[Case]:
    for client in CLIENTS:
        for number, own in enumerate(OWN_WORDS, 1):
            yield Case(f"{client.__name__} {number}", client(Answer(own, number=number)), own)


# Machines --------------------------------------------------------------------------------------

AWAY = "I am out of the office until June 8. For YES or NO call the desk."


def machines() -> Iterator[Case]:
    marks = (
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (rejected)",
        "X-Autoreply: yes",
        "X-Autorespond: Out of office",
        "Precedence: auto_reply",
        "Precedence: bulk",
        "X-Mail-Autoreply: yes",
        "X-POST-MessageClass: 9; Autoresponder",
        "Return-Path: <>",
        "X-Vacation: yes",
    )
    for mark in marks:
        yield Case(f"machine: {mark}", plain(AWAY, mark), AWAY, writer="machine")
    subjects = (
        f"Automatic reply: {SUBJECT}",
        f"Out of Office: {SUBJECT}",
        f"Auto: {SUBJECT}",
        "Abwesenheitsnotiz: Re: Detail",
        "=?UTF-8?B?UsOpcG9uc2UgYXV0b21hdGlxdWUgOiBhYnNlbmNl?=",
        "Respuesta automática: Detail",
    )
    for subject in subjects:
        yield Case(f"machine: {subject}", plain(AWAY, subject=subject), AWAY, writer="machine")
    ours = plain(asked(), "Auto-Submitted: auto-generated", sender=f"Desk <{DESK}>")
    yield Case("our own mail come back", ours, "\n".join(ASKED), DESK, writer="machine")
    yield Case("no-reply", plain("Yes", sender="no-reply@x.example"), "Yes", "no-reply@x.example",
               writer="machine")  # fmt: skip
    accepted = plain(
        "--b\nContent-Type: text/plain\n\n\n--b\n"
        "Content-Type: text/calendar; method=REPLY; charset=utf-8\n\nBEGIN:VCALENDAR\n--b--\n",
        "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="b"',
        subject="Accepted: Detail 26-0412.3",
    )
    yield Case("a calendar accepts", accepted, writer="machine")
    listed = ("List-ID: <details.pd.example>", "Precedence: list", "Auto-Submitted: no")
    yield Case("a person on a list", plain("YES 482137", *listed), "YES 482137")


# Texts that arrive as mail ----------------------------------------------------------------------


def texts() -> Iterator[Case]:
    voice = (
        "<https://voice.google.com>\nYES 482137\nTo respond to this text message, reply to this "
        "email or visit Google Voice.\nYOUR ACCOUNT <https://voice.google.com> HELP CENTER\n"
        "This email was sent to you because you indicated that you'd like to receive\n"
    )
    google = '"(202) 555-0123" <15715550100.12025550123.xYz-1_a@txt.voice.google.com>'
    raw = plain(voice, "Auto-Submitted: auto-generated", sender=google,
                subject="New text message from (202) 555-0123")  # fmt: skip
    yield Case("text: google voice", raw, "YES 482137", CELL, "sms")
    carriers = (
        "2025550123@vtext.com", "12025550123@tmomail.net", "2025550123@txt.att.net",
        "+12025550123@mms.att.net", "2025550123@msg.fi.google.com", "2025550123@pcs.rogers.com",
    )  # fmt: skip
    for sender in carriers:
        raw = plain("LATE 482137 20\n", sender=sender, subject="")
        yield Case(f"text: {sender}", raw, "LATE 482137 20", CELL, "sms")
    subjects = (
        ("SMS <sms@twilio.com>", "New message from +12025550123"),
        ("RingCentral <notify@ringcentral.com>",
         "New Text Message from (202) 555-0123 on 06/01/2026 5:58 AM"),
        ("SMS <noreply@voip.ms>", "VoIP.ms: SMS received from 2025550123"),
        ("OpenPhone <no-reply@mail.openphone.com>", "New message from (202) 555-0123"),
    )  # fmt: skip
    for sender, subject in subjects:
        yield Case(f"text: {sender}", plain("OUT 482137", sender=sender, subject=subject),
                   "OUT 482137", CELL, "sms")  # fmt: skip
    picture = plain(
        "--m\nContent-Type: image/jpeg; name=p.jpg\nContent-Transfer-Encoding: base64\n\n/9j/\n"
        '--m\nContent-Type: text/plain; name="text_0.txt"\nContent-Disposition: attachment; '
        'filename="text_0.txt"\n\nIN 482137\n--m--\n',
        "MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="m"',
        sender="2025550123@vzwpix.com", subject="",
    )  # fmt: skip
    yield Case("text: with a picture", picture, "IN 482137", CELL, "sms")
    forged = plain("YES 482137", sender="x@evil.example", subject="New message from +12025550123")
    yield Case("no text: another's domain", forged, "YES 482137", "x@evil.example")


# Words that look like a quote --------------------------------------------------------------------


def own_words_like_quotes() -> Iterator[Case]:
    wrote = f"On Mon, Jun 1, 2026 at 5:45 AM Desk <{DESK}> wrote:"
    table = (
        ("On scene at 0800, YES 482137", f"\n{wrote}\n{asked('> ')}"),
        ("On Monday: YES 482137", ""),
        ("On 6/1 I come from court:\nLATE 482137 20", ""),
        ("YES 482137", f"\n\n{wrote}\n"),
        ("", f"{wrote}\n{asked()}"),
        ("YES 482137\nFrom: noon\nTo: four", ""),
        ("External lights are out.\nLATE 482137 20", ""),
        ("-----\nYES 482137".removeprefix("-----\n"), f"\n-----\n{wrote}\n\n{asked()}"),
        ("Sent you the form. HRS 482137 0800-1215", ""),
        ("Caution tape is up, IN 482137", ""),
    )
    for number, (own, below) in enumerate(table, 1):
        yield Case(f"own words {number}: {own!r}", plain(own + below), own)
    echoes = "YES 482137<tel:482137> ask lee@pd.example<mailto:lee@pd.example>\n[cid:i1.png@01D]\n"
    yield Case("links and pictures", plain(echoes), "YES 482137 ask lee@pd.example")
    yield Case("a picture of gmail's", plain("IN 482137 [image: badge.png]\n"), "IN 482137")


# Letters, transfer encodings --------------------------------------------------------------------


def body(label: str, data: bytes, encoding: str = "8bit") -> bytes:
    head = f"From: {BAKER}\nSubject: x\nContent-Type: text/plain; charset={label}\n"
    return head.encode() + f"Content-Transfer-Encoding: {encoding}\n\n".encode() + data


def letters() -> Iterator[Case]:
    yes = "Sí – ça va “YES” 482137 €5"
    windows = yes.encode("cp1252")
    yield Case("windows-1252 as iso-8859-1", body("iso-8859-1", windows), yes)
    yield Case("windows-1252 as us-ascii", body("us-ascii", windows), yes)
    yield Case("utf-8 as iso-8859-1", body("iso-8859-1", yes.encode()), yes)
    yield Case("utf-8 with a mark before it", body("utf-8", b"\xef\xbb\xbf" + yes.encode()), yes)
    yield Case("windows-1252 as utf-8", body("utf-8", windows), yes)
    yield Case("iso-8859-15", body("ISO-8859-15", "5 € YES".encode("iso-8859-15")), "5 € YES")
    yield Case("iso-2022-jp", body("iso-2022-jp", "はい YES".encode("iso-2022-jp")), "はい YES")
    wide = base64.b64encode("YES".encode("utf-16le"))
    yield Case("utf-16", body("utf-16le", wide, "base64"), "YES")
    yield Case("no such letters", body("x-klingon", b"YES 482137"), "YES 482137")
    yield Case("utf-7 stays shut", body("utf-7", b"+AFkARQBT- 1"), "+AFkARQBT- 1")
    packed = base64.b64encode(yes.encode())
    yield Case("base64", body("utf-8", packed, "base64"), yes)
    yield Case("base64, cut off", body("utf-8", b"WUVTIDQ4MjEzN", "BASE64"), "YES 48213")
    footed = packed + b"\n\n____\nOfficers mailing list NO 1\n"
    yield Case("base64, a list's footer below", body("utf-8", footed, "base64"), yes)
    yield Case("quoted-printable", body("utf-8", b"S=C3=AD =\nYES=20482137=\n", "quoted-printable"),
               "Sí YES 482137")  # fmt: skip
    yield Case(
        "quoted-printable, broken", body("utf-8", b"YES =ZZ 1=", "quoted-printable"), "YES =ZZ 1"
    )
    yield Case("nothing that is seen", body("utf-8", "Y\u200bES\u202e 48\u00ad2137\x07".encode()),
               "YES 482137")  # fmt: skip


# Senders ---------------------------------------------------------------------------------------


def senders() -> Iterator[Case]:
    table = (
        (BAKER, BAKER),
        ("Baker@PD.Example", BAKER),
        (f"{BAKER} (Lee Baker)", BAKER),
        (f"{BAKER} <{BAKER}>", BAKER),
        (f'"Baker, Lee" <{BAKER}>', BAKER),
        (f"=?utf-8?q?L=C3=A9e_B=C3=A4ker?= <{BAKER}>", BAKER),
        (f'"{BAKER}" <evil@x.example>', "evil@x.example"),
        (f"{BAKER} <evil@x.example>", ""),
        (f"{BAKER}, adams@pd.example", ""),
        (f"Lee <{BAKER}>, Dana <adams@pd.example>", ""),
        (f"Baker, Lee <{BAKER}>", ""),
        (f"<{BAKER}", ""),
        ("undisclosed-recipients:;", ""),
        (f"Officers: {BAKER};", ""),
        ("=?utf-8?q?baker=40pd.example?=", ""),
        (f"evil@x.example\nFrom: {BAKER}", ""),
        ("", ""),
    )
    for sender, address in table:
        yield Case(f"from {sender!r}", plain("YES 482137", sender=sender), "YES 482137", address)


# Handed on -------------------------------------------------------------------------------------


def handed_on() -> Iterator[Case]:
    note = "See below."
    block = f"From: Desk <{DESK}>\nDate: Mon, Jun 1, 2026 at 5:45 AM\nSubject: {SUBJECT}\nTo: x\n\n"
    gmail = f"{note}\n\n---------- Forwarded message ---------\n{block}{asked()}"
    yield Case("forward: gmail", plain(gmail, subject="Fwd: x"), note, forwarded=True)
    yield Case("forward: bare", plain(gmail[len(note) :], subject="Re: x"), forwarded=True)
    apple = f"{note}\n\nSent from my iPhone\n\nBegin forwarded message:\n\n> {block}{asked('> ')}"
    yield Case("forward: apple", plain(apple, subject="Fwd: x"), note, forwarded=True)
    outlook = f"{note}\n\n{block.replace('Date', 'Sent')}{asked()}"
    yield Case("forward: outlook", plain(outlook, subject="FW: x"), note, forwarded=True)
    german = f"{note}\n-------- Weitergeleitete Nachricht --------\nBetreff: x\n{asked()}"
    yield Case("forward: thunderbird, german", plain(german, subject="WG: x"), note, forwarded=True)
    nested = (
        f"--n\n\n{note}\n--n\nContent-Type: message/rfc822\n\nFrom: adams@pd.example\nSubject: y\n"
        "\nYES 482137\n--n--\n"
    )
    fields = ("MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=n")
    yield Case("forward: as a file", plain(nested, *fields), note, forwarded=True)
    resent = plain("YES 482137", "Resent-From: adams@pd.example")
    yield Case("forward: sent again", resent, "YES 482137", forwarded=True)
    again = "YES 482137\n\nOn Mon, Jun 1, 2026 Lee wrote:\n> ---------- Forwarded message\n> x\n"
    yield Case("answer to a forward", plain(again, subject="Re: Fwd: x"), "YES 482137")
