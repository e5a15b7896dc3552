/*
title = "Approved hours"
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
  {name = "by_himself", hidden = true},
  {name = "by_one", hidden = true},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, p.number AS position, person.badge || ' ' || person.name AS officer,
  t.entered_by, t.approved_by, t.approved_at,
  (t.approved_by = o.badge OR (o.last_name <> '' AND lower(t.approved_by) IN
    (lower(o.last_name), lower(o.first_name || ' ' || o.last_name)))) AS by_himself,
  t.source = 'coordinator' AND lower(trim(t.entered_by)) = lower(trim(t.approved_by)) AS by_one
FROM timesheet_entry AS t
JOIN assignment AS a ON a.id = t.assignment_id
JOIN position AS p ON p.id = a.position_id
JOIN person ON person.officer_id = a.officer_id
JOIN officer AS o ON o.id = a.officer_id
WHERE a.starts_at >= :from_at AND a.starts_at < :until_at AND t.state = 'approved'
ORDER BY a.starts_at, p.number
