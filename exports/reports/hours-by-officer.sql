/*
title = "Details, hours and pay by officer"
group = "Distribution"
readers = "union, chief"
question = "How are offers, details, hours and money spread over the officers?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "unit", kind = "text"},
  {name = "rank", kind = "text", hint = "the rank's code, such as SGT"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "badge"},
  {name = "officer"},
  {name = "rank"},
  {name = "unit"},
  {name = "offered", format = "number", total = true},
  {name = "accepted", format = "number", total = true},
  {name = "declined", format = "number", total = true},
  {name = "silent", format = "number", total = true},
  {name = "details", format = "number", total = true},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "unpopular", label = "Night, weekend", format = "hours", total = true},
  {name = "pay", format = "money", total = true},
  {name = "deviation", label = "Against the mean", format = "hours"},
]
chart = {kind = "bars", label = "officer", value = "minutes"}
opens = {record = "officer", column = "officer_id"}
*/
WITH worked AS (
  SELECT w.officer_id, count(*) AS details, sum(w.minutes) AS minutes,
    sum(CASE WHEN local_weekday(w.starts_at) >= 6 OR local_hour(w.starts_at) >= 20
      OR local_hour(w.starts_at) < 6 THEN w.minutes ELSE 0 END) AS unpopular,
    sum((SELECT sum(amount_cents) FROM charge WHERE charge.assignment_id = w.assignment_id
      AND side = 'pay' AND released = 0)) AS pay
  FROM work AS w
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
  GROUP BY w.officer_id
),
asked AS (
  SELECT officer_id, count(*) AS offered, sum(state = 'accepted') AS accepted,
    sum(state = 'declined') AS declined, sum(state = 'expired') AS silent
  FROM offer WHERE offered_at >= :from_at AND offered_at < :until_at
  GROUP BY officer_id
),
-- Everybody who could have been asked counts for the mean, also whoever worked nothing.
people AS (
  SELECT person.* FROM person JOIN officer AS o ON o.id = person.officer_id
  WHERE (:unit = '' OR person.unit LIKE :unit) AND (:rank = '' OR person.rank = :rank)
    AND (o.approved = 1 OR o.id IN (SELECT officer_id FROM worked))
    AND NOT EXISTS (SELECT 1 FROM officer_status AS s WHERE s.officer_id = o.id
      AND s.kind = 'departed' AND s.from_on < :from_on)
)
SELECT people.officer_id, people.badge, people.name AS officer, people.rank, people.unit,
  coalesce(offered, 0) AS offered, coalesce(accepted, 0) AS accepted,
  coalesce(declined, 0) AS declined, coalesce(silent, 0) AS silent,
  coalesce(details, 0) AS details, coalesce(minutes, 0) AS minutes,
  coalesce(unpopular, 0) AS unpopular, coalesce(pay, 0) AS pay,
  coalesce(minutes, 0) - CAST(round(avg(coalesce(minutes, 0)) OVER ()) AS INTEGER) AS deviation
FROM people
LEFT JOIN worked ON worked.officer_id = people.officer_id
LEFT JOIN asked ON asked.officer_id = people.officer_id
ORDER BY minutes DESC, people.name
