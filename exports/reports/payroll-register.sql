/*
title = "Payroll register"
group = "Pay"
readers = "payroll"
question = "Which hours and amounts were paid to whom, at what rate, for which detail, in which run?"
parameter = [
  {name = "period", kind = "period", default = "last month", label = "Runs of the periods that end in"},
  {name = "run", kind = "text", hint = "a run's number"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "run"},
  {name = "from_on", label = "From", format = "date"},
  {name = "badge"},
  {name = "officer"},
  {name = "position"},
  {name = "employer"},
  {name = "worked_on", label = "Worked", format = "date"},
  {name = "label", label = "What"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "rate"},
  {name = "amount", format = "money", total = true},
]
opens = {record = "officer", column = "officer_id"}
*/
SELECT person.officer_id, run.number AS run, run.from_on, person.badge, person.name AS officer,
  p.number AS position, employer.name AS employer, local_date(a.starts_at) AS worked_on,
  c.label, c.minutes, c.rate, c.amount_cents AS amount
FROM payroll_run AS run
JOIN charge AS c ON c.payroll_run_id = run.id AND c.side = 'pay' AND c.released = 0
JOIN assignment AS a ON a.id = c.assignment_id
JOIN position AS p ON p.id = a.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN person ON person.officer_id = a.officer_id
WHERE run.state = 'locked' AND run.until_on > :from_on AND run.until_on <= :until_on
  AND (:run = '' OR run.number = :run) AND (:officer IS NULL OR a.officer_id = :officer)
ORDER BY run.number, person.name, person.badge, a.starts_at, c.ordinal
