/*
title = "Waves of asking"
group = "Distribution"
readers = "union"
question = "In which waves were seats put before officers, how large were they, and what came of each?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Asked"},
  {name = "job", kind = "job"},
  {name = "tier", kind = "text"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "wave", format = "number"},
  {name = "tiers"},
  {name = "opened_at", label = "Opened", format = "instant"},
  {name = "closed_at", label = "Closed", format = "instant"},
  {name = "asked", format = "number", total = true},
  {name = "accepted", format = "number", total = true},
  {name = "declined", format = "number", total = true},
  {name = "silent", format = "number", total = true},
  {name = "unreached", format = "number", total = true},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, p.number AS position, o.wave,
  group_concat(DISTINCT coalesce(officer.tier, '')) AS tiers, min(o.offered_at) AS opened_at,
  max(coalesce(o.answered_at, o.expires_at)) AS closed_at, count(*) AS asked,
  sum(o.state = 'accepted') AS accepted, sum(o.state = 'declined') AS declined,
  sum(o.state = 'expired') AS silent, sum(o.state = 'unreached') AS unreached
FROM offer AS o
JOIN position AS p ON p.id = o.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN officer ON officer.id = o.officer_id
WHERE o.offered_at >= :from_at AND o.offered_at < :until_at AND (:job IS NULL OR d.job_id = :job)
  AND (:tier = '' OR coalesce(officer.tier, '') LIKE :tier)
GROUP BY p.id, o.wave
ORDER BY min(o.offered_at) DESC, p.number, o.wave
