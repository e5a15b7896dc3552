/*
title = "Cost of the programme against its fees"
group = "Billing and money"
readers = "council, auditor"
question = "What did running the programme cost each month, what fees did it bring, and do they cover it?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
]
column = [
  {name = "month", format = "month"},
  {name = "minutes", label = "Staff hours", format = "hours", total = true},
  {name = "cost", format = "money", total = true},
  {name = "fees", label = "Fees billed", format = "money", total = true},
  {name = "balance", format = "money", total = true},
  {name = "cover", format = "percent", part = "fees", of = "cost"},
]
chart = {kind = "columns", label = "month", value = "fees"}
*/
WITH both AS (
  SELECT substr(spent_on, 1, 7) AS month, minutes, amount_cents AS cost, 0 AS fees
  FROM programme_cost WHERE spent_on >= :from_on AND spent_on < :until_on
  UNION ALL
  SELECT substr(issued_on, 1, 7), 0, 0, fee_cents FROM invoice
  WHERE state = 'issued' AND issued_on >= :from_on AND issued_on < :until_on
)
SELECT month, sum(minutes) AS minutes, sum(cost) AS cost, sum(fees) AS fees,
  sum(fees) - sum(cost) AS balance, 100.0 * sum(fees) / nullif(sum(cost), 0) AS cover
FROM both
GROUP BY month
ORDER BY month
