CREATE TABLE accounts_document (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	effective_on VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('accounts', 'billing', 'payroll_layout')), 
	CONSTRAINT effective_on_date CHECK (effective_on IS NULL OR effective_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
)
-- ;
CREATE INDEX ix_accounts_document_kind ON accounts_document (kind)
-- ;
CREATE TABLE bank_statement (
	id INTEGER NOT NULL, 
	file_name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	currency VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR NOT NULL, 
	opening_cents INTEGER, 
	closing_cents INTEGER, 
	imported_at INTEGER NOT NULL, 
	lines INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	UNIQUE (sha256)
)
-- ;
CREATE TABLE closed_month (
	id INTEGER NOT NULL, 
	month VARCHAR NOT NULL, 
	closed_at INTEGER NOT NULL, 
	closed_by VARCHAR NOT NULL, 
	entries INTEGER NOT NULL, 
	debit_cents INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (month)
)
-- ;
CREATE TABLE payroll_run (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR NOT NULL, 
	locked_at INTEGER, 
	officers INTEGER NOT NULL, 
	total_minutes INTEGER NOT NULL, 
	total_cents INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	kind VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'locked')), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	UNIQUE (number)
)
-- ;
CREATE TABLE programme_cost (
	id INTEGER NOT NULL, 
	spent_on VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	minutes INTEGER NOT NULL, 
	amount_cents INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT spent_on_date CHECK (spent_on IS NULL OR spent_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT minutes_not_negative CHECK (minutes >= 0)
)
-- ;
CREATE TABLE bank_account (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	sealed VARCHAR NOT NULL, 
	last_four VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	prenote_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT prenote_on_date CHECK (prenote_on IS NULL OR prenote_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_bank_account_officer_id ON bank_account (officer_id)
-- ;
CREATE TABLE bank_file (
	id INTEGER NOT NULL, 
	payroll_run_id INTEGER, 
	kind VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	made_at INTEGER NOT NULL, 
	effective_on VARCHAR NOT NULL, 
	credits INTEGER NOT NULL, 
	total_cents INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('nacha', 'eft')), 
	CONSTRAINT effective_on_date CHECK (effective_on IS NULL OR effective_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT total_not_negative CHECK (total_cents >= 0), 
	FOREIGN KEY(payroll_run_id) REFERENCES payroll_run (id)
)
-- ;
CREATE INDEX ix_bank_file_payroll_run_id ON bank_file (payroll_run_id)
-- ;
CREATE TABLE bank_line (
	id INTEGER NOT NULL, 
	statement_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	booked_on VARCHAR NOT NULL, 
	amount_cents INTEGER NOT NULL, 
	payer VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	ignored_because VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('waiting', 'booked', 'ignored')), 
	CONSTRAINT booked_on_date CHECK (booked_on IS NULL OR booked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(statement_id) REFERENCES bank_statement (id), 
	UNIQUE ("key")
)
-- ;
CREATE INDEX ix_bank_line_state ON bank_line (state)
-- ;
CREATE INDEX ix_bank_line_statement_id ON bank_line (statement_id)
-- ;
CREATE TABLE pay_adjustment (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	due_on VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	amount_cents INTEGER NOT NULL, 
	payroll_run_id INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT due_on_date CHECK (due_on IS NULL OR due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(payroll_run_id) REFERENCES payroll_run (id)
)
-- ;
CREATE INDEX ix_pay_adjustment_officer_id ON pay_adjustment (officer_id)
-- ;
CREATE INDEX ix_pay_adjustment_payroll_run_id ON pay_adjustment (payroll_run_id)
-- ;
CREATE TABLE posting (
	id INTEGER NOT NULL, 
	month_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	posted_on VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	amount_cents INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT posted_on_date CHECK (posted_on IS NULL OR posted_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(month_id) REFERENCES closed_month (id)
)
-- ;
CREATE INDEX ix_posting_month_id ON posting (month_id)
-- ;
CREATE INDEX ix_posting_source ON posting (source)
-- ;
CREATE TABLE purchase_order (
	id INTEGER NOT NULL, 
	employer_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	ceiling_cents INTEGER, 
	from_on VARCHAR, 
	until_on VARCHAR, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	FOREIGN KEY(employer_id) REFERENCES employer (id)
)
-- ;
CREATE INDEX ix_purchase_order_employer_id ON purchase_order (employer_id)
-- ;
CREATE INDEX ix_purchase_order_number ON purchase_order (number)
-- ;
CREATE TABLE receipt (
	id INTEGER NOT NULL, 
	employer_id INTEGER NOT NULL, 
	received_on VARCHAR NOT NULL, 
	amount_cents INTEGER NOT NULL, 
	method VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	bank_line_id INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT received_on_date CHECK (received_on IS NULL OR received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT receipt_positive CHECK (amount_cents > 0), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(bank_line_id) REFERENCES bank_line (id)
)
-- ;
CREATE INDEX ix_receipt_bank_line_id ON receipt (bank_line_id)
-- ;
CREATE INDEX ix_receipt_employer_id ON receipt (employer_id)
-- ;
CREATE TABLE invoice (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	employer_id INTEGER NOT NULL, 
	issued_on VARCHAR NOT NULL, 
	due_on VARCHAR NOT NULL, 
	bill_to VARCHAR NOT NULL, 
	po_number VARCHAR NOT NULL, 
	net_cents INTEGER NOT NULL, 
	fee_cents INTEGER NOT NULL, 
	tax_cents INTEGER NOT NULL, 
	total_cents INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	void_reason VARCHAR NOT NULL, 
	kind VARCHAR, 
	credits_id INTEGER, 
	job_id INTEGER, 
	words VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('issued', 'void')), 
	CONSTRAINT issued_on_date CHECK (issued_on IS NULL OR issued_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT due_on_date CHECK (due_on IS NULL OR due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	UNIQUE (number), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(credits_id) REFERENCES invoice (id), 
	FOREIGN KEY(job_id) REFERENCES job (id)
)
-- ;
CREATE INDEX ix_invoice_credits_id ON invoice (credits_id)
-- ;
CREATE INDEX ix_invoice_employer_id ON invoice (employer_id)
-- ;
CREATE INDEX ix_invoice_job_id ON invoice (job_id)
-- ;
CREATE TABLE dunning_step (
	id INTEGER NOT NULL, 
	invoice_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	taken_on VARCHAR NOT NULL, 
	open_cents INTEGER NOT NULL, 
	approved_by VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT taken_on_date CHECK (taken_on IS NULL OR taken_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id)
)
-- ;
CREATE INDEX ix_dunning_step_invoice_id ON dunning_step (invoice_id)
-- ;
CREATE TABLE payment (
	id INTEGER NOT NULL, 
	invoice_id INTEGER NOT NULL, 
	received_on VARCHAR NOT NULL, 
	amount_cents INTEGER NOT NULL, 
	method VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	receipt_id INTEGER, 
	deposit_id INTEGER, 
	credit_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT received_on_date CHECK (received_on IS NULL OR received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	FOREIGN KEY(receipt_id) REFERENCES receipt (id), 
	FOREIGN KEY(deposit_id) REFERENCES invoice (id), 
	FOREIGN KEY(credit_id) REFERENCES invoice (id)
)
-- ;
CREATE INDEX ix_payment_credit_id ON payment (credit_id)
-- ;
CREATE INDEX ix_payment_deposit_id ON payment (deposit_id)
-- ;
CREATE INDEX ix_payment_invoice_id ON payment (invoice_id)
-- ;
CREATE INDEX ix_payment_receipt_id ON payment (receipt_id)
-- ;
CREATE TABLE refund (
	id INTEGER NOT NULL, 
	employer_id INTEGER NOT NULL, 
	receipt_id INTEGER, 
	deposit_id INTEGER, 
	paid_on VARCHAR NOT NULL, 
	amount_cents INTEGER NOT NULL, 
	method VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	approved_by VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT paid_on_date CHECK (paid_on IS NULL OR paid_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT refund_positive CHECK (amount_cents > 0), 
	CONSTRAINT receipt_or_deposit CHECK ((receipt_id IS NULL) <> (deposit_id IS NULL)), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(receipt_id) REFERENCES receipt (id), 
	FOREIGN KEY(deposit_id) REFERENCES invoice (id)
)
-- ;
CREATE INDEX ix_refund_deposit_id ON refund (deposit_id)
-- ;
CREATE INDEX ix_refund_employer_id ON refund (employer_id)
-- ;
CREATE INDEX ix_refund_receipt_id ON refund (receipt_id)
-- ;
CREATE TABLE stated_hours (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	stated_by VARCHAR NOT NULL, 
	started_at INTEGER NOT NULL, 
	ended_at INTEGER NOT NULL, 
	break_minutes INTEGER NOT NULL, 
	said_by VARCHAR NOT NULL, 
	said_at INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT stated_by_known CHECK (stated_by IN ('punched', 'claimed', 'certified')), 
	CONSTRAINT started_at_before_ended_at CHECK (ended_at IS NULL OR ended_at > started_at), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
)
-- ;
CREATE INDEX ix_stated_hours_assignment_id ON stated_hours (assignment_id)
-- ;
CREATE TABLE timesheet_entry (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	started_at INTEGER NOT NULL, 
	ended_at INTEGER NOT NULL, 
	break_minutes INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	approved_by VARCHAR NOT NULL, 
	approved_at INTEGER, 
	replaces_id INTEGER, 
	reason VARCHAR NOT NULL, 
	stated_pay_minutes INTEGER, 
	stated_pay_rate_cents INTEGER, 
	stated_pay_cents INTEGER, 
	invoice_id INTEGER, 
	payroll_run_id INTEGER, 
	arrest_minutes INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('entered', 'approved', 'replaced')), 
	CONSTRAINT started_at_before_ended_at CHECK (ended_at IS NULL OR ended_at > started_at), 
	CONSTRAINT settled_is_approved CHECK (state <> 'entered' OR (invoice_id IS NULL AND payroll_run_id IS NULL)), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(replaces_id) REFERENCES timesheet_entry (id), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	FOREIGN KEY(payroll_run_id) REFERENCES payroll_run (id)
)
-- ;
CREATE INDEX ix_timesheet_entry_assignment_id ON timesheet_entry (assignment_id)
-- ;
CREATE INDEX ix_timesheet_entry_replaces_id ON timesheet_entry (replaces_id)
-- ;
CREATE UNIQUE INDEX timesheet_entry_one_current ON timesheet_entry (assignment_id) WHERE state <> 'replaced'
-- ;
CREATE INDEX timesheet_entry_unbilled ON timesheet_entry (ended_at) WHERE state = 'approved' AND invoice_id IS NULL
-- ;
CREATE INDEX timesheet_entry_unpaid ON timesheet_entry (ended_at) WHERE state = 'approved' AND payroll_run_id IS NULL
-- ;
CREATE INDEX timesheet_entry_waiting ON timesheet_entry (state, ended_at)
-- ;
CREATE TABLE dispute (
	id INTEGER NOT NULL, 
	invoice_id INTEGER NOT NULL, 
	charge_id INTEGER, 
	opened_at INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	settled_at INTEGER, 
	settled_by VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'accepted', 'rejected')), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	FOREIGN KEY(charge_id) REFERENCES charge (id)
)
-- ;
CREATE INDEX ix_dispute_charge_id ON dispute (charge_id)
-- ;
CREATE INDEX ix_dispute_invoice_id ON dispute (invoice_id)
-- ;
CREATE INDEX ix_dispute_state ON dispute (state)
