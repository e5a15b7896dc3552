"""Statements as banks send them, made by hand: the same four movements in each format."""

from pathlib import Path

LINES = (
    ("2026-06-01", 33_000, "HARBOR PAVING INC", "Invoice 2026-00001", "A1"),
    ("2026-06-02", 12_345, "LUKASZ AND NGUYEN BUILDERS", "Payment", "A2"),
    ("2026-06-03", -1_500, "", "Account fee", "A3"),
    ("2026-06-03", 33_000, "UNKNOWN PAYER", "Deposit", "A4"),
)
OPENING, CLOSING = 1_000_000, 1_076_845


def money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def ofx(*, xml: bool = False, closing: int = CLOSING, whole: bool = True) -> bytes:
    """OFX 1.02 (SGML, tags left open) or 2.11 (XML)."""

    def tag(name: str, value: str) -> str:
        return f"<{name}>{value}</{name}>" if xml else f"<{name}>{value}"

    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211" '
        'SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n'
        if xml
        else "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\n"
        "CHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
    )
    parts = []
    for on, cents, payer, words, reference in LINES:
        kind = "CREDIT" if cents > 0 else "DEBIT"
        name = tag("NAME", payer) if payer else ""
        fields = (
            tag("TRNTYPE", kind),
            tag("DTPOSTED", on.replace("-", "") + "233000[-5:EST]"),
            tag("TRNAMT", money(cents)),
            tag("FITID", reference),
            name,
            tag("MEMO", words),
        )
        parts.append(f"<STMTTRN>{''.join(fields)}</STMTTRN>")
    account = "".join(
        (tag("BANKID", "021000021"), tag("ACCTID", "987654321"), tag("ACCTTYPE", "CHECKING"))
    )
    balance = tag("BALAMT", money(closing)) + tag("DTASOF", "20260603")
    signon = "".join((tag("CODE", "0"), tag("SEVERITY", "INFO")))
    text = (
        f"{head}<OFX><SIGNONMSGSRSV1><SONRS><STATUS>{signon}</STATUS>"
        f"{tag('DTSERVER', '20260604')}{tag('LANGUAGE', 'ENG')}</SONRS></SIGNONMSGSRSV1>"
        f"<BANKMSGSRSV1><STMTTRNRS>{tag('TRNUID', '1')}<STATUS>{signon}</STATUS>"
        f"<STMTRS>{tag('CURDEF', 'USD')}<BANKACCTFROM>{account}</BANKACCTFROM><BANKTRANLIST>"
        f"{tag('DTSTART', '20260601')}{tag('DTEND', '20260603')}{''.join(parts)}</BANKTRANLIST>"
        f"<LEDGERBAL>{balance}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
    return (text if whole else text[: text.index("</BANKTRANLIST>")]).encode("cp1252")


def bai2(*, closing: int = CLOSING, total: int | None = None) -> bytes:
    """BAI2 with counts and control totals that hold, unless another total is given."""
    rows = [
        f"{'16,165' if cents > 0 else '16,475'},{abs(cents)},Z,{reference},,{payer} {words}/"
        for _, cents, payer, words, reference in LINES
    ]
    account = f"03,987654321,USD,010,{OPENING},,,015,{closing},,/"
    control = OPENING + closing + sum(abs(line[1]) for line in LINES)
    control = control if total is None else total
    body = [
        "01,021000021,POLICE,260603,0900,1,,,2/",
        "02,POLICE,021000021,1,260603,,USD,2/",
        account,
        *rows,
        f"49,{control},{len(rows) + 2}/",
        f"98,{control},1,{len(rows) + 4}/",
        f"99,{control},1,{len(rows) + 6}/",
    ]
    return ("\r\n".join(body) + "\r\n").encode("ascii")


def camt(*, closing: int = CLOSING, space: str = "camt.053.001.02", head: str = "") -> bytes:
    """camt.053."""

    def balance(code: str, cents: int) -> str:
        return (
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
            f'<Amt Ccy="USD">{money(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>'
        )

    entries = "".join(
        f'<Ntry><Amt Ccy="USD">{money(abs(cents))}</Amt>'
        f"<CdtDbtInd>{'CRDT' if cents > 0 else 'DBIT'}</CdtDbtInd>"
        f"<BookgDt><Dt>{on}</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{payer}</Nm></Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for on, cents, payer, words, reference in LINES
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{space}"><BkToCstmrStmt><Stmt>'
        f"<Acct><Id><Othr><Id>987654321</Id></Othr></Id><Ccy>USD</Ccy></Acct>"
        f"{balance('OPBD', OPENING)}{balance('CLBD', closing)}{entries}"
        f"</Stmt></BkToCstmrStmt></Document>"
    )
    return text.encode()


def bank_csv(*, newest_first: bool = False, broken: bool = False) -> bytes:
    """A bank's CSV with running balances and the month first."""
    balance, rows = OPENING, []
    for on, cents, payer, words, reference in LINES:
        balance += cents
        year, month, day = on.split("-")
        shown = money(balance + (1 if broken and reference == "A4" else 0))
        date = f"{month}/{day}/{year}"
        rows.append(f'{date},"{payer}","{words}",{money(cents)},{reference},"{shown}"')
    rows = rows[::-1] if newest_first else rows
    head = "Posting Date,Name,Description,Amount,Transaction ID,Balance"
    return "\n".join([head, *rows]).encode()


PROCESSOR = b"""id,Created (UTC),Description,Customer Name,Amount,Fee,Net,Type
ch_1,2026-06-01 09:00,Invoice 2026-00001,Harbor Paving,$330.00,$9.87,$320.13,charge
ch_2,2026-06-02 10:30,Invoice 2026-00002,Someone,"1,000.00",29.30,970.70,charge
po_1,2026-06-03 00:00,Payout,,-1290.83,0.00,-1290.83,payout
"""


def written(folder: Path, name: str, data: bytes) -> Path:
    """The bytes in a file."""
    path = folder / name
    path.write_bytes(data)
    return path
