/*
title = "Hours that a locked payroll run paid"
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
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, p.number AS position, person.badge || ' ' || person.name AS officer,
  t.entered_by, t.approved_by, t.approved_at
FROM timesheet_entry AS t
JOIN assignment AS a ON a.id = t.assignment_id
JOIN position AS p ON p.id = a.position_id
JOIN person ON person.officer_id = a.officer_id
JOIN payroll_run AS run ON run.id = t.payroll_run_id
WHERE a.starts_at >= :from_at AND a.starts_at < :until_at
  AND t.state <> 'replaced' AND run.state = 'locked'
ORDER BY a.starts_at, p.number
