/*
title = "Workload by unit: duty overtime beside details"
group = "Hours and eligibility"
readers = "chief, union"
question = "How much overtime and how many details does each unit carry, and how much of it is leave or sickness?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "unit"},
  {name = "officers", format = "number", total = true},
  {name = "duty", label = "Duty", format = "hours", total = true},
  {name = "overtime", format = "hours", total = true},
  {name = "details", format = "hours", total = true},
  {name = "away", label = "Leave, sick", format = "hours", total = true},
  {name = "each", label = "Details each", format = "hours"},
]
chart = {kind = "bars", label = "unit", value = "details"}
*/
-- The imported schedule is added up officer by officer, in the order of its index.
WITH tours AS (
  SELECT o.id AS officer_id,
    sum(CASE WHEN s.kind IN ('regular', 'court', 'training')
      THEN (s.ends_at - s.starts_at) / 60 ELSE 0 END) AS duty,
    sum(CASE s.kind WHEN 'overtime' THEN (s.ends_at - s.starts_at) / 60 ELSE 0 END) AS overtime,
    sum(CASE WHEN s.kind IN ('leave', 'sick')
      THEN (s.ends_at - s.starts_at) / 60 ELSE 0 END) AS away
  FROM officer AS o
  CROSS JOIN governed AS g ON g.from_at < :until_at AND g.until_at > :from_at
  CROSS JOIN shift AS s INDEXED BY shift_by_officer ON s.officer_id = o.id
    AND s.starts_at >= max(g.from_at, :from_at) AND s.starts_at < min(g.until_at, :until_at)
    AND s.batch_id = g.batch_id AND s.ends_at - s.starts_at <= 172800
    AND s.id NOT IN (SELECT hides_shift_id FROM shift_overlay WHERE hides_shift_id IS NOT NULL)
  GROUP BY o.id
),
spent AS (
  SELECT officer_id, kind, (ends_at - starts_at) / 60 AS minutes FROM tour_by_hand
  WHERE starts_at >= :from_at AND starts_at < :until_at
  UNION ALL
  SELECT officer_id, 'leave', (min(ends_at, :until_at) - max(starts_at, :from_at)) / 60
  FROM duty_long WHERE starts_at < :until_at AND ends_at > :from_at
  UNION ALL
  SELECT officer_id, 'detail', sum(minutes) FROM stint
  WHERE starts_at >= :from_at AND starts_at < :until_at AND ends_at <= :now_at
  GROUP BY officer_id
),
both AS (
  SELECT officer_id, duty, overtime, 0 AS details, away FROM tours
  UNION ALL
  SELECT officer_id, CASE WHEN kind IN ('regular', 'court', 'training') THEN minutes ELSE 0 END,
    CASE kind WHEN 'overtime' THEN minutes ELSE 0 END,
    CASE kind WHEN 'detail' THEN minutes ELSE 0 END,
    CASE WHEN kind IN ('leave', 'sick') THEN minutes ELSE 0 END
  FROM spent
),
summed AS (
  SELECT officer_id, sum(duty) AS duty, sum(overtime) AS overtime, sum(details) AS details,
    sum(away) AS away
  FROM both GROUP BY officer_id
)
SELECT coalesce(nullif(o.unit, ''), '(none)') AS unit, count(*) AS officers,
  sum(coalesce(duty, 0)) AS duty, sum(coalesce(overtime, 0)) AS overtime,
  sum(coalesce(details, 0)) AS details, sum(coalesce(away, 0)) AS away,
  sum(coalesce(details, 0)) / count(*) AS each
FROM officer AS o LEFT JOIN summed ON summed.officer_id = o.id
WHERE NOT EXISTS (SELECT 1 FROM officer_status AS s WHERE s.officer_id = o.id
  AND s.kind = 'departed' AND s.from_on <= :from_on)
GROUP BY 1
ORDER BY details DESC
