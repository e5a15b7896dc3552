/*
title = "Paid to officers before the employer paid"
group = "Billing and money"
readers = "treasurer"
question = "How much has the agency advanced, by week of the run and employer, and how old is the oldest?"
parameter = [
  {name = "period", kind = "period", default = "this year", label = "Runs locked in"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "week", label = "Week of", format = "date"},
  {name = "employer"},
  {name = "details", format = "number", total = true},
  {name = "advanced", format = "money", total = true},
  {name = "oldest", label = "Oldest worked", format = "date"},
]
chart = {kind = "columns", label = "week", value = "advanced"}
opens = {record = "employer", column = "employer_id"}
*/
SELECT w.employer_id, local_week(run.locked_at) AS week, employer.name AS employer,
  count(DISTINCT w.detail_id) AS details, sum(c.cents) AS advanced,
  local_date(min(w.starts_at)) AS oldest
FROM payroll_run AS run
CROSS JOIN (SELECT payroll_run_id, assignment_id, sum(amount_cents) AS cents FROM charge
  WHERE side = 'pay' AND released = 0 AND payroll_run_id IN (SELECT id FROM payroll_run
    WHERE state = 'locked' AND locked_at >= :from_at AND locked_at < :until_at)
  GROUP BY payroll_run_id, assignment_id) AS c ON c.payroll_run_id = run.id
CROSS JOIN work AS w ON w.assignment_id = c.assignment_id
JOIN employer ON employer.id = w.employer_id
LEFT JOIN bill ON bill.id = w.invoice_id
WHERE run.state = 'locked' AND run.locked_at >= :from_at AND run.locked_at < :until_at
  AND (bill.id IS NULL OR bill.open_cents > 0)
  AND (:employer IS NULL OR w.employer_id = :employer)
GROUP BY week, w.employer_id
ORDER BY week, employer.name
