/*
title = "Worked where he has an interest"
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
  {name = "relation"},
]
opens = {record = "detail", column = "detail_id"}

[audit]
population = "worked"
key = "position"
exception = "a seat at an employer that is the officer's own or his family's"
ground = "Fresno, Internal Audit: officers who taught in City time (2018)"
severity = "medium"
*/
SELECT w.detail_id, w.position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, w.worked_from AS starts_at, w.worked_until AS ends_at,
  x.relation
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN employer ON employer.id = w.employer_id
JOIN conflict AS x ON x.officer_id = w.officer_id AND x.employer_id = w.employer_id
  AND x.relation IN ('own_business', 'family', 'works_for')
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND x.from_on <= local_date(w.starts_at)
  AND (x.until_on IS NULL OR x.until_on > local_date(w.starts_at))
ORDER BY w.starts_at, w.position
