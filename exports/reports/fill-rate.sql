/*
title = "Fill rate and time to fill"
group = "Planning"
readers = "chief"
question = "How many of the seats asked for were filled, how soon, and does notice matter?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "by", kind = "choice", choices = ["notice", "type", "type and notice", "month", "employer"], default = "notice"},
]
column = [
  {name = "what"},
  {name = "seats", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "fill_rate", label = "Filled of seats", format = "percent", part = "filled", of = "seats"},
  {name = "median_to_fill", label = "Median time to fill", format = "hours"},
  {name = "median_ahead", label = "Median filled ahead", format = "hours"},
]
chart = {kind = "bars", label = "what", value = "fill_rate"}
*/
WITH timed AS (
  SELECT seat.*, employer.name AS employer,
    coalesce(nullif(seat.job_class, ''), '(none)') AS type,
    coalesce(seat.posted_at, r.received_at, seat.requested_at) AS opened_at
  FROM seat
  JOIN employer ON employer.id = seat.employer_id
  JOIN job AS j ON j.id = seat.job_id
  LEFT JOIN request AS r ON r.id = j.request_id
  WHERE seat.starts_at >= :from_at AND seat.starts_at < min(:until_at, :now_at)
),
classed AS (
  SELECT timed.*, CASE WHEN opened_at IS NULL THEN 'not known'
    WHEN starts_at - opened_at < 86400 THEN '1: under a day'
    WHEN starts_at - opened_at < 3 * 86400 THEN '2: 1 to 3 days'
    WHEN starts_at - opened_at < 7 * 86400 THEN '3: 3 to 7 days' ELSE '4: a week or more'
    END AS notice
  FROM timed
)
SELECT CASE :by
    WHEN 'type' THEN type WHEN 'month' THEN local_month(starts_at) WHEN 'employer' THEN employer
    WHEN 'type and notice' THEN type || ' · ' || notice ELSE notice END AS what,
  count(*) AS seats, count(officer_id) AS filled, 100.0 * count(officer_id) / count(*) AS fill_rate,
  CAST(median(CASE WHEN awarded_at >= opened_at THEN (awarded_at - opened_at) / 60 END) AS INTEGER)
    AS median_to_fill,
  CAST(median(CASE WHEN awarded_at <= starts_at THEN (starts_at - awarded_at) / 60 END) AS INTEGER)
    AS median_ahead
FROM classed
GROUP BY what
ORDER BY what
