/*
title = "Debts written off or given to others to collect"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "invoice_id", hidden = true},
  {name = "step", format = "number"},
  {name = "invoice"},
  {name = "employer"},
  {name = "taken_on", label = "On", format = "date"},
  {name = "open", format = "money", total = true},
]
opens = {record = "invoice", column = "invoice_id"}
*/
SELECT i.employer_id, i.id AS invoice_id, s.id AS step, i.number AS invoice,
  employer.name AS employer, s.taken_on, s.open_cents AS open
FROM dunning_step AS s JOIN invoice AS i ON i.id = s.invoice_id
JOIN employer ON employer.id = i.employer_id
WHERE s.step IN ('write_off', 'hand_over') AND s.taken_on >= :from_on AND s.taken_on < :until_on
ORDER BY s.taken_on, s.id
