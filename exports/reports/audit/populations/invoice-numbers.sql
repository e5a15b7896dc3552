/*
title = "Numbers of invoices from the first to the last of the period"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "invoice"},
  {name = "series"},
  {name = "given", hidden = true},
]
*/
WITH RECURSIVE numbered AS (
  SELECT rtrim(number, '0123456789') AS series, issued_on,
    length(number) - length(rtrim(number, '0123456789')) AS wide,
    CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER) AS n
  FROM invoice
),
ends AS (
  -- From the number after the last one before the period to the last one of the period.
  SELECT series, max(wide) AS wide, max(n) AS last,
    coalesce((SELECT max(b.n) + 1 FROM numbered AS b WHERE b.series = numbered.series
      AND b.issued_on < :from_on), min(n)) AS first
  FROM numbered WHERE issued_on >= :from_on AND issued_on < :until_on
  GROUP BY series
),
expected(series, wide, n, last) AS (
  SELECT series, wide, first, last FROM ends WHERE first <= last
  UNION ALL
  SELECT series, wide, n + 1, last FROM expected WHERE n < last
)
SELECT series || CASE WHEN length(n) < wide THEN substr('0000000000', 1, wide - length(n)) ELSE ''
    END || n AS invoice, series,
  EXISTS (SELECT 1 FROM numbered AS x WHERE x.series = e.series AND x.n = e.n) AS given
FROM expected AS e
ORDER BY series, n
