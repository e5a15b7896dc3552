/*
title = "Hours per person and type of job, with the year before"
group = "Pay"
readers = "supervisors"
question = "How many hours did each person work by type of job, and how many in the same span a year before?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "by", kind = "choice", choices = ["type", "type and officer", "type and unit"], default = "type"},
]
column = [
  {name = "type", label = "Type of job"},
  {name = "who"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "before", label = "A year before", format = "hours", total = true},
  {name = "change", format = "hours", total = true},
]
chart = {kind = "bars", label = "type", value = "minutes"}
*/
WITH both AS (
  SELECT w.job_class, w.officer_id, w.minutes, 0 AS before FROM work AS w
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  UNION ALL
  SELECT w.job_class, w.officer_id, 0, w.minutes FROM work AS w
  WHERE w.starts_at >= day_start(date(:from_on, '-1 year'))
    AND w.starts_at < day_start(date(:until_on, '-1 year'))
), officers AS (
  SELECT job_class, officer_id, sum(minutes) AS minutes, sum(before) AS before
  FROM both GROUP BY job_class, officer_id
)
SELECT coalesce(nullif(job_class, ''), '(none)') AS type,
  CASE :by WHEN 'type' THEN '' WHEN 'type and unit' THEN person.unit
    ELSE person.badge || ' ' || person.name END AS who,
  sum(minutes) AS minutes, sum(before) AS before, sum(minutes) - sum(before) AS change
FROM officers JOIN person USING (officer_id)
GROUP BY type, who
ORDER BY type, who
