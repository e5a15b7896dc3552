"""Real servers on loopback: one that takes mail, and one that plays a web gateway."""

import asyncio
import email
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MailServer:
    """What the server took, and how it is to behave. Each list is used up one entry a mail."""

    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    on_recipient: list[str] = field(default_factory=list)
    on_data: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    pipelining: bool = False
    connections: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)

    async def handle_EHLO(
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        answers: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return [*answers[:-1], "250-PIPELINING", answers[-1]] if self.pipelining else answers

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such user"
        answer = self.on_recipient.pop(0) if self.on_recipient else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        answer = self.on_data.pop(0) if self.on_data else "250 OK"
        if answer in ("drop", "wait", "250 OK"):
            self.taken.append(envelope)
            self.arrived.set()
        if answer == "drop":
            server.transport.abort()
        if answer == "wait":
            # Longer than the test: the caller is killed, or gives up.
            await asyncio.sleep(20)
        return answer if answer not in ("drop", "wait") else "250 OK"

    def mails(self) -> list[EmailMessage]:
        return [
            email.message_from_bytes(envelope.content, policy=default)  # type: ignore[arg-type, misc]
            for envelope in self.taken
        ]


class _Controller(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler, auth_require_tls=False, enable_SMTPUTF8=True)

    def _trigger_server(self) -> None:
        """aiosmtpd rings its own server once, which needs the port that the system chose."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server for the length of the block."""
    server = MailServer()
    controller = _Controller(server, hostname="127.0.0.1", port=0, ready_timeout=5)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


def plain(mail: EmailMessage) -> str:
    """The words of a mail without their page."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@contextmanager
def scripted_server(*answers: bytes, hangs_up: bool) -> Iterator[tuple[int, list[bytes]]]:
    """The port of a server that answers each thing it is sent from the list, its greeting first;
    and what it was sent. It hangs up after the last answer, or once it has heard one thing more."""
    heard: list[bytes] = []

    def serve() -> None:
        line, _ = listening.accept()
        with line:
            for n, answer in enumerate(answers, 1):
                line.sendall(answer)
                if n < len(answers) or not hangs_up:
                    heard.append(line.recv(65_536))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield int(listening.getsockname()[1]), heard
        server.join(5)


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])


@dataclass
class WebGateway:
    """What was posted, and what is answered: a status, 'never', 'drop' or 'drip'."""

    port: int = 0
    answers: list[Any] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    posted: list[tuple[str, bytes]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, gateway: WebGateway) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.gateway = gateway

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers that hang up are what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        gateway = self.server.gateway
        content = self.rfile.read(int(self.headers["Content-Length"]))
        gateway.posted.append((self.path, content))
        gateway.arrived.set()
        answer = gateway.answers.pop(0) if gateway.answers else 200
        if answer == "never":
            gateway.over.wait(10)
        elif answer == "drip":
            self._drip(gateway)
        elif answer != "drop":
            self._answer(gateway, answer)

    def _answer(self, gateway: WebGateway, status: int) -> None:
        self.send_response(status)
        for name, value in gateway.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(gateway.body)))
        self.end_headers()
        self.wfile.write(gateway.body)

    def _drip(self, gateway: WebGateway) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        while not gateway.over.wait(0.05):
            self.wfile.write(b".")

    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def web_gateway() -> Iterator[WebGateway]:
    """A web gateway for the length of the block."""
    gateway = WebGateway()
    server = _Server(gateway)
    gateway.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield gateway
    finally:
        gateway.over.set()
        server.shutdown()
        server.server_close()
