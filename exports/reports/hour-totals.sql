/*
title = "Officers at or over an hour limit"
group = "Hours and eligibility"
readers = "supervisors, chief"
question = "How many hours of duty, overtime and details has everybody in the period, and how near is that to the limit?"
parameter = [
  {name = "period", kind = "period", default = "this week"},
  {name = "limit", kind = "number", label = "Limit in hours", default = "64"},
  {name = "margin", kind = "number", label = "Show from hours below it", default = "8"},
  {name = "unit", kind = "text"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "badge"},
  {name = "officer"},
  {name = "unit"},
  {name = "duty", format = "hours", total = true},
  {name = "overtime", format = "hours", total = true},
  {name = "detail", label = "Details", format = "hours", total = true},
  {name = "total", format = "hours", total = true},
  {name = "margin", format = "hours"},
  {name = "over", format = "yes_no"},
]
chart = {kind = "bars", label = "officer", value = "total"}
opens = {record = "officer", column = "officer_id"}
*/
-- The imported schedule is added up officer by officer, in the order of its index.
WITH tours AS (
  SELECT o.id AS officer_id, sum(CASE s.kind WHEN 'overtime' THEN 0 ELSE
      (min(s.ends_at, :until_at) - max(s.starts_at, :from_at)) / 60 END) AS duty,
    sum(CASE s.kind WHEN 'overtime' THEN
      (min(s.ends_at, :until_at) - max(s.starts_at, :from_at)) / 60 ELSE 0 END) AS overtime
  FROM officer AS o
  CROSS JOIN governed AS g ON g.from_at < :until_at AND g.until_at > :from_at - 172800
  CROSS JOIN shift AS s INDEXED BY shift_by_officer ON s.officer_id = o.id
    AND s.starts_at >= max(g.from_at, :from_at - 172799)
    AND s.starts_at < min(g.until_at, :until_at)
    AND s.batch_id = g.batch_id AND s.ends_at > :from_at AND s.ends_at - s.starts_at <= 172800
    AND s.kind IN ('regular', 'overtime', 'court', 'training')
    AND s.id NOT IN (SELECT hides_shift_id FROM shift_overlay WHERE hides_shift_id IS NOT NULL)
  GROUP BY o.id
),
spent AS (
  SELECT officer_id, duty, overtime, 0 AS detail FROM tours
  UNION ALL
  SELECT officer_id, CASE kind WHEN 'overtime' THEN 0 ELSE
      (min(ends_at, :until_at) - max(starts_at, :from_at)) / 60 END,
    CASE kind WHEN 'overtime' THEN
      (min(ends_at, :until_at) - max(starts_at, :from_at)) / 60 ELSE 0 END, 0
  FROM tour_by_hand
  WHERE starts_at > :from_at - 172800 AND starts_at < :until_at AND ends_at > :from_at
    AND kind IN ('regular', 'overtime', 'court', 'training')
  UNION ALL
  SELECT officer_id, 0, 0, sum(minutes) FROM stint
  WHERE starts_at >= :from_at AND starts_at < :until_at GROUP BY officer_id
),
summed AS (
  SELECT officer_id, sum(duty) AS duty, sum(overtime) AS overtime, sum(detail) AS detail,
    sum(duty) + sum(overtime) + sum(detail) AS total
  FROM spent GROUP BY officer_id
)
SELECT summed.officer_id, person.badge, person.name AS officer, person.unit, duty, overtime,
  detail, total, :limit * 60 - total AS margin, total > :limit * 60 AS over
FROM summed JOIN person ON person.officer_id = summed.officer_id
WHERE (:limit IS NULL OR total >= (:limit - coalesce(:margin, 0)) * 60)
  AND (:unit = '' OR person.unit LIKE :unit)
ORDER BY total DESC, person.name, person.badge
