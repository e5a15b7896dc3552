/*
title = "Outstanding payments by age"
group = "Billing and money"
readers = "finance, command"
question = "Who owes how much, and how long is it past due?"
parameter = [
  {name = "employer", kind = "employer"},
  {name = "late_days", kind = "number", label = "Late by at least days"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "number"},
  {name = "employer"},
  {name = "invoices", format = "number", total = true},
  {name = "not_due", label = "Not due", format = "money", total = true},
  {name = "to_30", label = "1-30", format = "money", total = true},
  {name = "to_60", label = "31-60", format = "money", total = true},
  {name = "to_90", label = "61-90", format = "money", total = true},
  {name = "over_90", label = "Over 90", format = "money", total = true},
  {name = "owed", format = "money", total = true},
  {name = "last_step", label = "Last notice"},
]
chart = {kind = "bars", label = "employer", value = "owed"}
opens = {record = "employer", column = "employer_id"}
*/
WITH open AS (
  SELECT bill.*, CAST(julianday(:today) - julianday(due_on) AS INTEGER) AS late
  FROM bill WHERE state = 'issued' AND open_cents > 0
    AND (:employer IS NULL OR employer_id = :employer)
)
SELECT open.employer_id, employer.number, employer.name AS employer, count(*) AS invoices,
  sum(CASE WHEN late <= 0 THEN open_cents ELSE 0 END) AS not_due,
  sum(CASE WHEN late BETWEEN 1 AND 30 THEN open_cents ELSE 0 END) AS to_30,
  sum(CASE WHEN late BETWEEN 31 AND 60 THEN open_cents ELSE 0 END) AS to_60,
  sum(CASE WHEN late BETWEEN 61 AND 90 THEN open_cents ELSE 0 END) AS to_90,
  sum(CASE WHEN late > 90 THEN open_cents ELSE 0 END) AS over_90,
  sum(open_cents) AS owed,
  (SELECT step || ' ' || taken_on FROM dunning_step AS s JOIN invoice AS i ON i.id = s.invoice_id
    WHERE i.employer_id = open.employer_id AND step <> 'discount'
    ORDER BY taken_on DESC LIMIT 1) AS last_step
FROM open JOIN employer ON employer.id = open.employer_id
GROUP BY open.employer_id
HAVING :late_days IS NULL OR max(late) >= :late_days
ORDER BY owed DESC
