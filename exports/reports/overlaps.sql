/*
title = "Details that overlap duty, court, training or leave"
group = "Hours and eligibility"
readers = "auditor, internal affairs"
question = "Where do hours worked on a detail lie within other recorded time, for how long, and by which source?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "kind", kind = "choice", choices = ["all", "regular", "overtime", "court", "training", "leave", "sick"], default = "all"},
  {name = "officer", kind = "officer"},
  {name = "source", kind = "text"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "position"},
  {name = "worked_from", label = "Worked from", format = "instant"},
  {name = "worked_until", label = "Worked until", format = "instant"},
  {name = "kind", label = "Record"},
  {name = "starts_at", label = "Record from", format = "instant"},
  {name = "ends_at", label = "Record until", format = "instant"},
  {name = "minutes", label = "Overlap", format = "hours", total = true},
  {name = "source"},
  {name = "decided", label = "Case"},
]
chart = {kind = "bars", label = "kind", value = "minutes"}
opens = {record = "detail", column = "detail_id"}
*/
WITH details AS MATERIALIZED (
  SELECT assignment_id, officer_id, worked_from, worked_until FROM stint
  WHERE starts_at >= :from_at AND starts_at < :until_at AND ends_at <= :now_at
    AND (:officer IS NULL OR officer_id = :officer)
),
longer AS MATERIALIZED (
  SELECT officer_id, starts_at, ends_at, kind, leave_kind, source FROM duty_long
  WHERE starts_at < :until_at + 172800 AND ends_at > :from_at
    AND (:officer IS NULL OR officer_id = :officer)
),
-- A tour has no more than two days: what meets a detail begins so near before it.
pairs AS (
  SELECT w.assignment_id, r.starts_at, r.ends_at, r.kind, r.leave_kind, r.source
  FROM details AS w CROSS JOIN tour_of AS r ON r.officer_id = w.officer_id
    AND r.starts_at > w.worked_from - 172800 AND r.starts_at < w.worked_until
    AND r.ends_at > w.worked_from
  UNION ALL
  SELECT w.assignment_id, r.starts_at, r.ends_at, r.kind, r.leave_kind, r.source
  FROM details AS w JOIN tour_by_hand AS r ON r.officer_id = w.officer_id
    AND r.starts_at < w.worked_until AND r.ends_at > w.worked_from
  UNION ALL
  SELECT w.assignment_id, r.starts_at, r.ends_at, r.kind, r.leave_kind, r.source
  FROM details AS w JOIN longer AS r ON r.officer_id = w.officer_id
    AND r.starts_at < w.worked_until AND r.ends_at > w.worked_from
)
SELECT w.detail_id, person.badge || ' ' || person.name AS officer, w.position, w.worked_from,
  w.worked_until, coalesce(p.leave_kind, p.kind) AS kind, p.starts_at, p.ends_at,
  (min(w.worked_until, p.ends_at) - max(w.worked_from, p.starts_at)) / 60 AS minutes,
  p.source,
  (SELECT state FROM overlap_case AS c WHERE c.assignment_id = p.assignment_id
    AND c.starts_at = p.starts_at ORDER BY c.id DESC LIMIT 1) AS decided
FROM pairs AS p
CROSS JOIN work AS w ON w.assignment_id = p.assignment_id
CROSS JOIN person ON person.officer_id = w.officer_id
WHERE (:kind = 'all' OR p.kind = :kind) AND (:source = '' OR p.source LIKE :source)
ORDER BY minutes DESC, w.worked_from, w.position, p.starts_at
