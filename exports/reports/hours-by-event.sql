/*
title = "Hours per detail and officer"
group = "Pay"
readers = "department"
question = "Who worked which detail, and how long?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "employer", kind = "employer"},
  {name = "unit", kind = "text"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "title", label = "Job"},
  {name = "employer"},
  {name = "worked_on", label = "Date", format = "date"},
  {name = "badge"},
  {name = "officer"},
  {name = "unit"},
  {name = "role"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "hours_are", label = "Hours are"},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, w.detail, w.title, employer.name AS employer,
  local_date(w.starts_at) AS worked_on, person.badge, person.name AS officer, person.unit, w.role,
  w.minutes, coalesce(w.entry_state, 'planned') AS hours_are
FROM work AS w
JOIN employer ON employer.id = w.employer_id
JOIN person ON person.officer_id = w.officer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND (:employer IS NULL OR w.employer_id = :employer) AND (:unit = '' OR person.unit LIKE :unit)
ORDER BY w.starts_at, w.detail, person.name
