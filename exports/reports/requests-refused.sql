/*
title = "Requests refused, and why"
group = "Requests and employers"
readers = "chief, council"
question = "What was refused, on which ground and clause, and what was it worth?"
parameter = [
  {name = "period", kind = "period", default = "this quarter", label = "Decided"},
  {name = "ground", kind = "text"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "request_id", hidden = true},
  {name = "decided_at", label = "Decided", format = "instant"},
  {name = "number"},
  {name = "client"},
  {name = "event"},
  {name = "ground"},
  {name = "clause"},
  {name = "decided_by", label = "By"},
  {name = "price", format = "money", total = true},
]
chart = {kind = "bars", label = "clause"}
opens = {record = "request", column = "request_id"}
*/
SELECT r.employer_id, r.id AS request_id, r.decided_at, r.number,
  coalesce(employer.name, r.firm) AS client, r.event, r.decision AS ground, r.clause, r.decided_by, r.price_cents AS price
FROM request AS r LEFT JOIN employer ON employer.id = r.employer_id
WHERE r.state = 'refused' AND r.decided_at >= :from_at AND r.decided_at < :until_at
  AND (:ground = '' OR r.decision LIKE '%' || :ground || '%' OR r.clause LIKE :ground)
ORDER BY r.decided_at DESC
