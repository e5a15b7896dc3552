/*
title = "Awarded but not confirmed"
group = "Today"
readers = "coordinator"
question = "Who has been given a seat and has not said that he comes?"
shows = ["phone"]
parameter = [
  {name = "period", kind = "period", default = "next 7 days"},
  {name = "unit", kind = "text"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "officer"},
  {name = "phone"},
  {name = "employer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "to_start", label = "Time to start", format = "hours"},
  {name = "awarded_at", label = "Awarded", format = "instant"},
  {name = "reminders", format = "number", total = true},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, w.position, person.name AS officer, person.phone, employer.name AS employer,
  w.starts_at, (w.starts_at - :now_at) / 60 AS to_start, w.awarded_at,
  (SELECT count(*) FROM message AS m WHERE m.officer_id = w.officer_id
    AND m.detail_id = w.detail_id AND m.event IN ('confirm', 'reminder')) AS reminders
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN employer ON employer.id = w.employer_id
WHERE w.state = 'assigned' AND w.confirmed_at IS NULL
  AND w.starts_at >= max(:from_at, :now_at) AND w.starts_at < :until_at
  AND (:unit = '' OR person.unit LIKE :unit)
ORDER BY w.starts_at, w.position
