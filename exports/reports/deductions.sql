/*
title = "Deductions and reimbursements"
group = "Pay"
readers = "payroll"
question = "What is taken off officers' pay or given to them besides, and has a run taken it yet?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Due in"},
  {name = "state", kind = "choice", choices = ["all", "waiting", "taken"], default = "all"},
  {name = "officer", kind = "officer"},
  {name = "code", kind = "text"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "due_on", label = "Due", format = "date"},
  {name = "officer"},
  {name = "code"},
  {name = "label", label = "What"},
  {name = "amount", format = "money", total = true},
  {name = "run"},
  {name = "state"},
]
chart = {kind = "bars", label = "code", value = "amount"}
opens = {record = "officer", column = "officer_id"}
*/
SELECT p.officer_id, p.due_on, person.badge || ' ' || person.name AS officer, p.code, p.label,
  p.amount_cents AS amount, run.number AS run,
  CASE WHEN p.payroll_run_id IS NULL THEN 'waiting' ELSE 'taken' END AS state
FROM pay_adjustment AS p
JOIN person ON person.officer_id = p.officer_id
LEFT JOIN payroll_run AS run ON run.id = p.payroll_run_id
WHERE p.due_on >= :from_on AND p.due_on < :until_on
  AND (:officer IS NULL OR p.officer_id = :officer)
  AND (:state = 'all' OR state = :state) AND (:code = '' OR p.code LIKE :code)
ORDER BY p.due_on, officer
