/*
title = "Hours in any 24 hours over the maximum"
group = "Hours and eligibility"
readers = "auditor"
question = "Who worked more than the maximum within 24 hours of the beginning of a tour or detail?"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "maximum", kind = "number", label = "Maximum in hours", default = "16"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "from_at", label = "From", format = "instant"},
  {name = "minutes", label = "Hours in 24", format = "hours"},
  {name = "over", label = "Over", format = "hours", total = true},
  {name = "parts"},
]
chart = {kind = "bars", label = "officer"}
opens = {record = "officer", column = "officer_id"}
*/
WITH details AS MATERIALIZED (
  SELECT assignment_id, officer_id, worked_from AS starts_at, worked_until AS ends_at,
    worked_from / 345600 AS days
  FROM stint
  WHERE starts_at >= :from_at - 172800 AND starts_at < :until_at + 86400
    AND (:officer IS NULL OR officer_id = :officer)
),
-- Any span of 24 hours that holds most begins where some work begins; with a detail in it, within
-- a day before the detail's end.
begun AS (
  SELECT officer_id, starts_at FROM details
  UNION
  SELECT d.officer_id, t.starts_at FROM details AS d
  CROSS JOIN tour_of AS t ON t.officer_id = d.officer_id
    AND t.starts_at > d.starts_at - 86400 AND t.starts_at < d.ends_at
    AND t.kind IN ('regular', 'overtime', 'court', 'training')
  UNION
  SELECT d.officer_id, t.starts_at FROM details AS d
  JOIN tour_by_hand AS t ON t.officer_id = d.officer_id
    AND t.starts_at > d.starts_at - 86400 AND t.starts_at < d.ends_at
    AND t.kind IN ('regular', 'overtime', 'court', 'training')
),
-- What meets a span begins within two days before it, or in it: in one of two groups of four days.
near (days) AS (VALUES (0), (1)),
detailed AS (
  SELECT a.officer_id, a.starts_at AS from_at,
    sum(min(b.ends_at, a.starts_at + 86400) - max(b.starts_at, a.starts_at)) AS seconds
  FROM begun AS a CROSS JOIN near
  CROSS JOIN details AS b ON b.officer_id = a.officer_id
    AND b.days = (a.starts_at - 172800) / 345600 + near.days
    AND b.ends_at > a.starts_at AND b.starts_at < a.starts_at + 86400
  WHERE a.starts_at >= :from_at AND a.starts_at < :until_at
  GROUP BY a.officer_id, a.starts_at
),
summed AS MATERIALIZED (
  SELECT officer_id, from_at, (seconds
    + (SELECT coalesce(sum(min(t.ends_at, from_at + 86400) - max(t.starts_at, from_at)), 0)
      FROM tour_of AS t WHERE t.officer_id = detailed.officer_id
        AND t.starts_at > from_at - 172800 AND t.starts_at < from_at + 86400
        AND t.ends_at > from_at AND t.kind IN ('regular', 'overtime', 'court', 'training'))
    + (SELECT coalesce(sum(min(t.ends_at, from_at + 86400) - max(t.starts_at, from_at)), 0)
      FROM tour_by_hand AS t WHERE t.officer_id = detailed.officer_id
        AND t.starts_at < from_at + 86400 AND t.ends_at > from_at
        AND t.kind IN ('regular', 'overtime', 'court', 'training'))) / 60 AS minutes
  FROM detailed
),
found AS MATERIALIZED (
  SELECT officer_id, from_at, minutes FROM summed WHERE minutes > coalesce(:maximum, 16) * 60
),
pieces AS (
  SELECT f.*, 'detail ' || w.detail AS what, b.starts_at, b.ends_at
  FROM found AS f CROSS JOIN near
  CROSS JOIN details AS b ON b.officer_id = f.officer_id
    AND b.days = (f.from_at - 172800) / 345600 + near.days
    AND b.ends_at > f.from_at AND b.starts_at < f.from_at + 86400
  CROSS JOIN work AS w ON w.assignment_id = b.assignment_id
  UNION ALL
  SELECT f.*, t.kind, t.starts_at, t.ends_at
  FROM found AS f CROSS JOIN tour_of AS t ON t.officer_id = f.officer_id
    AND t.starts_at > f.from_at - 172800 AND t.starts_at < f.from_at + 86400
    AND t.ends_at > f.from_at AND t.kind IN ('regular', 'overtime', 'court', 'training')
  UNION ALL
  SELECT f.*, t.kind, t.starts_at, t.ends_at
  FROM found AS f JOIN tour_by_hand AS t ON t.officer_id = f.officer_id
    AND t.starts_at < f.from_at + 86400 AND t.ends_at > f.from_at
    AND t.kind IN ('regular', 'overtime', 'court', 'training')
),
told AS (
  SELECT officer_id, from_at, minutes,
    group_concat(what || ' ' || local_time(starts_at) || '-' || local_time(ends_at), '; ') AS parts
  FROM (SELECT * FROM pieces ORDER BY officer_id, from_at, starts_at, what)
  GROUP BY officer_id, from_at
)
SELECT told.officer_id, person.badge || ' ' || person.name AS officer, from_at, minutes,
  minutes - coalesce(:maximum, 16) * 60 AS over, parts
FROM told JOIN person ON person.officer_id = told.officer_id
ORDER BY minutes DESC, officer, from_at
