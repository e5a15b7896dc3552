/*
title = "Equipment and vehicle fees recovered"
group = "Billing and money"
readers = "finance, fleet"
question = "How long were vehicles and equipment out on details, what was billed for them, and what of it came in?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
  {name = "kind", kind = "text"},
  {name = "by", kind = "choice", choices = ["kind", "employer"], default = "kind"},
]
column = [
  {name = "what"},
  {name = "details", format = "number", total = true},
  {name = "used", label = "Hours out", format = "hours", total = true},
  {name = "billed", format = "money", total = true},
  {name = "invoiced", format = "money", total = true},
  {name = "collected", format = "money", total = true},
  {name = "recovered", label = "Collected of billed", format = "percent", part = "collected", of = "billed"},
]
chart = {kind = "bars", label = "what", value = "billed"}
*/
WITH out AS (
  SELECT d.id AS detail_id, CASE :by WHEN 'kind' THEN u.kind ELSE employer.name END AS what,
    sum(u.quantity * (u.ends_at - u.starts_at) / 60) AS minutes
  FROM detail AS d
  JOIN equipment_use AS u ON u.detail_id = d.id
  JOIN job AS j ON j.id = d.job_id
  JOIN employer ON employer.id = j.employer_id
  WHERE d.state = 'planned' AND d.starts_at >= :from_at AND d.starts_at < :until_at
    AND d.ends_at <= :now_at AND (:kind = '' OR u.kind LIKE :kind)
  GROUP BY d.id, what
),
charged AS (
  SELECT c.detail_id, sum(c.amount_cents) AS billed,
    sum(CASE WHEN c.invoice_id IS NOT NULL THEN c.amount_cents ELSE 0 END) AS invoiced,
    -- Of an invoice that is paid in part, its lines are taken as paid in the same part.
    sum(CASE WHEN bill.total_cents > 0 AND bill.state = 'issued' THEN
      c.amount_cents * min(1.0, 1.0 * bill.paid_cents / bill.total_cents) ELSE 0 END) AS collected
  FROM charge AS c LEFT JOIN bill ON bill.id = c.invoice_id
  WHERE c.side = 'bill' AND c.kind = 'equipment' AND c.released = 0
    AND c.detail_id IN (SELECT detail_id FROM out)
  GROUP BY c.detail_id
),
share AS (
  SELECT out.*, 1.0 * minutes / sum(minutes) OVER (PARTITION BY detail_id) AS part FROM out
)
SELECT share.what, count(DISTINCT share.detail_id) AS details, sum(share.minutes) AS used,
  CAST(round(sum(coalesce(billed, 0) * part)) AS INTEGER) AS billed,
  CAST(round(sum(coalesce(invoiced, 0) * part)) AS INTEGER) AS invoiced,
  CAST(round(sum(coalesce(collected, 0) * part)) AS INTEGER) AS collected,
  100.0 * sum(coalesce(collected, 0) * part) / nullif(sum(coalesce(billed, 0) * part), 0)
    AS recovered
FROM share LEFT JOIN charged ON charged.detail_id = share.detail_id
GROUP BY share.what
ORDER BY billed DESC
