"""The packet for command: everything stands on it, in whatever letters, over as many pages as it
takes, and nothing runs off a page."""

from io import BytesIO

import pypdf

from exports.request_packet import PacketPart, RequestPacket, write_packet
from storage.queries.money.money import AgencyBlock

AGENCY = AgencyBlock(
    name="Rivermouth Police", address="12 Harbor Road", phone="508-555-0100",
    email="details@example.org", tax_number="", remit_to="", currency="USD",
    timezone="America/New_York",
)  # fmt: skip


def pages_of(parts: tuple[PacketPart, ...]) -> list[str]:
    packet = RequestPacket(AGENCY, "R26-0001", "Łódź & <b>Ærø</b>", "Firm", parts, "May it be?")
    stream = BytesIO()
    write_packet(stream, packet)
    return [page.extract_text() for page in pypdf.PdfReader(stream).pages]


def test_long_answers_go_on_over_pages_and_lose_no_line() -> None:
    words = [f"word{n}" for n in range(260)]
    answer = " ".join(words)
    rows = tuple((f"Question {n}", answer if n % 7 == 0 else f"answer {n}") for n in range(60))
    pages = pages_of((PacketPart("Answers", rows), PacketPart("Risk", (("Points", "0"),))))
    assert len(pages) > 2
    text = " ".join(" ".join(pages).split())
    assert text.count("word259") == 9
    assert all(f"answer {n}" in text for n in range(60) if n % 7)
    assert "Łódź & <b>Ærø</b>" in text
    assert "May it be?" in pages[-1]
    assert all("Page" in page for page in pages)
