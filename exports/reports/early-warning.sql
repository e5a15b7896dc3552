/*
title = "Early warning"
group = "Oversight"
readers = "command staff"
question = "Which officers gather no-shows, overrides, overlaps and complaints, more than in the span before, and what do they say?"
parameter = [
  {name = "period", kind = "period", default = "this quarter"},
  {name = "threshold", kind = "number", label = "From points on", default = "2"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "badge"},
  {name = "officer"},
  {name = "unit"},
  {name = "no_shows", label = "No-shows", format = "number", total = true},
  {name = "late_call_offs", label = "Late call-offs", format = "number", total = true},
  {name = "overlaps", format = "number", total = true},
  {name = "overrides", format = "number", total = true},
  {name = "complaints", format = "number", total = true},
  {name = "points", format = "number", total = true},
  {name = "before", label = "Span before", format = "number", total = true},
  {name = "answer", label = "Officer's last answer"},
  {name = "asked_at", label = "Asked", format = "instant"},
]
chart = {kind = "bars", label = "officer", value = "points"}
opens = {record = "officer", column = "officer_id"}
*/
WITH told AS (
  SELECT officer_id, starts_at AS at, 'no_show' AS what FROM assignment
  WHERE state = 'no_show' AND starts_at >= 2 * :from_at - :until_at AND starts_at < :until_at
  UNION ALL
  SELECT a.officer_id, c.called_at, 'late' FROM call_off AS c
  JOIN assignment AS a ON a.id = c.assignment_id
  WHERE c.called_at > a.starts_at - 14400 AND c.called_at >= 2 * :from_at - :until_at
    AND c.called_at < :until_at
  UNION ALL
  SELECT officer_id, found_at, 'overlap' FROM overlap_case
  WHERE state NOT IN ('cleared', 'gone') AND found_at >= 2 * :from_at - :until_at
    AND found_at < :until_at
  UNION ALL
  SELECT officer_id, decided_at, 'override' FROM decision
  WHERE override_by <> '' AND decided_at >= 2 * :from_at - :until_at AND decided_at < :until_at
  UNION ALL
  SELECT CAST(substr(subject, 9) AS INTEGER), written_at, 'complaint' FROM note
  WHERE subject LIKE 'officer:%' AND kind IN ('complaint', 'incident')
    AND written_at >= 2 * :from_at - :until_at AND written_at < :until_at
)
SELECT told.officer_id, person.badge, person.name AS officer, person.unit,
  sum(what = 'no_show' AND at >= :from_at) AS no_shows,
  sum(what = 'late' AND at >= :from_at) AS late_call_offs,
  sum(what = 'overlap' AND at >= :from_at) AS overlaps,
  sum(what = 'override' AND at >= :from_at) AS overrides,
  sum(what = 'complaint' AND at >= :from_at) AS complaints,
  sum(at >= :from_at) AS points, sum(at < :from_at) AS before,
  -- What he said when he was asked about these counts, else to the last of his cases.
  coalesce(
    (SELECT answer FROM audit_finding AS f WHERE f.officer_id = told.officer_id
      AND f.test = 'early-warning' AND f.answer <> '' ORDER BY f.answered_at DESC LIMIT 1),
    (SELECT answer FROM overlap_case AS c WHERE c.officer_id = told.officer_id AND c.answer <> ''
      ORDER BY c.answered_at DESC LIMIT 1)) AS answer,
  (SELECT max(asked_at) FROM audit_finding AS f WHERE f.officer_id = told.officer_id
    AND f.test = 'early-warning') AS asked_at
FROM told JOIN person ON person.officer_id = told.officer_id
GROUP BY told.officer_id
HAVING points >= coalesce(:threshold, 1)
ORDER BY points DESC, officer
