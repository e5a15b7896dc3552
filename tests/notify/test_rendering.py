import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.actions.messages.wording import EXAMPLE, preview
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import Channel
from notify.gsm import folded, is_gsm, parts, septets
from notify.rendering import PLACEHOLDERS, Wording, problems, render
from notify.wording import EMAIL, SEVERAL, TEXT, shipped, shipped_audiences

TOLD = (Event.CALLED_OFF, Event.ASSIGNED, Event.UNASSIGNED, Event.CHANGED, Event.CANCELLED)


def test_values_are_put_in_and_a_line_without_any_is_left_out() -> None:
    wording = Wording("Detail $detail", "Hello ${person},\n\nCall sign: $call_sign\n\nPay: $$5")
    shown = render(wording, {"detail": "26-0412.3", "person": "Lee"})
    assert shown.subject == "Detail 26-0412.3"
    assert shown.body == "Hello Lee,\n\nPay: $5"


def test_a_value_is_never_a_template() -> None:
    shown = render(
        Wording("", "$reason|$person"), {"reason": "$person ${agency} $$", "person": "L"}
    )
    assert shown.body == "$person ${agency} $$|L"


@given(st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.text(max_size=40)))
def test_no_value_can_break_a_line_or_hide_one(values: dict[str, str]) -> None:
    body = " ".join(f"${name}" for name in PLACEHOLDERS)
    for short in (False, True):
        shown = render(Wording(body, body), values, short=short)
        assert "\r" not in shown.subject + shown.body
        assert "\n" not in shown.subject
        assert not {"\u202e", "\u200b", "\x1b", "\x00"} & set(shown.subject + shown.body)


def test_line_breaks_stay_only_where_they_belong() -> None:
    values = {"person": "A\r\nBcc: x@evil.example", "post_orders": "one\ntwo"}
    shown = render(Wording("For $person", "$person\n$post_orders"), values)
    assert shown.subject == "For A Bcc: x@evil.example"
    assert shown.body == "A Bcc: x@evil.example\none\ntwo"


def test_every_mistake_is_named_with_its_line_and_remedy() -> None:
    found = problems(Wording("$oficer", "fine\ncosts $5\n${nonsense} $Person"))
    assert [str(problem) for problem in found] == [
        "subject: $oficer: no such placeholder; did you mean $officer?",
        "line 2: $5: write $$ for a dollar sign",
        "line 3: $nonsense: no such placeholder",
        "line 3: $Person: write $$ for a dollar sign",
    ]
    assert problems(Wording("x", " \n"))


@pytest.mark.parametrize("event", [event for event in Event if shipped_audiences(event)])
def test_every_shipped_text_is_sound_and_fits_one_text_message(event: Event) -> None:
    for audience in shipped_audiences(event):
        for form in (EMAIL, TEXT):
            wording = shipped(event, audience, form)
            assert wording is not None
            assert problems(wording) == ()
        assert problems(shipped(event, audience, SEVERAL) or Wording("", "$list")) == ()
        short = preview(shipped(event, audience, TEXT) or Wording("", ""), Channel.SMS)
        assert parts(short.body) == 1, short.body


@pytest.mark.parametrize("event", [event for event in Event if shipped_audiences(event)])
def test_long_names_of_places_are_cut_before_a_second_part_is_paid(event: Event) -> None:
    values = EXAMPLE | dict.fromkeys(
        ("site", "job", "employer", "reason", "what", "address", "post_orders"), "Łong [] " * 30
    )
    plain = {name: value.replace("Ł", "L") for name, value in values.items()}
    for audience in shipped_audiences(event):
        wording = shipped(event, audience, TEXT) or Wording("", "")
        assert septets(render(wording, plain, short=True).body) <= 160
        named = "26-0412.3" in render(wording, plain, short=True).body
        assert named or "$detail" not in wording.body


CONCERNED = {Audience.OFFICER, Audience.EMPLOYER, Audience.COORDINATOR}


def test_each_staffing_event_reaches_officer_employer_and_coordinator() -> None:
    for event in TOLD:
        assert set(shipped_audiences(event)) == CONCERNED
    assert set(shipped_audiences(Event.FILLED)) == CONCERNED | {Audience.SUBSTITUTE}
    # A correction quotes the message that it corrects: it has no words of its own.
    assert [event for event in Event if not shipped_audiences(event)] == [Event.CORRECTION]


def test_parts_are_counted_as_they_are_billed() -> None:
    assert parts("a" * 160) == 1
    assert parts("a" * 161) == 2
    assert parts("a" * 306) == 2
    assert parts("a" * 307) == 3
    assert parts("€" * 80) == 1
    assert parts("€" * 81) == 2
    assert parts("Ł" * 70) == 1
    assert parts("Ł" * 71) == 2
    assert parts("😀" * 35) == 1
    assert parts("😀" * 36) == 2


def test_folding_makes_plain_what_has_a_plain_form_and_leaves_names_whole() -> None:
    assert folded("“Máin” – it’s…") == '"Main" - it\'s...'
    assert folded("Łukasz") == "Łukasz"
    assert is_gsm(folded("Peña São Zoë"))
    assert is_gsm(string.printable.replace("\t", "").replace("`", "").replace("\x0b", ""))


def test_the_example_has_a_value_for_every_placeholder() -> None:
    assert EXAMPLE.keys() == PLACEHOLDERS.keys()
