/*
title = "Worked without being approved for details"
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

[audit]
population = "worked"
key = "position"
exception = "a seat of an officer who is not approved for secondary employment"
ground = "Fresno, Internal Audit: officers who taught in City time (2018)"
severity = "high"
*/
SELECT w.detail_id, w.position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, w.worked_from AS starts_at, w.worked_until AS ends_at
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN employer ON employer.id = w.employer_id
JOIN officer AS o ON o.id = w.officer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND o.approved = 0
ORDER BY w.starts_at, w.position
