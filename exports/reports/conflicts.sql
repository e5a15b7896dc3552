/*
title = "Conflicts of interest that met in a detail"
group = "Oversight"
readers = "chief"
question = "Which declared ties to employers or to each other came together on a detail?"
parameter = [
  {name = "period", kind = "period", default = "last quarter"},
  {name = "relation", kind = "text"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "starts_at", label = "Begins", format = "instant"},
  {name = "detail"},
  {name = "officer"},
  {name = "relation"},
  {name = "to_whom", label = "To whom"},
  {name = "since", format = "date"},
  {name = "allowed_by", label = "Allowed by"},
]
chart = {kind = "bars", label = "relation"}
opens = {record = "detail", column = "detail_id"}
*/
WITH met AS (
  SELECT w.detail_id, w.starts_at, w.detail, w.officer_id, w.position_id, c.relation,
    employer.name AS to_whom, c.from_on, c.until_on
  FROM conflict AS c
  JOIN employer ON employer.id = c.employer_id
  JOIN work AS w ON w.officer_id = c.officer_id AND w.employer_id = c.employer_id
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at
  UNION ALL
  SELECT w.detail_id, w.starts_at, w.detail, w.officer_id, w.position_id, c.relation,
    other.badge || ' ' || other.name, c.from_on, c.until_on
  FROM conflict AS c
  JOIN work AS w ON w.officer_id = c.officer_id
  JOIN work AS v ON v.detail_id = w.detail_id AND v.officer_id = c.other_officer_id
  JOIN person AS other ON other.officer_id = c.other_officer_id
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at
)
SELECT met.detail_id, met.starts_at, met.detail, person.badge || ' ' || person.name AS officer,
  met.relation, met.to_whom, met.from_on AS since,
  (SELECT max(override_by) FROM decision AS x WHERE x.position_id = met.position_id
    AND x.officer_id = met.officer_id) AS allowed_by
FROM met JOIN person ON person.officer_id = met.officer_id
WHERE met.from_on <= local_date(met.starts_at)
  AND (met.until_on IS NULL OR met.until_on > local_date(met.starts_at))
  AND (:relation = '' OR met.relation LIKE :relation)
ORDER BY met.starts_at DESC
