/*
title = "Weekly detail hours over the maximum"
group = "Hours and eligibility"
readers = "auditor"
question = "Who worked more detail or overtime hours in a week than the maximum?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "maximum", kind = "number", label = "Maximum in hours", default = "24"},
  {name = "count", kind = "choice", choices = ["details", "details and overtime"], default = "details"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "week", label = "Week of", format = "date"},
  {name = "minutes", label = "Hours", format = "hours"},
  {name = "over", format = "hours", total = true},
  {name = "overridden", label = "With an override", format = "number"},
]
chart = {kind = "columns", label = "week"}
opens = {record = "officer", column = "officer_id"}
*/
WITH spent AS (
  SELECT w.officer_id, local_week(w.starts_at) AS week, w.minutes,
    (SELECT count(*) FROM decision AS x WHERE x.position_id = w.position_id
      AND x.officer_id = w.officer_id AND x.override_by <> '') AS overridden
  FROM stint AS w
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at
  UNION ALL
  SELECT officer_id, local_week(starts_at), (ends_at - starts_at) / 60, 0 FROM duty_tour
  WHERE kind = 'overtime' AND :count <> 'details' AND starts_at >= :from_at
    AND starts_at < :until_at
)
SELECT spent.officer_id, person.badge || ' ' || person.name AS officer, week,
  sum(minutes) AS minutes, sum(minutes) - coalesce(:maximum, 24) * 60 AS over,
  sum(overridden) AS overridden
FROM spent JOIN person ON person.officer_id = spent.officer_id
GROUP BY spent.officer_id, week
HAVING sum(minutes) > coalesce(:maximum, 24) * 60
ORDER BY week, minutes DESC
