/*
title = "Messages that did not arrive"
group = "Today"
readers = "coordinator"
question = "Whom did we try to tell something, and it did not get through?"
shows = ["phone", "mail", "contacts"]
parameter = [
  {name = "period", kind = "period", default = "last 7 days"},
  {name = "channel", kind = "choice", choices = ["all", "email", "sms", "push", "none"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "queued_at", label = "Queued", format = "instant"},
  {name = "person"},
  {name = "audience"},
  {name = "channel"},
  {name = "event"},
  {name = "detail"},
  {name = "what", label = "What happened"},
  {name = "last_good", label = "Last that arrived", format = "instant"},
]
chart = {kind = "bars", label = "channel"}
opens = {record = "detail", column = "detail_id"}
*/
WITH last AS (
  SELECT d.message_id, d.outcome, d.answer, d.next_at FROM delivery AS d
  WHERE d.outcome <> 'sent' AND d.n = (SELECT max(n) FROM delivery WHERE message_id = d.message_id)
),
bad AS (
  SELECT last.message_id, 'not sent: ' || last.answer AS what FROM last WHERE last.next_at IS NULL
  UNION
  SELECT message_id, kind || ' ' || words FROM delivery_report
  WHERE kind = 'bounced'
  UNION
  SELECT id, 'cannot be reached: ' || trouble FROM message WHERE channel = 'none'
)
SELECT m.detail_id, m.queued_at, m.name AS person, m.audience, m.channel, m.event,
  detail.number AS detail, group_concat(bad.what, '; ') AS what,
  (SELECT max(d.ended_at) FROM message AS good JOIN delivery AS d ON d.message_id = good.id
    WHERE d.outcome = 'sent' AND good.address = m.address AND good.channel = m.channel
      AND (good.officer_id = m.officer_id OR good.contact_id = m.contact_id)) AS last_good
FROM bad JOIN message AS m ON m.id = bad.message_id
LEFT JOIN detail ON detail.id = m.detail_id
WHERE m.queued_at >= :from_at AND m.queued_at < :until_at
  AND (:channel = 'all' OR m.channel = :channel)
GROUP BY m.id
ORDER BY m.queued_at DESC
