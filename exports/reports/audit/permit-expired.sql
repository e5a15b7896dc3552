/*
title = "Worked without a permit or certificate in force"
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
  {name = "paper"},
  {name = "expired_on", label = "Last ended", format = "date"},
]
opens = {record = "detail", column = "detail_id"}

[audit]
population = "with-papers"
key = "position"
exception = "a seat whose officer did not hold, on that day, a paper that it, or every detail by then, asks for"
ground = "Fresno, Internal Audit: officers who taught in City time (2018)"
severity = "high"
*/
SELECT w.detail_id, w.position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, w.worked_from AS starts_at, w.worked_until AS ends_at,
  k.code AS paper, (SELECT max(expires_on) FROM certificate AS c
    WHERE c.officer_id = w.officer_id AND c.certification_id = k.id) AS expired_on
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN employer ON employer.id = w.employer_id
JOIN certification AS k ON k.id IN (SELECT certification_id FROM needed_by_all
    WHERE from_at <= w.starts_at)
  OR k.id IN (SELECT certification_id FROM requirement AS r WHERE r.position_id = w.position_id)
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND NOT EXISTS (SELECT 1 FROM certificate AS c WHERE c.officer_id = w.officer_id
    AND c.certification_id = k.id AND coalesce(c.issued_on, '') <= local_date(w.starts_at)
    AND coalesce(c.expires_on, '9999-12-31') >= local_date(w.starts_at))
ORDER BY w.starts_at, w.position
