/*
title = "Departed or suspended officers with bookings"
group = "Hours and eligibility"
readers = "coordinator, HR"
question = "Who has seats ahead though he has left, is suspended or is no longer approved?"
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "unit"},
  {name = "status"},
  {name = "from_on", label = "From", format = "date"},
  {name = "until_on", label = "Until", format = "date"},
  {name = "bookings", format = "number", total = true},
  {name = "first_at", label = "First of them", format = "instant"},
  {name = "positions"},
]
opens = {record = "officer", column = "officer_id"}
*/
WITH away AS (
  SELECT officer_id, kind AS status, from_on, until_on FROM officer_status
  WHERE kind IN ('departed', 'suspended') AND (until_on IS NULL OR until_on > :today)
  UNION ALL
  SELECT id, 'not approved', NULL, NULL FROM officer WHERE approved = 0
)
SELECT away.officer_id, person.badge || ' ' || person.name AS officer, person.unit, away.status,
  away.from_on, away.until_on, count(*) AS bookings, min(w.starts_at) AS first_at,
  group_concat(w.position, ' ') AS positions
FROM away
JOIN work AS w ON w.officer_id = away.officer_id AND w.starts_at > :now_at
  AND (away.from_on IS NULL OR w.starts_at >= day_start(away.from_on))
  AND (away.until_on IS NULL OR w.starts_at < day_start(away.until_on))
JOIN person ON person.officer_id = away.officer_id
GROUP BY away.officer_id, away.status, away.from_on
ORDER BY first_at
