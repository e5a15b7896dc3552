/*
title = "Worked seats that ask for a paper or certificate"
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
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, w.position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, w.worked_from AS starts_at, w.worked_until AS ends_at
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN employer ON employer.id = w.employer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND (EXISTS (SELECT 1 FROM needed_by_all WHERE from_at <= w.starts_at)
    OR EXISTS (SELECT 1 FROM requirement AS r WHERE r.position_id = w.position_id))
ORDER BY w.starts_at, w.position
