/*
title = "What the bank reconciliation leaves over"
group = "Billing and money"
readers = "finance"
question = "Which bank lines and receipts are on no invoice, and which invoices has no money come for?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
]
column = [
  {name = "record", hidden = true},
  {name = "record_id", hidden = true},
  {name = "on_date", label = "Date", format = "date"},
  {name = "what"},
  {name = "who"},
  {name = "reference"},
  {name = "amount", format = "money", total = true},
  {name = "days", format = "number"},
]
chart = {kind = "bars", label = "what", value = "amount"}
opens = {by = "record", column = "record_id"}
*/
WITH left_over AS (
  SELECT '' AS record, NULL AS record_id, booked_on AS on_date, 'bank line that waits' AS what, payer AS who,
    words AS reference, amount_cents AS amount
  FROM bank_line WHERE state = 'waiting'
  UNION ALL
  SELECT 'employer', receipt.employer_id, receipt.received_on, 'receipt on account', employer.name,
    receipt.reference, receipt.amount_cents
      - coalesce((SELECT sum(amount_cents) FROM payment WHERE receipt_id = receipt.id), 0)
      - coalesce((SELECT sum(amount_cents) FROM refund WHERE receipt_id = receipt.id), 0) AS amount
  FROM receipt JOIN employer ON employer.id = receipt.employer_id
  UNION ALL
  SELECT 'invoice', bill.id, bill.issued_on, 'invoice not paid', employer.name, bill.number,
    bill.open_cents
  FROM bill JOIN employer ON employer.id = bill.employer_id WHERE bill.state = 'issued'
)
SELECT record, record_id, on_date, what, who, reference, amount,
  CAST(julianday(:today) - julianday(on_date) AS INTEGER) AS days
FROM left_over
WHERE amount > 0 AND on_date >= :from_on AND on_date < :until_on
ORDER BY what, on_date
