/*
title = "Payment details"
group = "Billing and money"
readers = "finance"
question = "What was paid for, by whom, how, and of what was it made: officers, equipment, fees, taxes?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Money received"},
  {name = "event", kind = "period", default = "all", label = "Details worked"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "invoice_id", hidden = true},
  {name = "received_on", label = "Received", format = "date"},
  {name = "reference"},
  {name = "method"},
  {name = "employer"},
  {name = "invoice"},
  {name = "state"},
  {name = "officers", format = "money"},
  {name = "equipment", format = "money"},
  {name = "fees", format = "money"},
  {name = "taxes", format = "money"},
  {name = "total", label = "Invoice total", format = "money"},
  {name = "paid", label = "Paid here", format = "money", total = true},
  {name = "variance", label = "Still open", format = "money"},
]
opens = {record = "invoice", column = "invoice_id"}
*/
SELECT bill.employer_id, bill.id AS invoice_id, pay.received_on, coalesce(nullif(pay.reference, ''), receipt.reference, '')
    AS reference, coalesce(nullif(pay.method, ''), receipt.method, '') AS method,
  employer.name AS employer, bill.number AS invoice,
  CASE WHEN bill.state = 'void' THEN 'void' WHEN bill.open_cents <= 0 THEN 'paid' ELSE 'open' END
    AS state,
  (SELECT sum(amount_cents) FROM charge WHERE invoice_id = bill.id AND kind = 'officer'
    AND side = 'bill') AS officers,
  (SELECT sum(amount_cents) FROM charge WHERE invoice_id = bill.id AND kind = 'equipment'
    AND side = 'bill') AS equipment,
  bill.fee_cents AS fees, bill.tax_cents AS taxes, bill.total_cents AS total,
  pay.amount_cents AS paid, bill.open_cents AS variance
FROM payment AS pay
JOIN bill ON bill.id = pay.invoice_id
JOIN employer ON employer.id = bill.employer_id
LEFT JOIN receipt ON receipt.id = pay.receipt_id
WHERE pay.received_on >= :from_on AND pay.received_on < :until_on
  AND pay.deposit_id IS NULL AND pay.credit_id IS NULL
  AND (:employer IS NULL OR bill.employer_id = :employer)
  AND (:event_from_on = '1970-01-02' OR EXISTS (
    SELECT 1 FROM charge AS c JOIN detail AS d ON d.id = c.detail_id
    WHERE c.invoice_id = bill.id AND d.starts_at >= :event_from_at
      AND d.starts_at < :event_until_at))
ORDER BY pay.received_on, pay.id
