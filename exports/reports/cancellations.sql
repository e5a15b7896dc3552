/*
title = "Cancellations by employer, with charges"
group = "Requests and employers"
readers = "finance, coordinator"
question = "What was cancelled, how late, what was charged for it, and what were officers paid?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Cancelled"},
  {name = "employer", kind = "employer"},
  {name = "by", kind = "choice", choices = ["all", "employer", "agency"], default = "all", label = "Whose doing"},
  {name = "rule", kind = "text"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "cancelled_at", label = "Cancelled", format = "instant"},
  {name = "detail"},
  {name = "employer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "notice", format = "hours"},
  {name = "whose"},
  {name = "reason"},
  {name = "charged", format = "money", total = true},
  {name = "paid", label = "Officers paid", format = "money", total = true},
  {name = "rule"},
]
chart = {kind = "bars", label = "employer"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT d.id AS detail_id, d.cancelled_at, d.number AS detail, employer.name AS employer,
  d.starts_at, (d.starts_at - d.cancelled_at) / 60 AS notice,
  coalesce(d.cancelled_by, 'employer') AS whose, d.cancel_reason AS reason,
  (SELECT sum(amount_cents) FROM charge AS c WHERE c.detail_id = d.id AND c.side = 'bill'
    AND c.released = 0) AS charged,
  (SELECT sum(amount_cents) FROM charge AS c WHERE c.detail_id = d.id AND c.side = 'pay'
    AND c.released = 0) AS paid,
  (SELECT max(label) FROM charge AS c WHERE c.detail_id = d.id AND c.side = 'bill'
    AND c.released = 0) AS rule
FROM detail AS d
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
WHERE d.state = 'cancelled' AND d.cancelled_at >= :from_at AND d.cancelled_at < :until_at
  AND (:employer IS NULL OR j.employer_id = :employer)
  AND (:by = 'all' OR coalesce(d.cancelled_by, 'employer') = :by)
  AND (:rule = '' OR rule LIKE :rule)
ORDER BY d.cancelled_at DESC
