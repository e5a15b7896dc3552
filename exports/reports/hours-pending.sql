/*
title = "Time sheets pending"
group = "Attendance"
readers = "coordinator"
question = "Whose hours are missing or not approved, and how often was he reminded?"
shows = ["phone"]
parameter = [
  {name = "period", kind = "period", default = "last 90 days", label = "Worked"},
  {name = "days", kind = "number", label = "Pending at least days", default = "1"},
  {name = "unit", kind = "text"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "phone"},
  {name = "position"},
  {name = "employer"},
  {name = "ended_at", label = "Ended", format = "instant"},
  {name = "days", format = "number"},
  {name = "state"},
  {name = "reminders", format = "number", total = true},
]
chart = {kind = "bars", label = "state"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, person.badge || ' ' || person.name AS officer, person.phone, w.position,
  employer.name AS employer, w.ends_at AS ended_at, (:now_at - w.ends_at) / 86400 AS days,
  CASE WHEN w.entry_id IS NULL THEN 'missing' ELSE 'not approved' END AS state,
  (SELECT count(*) FROM message AS m WHERE m.detail_id = w.detail_id
    AND m.officer_id = w.officer_id AND m.event = 'hours_due') AS reminders
FROM work AS w
JOIN employer ON employer.id = w.employer_id
JOIN person ON person.officer_id = w.officer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at
  AND w.ends_at <= :now_at - coalesce(:days, 0) * 86400
  AND (w.entry_id IS NULL OR w.entry_state = 'entered')
  AND (:unit = '' OR person.unit LIKE :unit)
ORDER BY w.ends_at, officer
