/*
title = "Disputed invoices"
group = "Billing and money"
readers = "finance"
question = "What do employers dispute, on what ground, and for how long already?"
parameter = [
  {name = "state", kind = "choice", choices = ["open", "all", "accepted", "rejected"], default = "open"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "invoice_id", hidden = true},
  {name = "invoice"},
  {name = "employer"},
  {name = "line"},
  {name = "opened_at", label = "Since", format = "instant"},
  {name = "days", format = "number"},
  {name = "amount", label = "Disputed", format = "money", total = true},
  {name = "open", label = "Open on invoice", format = "money"},
  {name = "ground"},
  {name = "state"},
  {name = "outcome"},
]
opens = {record = "invoice", column = "invoice_id"}
*/
SELECT bill.employer_id, bill.id AS invoice_id, bill.number AS invoice, employer.name AS employer,
  c.label AS line,
  dispute.opened_at, (coalesce(dispute.settled_at, :now_at) - dispute.opened_at) / 86400 AS days,
  coalesce(c.amount_cents, bill.total_cents) AS amount, bill.open_cents AS open,
  dispute.words AS ground, dispute.state, dispute.outcome
FROM dispute
JOIN bill ON bill.id = dispute.invoice_id
JOIN employer ON employer.id = bill.employer_id
LEFT JOIN charge AS c ON c.id = dispute.charge_id
WHERE (:state = 'all' OR dispute.state = :state)
  AND (:employer IS NULL OR bill.employer_id = :employer)
ORDER BY dispute.opened_at
