/*
title = "Unfilled positions and revenue not earned"
group = "Requests and employers"
readers = "council, chief"
question = "How much of what was ordered could not be filled, and what would it have brought?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "by", kind = "choice", choices = ["type", "month", "employer", "weekday", "site", "reason", "own field"], default = "type"},
  {name = "reason", kind = "text", label = "Reason"},
  {name = "field", kind = "text", label = "Own field of jobs", default = "district"},
]
column = [
  {name = "what"},
  {name = "requested", format = "number", total = true},
  {name = "filled", format = "number", total = true},
  {name = "unfilled", format = "number", total = true},
  {name = "percent", label = "Share unfilled", format = "percent", part = "unfilled", of = "requested"},
  {name = "minutes", label = "Hours not worked", format = "hours", total = true},
  {name = "amount", label = "Not earned", format = "money", total = true},
]
chart = {kind = "bars", label = "what", value = "unfilled"}
*/
-- What an hour of that role brought on the average in the year before the end of the period.
WITH rate AS (
  SELECT p.role, 1.0 * sum(c.amount_cents) / sum(c.minutes) AS cents
  FROM detail AS d
  JOIN charge AS c ON c.detail_id = d.id AND c.side = 'bill' AND c.released = 0
    AND c.kind = 'officer' AND c.minutes > 0
  JOIN assignment AS a ON a.id = c.assignment_id
  JOIN position AS p ON p.id = a.position_id
  WHERE d.starts_at >= :until_at - 31536000 AND d.starts_at < :until_at
  GROUP BY p.role
),
-- Why nobody came, by the last thing that the book knows of the seat.
reasoned AS (
  SELECT seat.*, CASE
    WHEN officer_id IS NOT NULL THEN 'filled'
    WHEN EXISTS (SELECT 1 FROM assignment AS a WHERE a.position_id = seat.position_id
      AND a.state = 'no_show') THEN 'did not come'
    WHEN EXISTS (SELECT 1 FROM assignment AS a WHERE a.position_id = seat.position_id
      AND a.state = 'called_off') THEN 'given back'
    WHEN EXISTS (SELECT 1 FROM assignment AS a WHERE a.position_id = seat.position_id
      AND a.state = 'released') THEN 'taken off'
    WHEN EXISTS (SELECT 1 FROM interest AS i WHERE i.position_id = seat.position_id
      AND i.withdrawn_at IS NULL) THEN 'asked for, not given'
    WHEN EXISTS (SELECT 1 FROM offer AS o WHERE o.position_id = seat.position_id
      AND o.state = 'declined') OR EXISTS (SELECT 1 FROM call_note AS c
      WHERE c.position_id = seat.position_id AND c.outcome = 'refused') THEN 'refused'
    WHEN EXISTS (SELECT 1 FROM offer AS o WHERE o.position_id = seat.position_id)
      OR EXISTS (SELECT 1 FROM call_note AS c WHERE c.position_id = seat.position_id)
      THEN 'no answer'
    ELSE 'nobody was asked' END AS reason
  FROM seat
  WHERE seat.starts_at >= :from_at AND seat.starts_at < min(:until_at, :now_at)
)
SELECT CASE :by WHEN 'type' THEN coalesce(nullif(seat.job_class, ''), '(none)')
    WHEN 'month' THEN local_month(seat.starts_at) WHEN 'employer' THEN employer.name
    WHEN 'own field' THEN coalesce((SELECT own.value FROM job AS j, json_each(j.custom) AS own
      WHERE j.id = seat.job_id AND own.key = :field AND own.value <> ''), '(none)')
    WHEN 'site' THEN employer.name || ': ' || site.name WHEN 'reason' THEN seat.reason
    ELSE substr('MonTueWedThuFriSatSun', local_weekday(seat.starts_at) * 3 - 2, 3) END AS what,
  count(*) AS requested, count(seat.officer_id) AS filled,
  count(*) - count(seat.officer_id) AS unfilled,
  100.0 * (count(*) - count(seat.officer_id)) / count(*) AS percent,
  coalesce(sum(CASE WHEN seat.officer_id IS NULL THEN seat.minutes END), 0) AS minutes,
  CAST(round(coalesce(sum(CASE WHEN seat.officer_id IS NULL THEN seat.minutes * rate.cents END), 0))
    AS INTEGER) AS amount
FROM reasoned AS seat
JOIN employer ON employer.id = seat.employer_id
JOIN site ON site.id = seat.site_id
LEFT JOIN rate ON rate.role = seat.role
WHERE :reason = '' OR seat.reason LIKE :reason
GROUP BY what
ORDER BY unfilled DESC, what
