/*
title = "Details that were billed and paid"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "employer"},
  {name = "billed", format = "money", total = true},
  {name = "paid", label = "Paid to officers", format = "money", total = true},
]
opens = {record = "detail", column = "detail_id"}
*/
WITH priced AS (
  SELECT c.detail_id,
    sum(CASE WHEN c.side = 'bill' AND c.invoice_id IS NOT NULL THEN c.amount_cents ELSE 0 END)
      AS billed,
    sum(CASE WHEN c.side = 'pay' THEN c.amount_cents ELSE 0 END) AS paid
  FROM detail AS d JOIN charge AS c ON c.detail_id = d.id
  WHERE d.starts_at >= :from_at AND d.starts_at < :until_at AND c.released = 0
    AND c.kind NOT IN ('included_tax', 'direct', 'agency')
  GROUP BY c.detail_id
  HAVING sum(c.side = 'bill' AND c.invoice_id IS NOT NULL) > 0
    AND sum(c.side = 'pay' AND c.payroll_run_id IS NOT NULL) > 0
)
SELECT d.id AS detail_id, d.number AS detail, employer.name AS employer, billed, priced.paid
FROM priced JOIN detail AS d ON d.id = priced.detail_id JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
ORDER BY d.number
