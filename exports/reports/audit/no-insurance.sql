/*
title = "Worked without insurance on file"
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
  {name = "insured_until", label = "Insured until", format = "date"},
]
opens = {record = "detail", column = "detail_id"}

[audit]
population = "worked"
key = "position"
exception = "a seat at an employer whose insurance had ended or is not on file, and was not waived"
ground = "our own question"
severity = "high"
*/
SELECT w.detail_id, w.position, person.badge || ' ' || person.name AS officer,
  employer.name AS employer, w.worked_from AS starts_at, w.worked_until AS ends_at,
  employer.insurance_until AS insured_until
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN employer ON employer.id = w.employer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  AND coalesce(employer.insurance_until, '') < local_date(w.starts_at)
  AND coalesce(employer.insurance_waived, '') = ''
ORDER BY w.starts_at, w.position
