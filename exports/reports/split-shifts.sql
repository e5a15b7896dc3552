/*
title = "Duty shifts split round a detail"
group = "Hours and eligibility"
readers = "auditor"
question = "Whose duty on one date lies before and after a detail, and how often?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "on_date", label = "Date", format = "date"},
  {name = "before_ends", label = "Duty until", format = "instant"},
  {name = "position"},
  {name = "worked_from", label = "Detail from", format = "instant"},
  {name = "worked_until", label = "Until", format = "instant"},
  {name = "after_starts", label = "Duty from", format = "instant"},
]
chart = {kind = "bars", label = "officer"}
opens = {record = "detail", column = "detail_id"}
*/
WITH details AS MATERIALIZED (
  SELECT assignment_id, officer_id, worked_from, worked_until FROM stint
  WHERE starts_at >= :from_at AND starts_at < :until_at AND ends_at <= :now_at
),
-- A tour has no more than two days: what ends within eight hours before began in the days before.
before AS MATERIALIZED (
  SELECT w.*, b.starts_at, b.ends_at
  FROM details AS w CROSS JOIN tour_of AS b ON b.officer_id = w.officer_id
    AND b.starts_at > w.worked_from - 201600 AND b.starts_at < w.worked_from
    AND b.ends_at <= w.worked_from AND b.ends_at > w.worked_from - 28800
    AND b.kind IN ('regular', 'overtime')
  UNION ALL
  SELECT w.*, b.starts_at, b.ends_at
  FROM details AS w JOIN tour_by_hand AS b ON b.officer_id = w.officer_id
    AND b.ends_at <= w.worked_from AND b.ends_at > w.worked_from - 28800
    AND b.kind IN ('regular', 'overtime')
),
round AS (
  SELECT b.assignment_id, b.starts_at AS began_at, b.ends_at, a.starts_at
  FROM before AS b CROSS JOIN tour_of AS a ON a.officer_id = b.officer_id
    AND a.starts_at >= b.worked_until AND a.starts_at < b.worked_until + 28800
    AND a.kind IN ('regular', 'overtime')
  UNION ALL
  SELECT b.assignment_id, b.starts_at, b.ends_at, a.starts_at
  FROM before AS b JOIN tour_by_hand AS a ON a.officer_id = b.officer_id
    AND a.starts_at >= b.worked_until AND a.starts_at < b.worked_until + 28800
    AND a.kind IN ('regular', 'overtime')
)
SELECT w.detail_id, person.badge || ' ' || person.name AS officer,
  local_date(w.worked_from) AS on_date, max(r.ends_at) AS before_ends, w.position, w.worked_from,
  w.worked_until, min(r.starts_at) AS after_starts
FROM round AS r
CROSS JOIN work AS w ON w.assignment_id = r.assignment_id
CROSS JOIN person ON person.officer_id = w.officer_id
WHERE local_date(r.began_at) = local_date(r.starts_at)
GROUP BY w.assignment_id
ORDER BY w.worked_from, w.position
