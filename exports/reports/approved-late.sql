/*
title = "Approved after the start"
group = "Oversight"
readers = "chief, auditor"
question = "Which details had begun when their request or an override was approved, and by whom?"
parameter = [
  {name = "period", kind = "period", default = "last month", label = "Details of"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "employer"},
  {name = "what"},
  {name = "officer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "approved_at", label = "Approved", format = "instant"},
  {name = "delay", format = "hours"},
  {name = "approver"},
]
chart = {kind = "bars", label = "approver"}
opens = {record = "detail", column = "detail_id"}
*/
WITH approved AS (
  SELECT d.id AS detail_id, 'request ' || r.number AS what, NULL AS officer_id, d.starts_at,
    r.decided_at AS approved_at, r.decided_by AS approver
  FROM detail AS d JOIN job AS j ON j.id = d.job_id JOIN request AS r ON r.id = j.request_id
  WHERE d.starts_at >= :from_at AND d.starts_at < :until_at AND d.state = 'planned'
    AND r.decided_at > d.starts_at
  UNION ALL
  SELECT p.detail_id, 'award by ' || x.kind, x.officer_id, p.starts_at, x.decided_at,
    x.override_by
  FROM position AS p JOIN decision AS x ON x.position_id = p.id
  WHERE p.starts_at >= :from_at AND p.starts_at < :until_at AND x.decided_at > p.starts_at
  UNION ALL
  SELECT p.detail_id, q.kind, q.officer_id, p.starts_at, q.answered_at, q.asked_of
  FROM position AS p JOIN approval_request AS q ON q.subject = 'position:' || p.id
  WHERE p.starts_at >= :from_at AND p.starts_at < :until_at AND q.state = 'given'
    AND q.answered_at > p.starts_at
)
SELECT a.detail_id, d.number AS detail, employer.name AS employer, a.what, person.name AS officer,
  a.starts_at, a.approved_at, (a.approved_at - a.starts_at) / 60 AS delay, a.approver
FROM approved AS a
JOIN detail AS d ON d.id = a.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
LEFT JOIN person ON person.officer_id = a.officer_id
ORDER BY delay DESC
