/*
title = "Job dossier"
group = "Oversight"
readers = "auditor, counsel"
question = "What happened on this job, from the request to the payment, in order?"
parameter = [
  {name = "job", kind = "job", hint = "number or title; without one nothing is listed"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "at", label = "When", format = "instant"},
  {name = "kind"},
  {name = "number"},
  {name = "who"},
  {name = "what"},
  {name = "amount", format = "money"},
]
opens = {record = "detail", column = "detail_id"}
*/
WITH seats AS (
  SELECT p.id, p.number, p.detail_id FROM detail AS d JOIN position AS p ON p.detail_id = d.id
  WHERE d.job_id = :job
),
said AS (
  SELECT NULL AS detail_id, r.received_at AS at, 'request' AS kind, r.number, r.firm AS who,
    r.title || ' · ' || r.state AS what, r.price_cents AS amount
  FROM job AS j JOIN request AS r ON r.id = j.request_id WHERE j.id = :job
  UNION ALL
  SELECT NULL, r.decided_at, 'request decided', r.number, r.decided_by,
    r.decision || ' ' || r.clause, NULL
  FROM job AS j JOIN request AS r ON r.id = j.request_id
  WHERE j.id = :job AND r.decided_at IS NOT NULL
  UNION ALL
  SELECT NULL, a.at, 'log', j.number, a.who, a.verb || ' ' || a.reason, NULL
  FROM job AS j JOIN action AS a ON a.subject = 'job:' || j.id WHERE j.id = :job
  UNION ALL
  SELECT d.id, d.starts_at, 'detail', d.number, site.name, d.state || ' ' || d.cancel_reason, NULL
  FROM detail AS d JOIN site ON site.id = d.site_id WHERE d.job_id = :job
  UNION ALL
  SELECT seats.detail_id, o.offered_at, 'offer', seats.number, person.name, o.state, NULL
  FROM seats JOIN offer AS o ON o.position_id = seats.id
  JOIN person ON person.officer_id = o.officer_id
  UNION ALL
  SELECT seats.detail_id, c.called_at, 'call', seats.number, person.name, c.outcome, NULL
  FROM seats JOIN call_note AS c ON c.position_id = seats.id
  JOIN person ON person.officer_id = c.officer_id
  UNION ALL
  SELECT seats.detail_id, a.awarded_at, 'award', seats.number, person.name,
    a.how || ' · ' || a.state, NULL
  FROM seats JOIN assignment AS a ON a.position_id = seats.id
  JOIN person ON person.officer_id = a.officer_id
  UNION ALL
  SELECT seats.detail_id, c.called_at, 'call-off', seats.number, person.name, c.reason, NULL
  FROM seats JOIN call_off AS c ON c.position_id = seats.id
  JOIN assignment AS a ON a.id = c.assignment_id JOIN person ON person.officer_id = a.officer_id
  UNION ALL
  SELECT seats.detail_id, p.at, 'punch', seats.number, person.name,
    p.kind || ' ' || coalesce(p.presence, ''), NULL
  FROM seats JOIN assignment AS a ON a.position_id = seats.id
  JOIN punch AS p ON p.assignment_id = a.id JOIN person ON person.officer_id = a.officer_id
  UNION ALL
  SELECT seats.detail_id, t.ended_at, 'hours', seats.number, person.name,
    t.state || ', ' || ((t.ended_at - t.started_at) / 60 - t.break_minutes) || ' min, '
      || t.entered_by || ' / ' || t.approved_by, NULL
  FROM seats JOIN assignment AS a ON a.position_id = seats.id
  JOIN timesheet_entry AS t ON t.assignment_id = a.id
  JOIN person ON person.officer_id = a.officer_id
  UNION ALL
  SELECT DISTINCT NULL, day_start(i.issued_on), coalesce(i.kind, 'invoice'), i.number, '',
    i.state || ', due ' || i.due_on, i.total_cents
  FROM detail AS d JOIN charge AS c ON c.detail_id = d.id JOIN invoice AS i ON i.id = c.invoice_id
  WHERE d.job_id = :job
  UNION ALL
  SELECT DISTINCT NULL, day_start(pay.received_on), 'payment', i.number, pay.method,
    pay.reference, pay.amount_cents
  FROM detail AS d JOIN charge AS c ON c.detail_id = d.id JOIN invoice AS i ON i.id = c.invoice_id
  JOIN payment AS pay ON pay.invoice_id = i.id WHERE d.job_id = :job
  UNION ALL
  SELECT m.detail_id, m.queued_at, 'message', d.number, m.name, m.event || ' by ' || m.channel, NULL
  FROM detail AS d JOIN message AS m ON m.detail_id = d.id WHERE d.job_id = :job
  UNION ALL
  SELECT d.id, n.written_at, coalesce(n.kind, 'note'), d.number, n.written_by, n.text, NULL
  FROM detail AS d JOIN note AS n ON n.subject = 'detail:' || d.id WHERE d.job_id = :job
  UNION ALL
  SELECT NULL, k.added_at, 'paper', '', k.added_by, k.kind || ' ' || k.name, NULL
  FROM kept_file AS k WHERE k.subject = 'job:' || :job AND k.removed_at IS NULL
)
SELECT detail_id, at, kind, number, who, what, amount FROM said ORDER BY at, kind, number
