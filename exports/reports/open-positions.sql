/*
title = "Unfilled positions by hours to the start"
group = "Today"
readers = "coordinator, employer desk"
question = "Which seats are still open, how soon do they start, and what came of asking?"
parameter = [
  {name = "period", kind = "period", default = "next 14 days"},
  {name = "employer", kind = "employer"},
  {name = "within", kind = "number", label = "Hours to start at most"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "employer"},
  {name = "site"},
  {name = "role"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "to_start", label = "Time to start", format = "hours"},
  {name = "interested", format = "number", total = true},
  {name = "asked", format = "number", total = true},
  {name = "declined", format = "number", total = true},
  {name = "silent", format = "number", total = true},
  {name = "unreached", format = "number", total = true},
  {name = "waiting", format = "number", total = true},
  {name = "rung", label = "Calls", format = "number", total = true},
]
opens = {record = "detail", column = "detail_id"}
*/
WITH open AS (
  SELECT * FROM seat
  WHERE officer_id IS NULL AND starts_at >= max(:from_at, :now_at) AND starts_at < :until_at
    AND (:employer IS NULL OR employer_id = :employer)
    AND (:within IS NULL OR starts_at <= :now_at + :within * 3600)
)
SELECT open.detail_id, open.position, employer.name AS employer, site.name AS site, open.role,
  open.starts_at, (open.starts_at - :now_at) / 60 AS to_start,
  (SELECT count(*) FROM interest WHERE interest.position_id = open.position_id
    AND withdrawn_at IS NULL) AS interested,
  count(o.id) AS asked, count(CASE WHEN o.state = 'declined' THEN 1 END) AS declined,
  count(CASE WHEN o.state = 'expired' THEN 1 END) AS silent,
  count(CASE WHEN o.state = 'unreached' THEN 1 END) AS unreached,
  count(CASE WHEN o.state = 'open' THEN 1 END) AS waiting,
  (SELECT count(*) FROM call_note WHERE call_note.position_id = open.position_id) AS rung
FROM open
JOIN employer ON employer.id = open.employer_id
JOIN site ON site.id = open.site_id
LEFT JOIN offer AS o ON o.position_id = open.position_id
GROUP BY open.position_id
ORDER BY open.starts_at, open.position
