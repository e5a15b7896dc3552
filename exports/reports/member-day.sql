/*
title = "Daily schedule per member"
group = "Today"
readers = "supervisors"
question = "Who is on duty and on details on this day, and how much time lies between?"
parameter = [
  {name = "date", kind = "date", default = "today"},
  {name = "unit", kind = "text"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "badge"},
  {name = "unit"},
  {name = "what"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "ends_at", label = "End", format = "instant"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "gap", label = "Gap before", format = "hours"},
]
opens = {record = "officer", column = "officer_id"}
*/
WITH busy AS (
  SELECT officer_id, starts_at, ends_at, kind AS what FROM duty_tour
  WHERE starts_at > day_start(:date) - 172800 AND starts_at < day_start(add_days(:date, 1))
    AND ends_at > day_start(:date)
  UNION ALL
  SELECT officer_id, starts_at, ends_at, kind FROM duty_long
  WHERE starts_at < day_start(add_days(:date, 1)) AND ends_at > day_start(:date)
  UNION ALL
  SELECT w.officer_id, w.starts_at, w.ends_at, 'detail ' || w.detail || ' ' || employer.name
  FROM work AS w JOIN employer ON employer.id = w.employer_id
  WHERE w.starts_at > day_start(:date) - 172800 AND w.starts_at < day_start(add_days(:date, 1))
    AND w.ends_at > day_start(:date)
)
SELECT busy.officer_id, person.name AS officer, person.badge, person.unit, busy.what,
  busy.starts_at, busy.ends_at, (busy.ends_at - busy.starts_at) / 60 AS minutes,
  (busy.starts_at - lag(busy.ends_at) OVER (
    PARTITION BY busy.officer_id ORDER BY busy.starts_at)) / 60 AS gap
FROM busy JOIN person ON person.officer_id = busy.officer_id
WHERE (:unit = '' OR person.unit LIKE :unit) AND (:officer IS NULL OR busy.officer_id = :officer)
ORDER BY person.name, person.badge, busy.starts_at
