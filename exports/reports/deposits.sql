/*
title = "Deposits and escrow balances"
group = "Billing and money"
readers = "finance"
question = "What lies with the agency for each employer: deposits, money on account, and what they have ahead?"
parameter = [
  {name = "employer", kind = "employer"},
  {name = "least", kind = "number", label = "Low under (whole currency)", default = "0"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "number"},
  {name = "employer"},
  {name = "deposited", format = "money", total = true},
  {name = "used", format = "money", total = true},
  {name = "given_back", format = "money", total = true},
  {name = "held", label = "Held in deposits", format = "money", total = true},
  {name = "on_account", label = "On account", format = "money", total = true},
  {name = "free", label = "In all", format = "money", total = true},
  {name = "ahead", label = "Details ahead", format = "number", total = true},
  {name = "low", format = "yes_no"},
]
opens = {record = "employer", column = "employer_id"}
*/
WITH held AS (
  SELECT bill.employer_id, sum(bill.paid_cents) AS deposited,
    sum(coalesce((SELECT sum(amount_cents) FROM payment WHERE deposit_id = bill.id), 0)) AS used,
    sum(coalesce((SELECT sum(amount_cents) FROM refund WHERE deposit_id = bill.id), 0)) AS back
  FROM bill WHERE bill.kind = 'deposit' AND bill.state = 'issued'
  GROUP BY bill.employer_id
),
account AS (
  SELECT receipt.employer_id, sum(receipt.amount_cents
    - coalesce((SELECT sum(amount_cents) FROM payment WHERE receipt_id = receipt.id), 0)
    - coalesce((SELECT sum(amount_cents) FROM refund WHERE receipt_id = receipt.id), 0)) AS cents
  FROM receipt GROUP BY receipt.employer_id
)
SELECT employer.id AS employer_id, employer.number, employer.name AS employer,
  coalesce(deposited, 0) AS deposited, coalesce(used, 0) AS used, coalesce(back, 0) AS given_back,
  coalesce(deposited - used - back, 0) AS held, coalesce(account.cents, 0) AS on_account,
  coalesce(deposited - used - back, 0) + coalesce(account.cents, 0) AS free,
  (SELECT count(*) FROM detail AS d JOIN job AS j ON j.id = d.job_id
    WHERE j.employer_id = employer.id AND d.state = 'planned' AND d.starts_at > :now_at) AS ahead,
  coalesce(deposited - used - back, 0) + coalesce(account.cents, 0)
    < coalesce(:least, 0) * 100 AS low
FROM employer
LEFT JOIN held ON held.employer_id = employer.id
LEFT JOIN account ON account.employer_id = employer.id
WHERE (held.employer_id IS NOT NULL OR account.cents <> 0)
  AND (:employer IS NULL OR employer.id = :employer)
ORDER BY employer.name
