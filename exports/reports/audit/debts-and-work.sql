/*
title = "Worked for employers with old debts"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "age", kind = "number", label = "Overdue at least days", default = "60"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "number"},
  {name = "employer"},
  {name = "invoice"},
  {name = "due_on", label = "Due", format = "date"},
  {name = "worked_on", label = "First work after", format = "date"},
  {name = "details", format = "number", total = true},
  {name = "open", label = "Open then", format = "money", total = true},
]
opens = {record = "employer", column = "employer_id"}

[audit]
population = "employers"
key = "number"
exception = "an employer for whom officers worked while an invoice was 60 days or more overdue"
ground = "Allentown, City Controller: receivables of police extra duty (2025)"
severity = "high"
*/
WITH days AS MATERIALIZED (
  SELECT w.employer_id, local_date(w.starts_at) AS on_, count(DISTINCT w.detail_id) AS details
  FROM work AS w
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  GROUP BY 1, 2
),
old AS MATERIALIZED (
  -- From when on an invoice is too old to work on. What was paid later was still open then.
  SELECT i.id, i.employer_id, i.number, i.due_on, i.total_cents,
    add_days(i.due_on, coalesce(:age, 60)) AS old_on
  FROM invoice AS i
  WHERE i.state = 'issued' AND i.total_cents > 0 AND i.due_on < :until_on
    AND i.employer_id IN (SELECT employer_id FROM days)
    AND (i.due_on >= add_days(:from_on, -3650) OR :from_on < '1980')
)
SELECT old.employer_id, employer.number, employer.name AS employer, old.number AS invoice,
  old.due_on, min(days.on_) AS worked_on, sum(days.details) AS details,
  max(old.total_cents
    - coalesce((SELECT sum(amount_cents) FROM payment AS p WHERE p.invoice_id = old.id
        AND p.received_on <= days.on_), 0)
    - coalesce((SELECT sum(open_cents) FROM dunning_step AS s WHERE s.invoice_id = old.id
        AND s.step IN ('write_off', 'discount') AND s.taken_on <= days.on_), 0)) AS open
FROM old JOIN days ON days.employer_id = old.employer_id AND days.on_ >= old.old_on
JOIN employer ON employer.id = old.employer_id
WHERE old.total_cents
    - coalesce((SELECT sum(amount_cents) FROM payment AS p WHERE p.invoice_id = old.id
        AND p.received_on <= days.on_), 0)
    - coalesce((SELECT sum(open_cents) FROM dunning_step AS s WHERE s.invoice_id = old.id
        AND s.step IN ('write_off', 'discount') AND s.taken_on <= days.on_), 0) > 0
GROUP BY old.id
ORDER BY employer.number, old.due_on
