"""Which request a command means."""

from coordinator.cli.session import Session


def request_id(session: Session, number: str) -> int:
    """The id of the request of that number; ends with 5 where there is none."""
    from storage.queries.requests.request import request_numbered

    return request_numbered(session.book.reader(), number)
