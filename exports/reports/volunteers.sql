/*
title = "Volunteers against demand"
group = "Planning"
readers = "coordinator, union"
question = "How many officers signed up, were asked and said yes for each seat that was wanted, and how many hours were offered?"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "last 90 days"},
  {name = "by", kind = "choice", choices = ["weekday", "month", "type"], default = "weekday"},
]
column = [
  {name = "what"},
  {name = "wanted", label = "Seats", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "signed_up", label = "Signed up", format = "number", total = true},
  {name = "asked", format = "number", total = true},
  {name = "accepted", label = "Said yes", format = "number", total = true},
  {name = "silent", label = "Did not answer", format = "number", total = true},
  {name = "each", label = "Signed up a seat", format = "number"},
  {name = "hours", label = "Hours wanted", format = "hours", total = true},
  {name = "offered", label = "Hours stated as free", format = "hours", total = true},
]
chart = {kind = "columns", label = "what", value = "each"}
*/
WITH seats AS (
  SELECT seat.position_id, seat.officer_id, seat.minutes, CASE :by
      WHEN 'type' THEN coalesce(nullif(job_class, ''), '(none)')
      WHEN 'month' THEN local_month(starts_at) ELSE local_weekday(starts_at) END AS what,
    (SELECT count(*) FROM interest AS i WHERE i.position_id = seat.position_id
      AND i.withdrawn_at IS NULL) AS signed_up
  FROM seat WHERE starts_at >= :from_at AND starts_at < :until_at
),
told AS (
  SELECT seats.what, count(*) AS asked, sum(o.state = 'accepted') AS accepted,
    sum(o.state IN ('expired', 'unreached')) AS silent
  FROM seats JOIN offer AS o ON o.position_id = seats.position_id GROUP BY seats.what
),
wanted AS (
  SELECT what, count(*) AS wanted, count(officer_id) AS filled, sum(signed_up) AS signed_up,
    sum(minutes) AS hours
  FROM seats GROUP BY what
),
free AS (
  SELECT CASE :by WHEN 'month' THEN local_month(starts_at) ELSE local_weekday(starts_at) END AS what,
    sum((ends_at - starts_at) / 60) AS offered
  FROM availability
  WHERE kind = 'available' AND starts_at >= :from_at AND starts_at < :until_at AND :by <> 'type'
  GROUP BY 1
)
SELECT CASE :by WHEN 'weekday' THEN substr('MonTueWedThuFriSatSun', w.what * 3 - 2, 3)
    ELSE w.what END AS what,
  w.wanted, w.filled, w.signed_up, coalesce(told.asked, 0) AS asked,
  coalesce(told.accepted, 0) AS accepted, coalesce(told.silent, 0) AS silent,
  1.0 * w.signed_up / w.wanted AS each, w.hours, CASE WHEN :by <> 'type'
    THEN coalesce(free.offered, 0) END AS offered
FROM wanted AS w LEFT JOIN told ON told.what = w.what LEFT JOIN free ON free.what = w.what
ORDER BY w.what
