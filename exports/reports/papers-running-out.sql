/*
title = "Officers' papers and training running out"
group = "Hours and eligibility"
readers = "coordinator"
question = "Which certificates end soon, and which seats ahead need them?"
parameter = [
  {name = "period", kind = "period", default = "next 90 days", label = "Ending in"},
  {name = "kind", kind = "text", hint = "a certificate's code"},
  {name = "unit", kind = "text"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "expires_on", label = "Expires", format = "date"},
  {name = "days", format = "number"},
  {name = "badge"},
  {name = "officer"},
  {name = "unit"},
  {name = "paper"},
  {name = "touched", label = "Seats that need it", format = "number", total = true},
]
chart = {kind = "bars", label = "paper"}
opens = {record = "officer", column = "officer_id"}
*/
WITH held AS (
  SELECT c.officer_id, c.certification_id, max(c.expires_on) AS expires_on
  FROM certificate AS c
  GROUP BY c.officer_id, c.certification_id
  HAVING sum(c.expires_on IS NULL) = 0 AND max(c.expires_on) >= :from_on
    AND max(c.expires_on) < :until_on
)
SELECT held.officer_id, held.expires_on,
  CAST(julianday(held.expires_on) - julianday(:today) AS INTEGER) AS days, person.badge,
  person.name AS officer, person.unit, k.name AS paper,
  (SELECT count(*) FROM work AS w WHERE w.officer_id = held.officer_id
    AND w.ends_at > day_start(add_days(held.expires_on, 1))
    AND (EXISTS (SELECT 1 FROM needed_by_all AS n WHERE n.certification_id = k.id
        AND n.from_at <= w.starts_at) OR EXISTS (SELECT 1 FROM requirement AS r
      WHERE r.position_id = w.position_id AND r.certification_id = held.certification_id)))
    AS touched
FROM held
JOIN certification AS k ON k.id = held.certification_id
JOIN person ON person.officer_id = held.officer_id
WHERE (:kind = '' OR k.code LIKE :kind) AND (:unit = '' OR person.unit LIKE :unit)
ORDER BY held.expires_on, person.name
