/*
title = "Approval rate per approver"
group = "Oversight"
readers = "auditor"
question = "Who decides what, how often does he say no, and how long does he take?"
parameter = [
  {name = "period", kind = "period", default = "this quarter", label = "Asked or decided in"},
  {name = "only", kind = "choice", choices = ["all", "never refused"], default = "all"},
]
column = [
  {name = "approver"},
  {name = "what"},
  {name = "asked", format = "number", total = true},
  {name = "approved", format = "number", total = true},
  {name = "refused", format = "number", total = true},
  {name = "rate", label = "Approved of asked", format = "percent", part = "approved", of = "asked"},
  {name = "median_minutes", label = "Median time", format = "hours"},
]
chart = {kind = "bars", label = "approver", value = "asked"}
*/
WITH decided AS (
  SELECT asked_of AS approver, kind AS what, state = 'given' AS yes, state = 'refused' AS no,
    (answered_at - asked_at) / 60 AS minutes
  FROM approval_request WHERE asked_at >= :from_at AND asked_at < :until_at
    AND state <> 'withdrawn'
  UNION ALL
  SELECT decided_by, 'request', state IN ('approved', 'booked'), state = 'refused',
    (decided_at - received_at) / 60
  FROM request WHERE decided_at >= :from_at AND decided_at < :until_at AND decided_by <> ''
  UNION ALL
  SELECT approved_by, 'hours', 1, 0, NULL FROM timesheet_entry
  WHERE approved_at >= :from_at AND approved_at < :until_at AND approved_by <> ''
  UNION ALL
  SELECT override_by, 'override', 1, 0, NULL FROM decision
  WHERE decided_at >= :from_at AND decided_at < :until_at AND override_by <> ''
  UNION ALL
  SELECT decided_by, 'suspension', state = 'confirmed', state = 'dismissed',
    (decided_at - proposed_at) / 60
  FROM suspension WHERE decided_at >= :from_at AND decided_at < :until_at
)
SELECT approver, what, count(*) AS asked, sum(yes) AS approved, sum(no) AS refused,
  100.0 * sum(yes) / count(*) AS rate, CAST(median(minutes) AS INTEGER) AS median_minutes
FROM decided
GROUP BY approver, what
HAVING :only = 'all' OR sum(yes) = count(*)
ORDER BY asked DESC, approver, what
