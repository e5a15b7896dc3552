"""A real IMAP server (dovecot) on loopback, for the length of a block."""

import imaplib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from grp import getgrgid
from pathlib import Path
from pwd import getpwnam, getpwuid
from tempfile import TemporaryDirectory

import pytest

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
USER, PASSWORD = "details@rivermouth.example", "s3cret-päss-wörd"

_OURSELVES = """
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
"""Whoever is not root cannot become another user, nor change what the root folder is."""

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
{users}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail
mail_fsync = never
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  {chroot}
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
"""


@dataclass(frozen=True)
class ImapServer:
    """Where it listens, and what it logs."""

    port: int
    tls_port: int
    folder: Path
    certificate: Path

    def put(self, folder: str, *mails: bytes, at: str = "01-Jun-2026 05:58:03 -0400") -> None:
        """Mails as if they had come at that time."""
        with self.line() as line:
            for mail in mails:
                answer, words = line.append(folder, "", f'"{at}"', mail)
                assert answer == "OK", words

    @contextmanager
    def line(self) -> Iterator[imaplib.IMAP4]:
        """A line of the test's own."""
        line = imaplib.IMAP4("127.0.0.1", self.port)
        line.authenticate("PLAIN", lambda _asked: f"\0{USER}\0{PASSWORD}".encode())
        try:
            yield line
        finally:
            line.logout()

    def flags(self, folder: str) -> list[bytes]:
        """Each mail's flags, as the server says them."""
        with self.line() as line:
            line.select(folder, readonly=True)
            return [item for item in line.fetch("1:*", "(FLAGS)")[1] if isinstance(item, bytes)]


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """Dovecot with one account. Skips where it is not installed."""
    if PROGRAM is None:
        pytest.skip("NO IMAP SERVER: install Debian's dovecot-imapd to run this test")
    with TemporaryDirectory(prefix="dovecot") as name:
        yield from _serving(Path(name))


def _serving(folder: Path) -> Iterator[ImapServer]:
    server = ImapServer(_free_port(), _free_port(), folder, folder / "cert.pem")
    _set_up(server)
    process = subprocess.Popen(
        [PROGRAM or "dovecot", "-F", "-c", str(folder / "dovecot.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _await(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(10)


def _set_up(server: ImapServer) -> None:
    folder = server.folder
    for name in ("run", "state", "home", "mail"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _certify(server.certificate)
    root = os.getuid() == 0
    owner = getpwnam("nobody") if root else getpwuid(os.getuid())
    # As root it becomes other users, who must come to their files.
    folder.chmod(0o755)
    for name in ("home", "mail"):
        os.chown(folder / name, owner.pw_uid, owner.pw_gid)
    ourselves = _OURSELVES.format(user=owner.pw_name, group=getgrgid(os.getgid()).gr_name)
    config = _CONFIG.format(
        folder=folder,
        password=PASSWORD,
        port=server.port,
        tls_port=server.tls_port,
        users="" if root else ourselves,
        chroot="" if root else "chroot =",
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        ssl="yes",
        certificate=f"ssl_cert = <{server.certificate}\nssl_key = <{server.certificate}",
    )
    (folder / "dovecot.conf").write_text(config, "utf-8")


def _certify(path: Path) -> None:
    """A certificate for localhost, signed by itself."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(*kinds, serialization.NoEncryption())
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _await(server: ImapServer, process: "subprocess.Popen[bytes]") -> None:
    """Until it greets; a server that ends says why."""
    for _time in range(100):
        if process.poll() is not None:
            raise AssertionError(process.communicate()[1].decode())
        try:
            imaplib.IMAP4("127.0.0.1", server.port, timeout=1).logout()
            return
        except (OSError, imaplib.IMAP4.error):
            process_waits(process)
    raise AssertionError((server.folder / "log").read_text("utf-8"))


def process_waits(process: "subprocess.Popen[bytes]") -> None:
    """A twentieth of a second, unless the server ends before."""
    try:
        process.wait(0.05)
    except subprocess.TimeoutExpired:
        return
