/*
title = "Details worked above or below rank"
group = "Hours and eligibility"
readers = "auditor, payroll"
question = "Who worked a seat of another rank than his own, and what was it paid?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "way", kind = "choice", choices = ["all", "above", "below"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "officer"},
  {name = "own_rank", label = "Own rank"},
  {name = "seat_rank", label = "Rank of seat"},
  {name = "way"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "pay", format = "money", total = true},
]
chart = {kind = "bars", label = "way"}
opens = {record = "detail", column = "detail_id"}
*/
WITH seats AS (
  SELECT w.*, p.rank_id FROM stint AS w CROSS JOIN position AS p ON p.id = w.position_id
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
    AND p.rank_id IS NOT NULL
),
-- The levels are held against each other before anything else is looked up.
differing AS (
  SELECT seats.assignment_id, own.code AS own_rank, wanted.code AS seat_rank,
    own.level AS own_level, wanted.level AS seat_level
  FROM seats
  CROSS JOIN rank AS wanted ON wanted.id = seats.rank_id
  CROSS JOIN rank AS own ON own.id = (SELECT h.rank_id FROM rank_held AS h
    WHERE h.officer_id = seats.officer_id AND h.from_on <= local_date(seats.starts_at)
    ORDER BY h.from_on DESC LIMIT 1)
  WHERE own.level <> wanted.level
)
SELECT w.detail_id, w.position, w.starts_at, person.badge || ' ' || person.name AS officer,
  d.own_rank, d.seat_rank,
  CASE WHEN d.own_level < d.seat_level THEN 'above' ELSE 'below' END AS way, w.minutes,
  (SELECT sum(amount_cents) FROM charge WHERE charge.assignment_id = w.assignment_id
    AND side = 'pay' AND released = 0) AS pay
FROM differing AS d
CROSS JOIN work AS w ON w.assignment_id = d.assignment_id
CROSS JOIN person ON person.officer_id = w.officer_id
WHERE :way = 'all' OR (:way = 'above') = (d.own_level < d.seat_level)
ORDER BY w.starts_at, officer
