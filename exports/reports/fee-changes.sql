/*
title = "Work billed by another version of the rate card"
group = "Billing and money"
readers = "finance"
question = "Which invoices hold work from after a change of rates that was priced as before it?"
parameter = [
  {name = "period", kind = "period", default = "this quarter", label = "Issued"},
  {name = "label", kind = "text", label = "What", hint = "such as %fee%"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "invoice_id", hidden = true},
  {name = "invoice"},
  {name = "employer"},
  {name = "worked_on", label = "Worked", format = "date"},
  {name = "label", label = "What"},
  {name = "rate"},
  {name = "usual", label = "Rate of most"},
  {name = "amount", format = "money", total = true},
]
opens = {record = "invoice", column = "invoice_id"}
*/
WITH priced AS (
  SELECT i.employer_id, i.id AS invoice_id, i.number AS invoice, d.starts_at, c.label, c.rate, c.amount_cents,
    json_extract(c.trace, '$.card') AS card,
    (SELECT max(effective_on) FROM rate_card AS r
      WHERE r.name = json_extract(c.trace, '$.card') AND r.effective_on <= local_date(d.starts_at))
      AS version
  FROM invoice AS i
  JOIN charge AS c ON c.invoice_id = i.id AND c.side = 'bill' AND c.released = 0
  JOIN detail AS d ON d.id = c.detail_id
  WHERE i.state = 'issued' AND i.issued_on >= :from_on AND i.issued_on < :until_on
    AND c.rate <> '' AND (:label = '' OR c.label LIKE :label)
),
counted AS (
  SELECT card, version, label, rate, count(*) AS n,
    row_number() OVER (PARTITION BY card, version, label ORDER BY count(*) DESC, rate) AS place
  FROM priced GROUP BY card, version, label, rate
)
SELECT p.employer_id, p.invoice_id, p.invoice, employer.name AS employer,
  local_date(p.starts_at) AS worked_on, p.label, p.rate, usual.rate AS usual, p.amount_cents AS amount
FROM priced AS p
JOIN counted AS usual ON usual.card IS p.card AND usual.version IS p.version
  AND usual.label = p.label AND usual.place = 1 AND usual.rate <> p.rate
JOIN employer ON employer.id = p.employer_id
ORDER BY p.invoice, p.starts_at
