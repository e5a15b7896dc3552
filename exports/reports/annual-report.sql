/*
title = "Annual report of the programme"
group = "Oversight"
readers = "council, court"
question = "How did each month of the year go: orders, officers, customers, hours, money?"
parameter = [
  {name = "period", kind = "period", default = "this year"},
]
column = [
  {name = "month", format = "month"},
  {name = "details", format = "number", total = true},
  {name = "cancelled", format = "number", total = true},
  {name = "seats", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "fill_rate", label = "Filled of seats", format = "percent", part = "filled", of = "seats"},
  {name = "officers", format = "number"},
  {name = "customers", format = "number"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "billed", format = "money", total = true},
  {name = "received", format = "money", total = true},
  {name = "paid_out", label = "Paid to officers", format = "money", total = true},
]
chart = {kind = "columns", label = "month", value = "minutes"}
*/
-- Many seats begin at the same moment: each is put in its month once.
WITH begun AS MATERIALIZED (
  SELECT starts_at, local_month(starts_at) AS month FROM (SELECT DISTINCT starts_at FROM position
    WHERE starts_at >= :from_at AND starts_at < min(:until_at, :now_at))
),
counted AS (
  SELECT month, count(DISTINCT detail_id) AS details, count(*) AS seats,
    count(officer_id) AS filled, count(DISTINCT officer_id) AS officers,
    count(DISTINCT employer_id) AS customers
  FROM begun CROSS JOIN seat ON seat.starts_at = begun.starts_at GROUP BY month
),
worked AS (
  SELECT month, sum(minutes) AS minutes
  FROM (SELECT starts_at, local_month(starts_at) AS month FROM (SELECT DISTINCT starts_at
      FROM assignment WHERE starts_at >= :from_at AND starts_at < :until_at)) AS began
  CROSS JOIN stint ON stint.starts_at = began.starts_at
  WHERE stint.ends_at <= :now_at GROUP BY month
),
gone AS (
  SELECT local_month(starts_at) AS month, count(*) AS cancelled FROM detail
  WHERE state = 'cancelled' AND starts_at >= :from_at AND starts_at < :until_at GROUP BY month
),
billed AS (
  SELECT substr(issued_on, 1, 7) AS month, sum(total_cents) AS billed FROM invoice
  WHERE state = 'issued' AND coalesce(kind, '') <> 'deposit' AND issued_on >= :from_on
    AND issued_on < :until_on GROUP BY month
),
received AS (
  SELECT substr(received_on, 1, 7) AS month, sum(amount_cents) AS received FROM (
    SELECT received_on, amount_cents FROM receipt
    UNION ALL
    SELECT received_on, amount_cents FROM payment
    WHERE receipt_id IS NULL AND deposit_id IS NULL AND credit_id IS NULL)
  WHERE received_on >= :from_on AND received_on < :until_on GROUP BY month
),
paid AS (
  SELECT local_month(locked_at) AS month, sum(total_cents) AS paid_out FROM payroll_run
  WHERE state = 'locked' AND locked_at >= :from_at AND locked_at < :until_at GROUP BY month
)
SELECT counted.month, details, coalesce(cancelled, 0) AS cancelled, seats, filled,
  100.0 * filled / seats AS fill_rate, officers, customers, coalesce(minutes, 0) AS minutes,
  coalesce(billed, 0) AS billed, coalesce(received, 0) AS received,
  coalesce(paid_out, 0) AS paid_out
FROM counted
LEFT JOIN worked ON worked.month = counted.month
LEFT JOIN gone ON gone.month = counted.month
LEFT JOIN billed ON billed.month = counted.month
LEFT JOIN received ON received.month = counted.month
LEFT JOIN paid ON paid.month = counted.month
ORDER BY counted.month
