/*
title = "Client dossier"
group = "Requests and employers"
readers = "coordinator, auditor"
question = "What is there of this employer: terms, insurance, requests, work, money, disputes, feedback, incidents?"
parameter = [
  {name = "employer", kind = "employer", hint = "number or name; without one nothing is listed"},
  {name = "period", kind = "period", default = "last 365 days"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "on_date", label = "Date", format = "date"},
  {name = "kind"},
  {name = "number"},
  {name = "what"},
  {name = "amount", format = "money"},
]
opens = {record = "employer", column = "employer_id"}
*/
WITH said AS (
  SELECT coalesce(insurance_until, '') AS on_date, 'insurance until' AS kind, '' AS number,
    coalesce(insurance_waived, '') AS what, insurance_cents AS amount, 1 AS always
  FROM employer WHERE id = :employer
  UNION ALL
  SELECT coalesce(terms_on, ''), 'terms accepted', substr(coalesce(terms_sha256, ''), 1, 12),
    coalesce(terms_by, 'not accepted'), NULL, 1
  FROM employer WHERE id = :employer
  UNION ALL
  SELECT coalesce(standing_on, ''), 'standing', '', coalesce(standing, 'not decided') || ' '
    || coalesce(standing_words, '') || ' ' || blocked_reason, NULL, 1
  FROM employer WHERE id = :employer
  UNION ALL
  SELECT local_date(received_at), 'request', number, title || ' · ' || state, price_cents, 0
  FROM request WHERE employer_id = :employer
  UNION ALL
  SELECT local_date(d.starts_at), 'detail', d.number, j.title || ' · ' || d.state,
    (SELECT sum(amount_cents) FROM charge AS c WHERE c.detail_id = d.id AND c.side = 'bill'
      AND c.released = 0), 0
  FROM job AS j JOIN detail AS d ON d.job_id = j.id WHERE j.employer_id = :employer
  UNION ALL
  SELECT issued_on, coalesce(kind, 'invoice'), number,
    CASE WHEN state = 'void' THEN 'void' WHEN open_cents <= 0 THEN 'paid'
      ELSE 'due ' || due_on END, total_cents, 0
  FROM bill WHERE employer_id = :employer
  UNION ALL
  SELECT received_on, 'money received', reference, method, amount_cents, 0
  FROM receipt WHERE employer_id = :employer
  UNION ALL
  SELECT local_date(x.opened_at), 'dispute', i.number, x.words || ' · ' || x.state, NULL, 0
  FROM dispute AS x JOIN invoice AS i ON i.id = x.invoice_id WHERE i.employer_id = :employer
  UNION ALL
  SELECT local_date(f.given_at), 'feedback', d.number, f.score || ' of 5 ' || f.words, NULL, 0
  FROM job AS j JOIN detail AS d ON d.job_id = j.id JOIN feedback AS f ON f.detail_id = d.id
  WHERE j.employer_id = :employer AND f.side = 'employer' AND f.given_at IS NOT NULL
  UNION ALL
  SELECT local_date(n.written_at), coalesce(n.kind, 'note'), d.number, n.text, NULL, 0
  FROM job AS j JOIN detail AS d ON d.job_id = j.id JOIN note AS n ON n.subject = 'detail:' || d.id
  WHERE j.employer_id = :employer
  UNION ALL
  SELECT local_date(written_at), coalesce(kind, 'note'), '', text, NULL, 0
  FROM note WHERE subject = 'employer:' || :employer
)
SELECT :employer AS employer_id, on_date, kind, number, what, amount
FROM said
WHERE always = 1 OR (on_date >= :from_on AND on_date < :until_on)
ORDER BY always DESC, on_date DESC
