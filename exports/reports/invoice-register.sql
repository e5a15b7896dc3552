/*
title = "Invoice register with a check for gaps"
group = "Billing and money"
readers = "finance"
question = "Which invoices were issued, how do they stand, and is a number missing?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Issued"},
  {name = "employer", kind = "employer"},
  {name = "state", kind = "choice", choices = ["all", "open", "paid", "void"], default = "all"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "invoice_id", hidden = true},
  {name = "number"},
  {name = "issued_on", label = "Date", format = "date"},
  {name = "due_on", label = "Due", format = "date"},
  {name = "employer"},
  {name = "kind"},
  {name = "net", format = "money", total = true},
  {name = "fee", format = "money", total = true},
  {name = "tax", format = "money", total = true},
  {name = "amount", label = "Total", format = "money", total = true},
  {name = "open", format = "money", total = true},
  {name = "state"},
  {name = "gap"},
]
chart = {kind = "bars", label = "employer", value = "amount"}
opens = {record = "invoice", column = "invoice_id"}
*/
WITH series AS (
  SELECT id, number,
    rtrim(number, '0123456789') AS series,
    CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER) AS n
  FROM invoice
),
gaps AS (
  SELECT id, n - lag(n, 1, 0) OVER (PARTITION BY series ORDER BY n) AS step FROM series
)
SELECT bill.employer_id, bill.id AS invoice_id, bill.number, bill.issued_on, bill.due_on, employer.name AS employer,
  coalesce(bill.kind, 'invoice') AS kind,
  CASE bill.state WHEN 'void' THEN 0 ELSE bill.net_cents END AS net,
  CASE bill.state WHEN 'void' THEN 0 ELSE bill.fee_cents END AS fee,
  CASE bill.state WHEN 'void' THEN 0 ELSE bill.tax_cents END AS tax,
  CASE bill.state WHEN 'void' THEN 0 ELSE bill.total_cents END AS amount,
  bill.open_cents AS open,
  CASE WHEN bill.state = 'void' THEN 'void' WHEN bill.open_cents <= 0 THEN 'paid' ELSE 'open' END
    AS state,
  CASE WHEN gaps.step > 1 THEN (gaps.step - 1) || ' missing before' ELSE '' END AS gap
FROM bill
JOIN employer ON employer.id = bill.employer_id
JOIN gaps ON gaps.id = bill.id
WHERE bill.issued_on >= :from_on AND bill.issued_on < :until_on
  AND (:employer IS NULL OR bill.employer_id = :employer)
  AND (:state = 'all' OR CASE WHEN bill.state = 'void' THEN 'void' WHEN bill.open_cents <= 0
    THEN 'paid' ELSE 'open' END = :state)
ORDER BY bill.issued_on, bill.number
