/*
title = "Demand by weekday and hour"
group = "Planning"
readers = "coordinator, chief"
question = "At which hours of the week are officers on details, or wanted for them?"
parameter = [
  {name = "period", kind = "period", default = "last 90 days"},
  {name = "of", kind = "choice", choices = ["all seats", "open seats"], default = "all seats"},
  {name = "type", kind = "text", label = "Type of job"},
]
column = [
  {name = "weekday"},
  {name = "hour", format = "number"},
  {name = "seats", label = "Seats", format = "number", total = true},
  {name = "share", label = "Share", format = "percent"},
]
chart = {kind = "heat", label = "hour", row = "weekday", value = "seats"}
*/
WITH RECURSIVE hours(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hours WHERE n < 23),
days(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM days WHERE n < 7),
spans AS MATERIALIZED (
  SELECT local_weekday(starts_at) AS day, local_hour(starts_at) AS hour,
    -- Hours begun, at most a day of them.
    min((ends_at - starts_at + 3599) / 3600, 24) AS many, count(*) AS seats
  FROM seat
  WHERE starts_at >= :from_at AND starts_at < :until_at AND (:type = '' OR job_class LIKE :type)
    AND (:of = 'all seats' OR officer_id IS NULL)
  GROUP BY day, hour, many
),
busy AS (
  SELECT (spans.day - 1 + (spans.hour + hours.n) / 24) % 7 + 1 AS day,
    (spans.hour + hours.n) % 24 AS hour, sum(spans.seats) AS seats
  FROM spans JOIN hours ON hours.n < spans.many
  GROUP BY 1, 2
)
SELECT substr('MonTueWedThuFriSatSun', days.n * 3 - 2, 3) AS weekday, hours.n AS hour,
  coalesce(busy.seats, 0) AS seats,
  100.0 * coalesce(busy.seats, 0) / nullif(sum(busy.seats) OVER (), 0) AS share
FROM days JOIN hours LEFT JOIN busy ON busy.day = days.n AND busy.hour = hours.n
WHERE EXISTS (SELECT 1 FROM spans)
ORDER BY days.n, hours.n
