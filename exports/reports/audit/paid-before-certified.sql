/*
title = "Paid before the hours were certified"
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
  {name = "locked_at", label = "Run locked", format = "instant"},
  {name = "certified_at", label = "Certified", format = "instant"},
]
opens = {record = "detail", column = "detail_id"}

[audit]
population = "paid-hours"
key = "position"
exception = "hours on a payroll run that was locked before they were approved, or before the employer certified them"
ground = "Montgomery County, Internal Audit: police overtime (MCIA-11-1, 2011)"
severity = "high"
*/
SELECT p.detail_id, p.number AS position, person.badge || ' ' || person.name AS officer,
  t.entered_by, t.approved_by, t.approved_at,
  run.locked_at, (SELECT min(said_at) FROM stated_hours AS s WHERE s.assignment_id = a.id
    AND s.stated_by = 'certified') AS certified_at
FROM timesheet_entry AS t
JOIN assignment AS a ON a.id = t.assignment_id
JOIN position AS p ON p.id = a.position_id
JOIN person ON person.officer_id = a.officer_id
JOIN payroll_run AS run ON run.id = t.payroll_run_id
WHERE a.starts_at >= :from_at AND a.starts_at < :until_at
  AND t.state <> 'replaced' AND run.state = 'locked'
  AND (t.approved_at > run.locked_at OR t.approved_at IS NULL OR certified_at > run.locked_at)
ORDER BY a.starts_at, p.number
