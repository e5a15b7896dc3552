/*
title = "Delinquent accounts"
group = "Billing and money"
readers = "council, counsel"
question = "Which employers are behind, since when, with how much, and were they stopped?"
parameter = [
  {name = "days", kind = "number", label = "Late by more than days", default = "60"},
  {name = "amount", kind = "number", label = "Owing at least", default = "0", hint = "whole units of the currency"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "number"},
  {name = "employer"},
  {name = "since", label = "Late since", format = "date"},
  {name = "days", format = "number"},
  {name = "invoices", format = "number", total = true},
  {name = "owed", format = "money", total = true},
  {name = "notices", format = "number", total = true},
  {name = "disputed", format = "money", total = true},
  {name = "stopped"},
]
chart = {kind = "bars", label = "employer", value = "owed"}
opens = {record = "employer", column = "employer_id"}
*/
SELECT bill.employer_id, employer.number, employer.name AS employer, min(bill.due_on) AS since,
  CAST(julianday(:today) - julianday(min(bill.due_on)) AS INTEGER) AS days,
  count(*) AS invoices, sum(bill.open_cents) AS owed,
  sum((SELECT count(*) FROM dunning_step WHERE dunning_step.invoice_id = bill.id)) AS notices,
  sum(CASE WHEN EXISTS (SELECT 1 FROM dispute WHERE dispute.invoice_id = bill.id
    AND dispute.state = 'open') THEN bill.open_cents ELSE 0 END) AS disputed,
  employer.blocked_reason AS stopped
FROM bill JOIN employer ON employer.id = bill.employer_id
WHERE bill.state = 'issued' AND bill.open_cents > 0
  AND julianday(:today) - julianday(bill.due_on) > coalesce(:days, 0)
GROUP BY bill.employer_id
HAVING owed >= coalesce(:amount, 0) * 100
ORDER BY since
