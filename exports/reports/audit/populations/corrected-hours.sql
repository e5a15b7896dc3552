/*
title = "Hours that replaced others"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "officer"},
  {name = "entered_by", label = "Entered by"},
  {name = "approved_by", label = "Approved by"},
  {name = "approved_at", label = "Approved", format = "instant"},
  {name = "without_reason", hidden = true},
  {name = "by_himself", hidden = true},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, p.number AS position, person.badge || ' ' || person.name AS officer,
  t.entered_by, t.approved_by, t.approved_at, trim(t.reason) = '' AS without_reason,
  (t.entered_by = o.badge OR (o.last_name <> '' AND lower(t.entered_by) IN
    (lower(o.last_name), lower(o.first_name || ' ' || o.last_name)))) AS by_himself
FROM timesheet_entry AS t
JOIN assignment AS a ON a.id = t.assignment_id
JOIN position AS p ON p.id = a.position_id
JOIN person ON person.officer_id = a.officer_id
JOIN officer AS o ON o.id = a.officer_id
WHERE a.starts_at >= :from_at AND a.starts_at < :until_at AND t.replaces_id IS NOT NULL
ORDER BY a.starts_at, p.number
