/*
title = "The coordinator's own work"
group = "Planning"
readers = "chief"
question = "How many keys, actions, messages about details and calls does a filled seat cost, and how many actions a call-off, month by month?"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "this year"},
]
column = [
  {name = "month", format = "month"},
  {name = "details", label = "Details filled", format = "number", total = true},
  {name = "filled", label = "Seats filled", format = "number", total = true},
  {name = "refilled", label = "Call-offs refilled", format = "number", total = true},
  {name = "keys", format = "number", total = true},
  {name = "desk", label = "At the keys", format = "hours", total = true},
  {name = "actions", format = "number", total = true},
  {name = "messages", label = "Messages about details", format = "number", total = true},
  {name = "calls", format = "number", total = true},
  {name = "received", label = "Answers read", format = "number", total = true},
  {name = "keys_each", label = "Keys a detail", format = "number"},
  {name = "actions_filled", label = "Actions a seat, median", format = "number"},
  {name = "actions_refilled", label = "Actions a refill, median", format = "number"},
  {name = "messages_each", label = "Messages a seat", format = "ratio"},
  {name = "calls_each", label = "Calls a seat", format = "ratio"},
]
chart = {kind = "columns", label = "month", value = "keys_each"}
*/
-- A seat counts in the month in which whoever has it was awarded it. An action is the coordinator's
-- unless a machine or somebody who wrote did it; it belongs to a seat if it changed the seat, or who
-- has it, was asked or rung for it, or asked for it. Messages count that are about a seat or a
-- detail: not invoices, dunning, seals or mailed reports.
WITH won AS (
  SELECT a.position_id, a.awarded_at, local_month(a.awarded_at) AS month, p.detail_id
  FROM assignment AS a JOIN position AS p ON p.id = a.position_id
  WHERE a.awarded_at >= :from_at AND a.awarded_at < :until_at
    AND a.state IN ('assigned', 'confirmed', 'worked') AND p.role NOT IN ('trainee', 'backup')
),
lost AS (
  SELECT won.position_id, won.month, won.awarded_at, max(c.called_at) AS called_at
  FROM won JOIN call_off AS c ON c.position_id = won.position_id AND c.called_at <= won.awarded_at
  GROUP BY won.position_id
),
acts AS (
  SELECT id, at, first, first + length(leaves) / 32 AS until, local_month(at) AS month FROM action
  WHERE who NOT IN ('sender', 'clock') AND who NOT LIKE '% by mail'
    AND who NOT LIKE '% by text'
),
done AS (
  SELECT DISTINCT acts.id, acts.at, CASE c.tbl WHEN 'position' THEN c.row
      WHEN 'assignment' THEN (SELECT position_id FROM assignment WHERE id = c.row)
      WHEN 'offer' THEN (SELECT position_id FROM offer WHERE id = c.row)
      WHEN 'call_note' THEN (SELECT position_id FROM call_note WHERE id = c.row)
      ELSE (SELECT position_id FROM interest WHERE id = c.row) END AS position_id
  FROM acts CROSS JOIN change AS c ON c.id >= acts.first AND c.id < acts.until
  -- What changes thousands of rows came by a file, and is no work on any one seat.
  WHERE acts.at >= :from_at - 90 * 86400 AND acts.until - acts.first <= 2000
    AND c.tbl IN ('position', 'assignment', 'offer', 'call_note', 'interest')
),
each_seat AS (
  SELECT won.month, count(done.id) AS actions
  FROM won JOIN done ON done.position_id = won.position_id AND done.at <= won.awarded_at
  GROUP BY won.position_id
),
each_refill AS (
  SELECT lost.month, count(done.id) AS actions
  FROM lost JOIN done ON done.position_id = lost.position_id AND done.at >= lost.called_at
    AND done.at <= lost.awarded_at
  GROUP BY lost.position_id
),
counted AS (
  SELECT month, count(DISTINCT detail_id) AS details, count(*) AS filled, 0 AS refilled, 0 AS keys,
    0 AS desk, 0 AS actions, 0 AS messages, 0 AS calls, 0 AS received
  FROM won GROUP BY month
  UNION ALL
  SELECT month, 0, 0, count(*), 0, 0, 0, 0, 0, 0 FROM lost GROUP BY month
  UNION ALL
  SELECT substr(day_on, 1, 7), 0, 0, 0, sum(keys), sum(minutes), 0, 0, 0, 0 FROM desk_day
  WHERE day_on >= :from_on AND day_on < :until_on GROUP BY 1
  UNION ALL
  SELECT month, 0, 0, 0, 0, 0, count(*), 0, 0, 0 FROM acts
  WHERE at >= :from_at AND at < :until_at GROUP BY month
  UNION ALL
  SELECT local_month(queued_at), 0, 0, 0, 0, 0, 0, count(*), 0, 0 FROM message
  WHERE queued_at >= :from_at AND queued_at < :until_at AND state <> 'recalled'
    AND (position_id IS NOT NULL OR detail_id IS NOT NULL) AND invoice_id IS NULL GROUP BY 1
  UNION ALL
  SELECT local_month(called_at), 0, 0, 0, 0, 0, 0, 0, count(*), 0 FROM call_note
  WHERE called_at >= :from_at AND called_at < :until_at GROUP BY 1
  UNION ALL
  SELECT local_month(received_at), 0, 0, 0, 0, 0, 0, 0, 0, count(*) FROM received
  WHERE received_at >= :from_at AND received_at < :until_at GROUP BY 1
)
SELECT month, sum(details) AS details, sum(filled) AS filled, sum(refilled) AS refilled,
  sum(keys) AS keys, sum(desk) AS desk, sum(actions) AS actions, sum(messages) AS messages,
  sum(calls) AS calls, sum(received) AS received,
  1.0 * sum(keys) / nullif(sum(details), 0) AS keys_each,
  (SELECT median(actions) FROM each_seat WHERE each_seat.month = counted.month) AS actions_filled,
  (SELECT median(actions) FROM each_refill WHERE each_refill.month = counted.month)
    AS actions_refilled,
  1.0 * sum(messages) / nullif(sum(filled), 0) AS messages_each,
  1.0 * sum(calls) / nullif(sum(filled), 0) AS calls_each
FROM counted
GROUP BY month
ORDER BY month
