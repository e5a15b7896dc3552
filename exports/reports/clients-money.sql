/*
title = "Hours, billed, paid and open by employer"
group = "Billing and money"
readers = "chief, finance"
question = "How much work did each employer have, what was billed and paid for it, and what is open?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "kind", kind = "text", label = "Kind of employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "number"},
  {name = "employer"},
  {name = "kind"},
  {name = "details", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "billed", format = "money", total = true},
  {name = "paid", format = "money", total = true},
  {name = "open", format = "money", total = true},
]
chart = {kind = "bars", label = "employer", value = "billed"}
opens = {record = "employer", column = "employer_id"}
*/
WITH worked AS (
  SELECT w.employer_id, count(DISTINCT w.detail_id) AS details, sum(w.minutes) AS minutes
  FROM work AS w
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  GROUP BY w.employer_id
),
billed AS (
  SELECT employer_id, sum(total_cents) AS billed, sum(paid_cents) AS paid, sum(open_cents) AS open
  FROM bill WHERE state = 'issued' AND issued_on >= :from_on AND issued_on < :until_on
    AND coalesce(kind, '') <> 'deposit'
  GROUP BY employer_id
)
SELECT employer.id AS employer_id, employer.number, employer.name AS employer, employer.kind,
  coalesce(worked.details, 0) AS details, coalesce(worked.minutes, 0) AS minutes,
  coalesce(billed.billed, 0) AS billed, coalesce(billed.paid, 0) AS paid,
  coalesce(billed.open, 0) AS open
FROM employer
LEFT JOIN worked ON worked.employer_id = employer.id
LEFT JOIN billed ON billed.employer_id = employer.id
WHERE (worked.details > 0 OR billed.billed IS NOT NULL)
  AND (:kind = '' OR employer.kind LIKE :kind)
ORDER BY billed DESC, employer.name
