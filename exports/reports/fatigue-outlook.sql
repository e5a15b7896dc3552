/*
title = "Fatigue outlook"
group = "Hours and eligibility"
readers = "supervisors"
question = "Who has most hours, nights and shortest rest ahead?"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "next 7 days"},
  {name = "unit", kind = "text"},
  {name = "least", kind = "number", label = "Planned hours at least", default = "50"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "unit"},
  {name = "planned", label = "Planned", format = "hours", total = true},
  {name = "details", label = "Of them details", format = "hours", total = true},
  {name = "nights", format = "number", total = true},
  {name = "shortest", label = "Shortest rest", format = "hours"},
  {name = "days", label = "Days in a row", format = "number"},
]
chart = {kind = "bars", label = "officer", value = "planned"}
opens = {record = "officer", column = "officer_id"}
*/
WITH busy AS MATERIALIZED (
  SELECT officer_id, starts_at, ends_at, 0 AS is_detail FROM duty_tour
  WHERE starts_at >= :from_at AND starts_at < :until_at
    AND kind IN ('regular', 'overtime', 'court', 'training')
  UNION ALL
  SELECT officer_id, starts_at, ends_at, 1 FROM work
  WHERE starts_at >= :from_at AND starts_at < :until_at
),
-- Whose hours are too few is told before nights and days are counted.
tired AS (
  SELECT officer_id FROM busy GROUP BY officer_id
  HAVING max(is_detail) = 1 AND sum(ends_at - starts_at) >= coalesce(:least, 0) * 3600
),
-- Many tours begin and end alike: each span is put on the clock once.
spans AS MATERIALIZED (
  SELECT starts_at, ends_at, local_date(starts_at) AS on_date,
    local_hour(starts_at) >= 18 OR local_hour(ends_at - 1) < 8
      AND local_date(ends_at) > local_date(starts_at) AS night
  FROM (SELECT DISTINCT starts_at, ends_at FROM busy)
),
gaps AS (
  SELECT busy.*, lead(starts_at) OVER (PARTITION BY officer_id ORDER BY starts_at) - ends_at AS rest
  FROM busy WHERE officer_id IN (SELECT officer_id FROM tired)
)
SELECT gaps.officer_id, person.badge || ' ' || person.name AS officer, person.unit,
  sum(gaps.ends_at - gaps.starts_at) / 60 AS planned,
  sum(CASE WHEN is_detail THEN gaps.ends_at - gaps.starts_at ELSE 0 END) / 60 AS details,
  sum(night) AS nights, min(CASE WHEN rest >= 0 THEN rest END) / 60 AS shortest,
  count(DISTINCT on_date) AS days
FROM gaps
JOIN spans ON spans.starts_at = gaps.starts_at AND spans.ends_at = gaps.ends_at
JOIN person ON person.officer_id = gaps.officer_id
WHERE :unit = '' OR person.unit LIKE :unit
GROUP BY gaps.officer_id
HAVING details > 0
ORDER BY planned DESC, officer
