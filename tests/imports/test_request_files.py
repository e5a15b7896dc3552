"""Request files from outside: read as they were written, or refused with a sentence, never more."""

import json
import zlib
from random import Random
from typing import Any

import pytest

from coordinator.rules.intake.request_file import (
    FIELDS,
    block_of,
    canonical,
    has_block,
    read_block,
    slips,
    sums_of,
)
from storage.imports.requests.brought import MOST_ANSWERS, read_json, read_values
from storage.imports.requests.files import read_file, read_text
from tests.actions.forms_town import filled

SURROGATE = '{"format":"coordinator-request/1","title":"\\ud800"}'


def problem(text: str) -> str:
    found = read_json(text)
    assert found.problems, text[:80]
    assert not found.event
    return found.problems[0]


HOSTILE = {
    "no JSON": ("<script>alert(1)</script>", "not readable JSON"),
    "another format": ('{"format":"coordinator-request/2"}', "no request of the form"),
    "a list": ("[]", "a JSON object is wanted"),
    "deep": ('{"a":' * 7 + "1" + "}" * 7, "nested deeper"),
    "very deep": ("[" * 100_000, "nested deeper"),
    "deep but in a text": ('{"a":"[[[[[[[[[["}', "no request of the form"),
    "long": (f'"{"x" * 200_001}"', "longer than"),
    "a fraction": ('{"a":1.5}', "no whole number"),
    "no number": ('{"a":NaN}', "no whole number"),
    "infinite": ('{"a":-Infinity}', "no whole number"),
    "a huge number": (f'{{"a":{"9" * 5_000}}}', "too large"),
    "twice the same field": ('{"format":"x","format":"y"}', "twice"),
    "half a character": (SURROGATE, "half characters"),
    "NUL": ('{"format":"coordinator-request/1","title":"a\\u0000b"}', "NUL"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_form_writes_is_refused(name: str) -> None:
    text, why = HOSTILE[name]
    assert why in problem(text)


VALUES: dict[str, tuple[dict[str, Any], str]] = {
    "a title that is a list": ({"title": ["x"]}, "title: a text"),
    "a long title": ({"title": "x" * 201}, "title: is longer"),
    "long words": ({"words": "x" * 4_001}, "words: is longer"),
    "an event that is a number": ({"event": 3}, "event: a text"),
    "terms that are no hash": ({"terms": "yes"}, "terms: is no SHA-256"),
    "an estimate that is a text": ({"estimate": "0"}, "estimate: cents"),
    "an estimate that is true": ({"estimate": True}, "estimate: cents"),
    "answers that are a list": ({"answers": []}, "answers: a table"),
    "too many answers": (
        {"answers": {f"k{n}": 1 for n in range(MOST_ANSWERS + 1)}},
        "answers: a table",
    ),
    "an answer that is a table": ({"answers": {"duties": {}}}, "answers: duties: a text"),
    "a long answer": ({"answers": {"duties": "x" * 2_001}}, "answers: duties: is longer"),
    "a key that is a path": ({"answers": {"../../etc": 1}}, "is no name of a question"),
    "a date in the year 9999": (
        {"wanted": [{"starts": "9999-12-31T00:00", "ends": "9999-12-31T23:00"}]},
        "Date 1",
    ),
    "a year-long date": (
        {"wanted": [{"starts": "2026-01-01T00:00", "ends": "2027-01-01T00:00"}]},
        "lasts longer",
    ),
    "an end before the start": (
        {"wanted": [{"starts": "2026-01-02T00:00", "ends": "2026-01-01T00:00"}]},
        "later than the start",
    ),
    "a thousand dates": (
        {"wanted": [{"starts": "2026-01-01T00:00", "ends": "2026-01-01T01:00"}] * 1000},
        "at most",
    ),
    "a million officers": (
        {
            "wanted": [
                {
                    "starts": "2026-01-01T00:00",
                    "ends": "2026-01-01T01:00",
                    "crew": [{"role": "officer", "count": 1_000_000}],
                }
            ]
        },
        "there are from 1",
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_of_another_kind_are_refused(name: str) -> None:
    changed, why = VALUES[name]
    found = read_values(filled(**changed))
    assert why in " ".join(found.problems)


def test_text_stays_text() -> None:
    """What could steer a screen or a page is text, with marks for what cannot be seen."""
    found = read_values(
        filled(title="[@click=app.quit]<img src=http://x/>\x1b]52;c\u202e", words="a\r\n\tb\u200b")
    )
    assert found.problems == ()
    assert found.lines["title"] == "[@click=app.quit]<img src=http://x/>·]52;c·"
    assert found.words == "a\n·b·"


def test_fields_that_no_form_has_are_left_out_and_told() -> None:
    given = filled() | {"<script>": "x", "approved": True}
    found = read_values(given)
    assert found.problems == ()
    assert found.left_out == ("'<script>'", "'approved'")


def test_sums_name_what_was_changed_and_nothing_else() -> None:
    draw = Random(3)
    for _ in range(200):
        given = filled(title=f"t{draw.random()}", estimate=draw.randrange(10**6))
        names = {name for name in FIELDS if draw.random() < 0.2}
        changed = given | {name: f"other {draw.random()}" for name in names}
        # Sixteen bits miss a change now and then, and never find one that is none.
        assert set(slips(changed)) <= names
    assert slips(filled() | {"estimate": 1}) == ("estimate",)
    assert slips(filled() | {"wanted": []}) == ("wanted",)
    assert slips({"format": "x"}) == FIELDS


def test_a_block_survives_what_mail_programs_do() -> None:
    given = filled(words="Ł “quoted” 💡\nnext", answers={"duties": "a;b,c"})
    block = block_of(given)
    manglings = (
        block,
        block.replace("\n", "\r\n"),
        block.replace("\n", "\n> "),
        block.replace("\n", " \n\n"),
        f"Dear all,\n{block}\nRegards",
    )
    for text in manglings:
        found = read_text(text)
        assert found is not None
        assert (found.problems, found.slips) == ((), ())
        assert found.lines["title"] == given["title"]
    assert read_text("YES 482137") is None


def test_a_block_that_was_damaged_says_so() -> None:
    block = block_of(filled())
    lines = block.split("\n")
    swapped = lines[1].swapcase()
    for text, why in (
        ("\n".join(lines[:3]), "cut off"),
        ("\n".join((*lines[:1], *lines[2:])), "letters"),
        (block.replace(lines[1], swapped), "changed on its way"),
        ("[REQUEST 1 5 00000000]\n====\n[END OF REQUEST]", "letters"),
    ):
        assert has_block(text)
        found = read_block(text)
        assert found is not None
        assert why in found.problem
    bad = "x" * 8
    head = f"[REQUEST 1 {len(bad)} {zlib.crc32(bad.encode()):08x}]"
    brought = read_text(f"{head}\n{bad}\n[END OF REQUEST]")
    assert brought is not None
    assert brought.problems


def test_random_damage_never_raises_and_never_goes_unnoticed() -> None:
    draw = Random(11)
    text = canonical(filled())
    plain = read_json(text)
    for _ in range(400):
        letters = list(text)
        for _ in range(draw.randint(1, 3)):
            letters[draw.randrange(len(letters))] = chr(draw.choice((34, 44, 58, 91, 123, 48, 120)))
        found = read_json("".join(letters))
        told = found.problems or found.slips or found.left_out
        assert told or found == plain or found.digest == plain.digest


def test_a_file_is_known_by_its_bytes() -> None:
    whole = json.dumps(filled(), indent=1)
    assert (read_file(b"\xef\xbb\xbf" + whole.encode()) or read_json("")).problems == ()
    assert read_file(block_of(filled()).encode()) is not None
    for data in (b"", b"\xff\xfe\x00", b"hello", b'{"a":1}', b"%PDF-1.4 no", b"PK\x03\x04"):
        assert read_file(data) is None


def test_the_same_request_has_the_same_digest_by_any_road() -> None:
    one, other = filled(), filled(estimate=5, intake="ab")
    assert sums_of(one) != sums_of(other)
    assert read_values(one).digest == read_values(other).digest
    assert read_values(filled(title="Other")).digest != read_values(one).digest
