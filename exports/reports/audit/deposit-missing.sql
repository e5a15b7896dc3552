/*
title = "Begun before the deposit was paid"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "job"},
  {name = "employer"},
  {name = "deposit"},
  {name = "began_on", label = "Began", format = "date"},
  {name = "missing", format = "money", total = true},
]
opens = {record = "employer", column = "employer_id"}

[audit]
population = "deposit-jobs"
key = "deposit"
exception = "a job whose first detail began before its deposit had come in"
ground = "our own question"
severity = "medium"
*/
WITH begun AS (
  SELECT j.id, j.number, j.employer_id, i.id AS deposit_id, i.number AS deposit, i.total_cents,
    local_date(min(d.starts_at)) AS began_on
  FROM invoice AS i JOIN job AS j ON j.id = i.job_id
  JOIN detail AS d ON d.job_id = j.id AND d.state = 'planned'
    AND d.starts_at >= :from_at AND d.starts_at < :until_at AND d.starts_at <= :now_at
  WHERE i.kind = 'deposit' AND i.state = 'issued'
  GROUP BY i.id
)
SELECT begun.employer_id, begun.number AS job, employer.name AS employer, deposit, began_on,
  total_cents - coalesce((SELECT sum(amount_cents) FROM payment AS p
    WHERE p.invoice_id = begun.deposit_id AND p.received_on <= began_on), 0) AS missing
FROM begun JOIN employer ON employer.id = begun.employer_id
WHERE missing > 0
ORDER BY job, deposit
