/*
title = "Corrected hours, and by whom"
group = "Attendance"
readers = "auditor"
question = "Which entered hours were replaced, from what to what, why, and who approved it?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Worked"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "position"},
  {name = "worked_on", label = "Worked", format = "date"},
  {name = "before", format = "hours", total = true},
  {name = "after", format = "hours", total = true},
  {name = "change", format = "hours", total = true},
  {name = "reason"},
  {name = "entered_by", label = "Corrected by"},
  {name = "approved_by", label = "Approved by"},
  {name = "same", label = "Same person", format = "yes_no"},
]
chart = {kind = "bars", label = "entered_by"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, person.badge || ' ' || person.name AS officer, p.number AS position,
  local_date(a.starts_at) AS worked_on,
  (old.ended_at - old.started_at) / 60 - old.break_minutes AS before,
  (t.ended_at - t.started_at) / 60 - t.break_minutes AS after,
  (t.ended_at - t.started_at) / 60 - t.break_minutes
    - ((old.ended_at - old.started_at) / 60 - old.break_minutes) AS change,
  t.reason, t.entered_by, t.approved_by, t.entered_by = t.approved_by AS same
FROM timesheet_entry AS t
JOIN timesheet_entry AS old ON old.id = t.replaces_id
JOIN assignment AS a ON a.id = t.assignment_id
JOIN position AS p ON p.id = a.position_id
JOIN person ON person.officer_id = a.officer_id
WHERE a.starts_at >= :from_at AND a.starts_at < :until_at
  AND (:officer IS NULL OR a.officer_id = :officer)
ORDER BY a.starts_at DESC
