"""Bank files: byte for byte what an outside writer makes, and read back by outside readers."""

import io
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.bank_file import check_digit
from exports.cpa005 import EftCredit, EftOrigin, write_eft
from exports.fixed_width import BankFileError, name_in
from exports.nacha import Credit, NachaOrigin, write_nacha
from tests.tools import tool

ORIGIN = NachaOrigin(
    destination="091000019",
    destination_name="River Bank",
    origin="1234567890",
    origin_name="Rivermouth PD",
    company_id="1234567890",
    company_name="RIVERMOUTH PD",
    odfi="091000019",
)
BALANCED = NachaOrigin(
    **{
        **{name: getattr(ORIGIN, name) for name in ORIGIN.__slots__},
        "balanced": True,
        "offset_routing": "091000019",
        "offset_account": "700100200",
    }
)
MADE, PAID = datetime(2026, 6, 1, 8, 30), date(2026, 6, 5)  # noqa: DTZ001


def credit(cents: int = 12_345, **over: object) -> Credit:
    values: dict[str, object] = {
        "routing": "021000021",
        "account": "000123456789",
        "kind": "checking",
        "name": "Łukasik, Zoë",
        "reference": "100",
        "cents": cents,
    }
    return Credit(**(values | over))  # type: ignore[arg-type]


def nacha(origin: NachaOrigin, paid: list[Credit], prenotes: list[Credit]) -> list[str]:
    stream = io.BytesIO()
    write_nacha(stream, origin, paid, prenotes, made=MADE, effective=PAID, reference="2026-P001")
    text = stream.getvalue().decode("ascii")
    assert text.endswith("\r\n")
    return text.split("\r\n")[:-1]


def reread(lines: list[str]) -> None:
    """An independent reading of the control figures, by columns of the published rules."""
    assert len(lines) % 10 == 0
    assert {len(line) for line in lines} == {94}
    body = [line for line in lines if line[0] in "1568"] + [
        line for line in lines if line[0] == "9" and line != "9" * 94
    ]
    assert body[0][0] == "1"
    file = body[-1]
    entries = [line for line in body if line[0] == "6"]
    controls = [line for line in body if line[0] == "8"]
    hashed = sum(int(line[3:11]) for line in entries) % 10**10
    debits = sum(int(line[29:39]) for line in entries if line[1:3] in ("27", "37"))
    credited = sum(int(line[29:39]) for line in entries if line[1:3] in ("22", "32"))
    assert int(file[1:7]) == len(controls) == sum(line[0] == "5" for line in body)
    assert int(file[7:13]) == len(lines) // 10
    assert int(file[13:21]) == len(entries) == sum(int(line[4:10]) for line in controls)
    assert int(file[21:31]) == hashed == sum(int(line[10:20]) for line in controls) % 10**10
    assert int(file[31:43]) == debits == sum(int(line[20:32]) for line in controls)
    assert int(file[43:55]) == credited == sum(int(line[32:44]) for line in controls)
    for line in entries:
        weighed = sum(int(d) * w for d, w in zip(line[3:12], (3, 7, 1) * 3, strict=True))
        assert weighed % 10 == 0
    traces = [line[79:94] for line in entries]
    assert traces == sorted(set(traces))


accounts = st.from_regex(r"[0-9]{4,17}", fullmatch=True)
routings = st.from_regex(r"[0-9]{8}", fullmatch=True).filter(lambda x: x != "0" * 8)
some_credit = st.builds(
    lambda eight, account, kind, cents: credit(
        cents, routing=eight + check_digit(eight), account=account, kind=kind
    ),
    routings,
    accounts,
    st.sampled_from(("checking", "savings")),
    st.integers(1, 9_999_999),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(some_credit, min_size=1, max_size=25), st.lists(some_credit, max_size=4), st.booleans()
)
def test_any_file_reads_back_with_its_own_totals(
    paid: list[Credit], prenotes: list[Credit], balanced: bool
) -> None:
    lines = nacha(BALANCED if balanced else ORIGIN, paid, [])
    reread(lines)
    with_prenotes = nacha(ORIGIN, paid, [credit(0, routing=x.routing) for x in prenotes])
    reread(with_prenotes)


def test_the_fields_lie_where_the_rules_say() -> None:
    lines = nacha(BALANCED, [credit()], [credit(0, reference="101")])
    assert lines[0][:23] == "101 0910000191234567890"
    assert lines[0][23:39] == "2606010830A09410" + "1"[:0]
    assert lines[1][:4] == "5200"
    assert lines[1][50:63] == "PPDPAYROLL   "
    assert lines[2][:54] == "622021000021000123456789     0000012345100            "
    assert lines[2][54:76] == "LUKASIK, ZOE          "
    assert lines[3][:12] == "627091000019"
    assert [line[:4] for line in lines[4:8]] == ["8200", "5220", "6230", "8220"]
    assert lines[6][29:39] == "0" * 10
    assert lines[6][79:] == "091000010000003"


