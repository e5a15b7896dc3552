"""Every provider's URL is one that Apprise takes, and holds no secret in the clear."""

import pytest

from coordinator.actions.messages.gateway_providers import (
    PROVIDERS,
    Provider,
    provider,
    providers,
    url_of,
)
from coordinator.rules.words import Channel
from notify.gateway_problems import url_problems
from notify.gateway_urls import secret_names

GIVEN = {
    "host": "smtp.town.gov",
    "user": "desk@town.gov",
    "from": "desk@town.gov",
    "number": "+12025550100",
    "region": "us-east-1",
    "domain": "gmail.com",
}
_UUID = "a1b2c3d4-0000-4000-8000-a1b2c3d4e5f6"
SECRETS = {
    ("twilio", "secret_sid"): "AC" + "a1" * 16,
    ("vonage", "secret_key"): "A1b2C3d4",
    ("vonage", "secret"): "A1b2C3d4A1b2C3d4",
    ("plivo", "secret_id"): "MA" + "X1" * 9,
    ("azure", "secret_tenant"): _UUID,
    ("azure", "secret_client"): _UUID[::-1],
}


@pytest.mark.parametrize("one", PROVIDERS, ids=lambda one: one.key)
def test_a_filled_in_url_is_taken(one: Provider) -> None:
    url = url_of(one, GIVEN)
    assert "<" not in url
    words = secret_names(one.channel, url)
    assert set(words) == set(one.secrets or {})
    given = {word: SECRETS.get((one.key, word), "b2" * 16) for word in words}
    assert url_problems(one.channel, url, given) == ()


def test_what_is_typed_cannot_reach_out_of_its_place() -> None:
    url = url_of(provider("starttls"), GIVEN | {"user": "a:b@evil.example/?x="})
    assert url.startswith("mailtos://a%3Ab%40evil.example%2F%3Fx%3D:{secret}@smtp.town.gov:587")


def test_each_channel_has_some() -> None:
    for channel in (Channel.EMAIL, Channel.SMS, Channel.PUSH):
        assert len(providers(channel)) >= 2
