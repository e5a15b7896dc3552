/*
title = "Who decided on requests, questions and suspensions"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "approver"},
  {name = "decided", format = "number", total = true},
  {name = "approved", format = "number", total = true},
  {name = "refused", format = "number", total = true},
]
*/
WITH decided AS (
  SELECT asked_of AS approver, state = 'given' AS yes FROM approval_request
  WHERE answered_at >= :from_at AND answered_at < :until_at AND state IN ('given', 'refused')
  UNION ALL
  SELECT decided_by, state <> 'refused' FROM request
  WHERE decided_at >= :from_at AND decided_at < :until_at AND decided_by <> ''
  UNION ALL
  SELECT decided_by, state = 'confirmed' FROM suspension
  WHERE decided_at >= :from_at AND decided_at < :until_at AND decided_by <> ''
)
SELECT approver, count(*) AS decided, sum(yes) AS approved, sum(1 - yes) AS refused
FROM decided
GROUP BY approver
HAVING count(*) > 0
ORDER BY decided DESC, approver
