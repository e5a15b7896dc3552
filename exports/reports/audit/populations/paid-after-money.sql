/*
title = "Hours that were paid after the employer's money had come"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "officer"},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT DISTINCT w.detail_id, w.position, person.badge || ' ' || person.name AS officer
FROM payroll_run AS run
CROSS JOIN (SELECT DISTINCT payroll_run_id, assignment_id FROM charge
  WHERE payroll_run_id IS NOT NULL AND side = 'pay' AND released = 0) AS c
  ON c.payroll_run_id = run.id
CROSS JOIN work AS w ON w.assignment_id = c.assignment_id
JOIN person ON person.officer_id = w.officer_id
WHERE run.state = 'locked' AND run.until_on > :from_on AND run.until_on <= :until_on
  AND EXISTS (SELECT 1 FROM payment WHERE payment.invoice_id = w.invoice_id)
ORDER BY w.position
