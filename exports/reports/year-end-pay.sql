/*
title = "Year-end amounts per officer and payer"
group = "Pay"
readers = "payroll, employers"
question = "What was each officer paid in this year for details of each employer?"
parameter = [
  {name = "period", kind = "period", default = "this year", label = "Runs of the periods that end in"},
  {name = "officer", kind = "officer"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "badge"},
  {name = "officer"},
  {name = "employer", label = "Payer"},
  {name = "details", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "amount", format = "money", total = true},
]
opens = {record = "officer", column = "officer_id"}
*/
SELECT a.officer_id, person.badge, person.name AS officer, employer.name AS employer,
  count(DISTINCT a.id) AS details, sum(coalesce(c.minutes, 0)) AS minutes,
  sum(c.amount_cents) AS amount
FROM payroll_run AS run
JOIN charge AS c ON c.payroll_run_id = run.id AND c.side = 'pay' AND c.released = 0
JOIN assignment AS a ON a.id = c.assignment_id
JOIN detail AS d ON d.id = c.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN person ON person.officer_id = a.officer_id
WHERE run.state = 'locked' AND run.until_on > :from_on AND run.until_on <= :until_on
  AND (:officer IS NULL OR a.officer_id = :officer)
  AND (:employer IS NULL OR j.employer_id = :employer)
GROUP BY a.officer_id, employer.id
ORDER BY person.name, person.badge, employer.name
