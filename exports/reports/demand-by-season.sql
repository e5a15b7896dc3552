/*
title = "Demand by week of the year and type"
group = "Planning"
readers = "coordinator"
question = "In which weeks of the year is what kind of work asked for, filled and volunteered for?"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "last 1095 days"},
  {name = "type", kind = "text", label = "Type of job"},
]
column = [
  {name = "week", label = "Week of the year", format = "number"},
  {name = "type", label = "Type of job"},
  {name = "years", format = "number"},
  {name = "requested", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "fill_rate", label = "Filled of seats", format = "percent", part = "filled", of = "requested"},
  {name = "volunteers", format = "number", total = true},
  {name = "each_year", label = "Seats a year", format = "number"},
]
chart = {kind = "heat", label = "week", row = "type", value = "each_year"}
*/
-- The week of a date is the ISO week of its year: that in which its Thursday lies.
WITH days AS (
  SELECT local_week(starts_at) AS monday, coalesce(nullif(job_class, ''), '(none)') AS type,
    count(*) AS requested, count(officer_id) AS filled,
    sum((SELECT count(*) FROM interest WHERE interest.position_id = seat.position_id
      AND withdrawn_at IS NULL)) AS volunteers
  FROM seat
  WHERE starts_at >= :from_at AND starts_at < min(:until_at, :now_at)
    AND (:type = '' OR job_class LIKE :type)
  GROUP BY monday, type
),
weeks AS (
  SELECT (strftime('%j', add_days(monday, 3)) + 6) / 7 AS week,
    substr(add_days(monday, 3), 1, 4) AS year, days.*
  FROM days
)
SELECT week, type, count(DISTINCT year) AS years, sum(requested) AS requested,
  sum(filled) AS filled, 100.0 * sum(filled) / sum(requested) AS fill_rate,
  sum(volunteers) AS volunteers, 1.0 * sum(requested) / count(DISTINCT year) AS each_year
FROM weeks
GROUP BY week, type
ORDER BY week, type
