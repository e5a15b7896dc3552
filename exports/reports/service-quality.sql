/*
title = "Service quality per employer"
group = "Requests and employers"
readers = "coordinator, employer"
question = "How well was each employer served: filled, on time, no-shows, late changes, scores?"
parameter = [
  {name = "period", kind = "period", default = "last quarter"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "employer"},
  {name = "seats", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "fill_rate", label = "Filled of seats", format = "percent", part = "filled", of = "seats"},
  {name = "timed", label = "Punched in", format = "number", total = true},
  {name = "on_time", label = "On time", format = "number", total = true},
  {name = "on_time_rate", label = "On time of punched", format = "percent", part = "on_time", of = "timed"},
  {name = "no_shows", label = "No-shows", format = "number", total = true},
  {name = "late_call_offs", label = "Call-offs under 24 h", format = "number", total = true},
  {name = "score", label = "Mean score", format = "number"},
]
chart = {kind = "bars", label = "employer", value = "fill_rate"}
opens = {record = "employer", column = "employer_id"}
*/
WITH asked AS (
  SELECT seat.employer_id, count(*) AS seats, count(seat.officer_id) AS filled,
    count((SELECT min(at) FROM punch WHERE punch.assignment_id = seat.assignment_id
      AND kind = 'in')) AS timed,
    sum((SELECT min(at) FROM punch WHERE punch.assignment_id = seat.assignment_id
      AND kind = 'in') <= seat.starts_at + 300) AS on_time
  FROM seat
  WHERE seat.starts_at >= :from_at AND seat.starts_at < min(:until_at, :now_at)
    AND (:employer IS NULL OR seat.employer_id = :employer)
  GROUP BY seat.employer_id
),
bad AS (
  SELECT j.employer_id, sum(a.state = 'no_show') AS no_shows,
    sum(a.state = 'called_off' AND c.called_at > a.starts_at - 86400) AS late_call_offs
  FROM assignment AS a
  JOIN position AS p ON p.id = a.position_id
  JOIN detail AS d ON d.id = p.detail_id
  JOIN job AS j ON j.id = d.job_id
  LEFT JOIN call_off AS c ON c.assignment_id = a.id
  WHERE a.starts_at >= :from_at AND a.starts_at < min(:until_at, :now_at)
    AND a.state IN ('no_show', 'called_off')
  GROUP BY j.employer_id
),
scored AS (
  SELECT j.employer_id, avg(f.score) AS score
  FROM feedback AS f
  CROSS JOIN detail AS d ON d.id = f.detail_id
  JOIN job AS j ON j.id = d.job_id
  WHERE f.side = 'employer' AND d.starts_at >= :from_at AND d.starts_at < :until_at
  GROUP BY j.employer_id
)
SELECT asked.employer_id, employer.name AS employer, seats, filled,
  100.0 * filled / seats AS fill_rate, timed, coalesce(on_time, 0) AS on_time,
  100.0 * on_time / nullif(timed, 0) AS on_time_rate,
  coalesce(no_shows, 0) AS no_shows, coalesce(late_call_offs, 0) AS late_call_offs,
  scored.score
FROM asked
JOIN employer ON employer.id = asked.employer_id
LEFT JOIN scored ON scored.employer_id = asked.employer_id
LEFT JOIN bad ON bad.employer_id = asked.employer_id
ORDER BY seats DESC, employer.name
