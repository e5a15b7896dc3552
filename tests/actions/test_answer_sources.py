"""Every kind of source is filled in to a URL that reads back what was typed."""

import pytest

from coordinator.actions.answers.answer_sources import KINDS, SourceKind, kind, source_url_of
from notify.source_urls import SourceUrl, source_url

GIVEN = {
    "host": "imap.town.gov",
    "user": "desk@town.gov",
    "folder": "Answers/June 26",
    "account": "AC" + "a1" * 16,
    "number": "+12025550100",
    "path": "/srv/what is it?/100%",
}


@pytest.mark.parametrize("one", KINDS, ids=lambda one: one.key)
def test_a_filled_in_url_is_read_back(one: SourceKind) -> None:
    found = source_url(source_url_of(one, GIVEN))
    assert isinstance(found, SourceUrl), found
    assert found.scheme == one.key
    assert bool(found.secret) == bool(one.secret)
    assert found.path == next(
        GIVEN[name] for name in ("path", "number", "folder") if f"<{name}>" in one.url
    )


def test_a_users_name_ends_where_it_ends() -> None:
    found = source_url(source_url_of(kind("imaps"), GIVEN | {"user": "a:b@evil/x"}))
    assert isinstance(found, SourceUrl)
    assert (found.user, found.host) == ("a:b@evil/x", "imap.town.gov")
