/*
title = "Rest shorter than required"
group = "Hours and eligibility"
readers = "supervisors"
question = "Where did less than the required rest lie between a detail and other work?"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "rest", kind = "number", label = "Rest in hours", default = "8"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "before", label = "Before"},
  {name = "ended_at", label = "Ended", format = "instant"},
  {name = "after", label = "After"},
  {name = "started_at", label = "Started", format = "instant"},
  {name = "gap", label = "Rest", format = "hours"},
  {name = "missing", format = "hours", total = true},
]
chart = {kind = "bars", label = "officer"}
opens = {record = "officer", column = "officer_id"}
*/
WITH details AS MATERIALIZED (
  SELECT officer_id, worked_from AS starts_at, worked_until AS ends_at, assignment_id
  FROM stint
  WHERE starts_at >= :from_at - 172800 AND starts_at < :until_at + 172800
    AND (:officer IS NULL OR officer_id = :officer)
),
-- Tours that may stand next to a detail. They have no more than two days: what ended so shortly
-- before it began no earlier than that.
tours AS (
  SELECT t.officer_id, t.starts_at, t.ends_at, t.kind FROM details AS d
  CROSS JOIN tour_of AS t ON t.officer_id = d.officer_id
    AND t.starts_at >= d.starts_at - coalesce(:rest, 8) * 3600 - 172800
    AND t.starts_at < d.ends_at + coalesce(:rest, 8) * 3600
    AND t.kind IN ('regular', 'overtime')
  UNION
  SELECT t.officer_id, t.starts_at, t.ends_at, t.kind FROM details AS d
  JOIN tour_by_hand AS t ON t.officer_id = d.officer_id
    AND t.starts_at >= d.starts_at - coalesce(:rest, 8) * 3600 - 172800
    AND t.starts_at < d.ends_at + coalesce(:rest, 8) * 3600
    AND t.kind IN ('regular', 'overtime')
),
busy AS (
  SELECT officer_id, starts_at, ends_at, '' AS kind, assignment_id FROM details
  UNION ALL
  SELECT officer_id, starts_at, ends_at, kind, NULL FROM tours
),
followed AS (
  SELECT officer_id, kind AS before, assignment_id AS before_id, ends_at AS ended_at,
    lead(kind) OVER later AS after, lead(assignment_id) OVER later AS after_id,
    lead(starts_at) OVER later AS started_at
  FROM busy WINDOW later AS (PARTITION BY officer_id ORDER BY starts_at, ends_at)
)
SELECT followed.officer_id, person.badge || ' ' || person.name AS officer,
  CASE before WHEN '' THEN 'detail ' || (SELECT detail FROM work WHERE assignment_id = before_id)
    ELSE before END AS before,
  ended_at,
  CASE after WHEN '' THEN 'detail ' || (SELECT detail FROM work WHERE assignment_id = after_id)
    ELSE after END AS after,
  started_at, (started_at - ended_at) / 60 AS gap,
  coalesce(:rest, 8) * 60 - (started_at - ended_at) / 60 AS missing
FROM followed JOIN person ON person.officer_id = followed.officer_id
WHERE started_at >= ended_at AND started_at - ended_at < coalesce(:rest, 8) * 3600
  AND (before_id IS NOT NULL OR after_id IS NOT NULL)
  AND started_at >= :from_at AND started_at < :until_at
ORDER BY gap, officer, started_at
