"""A mail server in a process of its own that takes all and keeps nothing; prints its port.

With the argument "together" it says that it takes commands together (RFC 2920), as nearly all
servers do; aiosmtpd takes them so anyway.
"""

import asyncio
import sys

from aiosmtpd.smtp import SMTP, Envelope, Session


class Takes:
    """Says yes."""

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, says: list[str]
    ) -> list[str]:
        session.host_name = name
        return [*says[:-1], "250-PIPELINING", says[-1]] if "together" in sys.argv else says

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:
        return "250 OK"


async def serve() -> None:
    """Serve on a free port of the loopback until the process is ended."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Takes(), hostname="bench"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(serve()))
