/*
title = "Most active customers"
group = "Requests and employers"
readers = "command, coordinator"
question = "Who orders most, what share of all work is that, and is it more than in the span before?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "type", kind = "text", label = "Type of job"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "number"},
  {name = "employer"},
  {name = "details", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "share", label = "Share of hours", format = "percent"},
  {name = "before", label = "Hours before", format = "hours", total = true},
  {name = "trend", format = "hours", total = true},
  {name = "billed", format = "money", total = true},
]
chart = {kind = "bars", label = "employer", value = "minutes"}
opens = {record = "employer", column = "employer_id"}
*/
WITH both AS (
  SELECT employer_id, detail_id, minutes, 0 AS before FROM work
  WHERE starts_at >= :from_at AND starts_at < :until_at AND (:type = '' OR job_class LIKE :type)
  UNION ALL
  SELECT employer_id, NULL, 0, minutes FROM work
  WHERE starts_at >= :from_at - (:until_at - :from_at) AND starts_at < :from_at
    AND (:type = '' OR job_class LIKE :type)
),
summed AS (
  SELECT employer_id, count(DISTINCT detail_id) AS details, sum(minutes) AS minutes,
    sum(before) AS before
  FROM both GROUP BY employer_id
),
priced AS (
  SELECT j.employer_id, sum(c.amount_cents) AS billed
  FROM detail AS d
  JOIN job AS j ON j.id = d.job_id
  JOIN charge AS c ON c.detail_id = d.id AND c.side = 'bill' AND c.released = 0
  WHERE d.starts_at >= :from_at AND d.starts_at < :until_at
    AND (:type = '' OR j.job_class LIKE :type)
  GROUP BY j.employer_id
)
SELECT summed.employer_id, employer.number, employer.name AS employer, details, minutes,
  100.0 * minutes / nullif(sum(minutes) OVER (), 0) AS share, before, minutes - before AS trend,
  priced.billed
FROM summed
JOIN employer ON employer.id = summed.employer_id
LEFT JOIN priced ON priced.employer_id = summed.employer_id
ORDER BY minutes DESC, employer.name
