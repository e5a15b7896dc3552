/*
title = "Detail fund proof"
group = "Billing and money"
readers = "treasurer, auditor"
question = "What did the fund hold, take in and pay out each month, what is owed to it, and what has it advanced?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
]
column = [
  {name = "month", format = "month"},
  {name = "opening", format = "money"},
  {name = "received", format = "money", total = true},
  {name = "refunded", format = "money", total = true},
  {name = "paid_out", label = "Paid to officers", format = "money", total = true},
  {name = "closing", format = "money"},
  {name = "billed", format = "money", total = true},
  {name = "owed", label = "Owed at the end", format = "money"},
  {name = "advanced", label = "Advanced at the end", format = "money"},
]
chart = {kind = "columns", label = "month", value = "closing"}
*/
-- An invoice is settled in the month of the last that was paid, credited or given up of it.
WITH settled AS MATERIALIZED (
  SELECT id, open_cents <= 0 AS done, substr(max(issued_on,
    coalesce((SELECT max(received_on) FROM payment WHERE invoice_id = bill.id), ''),
    coalesce((SELECT max(taken_on) FROM dunning_step WHERE invoice_id = bill.id
      AND step IN ('write_off', 'discount')), '')), 1, 7) AS month
  FROM bill WHERE state = 'issued'
),
-- What was paid to officers before that, in the month of the run.
ahead AS MATERIALIZED (
  SELECT local_month(run.locked_at) AS month, iif(settled.done, settled.month, NULL) AS back,
    sum(c.amount_cents) AS cents
  FROM payroll_run AS run
  CROSS JOIN charge AS c ON c.payroll_run_id = run.id AND c.side = 'pay' AND c.released = 0
  LEFT JOIN timesheet_entry AS t ON t.assignment_id = c.assignment_id AND t.state <> 'replaced'
  LEFT JOIN settled ON settled.id = t.invoice_id
  WHERE run.state = 'locked'
    AND (settled.id IS NULL OR NOT settled.done OR settled.month > local_month(run.locked_at))
  GROUP BY 1, 2
),
flow AS (
  SELECT substr(received_on, 1, 7) AS month, amount_cents AS received, 0 AS refunded,
    0 AS paid_out, 0 AS billed, 0 AS settled, 0 AS advanced FROM receipt
  UNION ALL
  SELECT substr(received_on, 1, 7), amount_cents, 0, 0, 0, 0, 0 FROM payment
  WHERE receipt_id IS NULL AND deposit_id IS NULL AND credit_id IS NULL
  UNION ALL
  SELECT substr(paid_on, 1, 7), 0, amount_cents, 0, 0, 0, 0 FROM refund
  UNION ALL
  SELECT local_month(locked_at), 0, 0, total_cents, 0, 0, 0 FROM payroll_run WHERE state = 'locked'
  UNION ALL
  SELECT substr(issued_on, 1, 7), 0, 0, 0, total_cents, 0, 0 FROM invoice
  WHERE state = 'issued' AND coalesce(kind, '') NOT IN ('deposit', 'credit')
  UNION ALL
  SELECT substr(p.received_on, 1, 7), 0, 0, 0, 0, p.amount_cents, 0 FROM payment AS p
  JOIN invoice AS i ON i.id = p.invoice_id
  WHERE i.state = 'issued' AND coalesce(i.kind, '') NOT IN ('deposit', 'credit')
  UNION ALL
  SELECT substr(s.taken_on, 1, 7), 0, 0, 0, 0, s.open_cents, 0 FROM dunning_step AS s
  JOIN invoice AS i ON i.id = s.invoice_id
  WHERE s.step IN ('write_off', 'discount') AND i.state = 'issued'
  UNION ALL
  SELECT month, 0, 0, 0, 0, 0, cents FROM ahead
  UNION ALL
  SELECT back, 0, 0, 0, 0, 0, -cents FROM ahead WHERE back IS NOT NULL
),
months AS (
  SELECT month, sum(received) AS received, sum(refunded) AS refunded, sum(paid_out) AS paid_out,
    sum(billed) AS billed, sum(settled) AS settled, sum(advanced) AS advanced
  FROM flow GROUP BY month
),
running AS (
  SELECT months.*, sum(received - refunded - paid_out) OVER (ORDER BY month) AS closing,
    sum(billed - settled) OVER (ORDER BY month) AS owed,
    sum(advanced) OVER (ORDER BY month) AS ahead_at
  FROM months
)
SELECT month, closing - received + refunded + paid_out AS opening, received, refunded, paid_out,
  closing, billed, owed, ahead_at AS advanced
FROM running
WHERE month >= substr(:from_on, 1, 7) AND month || '-01' < :until_on
ORDER BY month
