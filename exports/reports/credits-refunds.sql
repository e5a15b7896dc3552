/*
title = "Credits, refunds and write-offs"
group = "Billing and money"
readers = "finance, auditor"
question = "What was credited, given back or given up, why, and who approved it?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "kind", kind = "choice", choices = ["all", "credit note", "refund", "write-off", "discount", "void"], default = "all"},
  {name = "employer", kind = "employer"},
  {name = "cause", kind = "text"},
]
column = [
  {name = "record", hidden = true},
  {name = "record_id", hidden = true},
  {name = "on_date", label = "Date", format = "date"},
  {name = "kind"},
  {name = "employer"},
  {name = "number"},
  {name = "amount", format = "money", total = true},
  {name = "cause"},
  {name = "approver"},
]
chart = {kind = "bars", label = "kind", value = "amount"}
opens = {by = "record", column = "record_id"}
*/
WITH given AS (
  SELECT employer_id, 'invoice' AS record, id AS record_id, issued_on AS on_date,
    'credit note' AS kind, number, -total_cents AS amount, coalesce(words, '') AS cause,
    '' AS approver
  FROM invoice WHERE kind = 'credit' AND state = 'issued'
  UNION ALL
  SELECT employer_id, 'employer', employer_id, paid_on, 'refund', reference, amount_cents, reason,
    approved_by FROM refund
  UNION ALL
  SELECT i.employer_id, 'invoice', i.id, s.taken_on, iif(s.step = 'discount', 'discount', 'write-off'),
    i.number, s.open_cents, s.words, s.approved_by
  FROM dunning_step AS s JOIN invoice AS i ON i.id = s.invoice_id
  WHERE s.step IN ('write_off', 'discount')
  UNION ALL
  SELECT employer_id, 'invoice', id, issued_on, 'void', number, total_cents, void_reason, ''
  FROM invoice WHERE state = 'void'
)
SELECT given.record, given.record_id, given.on_date, given.kind, employer.name AS employer,
  given.number, given.amount, given.cause, given.approver
FROM given JOIN employer ON employer.id = given.employer_id
WHERE given.on_date >= :from_on AND given.on_date < :until_on
  AND (:kind = 'all' OR given.kind = :kind)
  AND (:employer IS NULL OR given.employer_id = :employer)
  AND (:cause = '' OR given.cause LIKE :cause)
ORDER BY given.on_date, given.number
