"""Documents made by hand, from the plain to the hostile."""

from dataclasses import replace

from storage.queries.money.money import AgencyBlock, ChargeLine, InvoicedDetail, InvoiceDocument

MONDAY = 1_779_710_400
"""Mon 25 May 2026 08:00 in New York."""
HOUR = 3600

AGENCY = AgencyBlock(
    name="Rivermouth Police Department",
    timezone="America/New_York",
    currency="USD",
    address="Detail Office\n1 Harbor Street\nRivermouth, MA 02199",
    phone="(617) 555-0134",
    email="details@rivermouth.example",
    tax_number="04-6001234",
    remit_to="City of Rivermouth\nTreasurer, Detail Fund\nPO Box 55\nRivermouth, MA 02199",
)


def officer(detail: int, name: str, minutes: int, rate: str, cents: int) -> ChargeLine:
    trace = (("hours", "worked 5 h, ordered 5 h"), ("c1, bill.rate[2]", f"officer: {rate} an hour"))
    return ChargeLine(
        detail, "officer", "Officer", name, minutes, 1, rate, "hour", cents, "Standard", trace
    )


def invoiced_detail(number: int) -> InvoicedDetail:
    start = MONDAY + (number - 1) * 24 * HOUR
    lines = (
        officer(number, "Adams, Samuel", 300, "65.00", 32_500),
        officer(number, "Nguyễn, Łukasz", 300, "65.00", 32_500),
        ChargeLine(
            number, "officer", "Sergeant", "Brown, Ann", 300, 1, "80.00", "hour", 40_000, "", ()
        ),
        ChargeLine(
            number, "equipment", "Marked vehicle", "", 300, 1, "20.00", "hour", 10_000, "", ()
        ),
        ChargeLine(
            number, "fee", "Administrative fee", "", None, 1, "10.00", "percent", 11_500, "", ()
        ),
    )
    return InvoicedDetail(
        number,
        f"26-0412.{number}",
        "Lane closure for the water main",
        start,
        start + 5 * HOUR,
        False,
        "Main Street bridge",
        "100 Main St\nRivermouth, MA",
        "",
        lines,
    )


def document(details: int = 2) -> InvoiceDocument:
    return InvoiceDocument(
        agency=AGENCY,
        id=1,
        number="2026-00087",
        issued_on="2026-06-01",
        due_on="2026-07-01",
        bill_to="Harbor Paving, Inc.\nAccounts Payable\n77 Quarry Road\nRivermouth, MA 02199",
        employer_number="E-1042",
        po_number="PO-7781-A",
        net_cents=115_000 * details,
        fee_cents=11_500 * details,
        tax_cents=0,
        total_cents=126_500 * details,
        paid_cents=0,
        state="issued",
        void_reason="",
        details=tuple(invoiced_detail(number + 1) for number in range(details)),
    )


HOSTILE = (
    '<img src="/etc/passwd"/> <a href="http://evil.example">x</a> A <b </para> & "quoted" '
    '<font color="red">=1+1</font>\x1b[31m\u202egnp\u202c'
)
LONG = "Consolidated Amalgamated " * 400


def hostile_document() -> InvoiceDocument:
    plain = document(1)
    (detail,) = plain.details
    lines = tuple(replace(line, label=HOSTILE, officer=LONG) for line in detail.lines)
    bad = replace(detail, title=HOSTILE, site=LONG, address="a\nb\r\nc\x00\nd", lines=lines)
    agency = replace(AGENCY, name=HOSTILE, address=LONG, remit_to=HOSTILE + "\n" + LONG)
    return replace(plain, agency=agency, bill_to=HOSTILE + "\n" + LONG, details=(bad,))
