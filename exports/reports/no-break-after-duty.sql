/*
title = "Details with no break after duty"
group = "Hours and eligibility"
readers = "auditor"
question = "Whose detail began at once, or nearly so, when the duty ended, so that he could not have travelled?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "minutes", kind = "number", label = "Gap of at most minutes", default = "15"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "duty"},
  {name = "duty_ends", label = "Duty ended", format = "instant"},
  {name = "position"},
  {name = "site"},
  {name = "starts_at", label = "Detail began", format = "instant"},
  {name = "gap", format = "hours"},
]
chart = {kind = "bars", label = "officer"}
opens = {record = "detail", column = "detail_id"}
*/
WITH details AS MATERIALIZED (
  SELECT assignment_id, officer_id, worked_from FROM stint
  WHERE starts_at >= :from_at AND starts_at < :until_at
    AND (:officer IS NULL OR officer_id = :officer)
),
-- A tour has no more than two days: what ends so shortly before began no earlier than that.
ended AS (
  SELECT w.assignment_id, t.kind, t.ends_at
  FROM details AS w CROSS JOIN tour_of AS t ON t.officer_id = w.officer_id
    AND t.starts_at >= w.worked_from - coalesce(:minutes, 15) * 60 - 172800
    AND t.starts_at < w.worked_from
    AND t.ends_at BETWEEN w.worked_from - coalesce(:minutes, 15) * 60 AND w.worked_from
  UNION ALL
  SELECT w.assignment_id, t.kind, t.ends_at
  FROM details AS w JOIN tour_by_hand AS t ON t.officer_id = w.officer_id
    AND t.ends_at BETWEEN w.worked_from - coalesce(:minutes, 15) * 60 AND w.worked_from
)
SELECT w.detail_id, person.badge || ' ' || person.name AS officer, t.kind AS duty,
  t.ends_at AS duty_ends, w.position, site.name AS site, w.worked_from AS starts_at,
  (w.worked_from - t.ends_at) / 60 AS gap
FROM ended AS t
CROSS JOIN work AS w ON w.assignment_id = t.assignment_id
CROSS JOIN person ON person.officer_id = w.officer_id
CROSS JOIN site ON site.id = w.site_id
WHERE t.kind IN ('regular', 'overtime', 'court', 'training')
ORDER BY gap, w.worked_from, w.position
