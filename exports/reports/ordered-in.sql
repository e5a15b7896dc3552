/*
title = "Ordered and voluntary details"
group = "Hours and eligibility"
readers = "HR, legal"
question = "Who was ordered to work a detail, by whom, and how many hours were worked voluntarily beside it?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "only", kind = "choice", choices = ["ordered", "all"], default = "ordered"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "position"},
  {name = "employer"},
  {name = "officer"},
  {name = "how"},
  {name = "ordered_by", label = "Ordered by"},
  {name = "reason"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
]
chart = {kind = "bars", label = "how", value = "minutes"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, w.starts_at, w.position, employer.name AS employer,
  person.badge || ' ' || person.name AS officer,
  CASE w.how WHEN 'order' THEN 'ordered' ELSE 'voluntary' END AS how,
  x.override_by AS ordered_by, x.reason, w.minutes
FROM work AS w
JOIN employer ON employer.id = w.employer_id
JOIN person ON person.officer_id = w.officer_id
LEFT JOIN assignment AS a ON a.id = w.assignment_id
LEFT JOIN decision AS x ON x.id = a.decision_id AND w.how = 'order'
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at
  AND (:only = 'all' OR w.how = 'order')
ORDER BY w.starts_at
