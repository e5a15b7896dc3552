/*
title = "Public summary without names"
group = "Oversight"
readers = "council, public"
question = "How large is the programme, for what kinds of work, how well is it filled, and what does it bring?"
parameter = [
  {name = "period", kind = "period", default = "last quarter"},
]
column = [
  {name = "type", label = "Type of job"},
  {name = "employers", format = "number"},
  {name = "jobs", format = "number"},
  {name = "details", format = "number", total = true},
  {name = "requested", label = "Seats asked", format = "number", total = true},
  {name = "filled", label = "Seats filled", format = "number", total = true},
  {name = "fill_rate", label = "Filled", format = "percent", part = "filled", of = "requested"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "billed", format = "money", total = true},
  {name = "fees", format = "money", total = true},
  {name = "paid", label = "Paid to officers", format = "money", total = true},
  {name = "overlaps", label = "Overlaps upheld", format = "number", total = true},
  {name = "overridden", label = "Limits overridden", format = "number", total = true},
]
chart = {kind = "bars", label = "type", value = "minutes"}
*/
WITH seats AS (
  SELECT coalesce(nullif(job_class, ''), '(none)') AS type,
    count(DISTINCT employer_id) AS employers, count(DISTINCT job_id) AS jobs,
    count(DISTINCT detail_id) AS details, count(*) AS requested, count(officer_id) AS filled,
    -- Awards that broke a limit, which somebody allowed by name.
    sum((SELECT count(*) FROM assignment AS a JOIN decision AS x ON x.id = a.decision_id
      WHERE a.id = seat.assignment_id AND x.override_by <> '')) AS overridden
  FROM seat WHERE starts_at >= :from_at AND starts_at < min(:until_at, :now_at) GROUP BY type
),
worked AS (
  SELECT coalesce(nullif(job_class, ''), '(none)') AS type, sum(minutes) AS minutes,
    sum((SELECT count(*) FROM overlap_case AS c WHERE c.assignment_id = work.assignment_id
      AND c.state = 'upheld')) AS overlaps
  FROM work WHERE starts_at >= :from_at AND starts_at < :until_at AND ends_at <= :now_at
  GROUP BY type
),
priced AS (
  SELECT coalesce(nullif(j.job_class, ''), '(none)') AS type,
    sum(CASE c.side WHEN 'bill' THEN c.amount_cents ELSE 0 END) AS billed,
    sum(CASE WHEN c.side = 'bill' AND c.kind = 'fee' THEN c.amount_cents ELSE 0 END) AS fees,
    sum(CASE c.side WHEN 'pay' THEN c.amount_cents ELSE 0 END) AS paid
  FROM detail AS d JOIN job AS j ON j.id = d.job_id
  JOIN charge AS c ON c.detail_id = d.id AND c.released = 0
  WHERE d.starts_at >= :from_at AND d.starts_at < :until_at
  GROUP BY type
)
SELECT seats.type, employers, jobs, details, requested, filled, 100.0 * filled / requested AS fill_rate,
  coalesce(minutes, 0) AS minutes, coalesce(billed, 0) AS billed, coalesce(fees, 0) AS fees,
  coalesce(paid, 0) AS paid, coalesce(overlaps, 0) AS overlaps,
  overridden
FROM seats LEFT JOIN worked ON worked.type = seats.type LEFT JOIN priced ON priced.type = seats.type
ORDER BY minutes DESC, seats.type
