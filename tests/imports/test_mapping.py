"""Headers to fields: guessed, corrected, remembered."""

from pathlib import Path

import pytest

from coordinator.actions.importing import apply_import
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.imports.fields import KINDS, NEEDED, normal
from storage.imports.mapping import Mapping, correct, guess, missing, signature
from storage.imports.problems import BadFile
from storage.imports.tables import table_of
from tests.imports.books import imported, planned, rows, wanted


def columns(kind: str, header: str, row: str = "") -> dict[str, str]:
    return dict(guess(kind, table_of(f"{header}\n{row}\n".encode())).columns)


@pytest.mark.parametrize(
    ("kind", "header", "row", "fields"),
    [
        ("roster", "Badge #,Last Name,First Name,Rank,Hire Date,E-mail,Cell Phone", "",
         ["badge", "last_name", "first_name", "rank", "hired", "email", "phone"]),
        ("roster", "EmployeeID;Name;Job Title;Division;DOH;CPR Expires", "",
         ["badge", "full_name", "rank", "unit", "hired", "certificate:CPR"]),
        ("roster", "Officer,Surname,Seniority Date", "17,Roe,",
         ["badge", "last_name", "seniority"]),
        ("on-duty", "Shield No.\tShift Date\tStart Time\tEnd Time\tShift Type", "",
         ["badge", "date", "start", "end", "kind"]),
        ("on-duty", "Employee,From,To", "Roe Ann,,", ["full_name", "start", "end"]),
        ("employers", "Account Number,Company,Billing Address,City,State,Zip,Contact,Terms", "",
         ["number", "name", "address", "city", "state", "postcode", "contact_name",
          "payment_terms_days"]),
        ("details", "Officer,Customer,Location,Start,End", '"Roe, Ann",A,B,,',
         ["full_name", "employer", "site", "start", "end"]),
        ("roster", "Dienst-Nr. / Badge #,Full Officer Name,Emergency Phone Contact", "",
         ["badge", "full_name"]),
        ("details", "job_number,badge_number,client,adress,start_datetime,end_datetime", "",
         ["reference", "badge", "employer", "site_address", "start", "end"]),
    ],
)  # fmt: skip
def test_common_headers_are_known(kind: str, header: str, row: str, fields: list[str]) -> None:
    headers = table_of(header.encode()).headers
    assert columns(kind, header, row) == dict(zip(fields, headers, strict=False))


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_found_under_its_own_name_in_any_order(kind: str) -> None:
    names = [spec.name for spec in KINDS[kind]]
    row = ",".join("17" if name in ("badge", "seats") else "Ann Roe" for name in reversed(names))
    assert columns(kind, ",".join(reversed(names)), row) == {name: name for name in names}


@pytest.mark.parametrize("kind", KINDS)
def test_needed_fields_exist(kind: str) -> None:
    names = {spec.name for spec in KINDS[kind]}
    assert {name for group in NEEDED[kind] for name in group} <= names
    assert len(missing(kind, Mapping({}))) == len(NEEDED[kind])


def test_a_layout_is_the_same_in_any_order_and_when_mended() -> None:
    assert signature(["Badge #", "Name"]) == signature(["name", "refused because", "BADGE #"])
    assert normal("Officer_BadgeNo.") == normal("officer badge no")


def test_corrections_move_a_column() -> None:
    headers = ("A", "B", "C")
    mapping = correct("roster", Mapping({"badge": "A"}), headers, {"last_name": "a", "badge": "b"})
    assert mapping.columns == {"last_name": "A", "badge": "B"}
    assert correct("roster", mapping, headers, {"badge": ""}).columns == {"last_name": "A"}
    with pytest.raises(BadFile, match="no field 'shoe'"):
        correct("roster", mapping, headers, {"shoe": "A"})
    with pytest.raises(BadFile, match="no column 'D'"):
        correct("roster", mapping, headers, {"badge": "D"})


def test_a_correction_is_remembered_for_the_layout(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    path, text = tmp_path / "r.csv", "Zahl,Wer,Wann\n1,Roe,01/02/2020\n"
    refused = apply_import(book, actor, wanted("roster", path, text))
    assert isinstance(refused, Refused)
    assert "Say --map badge=HEADER" in refused.sentence
    said = {"badge": "Zahl", "last_name": "Wer", "hired": "Wann"}
    asked = planned(book, actor, wanted("roster", path, columns=said))
    assert [question.option for question in asked.questions] == ["dates"]
    imported(book, actor, wanted("roster", path, columns=said, answers={"dates": "dmy"}))
    assert rows(book, "SELECT badge, hired_on FROM officer") == [("1", "2020-02-01")]
    other = tmp_path / "other.csv"
    plan = planned(book, actor, wanted("roster", other, "Wann,Zahl,Wer\n03/04/2020,2,Doe\n",
                                       answers={"departures": "partial"}))  # fmt: skip
    assert (plan.new, plan.questions) == (1, ())
    assert plan.file.mapping.options == {"dates": "dmy"}
