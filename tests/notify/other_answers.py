"""How further mail programs, and an agency's mail server, write an answer."""

from html import escape

from tests.notify.mail_answer import DESK, SUBJECT, Answer, asked, asked_html, lines_html, mail
from tests.notify.microsoft_answers import HEADER_BLOCK


def samsung(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\n\n\nSent from my Galaxy\n\n\n-------- Original message --------\n"
        f"From: Secondary Employment <{DESK}>\nDate: 6/1/26 5:45 AM (GMT-05:00)\n"
        f"To: baker@pd.example\nSubject: {SUBJECT}\n\n{asked()}\n"
    )
    return mail(answer, plain=plain, encoding="base64")


def verizon_samsung(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\nSent via the Samsung Galaxy S21 5G, an AT&T 5G smartphone\n"
        f"-------- Original message --------From: Secondary Employment <{DESK}> Date: 6/1/26 "
        f"5:45 AM  (GMT-05:00) To: baker@pd.example Subject: {SUBJECT}\n{asked()}\n"
    )
    return mail(answer, plain=plain)


def thunderbird(answer: Answer) -> bytes:
    plain = f"{answer.own}\n\nOn 6/1/2026 5:45 AM, Secondary Employment wrote:\n{asked('> ')}\n"
    return mail(answer, plain=plain)


def thunderbird_below(answer: Answer) -> bytes:
    plain = (
        f"On 6/1/2026 5:45 AM, Secondary Employment wrote:\n{asked('> ')}\n\n{answer.own}\n\n"
        "-- \nLee Baker\n"
    )
    return mail(answer, plain=plain)


def thunderbird_below_html(answer: Answer) -> bytes:
    html = (
        '<html><body><div class="moz-cite-prefix">On 6/1/2026 5:45 AM, Secondary Employment wrote:'
        f'<br></div><blockquote type="cite" cite="mid:x">{asked_html()}</blockquote>'
        f"<p>{escape(answer.own).replace(chr(10), '<br>')}</p></body></html>"
    )
    return mail(answer, html=html)


def yahoo(answer: Answer) -> bytes:
    plain = (
        f" {answer.own}\n\nYahoo Mail: Search, Organize, Conquer \n \n  On Mon, Jun 1, 2026 at"
        f" 5:45 AM, Secondary Employment<{DESK}> wrote:   {asked()}\n"
    ).replace("wrote:   ", "wrote:   \n")
    return mail(answer, plain=plain)


def yahoo_html(answer: Answer) -> bytes:
    html = (
        f'<div id="yahoo_compose">{lines_html(answer.own)}</div><br>'
        '<div class="yahoo_quoted" id="q1">'
        f"<div>On Monday, June 1, 2026 at 05:45:00 AM EDT, x wrote:</div>{asked_html()}</div>"
    )
    return mail(answer, html=html)


def proton(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\nSent with Proton Mail secure email.\n\nOn Monday, June 1st, 2026 at"
        f" 5:45 AM, Secondary Employment <{DESK}> wrote:\n\n{asked('> ')}\n"
    )
    return mail(answer, plain=plain)


def zoho(answer: Answer) -> bytes:
    wrote = f"---- On Mon, 01 Jun 2026 05:45:00 -0400 {DESK} wrote ----"
    plain = f"{answer.own}\n\n\n{wrote}\n\n{asked()}\n"
    return mail(answer, plain=plain)


def blackberry(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\nSent from my BlackBerry 10 smartphone on the Bell network.\n"
        f"  Original Message  \n{HEADER_BLOCK}{asked()}"
    )
    return mail(answer, plain=plain)


def city_server(answer: Answer) -> bytes:
    """A city's server warns on top and adds a notice at the end; the officer quotes nothing."""
    plain = (
        "CAUTION: This email originated from outside of the organization. Do not click links or\n"
        "open attachments unless you recognize the sender and know the content is safe.\n\n"
        f"{answer.own}\n\nCONFIDENTIALITY NOTICE: This e-mail may contain privileged information.\n"
        "If you are NOT the intended recipient, please delete it.\n"
    )
    return mail(answer, plain=plain)


def bare(answer: Answer) -> bytes:
    return mail(answer, plain=answer.own, encoding="7bit" if answer.own.isascii() else "8bit")
