/*
title = "Full-time equivalents worked as details"
group = "Hours and eligibility"
readers = "council"
question = "How many full-time officers would the detail hours of each month be?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "year_hours", kind = "number", label = "Hours of a full-time year", default = "2080"},
]
column = [
  {name = "month", format = "month"},
  {name = "officers", label = "Officers who worked", format = "number"},
  {name = "details", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "fte", label = "Full-time equivalents", format = "number"},
]
chart = {kind = "columns", label = "month", value = "minutes"}
*/
SELECT month, count(DISTINCT w.officer_id) AS officers,
  count(*) AS details, sum(w.minutes) AS minutes,
  sum(w.minutes) / 60.0 / (coalesce(:year_hours, 2080) / 12.0) AS fte
FROM (SELECT starts_at, local_month(starts_at) AS month FROM (SELECT DISTINCT starts_at
    FROM assignment WHERE starts_at >= :from_at AND starts_at < :until_at)) AS began
CROSS JOIN stint AS w ON w.starts_at = began.starts_at
WHERE w.ends_at <= :now_at
GROUP BY month
ORDER BY month
