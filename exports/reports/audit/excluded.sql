/*
title = "Worked for an employer from whom he is kept apart"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "officer"},
  {name = "employer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "ends_at", label = "End", format = "instant"},
  {name = "asked_by", label = "Asked by"},
  {name = "since", format = "date"},
]
opens = {record = "detail", column = "detail_id"}

[audit]
population = "worked"
key = "position"
exception = "a seat at an employer with whom its officer may not work on that day"
ground = "our own question"
severity = "high"
*/
SELECT w.detail_id, w.position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, w.worked_from AS starts_at, w.worked_until AS ends_at,
  x.side AS asked_by, x.from_on AS since
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN employer ON employer.id = w.employer_id
JOIN exclusion AS x ON x.officer_id = w.officer_id AND x.employer_id = w.employer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND x.from_on <= local_date(w.starts_at)
  AND (x.until_on IS NULL OR x.until_on > local_date(w.starts_at))
ORDER BY w.starts_at, w.position