@pytest.mark.parametrize(
    ("over", "says"),
    [
        ({"routing": "021000022"}, "check digit"),
        ({"account": "1" * 21}, "longer than 17"),
        ({"account": "12é4"}, "holds 'é'"),
        ({"account": " "}, "no account number"),
        ({"kind": "loan"}, "neither checking nor savings"),
        ({"cents": 10**10}, "does not fit"),
        ({"reference": "X" * 16}, "longer than 15"),
        ({"reference": "1\n2"}, "holds"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    over: dict[str, object], says: str
) -> None:
    stream = io.BytesIO()
    with pytest.raises(BankFileError, match=says):
        write_nacha(stream, ORIGIN, [credit(**{"cents": 5, **over})], [], made=MADE, effective=PAID)  # type: ignore[arg-type]
    assert stream.getvalue() == b""


@pytest.mark.parametrize(
    ("effective", "says"),
    [
        (date(2026, 6, 6), "Saturday, no bank pays; on 2026-06-08 they do"),
        (date(2026, 5, 29), "before the file"),
        (date(2026, 6, 19), "Juneteenth, no bank pays; on 2026-06-22 they do"),
        (date(2026, 12, 25), "Christmas Day, no bank pays; on 2026-12-28 they do"),
    ],
)
def test_money_arrives_on_a_working_day_to_come(effective: date, says: str) -> None:
    with pytest.raises(BankFileError, match=says):
        write_nacha(io.BytesIO(), ORIGIN, [credit()], [], made=MADE, effective=effective)


def test_names_are_plain_capitals_and_may_be_cut() -> None:
    assert name_in("Máire Østerås-Weißmann Ĳ", 22) == "MAIRE OSTERAS-WEISSMAN"
    assert name_in("Nguyễn\x1b[2J <b>", 22) == "NGUYEN 2J B"


def test_an_outside_reader_finds_nothing_wrong(tmp_path: Path) -> None:
    paid = [credit(cents, reference=str(cents)) for cents in (1, 250_000, 99_999_999)]
    path = tmp_path / "pay.ach"
    with path.open("wb") as stream:
        write_nacha(stream, BALANCED, paid, [credit(0)], made=MADE, effective=PAID)
    achlens = tool("achlens", "achlens==0.1.7")
    said = subprocess.run(
        [achlens, "validate", str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert said.returncode == 0, said.stdout + said.stderr
    broken = tmp_path / "broken.ach"
    broken.write_bytes(path.read_bytes().replace(b"0000250000", b"0000250001"))
    said = subprocess.run(
        [achlens, "validate", str(broken)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert said.returncode != 0, said.stdout


# ── Canada ───────────────────────────────────────────────────────────────────────────────────

RIVER = EftOrigin(
    originator_id="RIVER00001",
    short_name="Rivermouth PD",
    long_name="Rivermouth Police Department",
    data_centre="00320",
    return_institution="003",
    return_transit="00012",
    return_account="1000456",
)
PAYEES = [
    EftCredit("001", "00011", "1234567", "Adams, Sam", "2026-P001-100", 123_456),
    EftCredit("003", "00444", "987654321012", "Łukasik, Zoë", "2026-P001-101", 5_000),
    EftCredit("815", "30000", "77", "A very long name that is thirty!", "2026-P001-102", 9_999_999),
]


def eft(payees: list[EftCredit], number: int = 42) -> bytes:
    stream = io.BytesIO()
    write_eft(stream, RIVER, payees, file_number=number, made=MADE.date(), available=PAID)
    return stream.getvalue()


def test_the_file_is_byte_for_byte_that_of_an_independent_writer() -> None:
    """eft_generator.txt was written by npm @cityssm/eft-generator 1.0.0 from the same payments."""
    theirs = Path(__file__).with_name("bank") / "eft_generator.txt"
    assert eft(PAYEES) == theirs.read_bytes()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 99_999_999), min_size=1, max_size=40))
def test_the_trailer_counts_and_adds_up(amounts: list[int]) -> None:
    lines = eft([EftCredit("001", "00011", "1", "X", "r", x) for x in amounts]).split(b"\r\n")
    assert {len(line) for line in lines} == {1464}
    assert [int(line[1:10]) for line in lines] == list(range(1, len(amounts) + 3))
    trailer = lines[-1]
    assert int(trailer[46:60]) == sum(amounts) == sum(int(line[27:37]) for line in lines[1:-1])
    assert int(trailer[60:68]) == len(amounts)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (EftCredit("1", "00011", "1", "X", "r", 5), "institution '1' is not 3 digits"),
        (EftCredit("001", "11", "1", "X", "r", 5), "transit '11' is not 5 digits"),
        (EftCredit("001", "00011", "1" * 13, "X", "r", 5), "is not 12 digits or fewer"),
        (EftCredit("001", "00011", "1-2", "X", "r", 5), "is not 12 digits or fewer"),
        (EftCredit("001", "00011", "12", "X", "r", 0), "does not fit"),
        (EftCredit("001", "00011", "12", "X", "r" * 20, 5), "longer than 19"),
    ],
)
def test_what_does_not_fit_an_eft_record_is_refused(wrong: EftCredit, says: str) -> None:
    with pytest.raises(BankFileError, match=says):
        eft([wrong])


def test_a_file_number_has_four_digits() -> None:
    with pytest.raises(BankFileError, match="not between 1 and 9999"):
        eft(PAYEES, 10_000)


def test_canadas_money_arrives_on_a_day_of_its_banks() -> None:
    payee = EftCredit("003", "00012", "1234567", "Ivy Reed", "1", 500)
    with pytest.raises(BankFileError, match="Good Friday, no bank pays; on 2026-04-06 they do"):
        write_eft(
            io.BytesIO(),
            RIVER,
            [payee],
            file_number=1,
            made=date(2026, 4, 1),
            available=date(2026, 4, 3),
        )
