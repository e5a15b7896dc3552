/*
title = "Demand by week"
group = "Planning"
readers = "coordinator"
question = "How many seats were asked for, filled and volunteered for in each week, and a year before?"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "type", kind = "text", label = "Type of job"},
]
column = [
  {name = "week", label = "Week of", format = "date"},
  {name = "requested", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "volunteers", format = "number", total = true},
  {name = "each", label = "Volunteers a seat", format = "number"},
  {name = "before", label = "A year before", format = "number", total = true},
]
chart = {kind = "columns", label = "week", value = "requested"}
*/
WITH asked AS (
  SELECT local_week(starts_at) AS week, count(*) AS requested, count(officer_id) AS filled,
    sum((SELECT count(*) FROM interest WHERE interest.position_id = seat.position_id
      AND withdrawn_at IS NULL)) AS volunteers
  FROM seat
  WHERE starts_at >= :from_at AND starts_at < :until_at AND (:type = '' OR job_class LIKE :type)
  GROUP BY week
),
-- 364 days are 52 whole weeks, so that a week stands beside one that begins on a Monday too.
earlier AS (
  SELECT add_days(local_week(starts_at), 364) AS week, count(*) AS before FROM seat
  WHERE starts_at >= :from_at - 364 * 86400 AND starts_at < :until_at - 364 * 86400
    AND (:type = '' OR job_class LIKE :type)
  GROUP BY week
)
SELECT asked.week, requested, filled, volunteers, 1.0 * volunteers / requested AS each,
  coalesce(before, 0) AS before
FROM asked LEFT JOIN earlier ON earlier.week = asked.week
ORDER BY asked.week
