/*
title = "Punches outside the fence or without a position"
group = "Attendance"
readers = "coordinator"
question = "Which punches do not show that the officer was at the site?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "at", label = "At", format = "instant"},
  {name = "kind", label = "Punch"},
  {name = "officer"},
  {name = "position"},
  {name = "site"},
  {name = "presence"},
  {name = "distance", label = "Metres off", format = "number"},
  {name = "accuracy", label = "Accuracy (m)", format = "number"},
  {name = "word", label = "Code word"},
  {name = "source"},
]
chart = {kind = "bars", label = "presence"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, p.at, p.kind, person.badge || ' ' || person.name AS officer, w.position,
  site.name AS site, coalesce(p.presence, 'none') AS presence, p.distance_m AS distance,
  p.accuracy_m AS accuracy,
  CASE p.code_word WHEN 1 THEN 'right' WHEN 0 THEN 'wrong' ELSE '' END AS word, p.source
FROM work AS w
JOIN punch AS p ON p.assignment_id = w.assignment_id
JOIN site ON site.id = w.site_id
JOIN person ON person.officer_id = w.officer_id
WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND p.kind IN ('in', 'out')
  AND coalesce(p.presence, 'none') <> 'inside' AND p.code_word IS NOT 1
  AND (:officer IS NULL OR w.officer_id = :officer)
ORDER BY p.at DESC
