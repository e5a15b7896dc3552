/*
title = "Rates that were used, and how often"
group = "Pay"
readers = "auditor"
question = "By which row of the rate card was work priced, and where was it not the usual one?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "side", kind = "choice", choices = ["bill", "pay"], default = "bill"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "card"},
  {name = "label", label = "What"},
  {name = "rate"},
  {name = "lines", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "amount", format = "money", total = true},
  {name = "share", label = "Share of amount", format = "percent"},
  {name = "example", label = "For example"},
]
chart = {kind = "bars", label = "label", value = "amount"}
*/
WITH priced AS (
  SELECT c.*, d.number AS detail, json_extract(c.trace, '$.card') AS card
  FROM detail AS d JOIN charge AS c ON c.detail_id = d.id AND c.side = :side AND c.released = 0
  JOIN job AS j ON j.id = d.job_id
  WHERE d.starts_at >= :from_at AND d.starts_at < :until_at
    AND (:employer IS NULL OR j.employer_id = :employer)
)
SELECT card, label, rate, count(*) AS lines, sum(coalesce(minutes, 0) * quantity) AS minutes,
  sum(amount_cents) AS amount,
  100.0 * sum(amount_cents) / nullif((SELECT sum(amount_cents) FROM priced), 0) AS share,
  max(detail) AS example
FROM priced
GROUP BY card, label, rate
ORDER BY label, amount DESC
