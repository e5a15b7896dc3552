/*
title = "Payments to officers against the legal term"
group = "Pay"
readers = "treasurer"
question = "How many working days after the employer's money did officers get theirs, and where was that too late?"
parameter = [
  {name = "period", kind = "period", default = "last month", label = "Runs of the periods that end in"},
  {name = "term", kind = "number", label = "Term in working days", default = "10"},
  {name = "only", kind = "choice", choices = ["all", "late"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "position"},
  {name = "employer"},
  {name = "received_on", label = "Money received", format = "date"},
  {name = "paid_on", label = "Run locked", format = "date"},
  {name = "days", label = "Working days", format = "number"},
  {name = "pay", format = "money", total = true},
  {name = "late", format = "yes_no"},
]
opens = {record = "detail", column = "detail_id"}
*/
WITH paid AS (
  SELECT w.detail_id, w.officer_id, w.position, w.employer_id,
    (SELECT sum(amount_cents) FROM charge WHERE assignment_id = w.assignment_id AND side = 'pay'
      AND released = 0) AS pay,
    (SELECT max(received_on) FROM payment WHERE payment.invoice_id = w.invoice_id) AS received_on,
    local_date(run.locked_at) AS paid_on
  FROM payroll_run AS run
  CROSS JOIN (SELECT DISTINCT payroll_run_id, assignment_id FROM charge
    WHERE payroll_run_id IS NOT NULL AND side = 'pay' AND released = 0) AS c
    ON c.payroll_run_id = run.id
  CROSS JOIN work AS w ON w.assignment_id = c.assignment_id
  WHERE run.state = 'locked' AND run.until_on > :from_on AND run.until_on <= :until_on
),
counted AS (
  SELECT paid.*, CASE WHEN received_on < paid_on THEN (
    -- Whole weeks have five working days; what is left is counted day by day.
    WITH RECURSIVE day(on_, n) AS (
      SELECT add_days(received_on, 1), 0 + (strftime('%w', received_on, '+1 day') NOT IN ('0', '6'))
      UNION ALL
      SELECT add_days(on_, 1), n + (strftime('%w', on_, '+1 day') NOT IN ('0', '6'))
      FROM day WHERE on_ < min(paid_on, add_days(received_on, 400))
    )
    SELECT max(n) FROM day) ELSE 0 END AS days
  FROM paid WHERE received_on IS NOT NULL
)
SELECT counted.detail_id, person.badge || ' ' || person.name AS officer, counted.position,
  employer.name AS employer, received_on, paid_on, days, pay,
  days > coalesce(:term, 10) AS late
FROM counted
JOIN person ON person.officer_id = counted.officer_id
JOIN employer ON employer.id = counted.employer_id
WHERE :only = 'all' OR days > coalesce(:term, 10)
ORDER BY days DESC, officer
