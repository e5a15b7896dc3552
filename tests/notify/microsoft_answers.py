"""How Microsoft's mail programs write an answer."""

from html import escape

from tests.notify.mail_answer import DESK, SUBJECT, Answer, asked, asked_html, lines_html, mail

HEADER_BLOCK = (
    f"From: Secondary Employment <{DESK}>\nSent: Monday, June 1, 2026 5:45 AM\n"
    f"To: Lee Baker <baker@pd.example>\nSubject: {SUBJECT}\n\n"
)


def outlook_2007(answer: Answer) -> bytes:
    plain = f"{answer.own}\n\n-----Original Message-----\n{HEADER_BLOCK}{asked()}\n"
    return mail(answer, plain=plain, charset="windows-1252", encoding="quoted-printable")


def outlook_365_plain(answer: Answer) -> bytes:
    return mail(answer, plain=f"{answer.own}\n\n\n{HEADER_BLOCK}{asked()}\n")


def outlook_365(answer: Answer) -> bytes:
    """Word's HTML, with the header block in bold above a line."""
    block = (
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">'
        '<p class="MsoNormal"><b>From:</b> Secondary Employment &lt;details@rivermouth.example&gt;'
        f"<br><b>Sent:</b> Monday, June 1, 2026 5:45 AM<br><b>To:</b> Lee Baker<br>"
        f"<b>Subject:</b> {escape(SUBJECT)}<o:p></o:p></p></div>"
    )
    own = "".join(
        f'<p class="MsoNormal">{escape(line)}<o:p></o:p></p>' for line in answer.own.split("\n")
    )
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--\n'
        "p.MsoNormal {margin:0in; font-family:Calibri}\n--></style></head>"
        f'<body lang="EN-US"><div class="WordSection1">{own}'
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        f"{block}{asked_html()}</div></body></html>"
    )
    return mail(answer, html=html, encoding="quoted-printable")


def outlook_365_both(answer: Answer) -> bytes:
    plain = f"{answer.own}\n\n{'_' * 32}\n{HEADER_BLOCK}CAUTION: External sender.\n{asked()}\n"
    return mail(answer, plain=plain, html=f"<p>{escape(answer.own)}</p>", encoding="base64")


def outlook_web(answer: Answer) -> bytes:
    html = (
        f'<html><body dir="ltr"><div class="elementToProof">{lines_html(answer.own)}</div>'
        '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
        '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Secondary Employment'
        f"<br><b>Sent:</b> Monday<br></font></div>{asked_html()}</body></html>"
    )
    return mail(answer, html=html)


def outlook_ios(answer: Answer) -> bytes:
    plain = (
        f"{answer.own}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n{'_' * 32}\n"
        f"{HEADER_BLOCK}{asked()}\n"
    )
    return mail(answer, plain=plain)


def outlook_ios_html(answer: Answer) -> bytes:
    html = (
        f"<html><body>{lines_html(answer.own)}<br>"
        '<div class="ms-outlook-mobile-signature" id="ms-outlook-mobile-signature">'
        '<a href="https://aka.ms/o0ukef">Get Outlook for iOS</a></div>'
        '<hr><div id="x_divRplyFwdMsg"><b>From:</b> Secondary Employment</div>'
        f"{asked_html()}</body></html>"
    )
    return mail(answer, html=html)


def outlook_android(answer: Answer) -> bytes:
    plain = f"{answer.own}\n\nSent from Outlook for Android\n{'_' * 32}\n{HEADER_BLOCK}{asked()}"
    return mail(answer, plain=plain)


def outlook_mac(answer: Answer) -> bytes:
    block = HEADER_BLOCK.replace("Sent:", "Date:")
    return mail(answer, plain=f"{answer.own}\n\n{block}{asked()}")


def outlook_german(answer: Answer) -> bytes:
    block = (
        f"Von: Secondary Employment <{DESK}>\nGesendet: Montag, 1. Juni 2026 05:45\n"
        f"An: Lee Baker <baker@pd.example>\nBetreff: {SUBJECT}\n\n"
    )
    return mail(answer, plain=f"{answer.own}\n\n{block}{asked()}", charset="windows-1252")


def outlook_french(answer: Answer) -> bytes:
    block = (
        f"De : Secondary Employment <{DESK}>\nEnvoyé : lundi 1 juin 2026 05:45\n"
        f"À : Lee Baker <baker@pd.example>\nObjet : {SUBJECT}\n\n"
    )
    plain = f"{answer.own}\n\n-----Message d'origine-----\n{block}{asked()}"
    return mail(answer, plain=plain, encoding="quoted-printable")


def windows_mail(answer: Answer) -> bytes:
    plain = f"{answer.own}\n\nSent from Mail for Windows\n\n{HEADER_BLOCK}{asked()}"
    return mail(answer, plain=plain)
