/*
title = "Have all details of the month been paid?"
group = "Billing and money"
readers = "coordinator"
question = "Which details of the period are not paid in full, and which step is missing?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "only", kind = "choice", choices = ["not paid", "all"], default = "not paid"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "title", label = "Job"},
  {name = "employer"},
  {name = "worked_on", label = "Worked", format = "date"},
  {name = "seats", format = "number", total = true},
  {name = "invoice"},
  {name = "open", label = "Open on it", format = "money"},
  {name = "missing", label = "Missing step"},
]
chart = {kind = "bars", label = "missing"}
opens = {record = "detail", column = "detail_id"}
*/
WITH bills AS MATERIALIZED (SELECT id, number, open_cents FROM bill),
done AS (
  SELECT p.detail_id, min(a.starts_at) AS starts_at, count(*) AS seats, sum(t.id IS NULL) AS without,
    sum(coalesce(t.state, '') = 'entered') AS unapproved,
    sum(t.state = 'approved' AND t.invoice_id IS NULL) AS unbilled,
    group_concat(DISTINCT bills.number) AS invoice, max(bills.open_cents) AS open
  FROM assignment AS a
  CROSS JOIN position AS p ON p.id = a.position_id
  LEFT JOIN timesheet_entry AS t ON t.assignment_id = a.id AND t.state <> 'replaced'
  LEFT JOIN bills ON bills.id = t.invoice_id
  WHERE a.starts_at >= :from_at AND a.starts_at < :until_at AND a.ends_at <= :now_at
    AND a.state IN ('assigned', 'confirmed', 'worked') AND p.role <> 'trainee'
    AND (:employer IS NULL OR p.detail_id IN (SELECT d.id FROM job AS j
      JOIN detail AS d ON d.job_id = j.id WHERE j.employer_id = :employer))
  GROUP BY p.detail_id
),
steps AS (
  SELECT detail_id, starts_at, seats, invoice, open,
    CASE WHEN without > 0 THEN 'hours' WHEN unapproved > 0 THEN 'approval'
      WHEN unbilled > 0 THEN 'invoice' WHEN open > 0 THEN 'payment' ELSE '' END AS missing
  FROM done WHERE :only = 'all' OR missing <> ''
)
SELECT steps.detail_id, d.number AS detail, j.title, employer.name AS employer,
  local_date(steps.starts_at) AS worked_on, steps.seats, steps.invoice, steps.open, steps.missing
FROM steps
CROSS JOIN detail AS d ON d.id = steps.detail_id
CROSS JOIN job AS j ON j.id = d.job_id
CROSS JOIN employer ON employer.id = j.employer_id
ORDER BY steps.missing, steps.starts_at
