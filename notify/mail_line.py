"""One line to a mail server, kept open over many mails, that tells refused from not heard."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass

from notify.parcels import Failed, Outcome, Refused, Sent, Unknown, one_line

REST_SECONDS = 60
"""How long nothing is tried after the server could not be reached or sent us away."""

CONFIGURED_REST_SECONDS = 900
"""The same where only a change of the settings will help: login or sender refused."""

STARTTLS, SSL, INSECURE = "starttls", "ssl", "insecure"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. Timeouts are seconds."""

    host: str
    port: int
    mode: str = STARTTLS
    user: str = ""
    password: str = ""
    verify: bool = True
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    greeting: str = "localhost"

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"


class _Answer(Exception):
    """The server's answer ends this attempt."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class MailLine:
    """Hands mails over one by one. Opens when needed, opens again when the server hung up."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.opened = 0
        self._smtp: smtplib.SMTP | None = None

    def hand_over(self, sender: str, recipient: str, mail: bytes) -> Outcome:
        """Give one mail to the server. Never raises for what the server or the network does."""
        kept_open = self._smtp is not None
        try:
            return self._attempt(sender, recipient, mail)
        except _Answer as answer:
            return answer.outcome
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            if kept_open:
                # The server had hung up in between; nothing was handed over yet.
                return self.hand_over(sender, recipient, mail)
            return Failed(_words(error, self.server), rests=REST_SECONDS)

    def close(self) -> None:
        """Say goodbye."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Hang up without a word; frees a thread that waits on the line."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError):
                smtp.close()

    def _attempt(self, sender: str, recipient: str, mail: bytes) -> Outcome:
        smtp = self._smtp or self._open()
        self._expect(smtp.mail(sender), 250, ours=True)
        self._expect(smtp.rcpt(recipient), 250)
        self._expect(smtp.docmd("DATA"), 354)
        smtp.send(re.sub(rb"(?m)^\.", b"..", mail) + b".\r\n")
        # From here on the server may have the mail, whatever becomes of the line.
        try:
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return Unknown(f"The line broke after the mail was sent: {_words(error, self.server)}")
        self._expect(answer, 250)
        return Sent(_said(answer))

    def _open(self) -> smtplib.SMTP:
        server = self.server
        smtp = self._smtp = _connected(server)
        self.opened += 1
        if smtp.sock is not None:
            smtp.sock.settimeout(server.read_timeout)
        if server.mode == STARTTLS:
            smtp.starttls(context=_trust(server))
        smtp.ehlo_or_helo_if_needed()
        if server.user:
            self._log_in(smtp)
        return smtp

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.login(self.server.user, self.server.password)
        except smtplib.SMTPResponseException as error:
            self.drop()
            words = f"Login refused: {_said((error.smtp_code, error.smtp_error))}"
            raise _Answer(Failed(words, rests=CONFIGURED_REST_SECONDS)) from None

    def _expect(self, answer: tuple[int, bytes], code: int, *, ours: bool = False) -> None:
        """Go on if the answer is the one wanted. `ours`: the fault is not the recipient's."""
        got = answer[0]
        if got == code or (code == 250 and 200 <= got < 300):
            return
        if got == 421 or got < 0:
            self.drop()
            raise _Answer(Failed(_said(answer), rests=REST_SECONDS))
        self._reset()
        if got < 500:
            raise _Answer(Failed(_said(answer)))
        if ours:
            raise _Answer(Failed(_said(answer), rests=CONFIGURED_REST_SECONDS))
        raise _Answer(Refused(_said(answer)))

    def _reset(self) -> None:
        try:
            if self._smtp is not None:
                self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.drop()


def _connected(server: MailServer) -> smtplib.SMTP:
    # The greeting is given, or smtplib would ask the name service for our own name.
    host, port, greeting = server.host, server.port, server.greeting
    if server.mode == SSL:
        return smtplib.SMTP_SSL(
            host, port, greeting, timeout=server.connect_timeout, context=_trust(server)
        )
    return smtplib.SMTP(host, port, greeting, timeout=server.connect_timeout)


def _trust(server: MailServer) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not server.verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _said(answer: tuple[int, bytes | str]) -> str:
    code, text = answer
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return one_line(f"{code} {words}")


def _words(error: Exception, server: MailServer) -> str:
    """What went wrong, without the login that an SMTP error may carry."""
    if isinstance(error, TimeoutError):
        return f"{server.host} did not answer in time."
    if isinstance(error, smtplib.SMTPResponseException):
        return _said((error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPServerDisconnected):
        late = isinstance(error.__context__, TimeoutError) or "timed out" in str(error)
        return f"{server.host} {'did not answer in time' if late else 'closed the line'}."
    return one_line(f"{server.host}: {error}")
