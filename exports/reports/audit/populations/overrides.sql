/*
title = "Awards that somebody allowed against the rules"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "decision", format = "number"},
  {name = "position"},
  {name = "officer"},
  {name = "authoriser"},
  {name = "decided_at", label = "Decided", format = "instant"},
  {name = "reason"},
  {name = "by_himself", hidden = true},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, x.id AS decision, p.number AS position,
  person.badge || ' ' || person.name AS officer, x.override_by AS authoriser, x.decided_at,
  x.reason,
  (x.override_by = o.badge OR (o.last_name <> '' AND lower(x.override_by) IN
    (lower(o.last_name), lower(o.first_name || ' ' || o.last_name)))) AS by_himself
FROM decision AS x
JOIN position AS p ON p.id = x.position_id
JOIN person ON person.officer_id = x.officer_id
JOIN officer AS o ON o.id = x.officer_id
WHERE x.override_by <> '' AND x.decided_at >= :from_at AND x.decided_at < :until_at
ORDER BY x.decided_at, x.id
