/*
title = "Permits to work details"
group = "Hours and eligibility"
readers = "coordinator"
question = "Who holds a valid permit, whose runs out, who has none though he works?"
parameter = [
  {name = "state", kind = "choice", choices = ["all", "valid", "running out", "expired", "none"], default = "all"},
  {name = "days", kind = "number", label = "Running out within days", default = "60"},
  {name = "unit", kind = "text"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "badge"},
  {name = "officer"},
  {name = "unit"},
  {name = "permit"},
  {name = "expires_on", label = "Expires", format = "date"},
  {name = "issued_on", label = "Last renewed", format = "date"},
  {name = "approved_by", label = "Approved by"},
  {name = "state"},
  {name = "ahead", label = "Details ahead", format = "number", total = true},
]
chart = {kind = "bars", label = "state"}
opens = {record = "officer", column = "officer_id"}
*/
WITH held AS (
  SELECT c.officer_id, k.name AS permit, c.expires_on, c.issued_on, c.approved_by,
    row_number() OVER (PARTITION BY c.officer_id, k.id
      ORDER BY c.expires_on IS NULL DESC, c.expires_on DESC) AS place
  FROM certification AS k JOIN certificate AS c ON c.certification_id = k.id
  WHERE k.kind = 'permit'
),
states AS (
  SELECT o.id AS officer_id, held.permit, held.expires_on, held.issued_on, held.approved_by,
    CASE WHEN held.officer_id IS NULL THEN 'none' WHEN held.expires_on < :today THEN 'expired'
      WHEN held.expires_on <= add_days(:today, coalesce(:days, 60)) THEN 'running out'
      ELSE 'valid' END AS state
  FROM officer AS o LEFT JOIN held ON held.officer_id = o.id AND held.place = 1
  WHERE o.approved = 1 AND NOT EXISTS (SELECT 1 FROM officer_status AS s
    WHERE s.officer_id = o.id AND s.kind = 'departed' AND s.from_on <= :today)
)
SELECT states.officer_id, person.badge, person.name AS officer, person.unit, states.permit,
  states.expires_on, states.issued_on, states.approved_by, states.state,
  (SELECT count(*) FROM work AS w WHERE w.officer_id = states.officer_id
    AND w.starts_at > :now_at) AS ahead
FROM states JOIN person ON person.officer_id = states.officer_id
WHERE (:state = 'all' OR states.state = :state) AND (:unit = '' OR person.unit LIKE :unit)
ORDER BY states.state, states.expires_on, person.name
