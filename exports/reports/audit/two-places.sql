/*
title = "On two details at once"
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
  {name = "other", label = "Other seat"},
]
opens = {record = "detail", column = "detail_id"}

[audit]
population = "worked"
key = "position"
exception = "a seat whose hours lie within another seat of the same officer"
ground = "Denver, Auditor: police time accounting (2008)"
severity = "high"
*/
-- Whose seats lie so near each other is told from their times alone, before names are looked up.
WITH seats AS MATERIALIZED (
  SELECT assignment_id, officer_id, worked_from, worked_until,
    starts_at >= :from_at AND starts_at < :until_at AND ends_at <= :now_at AS inside,
    max(worked_until) OVER (PARTITION BY officer_id ORDER BY worked_from
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > worked_from
    OR lead(worked_from) OVER (PARTITION BY officer_id ORDER BY worked_from) < worked_until AS meets
  FROM stint WHERE starts_at >= :from_at - 172800 AND starts_at < :until_at + 172800
),
meeting AS MATERIALIZED (SELECT * FROM seats WHERE meets)
SELECT w.detail_id, w.position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, w.worked_from AS starts_at, w.worked_until AS ends_at,
  p.number AS other
FROM meeting AS a
JOIN meeting AS b ON b.officer_id = a.officer_id AND b.assignment_id <> a.assignment_id
  AND b.worked_from < a.worked_until AND b.worked_until > a.worked_from
CROSS JOIN work AS w ON w.assignment_id = a.assignment_id
CROSS JOIN assignment AS c ON c.id = b.assignment_id
CROSS JOIN position AS p ON p.id = c.position_id
CROSS JOIN person ON person.officer_id = w.officer_id
CROSS JOIN employer ON employer.id = w.employer_id
WHERE a.inside
ORDER BY w.starts_at, w.position
