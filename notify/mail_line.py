"""One line to a mail server, kept open over many mails, that tells refused from not heard."""

import smtplib
import ssl
from collections.abc import Callable, Iterable
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


def _nothing() -> None:
    """Nothing is to be done meanwhile."""


class MailLine:
    """Hands mails over one by one. Opens when needed, opens again when the server hung up."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.opened = 0
        self._smtp: smtplib.SMTP | None = None

    def hand_over(
        self, sender: str, recipient: str, mail: bytes, meanwhile: Callable[[], None] = _nothing
    ) -> Outcome:
        """Give one mail to the server. Never raises for what the server or the network does.

        `meanwhile` is called once the mail has left, before its answer is waited for.
        """
        kept_open = self._smtp is not None
        try:
            return self._attempt(sender, recipient, mail, meanwhile)
        except _Answer as answer:
            return answer.outcome
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            if kept_open:
                # The server had hung up in between; nothing was handed over yet.
                return self.hand_over(sender, recipient, mail, meanwhile)
            return Failed(_words(error, self.server), rests=REST_SECONDS)

    def greet(self) -> str:
        """Open the line and log in, and hand nothing over; why that failed, or nothing."""
        try:
            self._open().noop()
        except _Answer as answer:
            return answer.outcome.answer
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return _words(error, self.server)
        return ""

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

    def _attempt(
        self, sender: str, recipient: str, mail: bytes, meanwhile: Callable[[], None]
    ) -> Outcome:
        smtp = self._smtp or self._open()
        self._agree(smtp, sender, recipient)
        smtp.send(mail.replace(b"\n.", b"\n..") + b".\r\n")
        # From here on the server may have the mail, whatever becomes of the line.
        meanwhile()
        try:
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return Unknown(f"The line broke after the mail was sent: {_words(error, self.server)}")
        self._expect(answer, 250)
        return Sent(_said(answer))

    def _agree(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
        """Come to where the mail itself may follow."""
        # Both are one mailbox each by now; smtplib would take them apart once more.
        commands = f"MAIL FROM:<{sender}>", f"RCPT TO:<{recipient}>", "DATA"
        if smtp.has_extn("pipelining"):
            answers: Iterable[tuple[int, bytes]] = _answers(smtp, commands)
        else:
            answers = (smtp.docmd(command) for command in commands)
        wanted = (250, True), (250, False), (354, False)
        for answer, (code, ours) in zip(answers, wanted, strict=False):
            self._expect(answer, code, ours=ours)

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


def _answers(smtp: smtplib.SMTP, commands: tuple[str, ...]) -> list[tuple[int, bytes]]:
    """The answers to commands that go out together, the last of them DATA (RFC 2920)."""
    if not all(command.isprintable() for command in commands):
        raise ValueError("a command would hold a line break")
    smtp.send("".join(f"{command}\r\n" for command in commands))
    answers: list[tuple[int, bytes]] = []
    try:
        while len(answers) < len(commands):
            answers.append(smtp.getreply())
        if answers[-1][0] == 354 and not all(map(_good, answers)):
            smtp.docmd(".")  # It waits for a mail that it has refused: it gets none.
    except (OSError, smtplib.SMTPException):
        # Whoever has refused may hang up; what he said counts.
        if all(map(_good, answers)):
            raise
    return answers


def _good(answer: tuple[int, bytes]) -> bool:
    return 200 <= answer[0] < 400


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
