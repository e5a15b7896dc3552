"""How Gmail and Apple's mail programs write an answer."""

from html import escape

from tests.notify.mail_answer import DESK, Answer, asked, asked_html, lines_html, mail

GMAIL_WROTE = f"On Mon, Jun 1, 2026 at 5:45 AM Secondary Employment <\n{DESK}> wrote:\n"


def gmail(answer: Answer) -> bytes:
    html = (
        f'<div dir="ltr">{lines_html(answer.own)}</div><br>'
        '<div class="gmail_quote gmail_quote_container">'
        '<div dir="ltr" class="gmail_attr">On Mon, Jun 1, 2026 at 5:45 AM Secondary Employment &lt;'
        f'<a href="mailto:{DESK}">{DESK}</a>&gt; wrote:<br></div><blockquote class="gmail_quote" '
        f'style="margin:0px 0px 0px 0.8ex">{asked_html()}</blockquote></div>'
    )
    plain = f"{answer.own}\n\n{GMAIL_WROTE}\n{asked('> ')}\n"
    return mail(answer, plain=plain, html=html)


def gmail_html_only(answer: Answer) -> bytes:
    html = (
        f'<div dir="auto">{lines_html(answer.own)}</div><br><div class="gmail_quote">'
        '<div dir="ltr" class="gmail_attr">On Mon, Jun 1, 2026, 5:45 AM Secondary Employment wrote:'
        f'</div><blockquote class="gmail_quote">{asked_html()}</blockquote></div>'
    )
    return mail(answer, html=html)


def gmail_android(answer: Answer) -> bytes:
    """Its lines are broken at 76 characters, those that it quotes too, without a mark."""
    wrote = f"On Mon, Jun 1, 2026, 5:45 AM Secondary Employment <{DESK}>\nwrote:\n\n"
    quoted = (
        "> Detail 26-0412.3, Gas main at Main St at 5th Ave, Monday, June 1, 2026,\n"
        "18:00 to 02:00.\n"
        "> Reply YES 482137 to take it or, if you do not want to work there today,\n"
        "NO 482137 to pass, before 17:00 today.\n>\n"
    )
    return mail(answer, plain=f"{answer.own}\n\n{wrote}{quoted}")


def gmail_android_below(answer: Answer) -> bytes:
    """The same, answered at its end: what was broken off stands without a mark above the answer."""
    wrote = f"On Mon, Jun 1, 2026, 5:45 AM Secondary Employment <{DESK}>\nwrote:\n\n"
    quoted = (
        "> Reply YES 482137 to take it or, if you do not want to work there today,\n"
        "NO 482137 to pass, before 17:00 today.\n>\n> STOP ends these messages.\n"
    )
    return mail(answer, plain=f"{wrote}{quoted}{answer.own}\n")


def gmail_signature(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\n-- \nOfc. Lee Baker #101\nRivermouth Police\nNO 911 calls here\n\n"
        f"{GMAIL_WROTE}\n{asked('> ')}\n"
    )
    return mail(answer, plain=plain)


def gmail_german(answer: Answer) -> bytes:
    wrote = f"Am Mo., 1. Juni 2026 um 05:45 Uhr schrieb Secondary Employment <\n{DESK}>:\n\n"
    return mail(answer, plain=f"{answer.own}\n\n{wrote}{asked('> ')}")


def gmail_french(answer: Answer) -> bytes:
    wrote = f"Le lun. 1 juin 2026 à 05:45, Secondary Employment <{DESK}> a\nécrit :\n\n"
    return mail(answer, plain=f"{answer.own}\n\n{wrote}{asked('> ')}", encoding="base64")


def gmail_spanish(answer: Answer) -> bytes:
    wrote = f"El lun, 1 jun 2026 a las 5:45, Secondary Employment (<{DESK}>)\nescribió:\n\n"
    return mail(answer, plain=f"{answer.own}\n\n{wrote}{asked('> ')}", encoding="base64")


def gmail_japanese(answer: Answer) -> bytes:
    wrote = f"2026年6月1日(月) 5:45 Secondary Employment <{DESK}>:\n\n"
    return mail(answer, plain=f"{answer.own}\n\n{wrote}{asked('> ')}")


def iphone(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\nSent from my iPhone\n\n> On Jun 1, 2026, at 5:45 AM, "
        f"Secondary Employment <{DESK}> wrote:\n> \n{asked('> ')}\n"
    )
    return mail(answer, plain=plain)


def iphone_nbsp(answer: Answer) -> bytes:
    """Newer ones put a no-break space before AM, and a byte order mark before the quote."""
    plain = (
        f"{answer.own}\nSent from my iPhone\n\nOn Jun 1, 2026, at 5:45\u202fAM, "
        f"Secondary Employment <{DESK}> wrote:\n\n\ufeff{asked()}\n"
    )
    return mail(answer, plain=plain, encoding="quoted-printable")


def iphone_html(answer: Answer) -> bytes:
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
        f'<body dir="auto">{escape(answer.own).replace(chr(10), "<br>")}<br><br>'
        '<div id="AppleMailSignature" dir="ltr">Sent from my iPhone</div>'
        f'<div dir="ltr"><br><blockquote type="cite">On Jun 1, 2026, at 5:45 AM, {DESK} wrote:<br>'
        f'<br></blockquote></div><blockquote type="cite"><div dir="ltr">{asked_html("div")}</div>'
        "</blockquote></body></html>"
    )
    return mail(answer, html=html)


def iphone_german(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\nVon meinem iPhone gesendet\n\n> Am 01.06.2026 um 05:45 schrieb Secondary "
        f"Employment <{DESK}>:\n> \n{asked('> ')}\n"
    )
    return mail(answer, plain=plain)


def iphone_french(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\nEnvoyé de mon iPhone\n\n> Le 1 juin 2026 à 05:45, Secondary Employment "
        f"<{DESK}> a écrit :\n> \n{asked('> ')}\n"
    )
    return mail(answer, plain=plain)


def apple_mail(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\n> On Jun 1, 2026, at 05:45, Secondary Employment <{DESK}> wrote:\n> \n"
        f"{asked('> ')}\n"
    )
    return mail(answer, plain=plain, extra="X-Mailer: Apple Mail (2.3776.700.51)\r\n")
