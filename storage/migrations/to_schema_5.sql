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
-- ;
CREATE TRIGGER "log_invoice_insert" AFTER INSERT ON "invoice" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'invoice', NEW.id, NULL, json_object('number', NEW."number", 'employer_id', NEW."employer_id", 'issued_on', NEW."issued_on", 'due_on', NEW."due_on", 'bill_to', NEW."bill_to", 'po_number', NEW."po_number", 'net_cents', NEW."net_cents", 'fee_cents', NEW."fee_cents", 'tax_cents', NEW."tax_cents", 'total_cents', NEW."total_cents", 'state', NEW."state", 'void_reason', NEW."void_reason", 'kind', NEW."kind", 'credits_id', NEW."credits_id", 'job_id', NEW."job_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_invoice_delete" AFTER DELETE ON "invoice" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'invoice', OLD.id, json_object('number', OLD."number", 'employer_id', OLD."employer_id", 'issued_on', OLD."issued_on", 'due_on', OLD."due_on", 'bill_to', OLD."bill_to", 'po_number', OLD."po_number", 'net_cents', OLD."net_cents", 'fee_cents', OLD."fee_cents", 'tax_cents', OLD."tax_cents", 'total_cents', OLD."total_cents", 'state', OLD."state", 'void_reason', OLD."void_reason", 'kind', OLD."kind", 'credits_id', OLD."credits_id", 'job_id', OLD."job_id", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_invoice_update" AFTER UPDATE ON "invoice" WHEN OLD.id = NEW.id AND (OLD."number", OLD."employer_id", OLD."issued_on", OLD."due_on", OLD."bill_to", OLD."po_number", OLD."net_cents", OLD."fee_cents", OLD."tax_cents", OLD."total_cents", OLD."state", OLD."void_reason", OLD."kind", OLD."credits_id", OLD."job_id", OLD."words") IS NOT (NEW."number", NEW."employer_id", NEW."issued_on", NEW."due_on", NEW."bill_to", NEW."po_number", NEW."net_cents", NEW."fee_cents", NEW."tax_cents", NEW."total_cents", NEW."state", NEW."void_reason", NEW."kind", NEW."credits_id", NEW."job_id", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'invoice', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'employer_id' AS k, OLD."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'issued_on' AS k, OLD."issued_on" AS v WHERE OLD."issued_on" IS NOT NEW."issued_on" UNION ALL SELECT 'due_on' AS k, OLD."due_on" AS v WHERE OLD."due_on" IS NOT NEW."due_on" UNION ALL SELECT 'bill_to' AS k, OLD."bill_to" AS v WHERE OLD."bill_to" IS NOT NEW."bill_to" UNION ALL SELECT 'po_number' AS k, OLD."po_number" AS v WHERE OLD."po_number" IS NOT NEW."po_number" UNION ALL SELECT 'net_cents' AS k, OLD."net_cents" AS v WHERE OLD."net_cents" IS NOT NEW."net_cents" UNION ALL SELECT 'fee_cents' AS k, OLD."fee_cents" AS v WHERE OLD."fee_cents" IS NOT NEW."fee_cents" UNION ALL SELECT 'tax_cents' AS k, OLD."tax_cents" AS v WHERE OLD."tax_cents" IS NOT NEW."tax_cents" UNION ALL SELECT 'total_cents' AS k, OLD."total_cents" AS v WHERE OLD."total_cents" IS NOT NEW."total_cents" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'void_reason' AS k, OLD."void_reason" AS v WHERE OLD."void_reason" IS NOT NEW."void_reason" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'credits_id' AS k, OLD."credits_id" AS v WHERE OLD."credits_id" IS NOT NEW."credits_id" UNION ALL SELECT 'job_id' AS k, OLD."job_id" AS v WHERE OLD."job_id" IS NOT NEW."job_id" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'employer_id' AS k, NEW."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'issued_on' AS k, NEW."issued_on" AS v WHERE OLD."issued_on" IS NOT NEW."issued_on" UNION ALL SELECT 'due_on' AS k, NEW."due_on" AS v WHERE OLD."due_on" IS NOT NEW."due_on" UNION ALL SELECT 'bill_to' AS k, NEW."bill_to" AS v WHERE OLD."bill_to" IS NOT NEW."bill_to" UNION ALL SELECT 'po_number' AS k, NEW."po_number" AS v WHERE OLD."po_number" IS NOT NEW."po_number" UNION ALL SELECT 'net_cents' AS k, NEW."net_cents" AS v WHERE OLD."net_cents" IS NOT NEW."net_cents" UNION ALL SELECT 'fee_cents' AS k, NEW."fee_cents" AS v WHERE OLD."fee_cents" IS NOT NEW."fee_cents" UNION ALL SELECT 'tax_cents' AS k, NEW."tax_cents" AS v WHERE OLD."tax_cents" IS NOT NEW."tax_cents" UNION ALL SELECT 'total_cents' AS k, NEW."total_cents" AS v WHERE OLD."total_cents" IS NOT NEW."total_cents" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'void_reason' AS k, NEW."void_reason" AS v WHERE OLD."void_reason" IS NOT NEW."void_reason" UNION ALL SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'credits_id' AS k, NEW."credits_id" AS v WHERE OLD."credits_id" IS NOT NEW."credits_id" UNION ALL SELECT 'job_id' AS k, NEW."job_id" AS v WHERE OLD."job_id" IS NOT NEW."job_id" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_invoice_move" AFTER UPDATE ON "invoice" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'invoice', OLD.id, json_object('number', OLD."number", 'employer_id', OLD."employer_id", 'issued_on', OLD."issued_on", 'due_on', OLD."due_on", 'bill_to', OLD."bill_to", 'po_number', OLD."po_number", 'net_cents', OLD."net_cents", 'fee_cents', OLD."fee_cents", 'tax_cents', OLD."tax_cents", 'total_cents', OLD."total_cents", 'state', OLD."state", 'void_reason', OLD."void_reason", 'kind', OLD."kind", 'credits_id', OLD."credits_id", 'job_id', OLD."job_id", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'invoice', NEW.id, NULL, json_object('number', NEW."number", 'employer_id', NEW."employer_id", 'issued_on', NEW."issued_on", 'due_on', NEW."due_on", 'bill_to', NEW."bill_to", 'po_number', NEW."po_number", 'net_cents', NEW."net_cents", 'fee_cents', NEW."fee_cents", 'tax_cents', NEW."tax_cents", 'total_cents', NEW."total_cents", 'state', NEW."state", 'void_reason', NEW."void_reason", 'kind', NEW."kind", 'credits_id', NEW."credits_id", 'job_id', NEW."job_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_payroll_run_insert" AFTER INSERT ON "payroll_run" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payroll_run', NEW.id, NULL, json_object('number', NEW."number", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'locked_at', NEW."locked_at", 'officers', NEW."officers", 'total_minutes', NEW."total_minutes", 'total_cents', NEW."total_cents", 'state', NEW."state", 'kind', NEW."kind"), NULL); END
-- ;
CREATE TRIGGER "log_payroll_run_delete" AFTER DELETE ON "payroll_run" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payroll_run', OLD.id, json_object('number', OLD."number", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'locked_at', OLD."locked_at", 'officers', OLD."officers", 'total_minutes', OLD."total_minutes", 'total_cents', OLD."total_cents", 'state', OLD."state", 'kind', OLD."kind"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_payroll_run_update" AFTER UPDATE ON "payroll_run" WHEN OLD.id = NEW.id AND (OLD."number", OLD."from_on", OLD."until_on", OLD."locked_at", OLD."officers", OLD."total_minutes", OLD."total_cents", OLD."state", OLD."kind") IS NOT (NEW."number", NEW."from_on", NEW."until_on", NEW."locked_at", NEW."officers", NEW."total_minutes", NEW."total_cents", NEW."state", NEW."kind") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payroll_run', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'from_on' AS k, OLD."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'locked_at' AS k, OLD."locked_at" AS v WHERE OLD."locked_at" IS NOT NEW."locked_at" UNION ALL SELECT 'officers' AS k, OLD."officers" AS v WHERE OLD."officers" IS NOT NEW."officers" UNION ALL SELECT 'total_minutes' AS k, OLD."total_minutes" AS v WHERE OLD."total_minutes" IS NOT NEW."total_minutes" UNION ALL SELECT 'total_cents' AS k, OLD."total_cents" AS v WHERE OLD."total_cents" IS NOT NEW."total_cents" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind")), (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'from_on' AS k, NEW."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'locked_at' AS k, NEW."locked_at" AS v WHERE OLD."locked_at" IS NOT NEW."locked_at" UNION ALL SELECT 'officers' AS k, NEW."officers" AS v WHERE OLD."officers" IS NOT NEW."officers" UNION ALL SELECT 'total_minutes' AS k, NEW."total_minutes" AS v WHERE OLD."total_minutes" IS NOT NEW."total_minutes" UNION ALL SELECT 'total_cents' AS k, NEW."total_cents" AS v WHERE OLD."total_cents" IS NOT NEW."total_cents" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind")), NULL); END
-- ;
CREATE TRIGGER "log_payroll_run_move" AFTER UPDATE ON "payroll_run" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payroll_run', OLD.id, json_object('number', OLD."number", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'locked_at', OLD."locked_at", 'officers', OLD."officers", 'total_minutes', OLD."total_minutes", 'total_cents', OLD."total_cents", 'state', OLD."state", 'kind', OLD."kind"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payroll_run', NEW.id, NULL, json_object('number', NEW."number", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'locked_at', NEW."locked_at", 'officers', NEW."officers", 'total_minutes', NEW."total_minutes", 'total_cents', NEW."total_cents", 'state', NEW."state", 'kind', NEW."kind"), NULL); END
-- ;
CREATE TRIGGER "log_timesheet_entry_insert" AFTER INSERT ON "timesheet_entry" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'timesheet_entry', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'started_at', NEW."started_at", 'ended_at', NEW."ended_at", 'break_minutes', NEW."break_minutes", 'state', NEW."state", 'source', NEW."source", 'entered_by', NEW."entered_by", 'approved_by', NEW."approved_by", 'approved_at', NEW."approved_at", 'replaces_id', NEW."replaces_id", 'reason', NEW."reason", 'stated_pay_minutes', NEW."stated_pay_minutes", 'stated_pay_rate_cents', NEW."stated_pay_rate_cents", 'stated_pay_cents', NEW."stated_pay_cents", 'invoice_id', NEW."invoice_id", 'payroll_run_id', NEW."payroll_run_id", 'arrest_minutes', NEW."arrest_minutes"), NULL); END
-- ;
CREATE TRIGGER "log_timesheet_entry_delete" AFTER DELETE ON "timesheet_entry" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'timesheet_entry', OLD.id, json_object('assignment_id', OLD."assignment_id", 'started_at', OLD."started_at", 'ended_at', OLD."ended_at", 'break_minutes', OLD."break_minutes", 'state', OLD."state", 'source', OLD."source", 'entered_by', OLD."entered_by", 'approved_by', OLD."approved_by", 'approved_at', OLD."approved_at", 'replaces_id', OLD."replaces_id", 'reason', OLD."reason", 'stated_pay_minutes', OLD."stated_pay_minutes", 'stated_pay_rate_cents', OLD."stated_pay_rate_cents", 'stated_pay_cents', OLD."stated_pay_cents", 'invoice_id', OLD."invoice_id", 'payroll_run_id', OLD."payroll_run_id", 'arrest_minutes', OLD."arrest_minutes"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_timesheet_entry_update" AFTER UPDATE ON "timesheet_entry" WHEN OLD.id = NEW.id AND (OLD."assignment_id", OLD."started_at", OLD."ended_at", OLD."break_minutes", OLD."state", OLD."source", OLD."entered_by", OLD."approved_by", OLD."approved_at", OLD."replaces_id", OLD."reason", OLD."stated_pay_minutes", OLD."stated_pay_rate_cents", OLD."stated_pay_cents", OLD."invoice_id", OLD."payroll_run_id", OLD."arrest_minutes") IS NOT (NEW."assignment_id", NEW."started_at", NEW."ended_at", NEW."break_minutes", NEW."state", NEW."source", NEW."entered_by", NEW."approved_by", NEW."approved_at", NEW."replaces_id", NEW."reason", NEW."stated_pay_minutes", NEW."stated_pay_rate_cents", NEW."stated_pay_cents", NEW."invoice_id", NEW."payroll_run_id", NEW."arrest_minutes") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'timesheet_entry', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, OLD."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'started_at' AS k, OLD."started_at" AS v WHERE OLD."started_at" IS NOT NEW."started_at" UNION ALL SELECT 'ended_at' AS k, OLD."ended_at" AS v WHERE OLD."ended_at" IS NOT NEW."ended_at" UNION ALL SELECT 'break_minutes' AS k, OLD."break_minutes" AS v WHERE OLD."break_minutes" IS NOT NEW."break_minutes" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'source' AS k, OLD."source" AS v WHERE OLD."source" IS NOT NEW."source" UNION ALL SELECT 'entered_by' AS k, OLD."entered_by" AS v WHERE OLD."entered_by" IS NOT NEW."entered_by" UNION ALL SELECT 'approved_by' AS k, OLD."approved_by" AS v WHERE OLD."approved_by" IS NOT NEW."approved_by" UNION ALL SELECT 'approved_at' AS k, OLD."approved_at" AS v WHERE OLD."approved_at" IS NOT NEW."approved_at" UNION ALL SELECT 'replaces_id' AS k, OLD."replaces_id" AS v WHERE OLD."replaces_id" IS NOT NEW."replaces_id" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'stated_pay_minutes' AS k, OLD."stated_pay_minutes" AS v WHERE OLD."stated_pay_minutes" IS NOT NEW."stated_pay_minutes" UNION ALL SELECT 'stated_pay_rate_cents' AS k, OLD."stated_pay_rate_cents" AS v WHERE OLD."stated_pay_rate_cents" IS NOT NEW."stated_pay_rate_cents" UNION ALL SELECT 'stated_pay_cents' AS k, OLD."stated_pay_cents" AS v WHERE OLD."stated_pay_cents" IS NOT NEW."stated_pay_cents" UNION ALL SELECT 'invoice_id' AS k, OLD."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'payroll_run_id' AS k, OLD."payroll_run_id" AS v WHERE OLD."payroll_run_id" IS NOT NEW."payroll_run_id" UNION ALL SELECT 'arrest_minutes' AS k, OLD."arrest_minutes" AS v WHERE OLD."arrest_minutes" IS NOT NEW."arrest_minutes")), (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, NEW."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'started_at' AS k, NEW."started_at" AS v WHERE OLD."started_at" IS NOT NEW."started_at" UNION ALL SELECT 'ended_at' AS k, NEW."ended_at" AS v WHERE OLD."ended_at" IS NOT NEW."ended_at" UNION ALL SELECT 'break_minutes' AS k, NEW."break_minutes" AS v WHERE OLD."break_minutes" IS NOT NEW."break_minutes" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'source' AS k, NEW."source" AS v WHERE OLD."source" IS NOT NEW."source" UNION ALL SELECT 'entered_by' AS k, NEW."entered_by" AS v WHERE OLD."entered_by" IS NOT NEW."entered_by" UNION ALL SELECT 'approved_by' AS k, NEW."approved_by" AS v WHERE OLD."approved_by" IS NOT NEW."approved_by" UNION ALL SELECT 'approved_at' AS k, NEW."approved_at" AS v WHERE OLD."approved_at" IS NOT NEW."approved_at" UNION ALL SELECT 'replaces_id' AS k, NEW."replaces_id" AS v WHERE OLD."replaces_id" IS NOT NEW."replaces_id" UNION ALL SELECT 'reason' AS k, NEW."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'stated_pay_minutes' AS k, NEW."stated_pay_minutes" AS v WHERE OLD."stated_pay_minutes" IS NOT NEW."stated_pay_minutes" UNION ALL SELECT 'stated_pay_rate_cents' AS k, NEW."stated_pay_rate_cents" AS v WHERE OLD."stated_pay_rate_cents" IS NOT NEW."stated_pay_rate_cents" UNION ALL SELECT 'stated_pay_cents' AS k, NEW."stated_pay_cents" AS v WHERE OLD."stated_pay_cents" IS NOT NEW."stated_pay_cents" UNION ALL SELECT 'invoice_id' AS k, NEW."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'payroll_run_id' AS k, NEW."payroll_run_id" AS v WHERE OLD."payroll_run_id" IS NOT NEW."payroll_run_id" UNION ALL SELECT 'arrest_minutes' AS k, NEW."arrest_minutes" AS v WHERE OLD."arrest_minutes" IS NOT NEW."arrest_minutes")), NULL); END
-- ;
CREATE TRIGGER "log_timesheet_entry_move" AFTER UPDATE ON "timesheet_entry" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'timesheet_entry', OLD.id, json_object('assignment_id', OLD."assignment_id", 'started_at', OLD."started_at", 'ended_at', OLD."ended_at", 'break_minutes', OLD."break_minutes", 'state', OLD."state", 'source', OLD."source", 'entered_by', OLD."entered_by", 'approved_by', OLD."approved_by", 'approved_at', OLD."approved_at", 'replaces_id', OLD."replaces_id", 'reason', OLD."reason", 'stated_pay_minutes', OLD."stated_pay_minutes", 'stated_pay_rate_cents', OLD."stated_pay_rate_cents", 'stated_pay_cents', OLD."stated_pay_cents", 'invoice_id', OLD."invoice_id", 'payroll_run_id', OLD."payroll_run_id", 'arrest_minutes', OLD."arrest_minutes"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'timesheet_entry', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'started_at', NEW."started_at", 'ended_at', NEW."ended_at", 'break_minutes', NEW."break_minutes", 'state', NEW."state", 'source', NEW."source", 'entered_by', NEW."entered_by", 'approved_by', NEW."approved_by", 'approved_at', NEW."approved_at", 'replaces_id', NEW."replaces_id", 'reason', NEW."reason", 'stated_pay_minutes', NEW."stated_pay_minutes", 'stated_pay_rate_cents', NEW."stated_pay_rate_cents", 'stated_pay_cents', NEW."stated_pay_cents", 'invoice_id', NEW."invoice_id", 'payroll_run_id', NEW."payroll_run_id", 'arrest_minutes', NEW."arrest_minutes"), NULL); END
-- ;
CREATE TRIGGER "log_bank_statement_insert" AFTER INSERT ON "bank_statement" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_statement', NEW.id, NULL, json_object('file_name', NEW."file_name", 'sha256', NEW."sha256", 'account', NEW."account", 'currency', NEW."currency", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'opening_cents', NEW."opening_cents", 'closing_cents', NEW."closing_cents", 'imported_at', NEW."imported_at", 'lines', NEW."lines"), NULL); END
-- ;
CREATE TRIGGER "log_bank_statement_delete" AFTER DELETE ON "bank_statement" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_statement', OLD.id, json_object('file_name', OLD."file_name", 'sha256', OLD."sha256", 'account', OLD."account", 'currency', OLD."currency", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'opening_cents', OLD."opening_cents", 'closing_cents', OLD."closing_cents", 'imported_at', OLD."imported_at", 'lines', OLD."lines"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_bank_statement_update" AFTER UPDATE ON "bank_statement" WHEN OLD.id = NEW.id AND (OLD."file_name", OLD."sha256", OLD."account", OLD."currency", OLD."from_on", OLD."until_on", OLD."opening_cents", OLD."closing_cents", OLD."imported_at", OLD."lines") IS NOT (NEW."file_name", NEW."sha256", NEW."account", NEW."currency", NEW."from_on", NEW."until_on", NEW."opening_cents", NEW."closing_cents", NEW."imported_at", NEW."lines") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_statement', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'file_name' AS k, OLD."file_name" AS v WHERE OLD."file_name" IS NOT NEW."file_name" UNION ALL SELECT 'sha256' AS k, OLD."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256" UNION ALL SELECT 'account' AS k, OLD."account" AS v WHERE OLD."account" IS NOT NEW."account" UNION ALL SELECT 'currency' AS k, OLD."currency" AS v WHERE OLD."currency" IS NOT NEW."currency" UNION ALL SELECT 'from_on' AS k, OLD."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'opening_cents' AS k, OLD."opening_cents" AS v WHERE OLD."opening_cents" IS NOT NEW."opening_cents" UNION ALL SELECT 'closing_cents' AS k, OLD."closing_cents" AS v WHERE OLD."closing_cents" IS NOT NEW."closing_cents" UNION ALL SELECT 'imported_at' AS k, OLD."imported_at" AS v WHERE OLD."imported_at" IS NOT NEW."imported_at" UNION ALL SELECT 'lines' AS k, OLD."lines" AS v WHERE OLD."lines" IS NOT NEW."lines")), (SELECT json_group_object(k, v) FROM (SELECT 'file_name' AS k, NEW."file_name" AS v WHERE OLD."file_name" IS NOT NEW."file_name" UNION ALL SELECT 'sha256' AS k, NEW."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256" UNION ALL SELECT 'account' AS k, NEW."account" AS v WHERE OLD."account" IS NOT NEW."account" UNION ALL SELECT 'currency' AS k, NEW."currency" AS v WHERE OLD."currency" IS NOT NEW."currency" UNION ALL SELECT 'from_on' AS k, NEW."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'opening_cents' AS k, NEW."opening_cents" AS v WHERE OLD."opening_cents" IS NOT NEW."opening_cents" UNION ALL SELECT 'closing_cents' AS k, NEW."closing_cents" AS v WHERE OLD."closing_cents" IS NOT NEW."closing_cents" UNION ALL SELECT 'imported_at' AS k, NEW."imported_at" AS v WHERE OLD."imported_at" IS NOT NEW."imported_at" UNION ALL SELECT 'lines' AS k, NEW."lines" AS v WHERE OLD."lines" IS NOT NEW."lines")), NULL); END
-- ;
CREATE TRIGGER "log_bank_statement_move" AFTER UPDATE ON "bank_statement" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_statement', OLD.id, json_object('file_name', OLD."file_name", 'sha256', OLD."sha256", 'account', OLD."account", 'currency', OLD."currency", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'opening_cents', OLD."opening_cents", 'closing_cents', OLD."closing_cents", 'imported_at', OLD."imported_at", 'lines', OLD."lines"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_statement', NEW.id, NULL, json_object('file_name', NEW."file_name", 'sha256', NEW."sha256", 'account', NEW."account", 'currency', NEW."currency", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'opening_cents', NEW."opening_cents", 'closing_cents', NEW."closing_cents", 'imported_at', NEW."imported_at", 'lines', NEW."lines"), NULL); END
-- ;
CREATE TRIGGER "log_bank_line_insert" AFTER INSERT ON "bank_line" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_line', NEW.id, NULL, json_object('statement_id', NEW."statement_id", 'key', NEW."key", 'booked_on', NEW."booked_on", 'amount_cents', NEW."amount_cents", 'state', NEW."state", 'ignored_because', NEW."ignored_because"), json_object('payer', json_array(hex(randomblob(16)), NULL, NEW."payer"), 'words', json_array(hex(randomblob(16)), NULL, NEW."words"))); END
-- ;
CREATE TRIGGER "log_bank_line_delete" AFTER DELETE ON "bank_line" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_line', OLD.id, json_object('statement_id', OLD."statement_id", 'key', OLD."key", 'booked_on', OLD."booked_on", 'amount_cents', OLD."amount_cents", 'state', OLD."state", 'ignored_because', OLD."ignored_because"), NULL, json_object('payer', json_array(hex(randomblob(16)), OLD."payer", NULL), 'words', json_array(hex(randomblob(16)), OLD."words", NULL))); END
-- ;
CREATE TRIGGER "log_bank_line_update" AFTER UPDATE ON "bank_line" WHEN OLD.id = NEW.id AND (OLD."statement_id", OLD."key", OLD."booked_on", OLD."amount_cents", OLD."state", OLD."ignored_because", OLD."payer", OLD."words") IS NOT (NEW."statement_id", NEW."key", NEW."booked_on", NEW."amount_cents", NEW."state", NEW."ignored_because", NEW."payer", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_line', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'statement_id' AS k, OLD."statement_id" AS v WHERE OLD."statement_id" IS NOT NEW."statement_id" UNION ALL SELECT 'key' AS k, OLD."key" AS v WHERE OLD."key" IS NOT NEW."key" UNION ALL SELECT 'booked_on' AS k, OLD."booked_on" AS v WHERE OLD."booked_on" IS NOT NEW."booked_on" UNION ALL SELECT 'amount_cents' AS k, OLD."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'ignored_because' AS k, OLD."ignored_because" AS v WHERE OLD."ignored_because" IS NOT NEW."ignored_because")), (SELECT json_group_object(k, v) FROM (SELECT 'statement_id' AS k, NEW."statement_id" AS v WHERE OLD."statement_id" IS NOT NEW."statement_id" UNION ALL SELECT 'key' AS k, NEW."key" AS v WHERE OLD."key" IS NOT NEW."key" UNION ALL SELECT 'booked_on' AS k, NEW."booked_on" AS v WHERE OLD."booked_on" IS NOT NEW."booked_on" UNION ALL SELECT 'amount_cents' AS k, NEW."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'ignored_because' AS k, NEW."ignored_because" AS v WHERE OLD."ignored_because" IS NOT NEW."ignored_because")), nullif((SELECT json_group_object(k, json(v)) FROM (SELECT 'payer' AS k, json_array(hex(randomblob(16)), OLD."payer", NEW."payer") AS v WHERE OLD."payer" IS NOT NEW."payer" UNION ALL SELECT 'words' AS k, json_array(hex(randomblob(16)), OLD."words", NEW."words") AS v WHERE OLD."words" IS NOT NEW."words")), '{}')); END
-- ;
CREATE TRIGGER "log_bank_line_move" AFTER UPDATE ON "bank_line" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_line', OLD.id, json_object('statement_id', OLD."statement_id", 'key', OLD."key", 'booked_on', OLD."booked_on", 'amount_cents', OLD."amount_cents", 'state', OLD."state", 'ignored_because', OLD."ignored_because"), NULL, json_object('payer', json_array(hex(randomblob(16)), OLD."payer", NULL), 'words', json_array(hex(randomblob(16)), OLD."words", NULL))); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_line', NEW.id, NULL, json_object('statement_id', NEW."statement_id", 'key', NEW."key", 'booked_on', NEW."booked_on", 'amount_cents', NEW."amount_cents", 'state', NEW."state", 'ignored_because', NEW."ignored_because"), json_object('payer', json_array(hex(randomblob(16)), NULL, NEW."payer"), 'words', json_array(hex(randomblob(16)), NULL, NEW."words"))); END
-- ;
CREATE TRIGGER "log_receipt_insert" AFTER INSERT ON "receipt" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'receipt', NEW.id, NULL, json_object('employer_id', NEW."employer_id", 'received_on', NEW."received_on", 'amount_cents', NEW."amount_cents", 'method', NEW."method", 'reference', NEW."reference", 'bank_line_id', NEW."bank_line_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_receipt_delete" AFTER DELETE ON "receipt" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'receipt', OLD.id, json_object('employer_id', OLD."employer_id", 'received_on', OLD."received_on", 'amount_cents', OLD."amount_cents", 'method', OLD."method", 'reference', OLD."reference", 'bank_line_id', OLD."bank_line_id", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_receipt_update" AFTER UPDATE ON "receipt" WHEN OLD.id = NEW.id AND (OLD."employer_id", OLD."received_on", OLD."amount_cents", OLD."method", OLD."reference", OLD."bank_line_id", OLD."words") IS NOT (NEW."employer_id", NEW."received_on", NEW."amount_cents", NEW."method", NEW."reference", NEW."bank_line_id", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'receipt', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'employer_id' AS k, OLD."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'received_on' AS k, OLD."received_on" AS v WHERE OLD."received_on" IS NOT NEW."received_on" UNION ALL SELECT 'amount_cents' AS k, OLD."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'method' AS k, OLD."method" AS v WHERE OLD."method" IS NOT NEW."method" UNION ALL SELECT 'reference' AS k, OLD."reference" AS v WHERE OLD."reference" IS NOT NEW."reference" UNION ALL SELECT 'bank_line_id' AS k, OLD."bank_line_id" AS v WHERE OLD."bank_line_id" IS NOT NEW."bank_line_id" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'employer_id' AS k, NEW."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'received_on' AS k, NEW."received_on" AS v WHERE OLD."received_on" IS NOT NEW."received_on" UNION ALL SELECT 'amount_cents' AS k, NEW."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'method' AS k, NEW."method" AS v WHERE OLD."method" IS NOT NEW."method" UNION ALL SELECT 'reference' AS k, NEW."reference" AS v WHERE OLD."reference" IS NOT NEW."reference" UNION ALL SELECT 'bank_line_id' AS k, NEW."bank_line_id" AS v WHERE OLD."bank_line_id" IS NOT NEW."bank_line_id" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_receipt_move" AFTER UPDATE ON "receipt" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'receipt', OLD.id, json_object('employer_id', OLD."employer_id", 'received_on', OLD."received_on", 'amount_cents', OLD."amount_cents", 'method', OLD."method", 'reference', OLD."reference", 'bank_line_id', OLD."bank_line_id", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'receipt', NEW.id, NULL, json_object('employer_id', NEW."employer_id", 'received_on', NEW."received_on", 'amount_cents', NEW."amount_cents", 'method', NEW."method", 'reference', NEW."reference", 'bank_line_id', NEW."bank_line_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_payment_insert" AFTER INSERT ON "payment" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payment', NEW.id, NULL, json_object('invoice_id', NEW."invoice_id", 'received_on', NEW."received_on", 'amount_cents', NEW."amount_cents", 'method', NEW."method", 'reference', NEW."reference", 'receipt_id', NEW."receipt_id", 'deposit_id', NEW."deposit_id", 'credit_id', NEW."credit_id"), NULL); END
-- ;
CREATE TRIGGER "log_payment_delete" AFTER DELETE ON "payment" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payment', OLD.id, json_object('invoice_id', OLD."invoice_id", 'received_on', OLD."received_on", 'amount_cents', OLD."amount_cents", 'method', OLD."method", 'reference', OLD."reference", 'receipt_id', OLD."receipt_id", 'deposit_id', OLD."deposit_id", 'credit_id', OLD."credit_id"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_payment_update" AFTER UPDATE ON "payment" WHEN OLD.id = NEW.id AND (OLD."invoice_id", OLD."received_on", OLD."amount_cents", OLD."method", OLD."reference", OLD."receipt_id", OLD."deposit_id", OLD."credit_id") IS NOT (NEW."invoice_id", NEW."received_on", NEW."amount_cents", NEW."method", NEW."reference", NEW."receipt_id", NEW."deposit_id", NEW."credit_id") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payment', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'invoice_id' AS k, OLD."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'received_on' AS k, OLD."received_on" AS v WHERE OLD."received_on" IS NOT NEW."received_on" UNION ALL SELECT 'amount_cents' AS k, OLD."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'method' AS k, OLD."method" AS v WHERE OLD."method" IS NOT NEW."method" UNION ALL SELECT 'reference' AS k, OLD."reference" AS v WHERE OLD."reference" IS NOT NEW."reference" UNION ALL SELECT 'receipt_id' AS k, OLD."receipt_id" AS v WHERE OLD."receipt_id" IS NOT NEW."receipt_id" UNION ALL SELECT 'deposit_id' AS k, OLD."deposit_id" AS v WHERE OLD."deposit_id" IS NOT NEW."deposit_id" UNION ALL SELECT 'credit_id' AS k, OLD."credit_id" AS v WHERE OLD."credit_id" IS NOT NEW."credit_id")), (SELECT json_group_object(k, v) FROM (SELECT 'invoice_id' AS k, NEW."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'received_on' AS k, NEW."received_on" AS v WHERE OLD."received_on" IS NOT NEW."received_on" UNION ALL SELECT 'amount_cents' AS k, NEW."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'method' AS k, NEW."method" AS v WHERE OLD."method" IS NOT NEW."method" UNION ALL SELECT 'reference' AS k, NEW."reference" AS v WHERE OLD."reference" IS NOT NEW."reference" UNION ALL SELECT 'receipt_id' AS k, NEW."receipt_id" AS v WHERE OLD."receipt_id" IS NOT NEW."receipt_id" UNION ALL SELECT 'deposit_id' AS k, NEW."deposit_id" AS v WHERE OLD."deposit_id" IS NOT NEW."deposit_id" UNION ALL SELECT 'credit_id' AS k, NEW."credit_id" AS v WHERE OLD."credit_id" IS NOT NEW."credit_id")), NULL); END
-- ;
CREATE TRIGGER "log_payment_move" AFTER UPDATE ON "payment" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payment', OLD.id, json_object('invoice_id', OLD."invoice_id", 'received_on', OLD."received_on", 'amount_cents', OLD."amount_cents", 'method', OLD."method", 'reference', OLD."reference", 'receipt_id', OLD."receipt_id", 'deposit_id', OLD."deposit_id", 'credit_id', OLD."credit_id"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'payment', NEW.id, NULL, json_object('invoice_id', NEW."invoice_id", 'received_on', NEW."received_on", 'amount_cents', NEW."amount_cents", 'method', NEW."method", 'reference', NEW."reference", 'receipt_id', NEW."receipt_id", 'deposit_id', NEW."deposit_id", 'credit_id', NEW."credit_id"), NULL); END
-- ;
CREATE TRIGGER "log_refund_insert" AFTER INSERT ON "refund" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'refund', NEW.id, NULL, json_object('employer_id', NEW."employer_id", 'receipt_id', NEW."receipt_id", 'deposit_id', NEW."deposit_id", 'paid_on', NEW."paid_on", 'amount_cents', NEW."amount_cents", 'method', NEW."method", 'reference', NEW."reference", 'approved_by', NEW."approved_by", 'reason', NEW."reason"), NULL); END
-- ;
CREATE TRIGGER "log_refund_delete" AFTER DELETE ON "refund" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'refund', OLD.id, json_object('employer_id', OLD."employer_id", 'receipt_id', OLD."receipt_id", 'deposit_id', OLD."deposit_id", 'paid_on', OLD."paid_on", 'amount_cents', OLD."amount_cents", 'method', OLD."method", 'reference', OLD."reference", 'approved_by', OLD."approved_by", 'reason', OLD."reason"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_refund_update" AFTER UPDATE ON "refund" WHEN OLD.id = NEW.id AND (OLD."employer_id", OLD."receipt_id", OLD."deposit_id", OLD."paid_on", OLD."amount_cents", OLD."method", OLD."reference", OLD."approved_by", OLD."reason") IS NOT (NEW."employer_id", NEW."receipt_id", NEW."deposit_id", NEW."paid_on", NEW."amount_cents", NEW."method", NEW."reference", NEW."approved_by", NEW."reason") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'refund', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'employer_id' AS k, OLD."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'receipt_id' AS k, OLD."receipt_id" AS v WHERE OLD."receipt_id" IS NOT NEW."receipt_id" UNION ALL SELECT 'deposit_id' AS k, OLD."deposit_id" AS v WHERE OLD."deposit_id" IS NOT NEW."deposit_id" UNION ALL SELECT 'paid_on' AS k, OLD."paid_on" AS v WHERE OLD."paid_on" IS NOT NEW."paid_on" UNION ALL SELECT 'amount_cents' AS k, OLD."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'method' AS k, OLD."method" AS v WHERE OLD."method" IS NOT NEW."method" UNION ALL SELECT 'reference' AS k, OLD."reference" AS v WHERE OLD."reference" IS NOT NEW."reference" UNION ALL SELECT 'approved_by' AS k, OLD."approved_by" AS v WHERE OLD."approved_by" IS NOT NEW."approved_by" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason")), (SELECT json_group_object(k, v) FROM (SELECT 'employer_id' AS k, NEW."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'receipt_id' AS k, NEW."receipt_id" AS v WHERE OLD."receipt_id" IS NOT NEW."receipt_id" UNION ALL SELECT 'deposit_id' AS k, NEW."deposit_id" AS v WHERE OLD."deposit_id" IS NOT NEW."deposit_id" UNION ALL SELECT 'paid_on' AS k, NEW."paid_on" AS v WHERE OLD."paid_on" IS NOT NEW."paid_on" UNION ALL SELECT 'amount_cents' AS k, NEW."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'method' AS k, NEW."method" AS v WHERE OLD."method" IS NOT NEW."method" UNION ALL SELECT 'reference' AS k, NEW."reference" AS v WHERE OLD."reference" IS NOT NEW."reference" UNION ALL SELECT 'approved_by' AS k, NEW."approved_by" AS v WHERE OLD."approved_by" IS NOT NEW."approved_by" UNION ALL SELECT 'reason' AS k, NEW."reason" AS v WHERE OLD."reason" IS NOT NEW."reason")), NULL); END
-- ;
CREATE TRIGGER "log_refund_move" AFTER UPDATE ON "refund" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'refund', OLD.id, json_object('employer_id', OLD."employer_id", 'receipt_id', OLD."receipt_id", 'deposit_id', OLD."deposit_id", 'paid_on', OLD."paid_on", 'amount_cents', OLD."amount_cents", 'method', OLD."method", 'reference', OLD."reference", 'approved_by', OLD."approved_by", 'reason', OLD."reason"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'refund', NEW.id, NULL, json_object('employer_id', NEW."employer_id", 'receipt_id', NEW."receipt_id", 'deposit_id', NEW."deposit_id", 'paid_on', NEW."paid_on", 'amount_cents', NEW."amount_cents", 'method', NEW."method", 'reference', NEW."reference", 'approved_by', NEW."approved_by", 'reason', NEW."reason"), NULL); END
-- ;
CREATE TRIGGER "log_purchase_order_insert" AFTER INSERT ON "purchase_order" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'purchase_order', NEW.id, NULL, json_object('employer_id', NEW."employer_id", 'number', NEW."number", 'ceiling_cents', NEW."ceiling_cents", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_purchase_order_delete" AFTER DELETE ON "purchase_order" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'purchase_order', OLD.id, json_object('employer_id', OLD."employer_id", 'number', OLD."number", 'ceiling_cents', OLD."ceiling_cents", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_purchase_order_update" AFTER UPDATE ON "purchase_order" WHEN OLD.id = NEW.id AND (OLD."employer_id", OLD."number", OLD."ceiling_cents", OLD."from_on", OLD."until_on", OLD."words") IS NOT (NEW."employer_id", NEW."number", NEW."ceiling_cents", NEW."from_on", NEW."until_on", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'purchase_order', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'employer_id' AS k, OLD."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'ceiling_cents' AS k, OLD."ceiling_cents" AS v WHERE OLD."ceiling_cents" IS NOT NEW."ceiling_cents" UNION ALL SELECT 'from_on' AS k, OLD."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'employer_id' AS k, NEW."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'ceiling_cents' AS k, NEW."ceiling_cents" AS v WHERE OLD."ceiling_cents" IS NOT NEW."ceiling_cents" UNION ALL SELECT 'from_on' AS k, NEW."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_purchase_order_move" AFTER UPDATE ON "purchase_order" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'purchase_order', OLD.id, json_object('employer_id', OLD."employer_id", 'number', OLD."number", 'ceiling_cents', OLD."ceiling_cents", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'purchase_order', NEW.id, NULL, json_object('employer_id', NEW."employer_id", 'number', NEW."number", 'ceiling_cents', NEW."ceiling_cents", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_dispute_insert" AFTER INSERT ON "dispute" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dispute', NEW.id, NULL, json_object('invoice_id', NEW."invoice_id", 'charge_id', NEW."charge_id", 'opened_at', NEW."opened_at", 'words', NEW."words", 'state', NEW."state", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'outcome', NEW."outcome"), NULL); END
-- ;
CREATE TRIGGER "log_dispute_delete" AFTER DELETE ON "dispute" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dispute', OLD.id, json_object('invoice_id', OLD."invoice_id", 'charge_id', OLD."charge_id", 'opened_at', OLD."opened_at", 'words', OLD."words", 'state', OLD."state", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'outcome', OLD."outcome"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_dispute_update" AFTER UPDATE ON "dispute" WHEN OLD.id = NEW.id AND (OLD."invoice_id", OLD."charge_id", OLD."opened_at", OLD."words", OLD."state", OLD."settled_at", OLD."settled_by", OLD."outcome") IS NOT (NEW."invoice_id", NEW."charge_id", NEW."opened_at", NEW."words", NEW."state", NEW."settled_at", NEW."settled_by", NEW."outcome") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dispute', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'invoice_id' AS k, OLD."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'charge_id' AS k, OLD."charge_id" AS v WHERE OLD."charge_id" IS NOT NEW."charge_id" UNION ALL SELECT 'opened_at' AS k, OLD."opened_at" AS v WHERE OLD."opened_at" IS NOT NEW."opened_at" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'settled_at' AS k, OLD."settled_at" AS v WHERE OLD."settled_at" IS NOT NEW."settled_at" UNION ALL SELECT 'settled_by' AS k, OLD."settled_by" AS v WHERE OLD."settled_by" IS NOT NEW."settled_by" UNION ALL SELECT 'outcome' AS k, OLD."outcome" AS v WHERE OLD."outcome" IS NOT NEW."outcome")), (SELECT json_group_object(k, v) FROM (SELECT 'invoice_id' AS k, NEW."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'charge_id' AS k, NEW."charge_id" AS v WHERE OLD."charge_id" IS NOT NEW."charge_id" UNION ALL SELECT 'opened_at' AS k, NEW."opened_at" AS v WHERE OLD."opened_at" IS NOT NEW."opened_at" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'settled_at' AS k, NEW."settled_at" AS v WHERE OLD."settled_at" IS NOT NEW."settled_at" UNION ALL SELECT 'settled_by' AS k, NEW."settled_by" AS v WHERE OLD."settled_by" IS NOT NEW."settled_by" UNION ALL SELECT 'outcome' AS k, NEW."outcome" AS v WHERE OLD."outcome" IS NOT NEW."outcome")), NULL); END
-- ;
CREATE TRIGGER "log_dispute_move" AFTER UPDATE ON "dispute" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dispute', OLD.id, json_object('invoice_id', OLD."invoice_id", 'charge_id', OLD."charge_id", 'opened_at', OLD."opened_at", 'words', OLD."words", 'state', OLD."state", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'outcome', OLD."outcome"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dispute', NEW.id, NULL, json_object('invoice_id', NEW."invoice_id", 'charge_id', NEW."charge_id", 'opened_at', NEW."opened_at", 'words', NEW."words", 'state', NEW."state", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'outcome', NEW."outcome"), NULL); END
-- ;
CREATE TRIGGER "log_dunning_step_insert" AFTER INSERT ON "dunning_step" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dunning_step', NEW.id, NULL, json_object('invoice_id', NEW."invoice_id", 'step', NEW."step", 'taken_on', NEW."taken_on", 'open_cents', NEW."open_cents", 'approved_by', NEW."approved_by", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_dunning_step_delete" AFTER DELETE ON "dunning_step" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dunning_step', OLD.id, json_object('invoice_id', OLD."invoice_id", 'step', OLD."step", 'taken_on', OLD."taken_on", 'open_cents', OLD."open_cents", 'approved_by', OLD."approved_by", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_dunning_step_update" AFTER UPDATE ON "dunning_step" WHEN OLD.id = NEW.id AND (OLD."invoice_id", OLD."step", OLD."taken_on", OLD."open_cents", OLD."approved_by", OLD."words") IS NOT (NEW."invoice_id", NEW."step", NEW."taken_on", NEW."open_cents", NEW."approved_by", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dunning_step', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'invoice_id' AS k, OLD."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'step' AS k, OLD."step" AS v WHERE OLD."step" IS NOT NEW."step" UNION ALL SELECT 'taken_on' AS k, OLD."taken_on" AS v WHERE OLD."taken_on" IS NOT NEW."taken_on" UNION ALL SELECT 'open_cents' AS k, OLD."open_cents" AS v WHERE OLD."open_cents" IS NOT NEW."open_cents" UNION ALL SELECT 'approved_by' AS k, OLD."approved_by" AS v WHERE OLD."approved_by" IS NOT NEW."approved_by" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'invoice_id' AS k, NEW."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'step' AS k, NEW."step" AS v WHERE OLD."step" IS NOT NEW."step" UNION ALL SELECT 'taken_on' AS k, NEW."taken_on" AS v WHERE OLD."taken_on" IS NOT NEW."taken_on" UNION ALL SELECT 'open_cents' AS k, NEW."open_cents" AS v WHERE OLD."open_cents" IS NOT NEW."open_cents" UNION ALL SELECT 'approved_by' AS k, NEW."approved_by" AS v WHERE OLD."approved_by" IS NOT NEW."approved_by" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_dunning_step_move" AFTER UPDATE ON "dunning_step" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dunning_step', OLD.id, json_object('invoice_id', OLD."invoice_id", 'step', OLD."step", 'taken_on', OLD."taken_on", 'open_cents', OLD."open_cents", 'approved_by', OLD."approved_by", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'dunning_step', NEW.id, NULL, json_object('invoice_id', NEW."invoice_id", 'step', NEW."step", 'taken_on', NEW."taken_on", 'open_cents', NEW."open_cents", 'approved_by', NEW."approved_by", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_stated_hours_insert" AFTER INSERT ON "stated_hours" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'stated_hours', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'stated_by', NEW."stated_by", 'started_at', NEW."started_at", 'ended_at', NEW."ended_at", 'break_minutes', NEW."break_minutes", 'said_by', NEW."said_by", 'said_at', NEW."said_at", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_stated_hours_delete" AFTER DELETE ON "stated_hours" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'stated_hours', OLD.id, json_object('assignment_id', OLD."assignment_id", 'stated_by', OLD."stated_by", 'started_at', OLD."started_at", 'ended_at', OLD."ended_at", 'break_minutes', OLD."break_minutes", 'said_by', OLD."said_by", 'said_at', OLD."said_at", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_stated_hours_update" AFTER UPDATE ON "stated_hours" WHEN OLD.id = NEW.id AND (OLD."assignment_id", OLD."stated_by", OLD."started_at", OLD."ended_at", OLD."break_minutes", OLD."said_by", OLD."said_at", OLD."words") IS NOT (NEW."assignment_id", NEW."stated_by", NEW."started_at", NEW."ended_at", NEW."break_minutes", NEW."said_by", NEW."said_at", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'stated_hours', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, OLD."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'stated_by' AS k, OLD."stated_by" AS v WHERE OLD."stated_by" IS NOT NEW."stated_by" UNION ALL SELECT 'started_at' AS k, OLD."started_at" AS v WHERE OLD."started_at" IS NOT NEW."started_at" UNION ALL SELECT 'ended_at' AS k, OLD."ended_at" AS v WHERE OLD."ended_at" IS NOT NEW."ended_at" UNION ALL SELECT 'break_minutes' AS k, OLD."break_minutes" AS v WHERE OLD."break_minutes" IS NOT NEW."break_minutes" UNION ALL SELECT 'said_by' AS k, OLD."said_by" AS v WHERE OLD."said_by" IS NOT NEW."said_by" UNION ALL SELECT 'said_at' AS k, OLD."said_at" AS v WHERE OLD."said_at" IS NOT NEW."said_at" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, NEW."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'stated_by' AS k, NEW."stated_by" AS v WHERE OLD."stated_by" IS NOT NEW."stated_by" UNION ALL SELECT 'started_at' AS k, NEW."started_at" AS v WHERE OLD."started_at" IS NOT NEW."started_at" UNION ALL SELECT 'ended_at' AS k, NEW."ended_at" AS v WHERE OLD."ended_at" IS NOT NEW."ended_at" UNION ALL SELECT 'break_minutes' AS k, NEW."break_minutes" AS v WHERE OLD."break_minutes" IS NOT NEW."break_minutes" UNION ALL SELECT 'said_by' AS k, NEW."said_by" AS v WHERE OLD."said_by" IS NOT NEW."said_by" UNION ALL SELECT 'said_at' AS k, NEW."said_at" AS v WHERE OLD."said_at" IS NOT NEW."said_at" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_stated_hours_move" AFTER UPDATE ON "stated_hours" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'stated_hours', OLD.id, json_object('assignment_id', OLD."assignment_id", 'stated_by', OLD."stated_by", 'started_at', OLD."started_at", 'ended_at', OLD."ended_at", 'break_minutes', OLD."break_minutes", 'said_by', OLD."said_by", 'said_at', OLD."said_at", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'stated_hours', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'stated_by', NEW."stated_by", 'started_at', NEW."started_at", 'ended_at', NEW."ended_at", 'break_minutes', NEW."break_minutes", 'said_by', NEW."said_by", 'said_at', NEW."said_at", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_pay_adjustment_insert" AFTER INSERT ON "pay_adjustment" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'pay_adjustment', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'due_on', NEW."due_on", 'code', NEW."code", 'label', NEW."label", 'amount_cents', NEW."amount_cents", 'payroll_run_id', NEW."payroll_run_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_pay_adjustment_delete" AFTER DELETE ON "pay_adjustment" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'pay_adjustment', OLD.id, json_object('officer_id', OLD."officer_id", 'due_on', OLD."due_on", 'code', OLD."code", 'label', OLD."label", 'amount_cents', OLD."amount_cents", 'payroll_run_id', OLD."payroll_run_id", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_pay_adjustment_update" AFTER UPDATE ON "pay_adjustment" WHEN OLD.id = NEW.id AND (OLD."officer_id", OLD."due_on", OLD."code", OLD."label", OLD."amount_cents", OLD."payroll_run_id", OLD."words") IS NOT (NEW."officer_id", NEW."due_on", NEW."code", NEW."label", NEW."amount_cents", NEW."payroll_run_id", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'pay_adjustment', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'due_on' AS k, OLD."due_on" AS v WHERE OLD."due_on" IS NOT NEW."due_on" UNION ALL SELECT 'code' AS k, OLD."code" AS v WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'label' AS k, OLD."label" AS v WHERE OLD."label" IS NOT NEW."label" UNION ALL SELECT 'amount_cents' AS k, OLD."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'payroll_run_id' AS k, OLD."payroll_run_id" AS v WHERE OLD."payroll_run_id" IS NOT NEW."payroll_run_id" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'due_on' AS k, NEW."due_on" AS v WHERE OLD."due_on" IS NOT NEW."due_on" UNION ALL SELECT 'code' AS k, NEW."code" AS v WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'label' AS k, NEW."label" AS v WHERE OLD."label" IS NOT NEW."label" UNION ALL SELECT 'amount_cents' AS k, NEW."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'payroll_run_id' AS k, NEW."payroll_run_id" AS v WHERE OLD."payroll_run_id" IS NOT NEW."payroll_run_id" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_pay_adjustment_move" AFTER UPDATE ON "pay_adjustment" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'pay_adjustment', OLD.id, json_object('officer_id', OLD."officer_id", 'due_on', OLD."due_on", 'code', OLD."code", 'label', OLD."label", 'amount_cents', OLD."amount_cents", 'payroll_run_id', OLD."payroll_run_id", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'pay_adjustment', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'due_on', NEW."due_on", 'code', NEW."code", 'label', NEW."label", 'amount_cents', NEW."amount_cents", 'payroll_run_id', NEW."payroll_run_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_bank_account_insert" AFTER INSERT ON "bank_account" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_account', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'kind', NEW."kind", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'prenote_on', NEW."prenote_on"), json_object('sealed', json_array(hex(randomblob(16)), NULL, NEW."sealed"), 'last_four', json_array(hex(randomblob(16)), NULL, NEW."last_four"))); END
-- ;
CREATE TRIGGER "log_bank_account_delete" AFTER DELETE ON "bank_account" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_account', OLD.id, json_object('officer_id', OLD."officer_id", 'kind', OLD."kind", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'prenote_on', OLD."prenote_on"), NULL, json_object('sealed', json_array(hex(randomblob(16)), OLD."sealed", NULL), 'last_four', json_array(hex(randomblob(16)), OLD."last_four", NULL))); END
-- ;
CREATE TRIGGER "log_bank_account_update" AFTER UPDATE ON "bank_account" WHEN OLD.id = NEW.id AND (OLD."officer_id", OLD."kind", OLD."from_on", OLD."until_on", OLD."prenote_on", OLD."sealed", OLD."last_four") IS NOT (NEW."officer_id", NEW."kind", NEW."from_on", NEW."until_on", NEW."prenote_on", NEW."sealed", NEW."last_four") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_account', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'from_on' AS k, OLD."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'prenote_on' AS k, OLD."prenote_on" AS v WHERE OLD."prenote_on" IS NOT NEW."prenote_on")), (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'from_on' AS k, NEW."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'prenote_on' AS k, NEW."prenote_on" AS v WHERE OLD."prenote_on" IS NOT NEW."prenote_on")), nullif((SELECT json_group_object(k, json(v)) FROM (SELECT 'sealed' AS k, json_array(hex(randomblob(16)), OLD."sealed", NEW."sealed") AS v WHERE OLD."sealed" IS NOT NEW."sealed" UNION ALL SELECT 'last_four' AS k, json_array(hex(randomblob(16)), OLD."last_four", NEW."last_four") AS v WHERE OLD."last_four" IS NOT NEW."last_four")), '{}')); END
-- ;
CREATE TRIGGER "log_bank_account_move" AFTER UPDATE ON "bank_account" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_account', OLD.id, json_object('officer_id', OLD."officer_id", 'kind', OLD."kind", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'prenote_on', OLD."prenote_on"), NULL, json_object('sealed', json_array(hex(randomblob(16)), OLD."sealed", NULL), 'last_four', json_array(hex(randomblob(16)), OLD."last_four", NULL))); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_account', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'kind', NEW."kind", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'prenote_on', NEW."prenote_on"), json_object('sealed', json_array(hex(randomblob(16)), NULL, NEW."sealed"), 'last_four', json_array(hex(randomblob(16)), NULL, NEW."last_four"))); END
-- ;
CREATE TRIGGER "log_bank_file_insert" AFTER INSERT ON "bank_file" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_file', NEW.id, NULL, json_object('payroll_run_id', NEW."payroll_run_id", 'kind', NEW."kind", 'number', NEW."number", 'made_at', NEW."made_at", 'effective_on', NEW."effective_on", 'credits', NEW."credits", 'total_cents', NEW."total_cents", 'sha256', NEW."sha256"), NULL); END
-- ;
CREATE TRIGGER "log_bank_file_delete" AFTER DELETE ON "bank_file" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_file', OLD.id, json_object('payroll_run_id', OLD."payroll_run_id", 'kind', OLD."kind", 'number', OLD."number", 'made_at', OLD."made_at", 'effective_on', OLD."effective_on", 'credits', OLD."credits", 'total_cents', OLD."total_cents", 'sha256', OLD."sha256"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_bank_file_update" AFTER UPDATE ON "bank_file" WHEN OLD.id = NEW.id AND (OLD."payroll_run_id", OLD."kind", OLD."number", OLD."made_at", OLD."effective_on", OLD."credits", OLD."total_cents", OLD."sha256") IS NOT (NEW."payroll_run_id", NEW."kind", NEW."number", NEW."made_at", NEW."effective_on", NEW."credits", NEW."total_cents", NEW."sha256") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_file', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'payroll_run_id' AS k, OLD."payroll_run_id" AS v WHERE OLD."payroll_run_id" IS NOT NEW."payroll_run_id" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'made_at' AS k, OLD."made_at" AS v WHERE OLD."made_at" IS NOT NEW."made_at" UNION ALL SELECT 'effective_on' AS k, OLD."effective_on" AS v WHERE OLD."effective_on" IS NOT NEW."effective_on" UNION ALL SELECT 'credits' AS k, OLD."credits" AS v WHERE OLD."credits" IS NOT NEW."credits" UNION ALL SELECT 'total_cents' AS k, OLD."total_cents" AS v WHERE OLD."total_cents" IS NOT NEW."total_cents" UNION ALL SELECT 'sha256' AS k, OLD."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256")), (SELECT json_group_object(k, v) FROM (SELECT 'payroll_run_id' AS k, NEW."payroll_run_id" AS v WHERE OLD."payroll_run_id" IS NOT NEW."payroll_run_id" UNION ALL SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'made_at' AS k, NEW."made_at" AS v WHERE OLD."made_at" IS NOT NEW."made_at" UNION ALL SELECT 'effective_on' AS k, NEW."effective_on" AS v WHERE OLD."effective_on" IS NOT NEW."effective_on" UNION ALL SELECT 'credits' AS k, NEW."credits" AS v WHERE OLD."credits" IS NOT NEW."credits" UNION ALL SELECT 'total_cents' AS k, NEW."total_cents" AS v WHERE OLD."total_cents" IS NOT NEW."total_cents" UNION ALL SELECT 'sha256' AS k, NEW."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256")), NULL); END
-- ;
CREATE TRIGGER "log_bank_file_move" AFTER UPDATE ON "bank_file" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_file', OLD.id, json_object('payroll_run_id', OLD."payroll_run_id", 'kind', OLD."kind", 'number', OLD."number", 'made_at', OLD."made_at", 'effective_on', OLD."effective_on", 'credits', OLD."credits", 'total_cents', OLD."total_cents", 'sha256', OLD."sha256"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'bank_file', NEW.id, NULL, json_object('payroll_run_id', NEW."payroll_run_id", 'kind', NEW."kind", 'number', NEW."number", 'made_at', NEW."made_at", 'effective_on', NEW."effective_on", 'credits', NEW."credits", 'total_cents', NEW."total_cents", 'sha256', NEW."sha256"), NULL); END
-- ;
CREATE TRIGGER "log_accounts_document_insert" AFTER INSERT ON "accounts_document" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'accounts_document', NEW.id, NULL, json_object('kind', NEW."kind", 'name', NEW."name", 'effective_on', NEW."effective_on", 'document', NEW."document", 'sha256', NEW."sha256"), NULL); END
-- ;
CREATE TRIGGER "log_accounts_document_delete" AFTER DELETE ON "accounts_document" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'accounts_document', OLD.id, json_object('kind', OLD."kind", 'name', OLD."name", 'effective_on', OLD."effective_on", 'document', OLD."document", 'sha256', OLD."sha256"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_accounts_document_update" AFTER UPDATE ON "accounts_document" WHEN OLD.id = NEW.id AND (OLD."kind", OLD."name", OLD."effective_on", OLD."document", OLD."sha256") IS NOT (NEW."kind", NEW."name", NEW."effective_on", NEW."document", NEW."sha256") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'accounts_document', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'effective_on' AS k, OLD."effective_on" AS v WHERE OLD."effective_on" IS NOT NEW."effective_on" UNION ALL SELECT 'document' AS k, OLD."document" AS v WHERE OLD."document" IS NOT NEW."document" UNION ALL SELECT 'sha256' AS k, OLD."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256")), (SELECT json_group_object(k, v) FROM (SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'name' AS k, NEW."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'effective_on' AS k, NEW."effective_on" AS v WHERE OLD."effective_on" IS NOT NEW."effective_on" UNION ALL SELECT 'document' AS k, NEW."document" AS v WHERE OLD."document" IS NOT NEW."document" UNION ALL SELECT 'sha256' AS k, NEW."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256")), NULL); END
-- ;
CREATE TRIGGER "log_accounts_document_move" AFTER UPDATE ON "accounts_document" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'accounts_document', OLD.id, json_object('kind', OLD."kind", 'name', OLD."name", 'effective_on', OLD."effective_on", 'document', OLD."document", 'sha256', OLD."sha256"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'accounts_document', NEW.id, NULL, json_object('kind', NEW."kind", 'name', NEW."name", 'effective_on', NEW."effective_on", 'document', NEW."document", 'sha256', NEW."sha256"), NULL); END
-- ;
CREATE TRIGGER "log_closed_month_insert" AFTER INSERT ON "closed_month" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'closed_month', NEW.id, NULL, json_object('month', NEW."month", 'closed_at', NEW."closed_at", 'closed_by', NEW."closed_by", 'entries', NEW."entries", 'debit_cents', NEW."debit_cents", 'sha256', NEW."sha256"), NULL); END
-- ;
CREATE TRIGGER "log_closed_month_delete" AFTER DELETE ON "closed_month" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'closed_month', OLD.id, json_object('month', OLD."month", 'closed_at', OLD."closed_at", 'closed_by', OLD."closed_by", 'entries', OLD."entries", 'debit_cents', OLD."debit_cents", 'sha256', OLD."sha256"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_closed_month_update" AFTER UPDATE ON "closed_month" WHEN OLD.id = NEW.id AND (OLD."month", OLD."closed_at", OLD."closed_by", OLD."entries", OLD."debit_cents", OLD."sha256") IS NOT (NEW."month", NEW."closed_at", NEW."closed_by", NEW."entries", NEW."debit_cents", NEW."sha256") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'closed_month', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'month' AS k, OLD."month" AS v WHERE OLD."month" IS NOT NEW."month" UNION ALL SELECT 'closed_at' AS k, OLD."closed_at" AS v WHERE OLD."closed_at" IS NOT NEW."closed_at" UNION ALL SELECT 'closed_by' AS k, OLD."closed_by" AS v WHERE OLD."closed_by" IS NOT NEW."closed_by" UNION ALL SELECT 'entries' AS k, OLD."entries" AS v WHERE OLD."entries" IS NOT NEW."entries" UNION ALL SELECT 'debit_cents' AS k, OLD."debit_cents" AS v WHERE OLD."debit_cents" IS NOT NEW."debit_cents" UNION ALL SELECT 'sha256' AS k, OLD."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256")), (SELECT json_group_object(k, v) FROM (SELECT 'month' AS k, NEW."month" AS v WHERE OLD."month" IS NOT NEW."month" UNION ALL SELECT 'closed_at' AS k, NEW."closed_at" AS v WHERE OLD."closed_at" IS NOT NEW."closed_at" UNION ALL SELECT 'closed_by' AS k, NEW."closed_by" AS v WHERE OLD."closed_by" IS NOT NEW."closed_by" UNION ALL SELECT 'entries' AS k, NEW."entries" AS v WHERE OLD."entries" IS NOT NEW."entries" UNION ALL SELECT 'debit_cents' AS k, NEW."debit_cents" AS v WHERE OLD."debit_cents" IS NOT NEW."debit_cents" UNION ALL SELECT 'sha256' AS k, NEW."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256")), NULL); END
-- ;
CREATE TRIGGER "log_closed_month_move" AFTER UPDATE ON "closed_month" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'closed_month', OLD.id, json_object('month', OLD."month", 'closed_at', OLD."closed_at", 'closed_by', OLD."closed_by", 'entries', OLD."entries", 'debit_cents', OLD."debit_cents", 'sha256', OLD."sha256"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'closed_month', NEW.id, NULL, json_object('month', NEW."month", 'closed_at', NEW."closed_at", 'closed_by', NEW."closed_by", 'entries', NEW."entries", 'debit_cents', NEW."debit_cents", 'sha256', NEW."sha256"), NULL); END
-- ;
CREATE TRIGGER "log_programme_cost_insert" AFTER INSERT ON "programme_cost" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'programme_cost', NEW.id, NULL, json_object('spent_on', NEW."spent_on", 'kind', NEW."kind", 'minutes', NEW."minutes", 'amount_cents', NEW."amount_cents", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_programme_cost_delete" AFTER DELETE ON "programme_cost" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'programme_cost', OLD.id, json_object('spent_on', OLD."spent_on", 'kind', OLD."kind", 'minutes', OLD."minutes", 'amount_cents', OLD."amount_cents", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_programme_cost_update" AFTER UPDATE ON "programme_cost" WHEN OLD.id = NEW.id AND (OLD."spent_on", OLD."kind", OLD."minutes", OLD."amount_cents", OLD."words") IS NOT (NEW."spent_on", NEW."kind", NEW."minutes", NEW."amount_cents", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'programme_cost', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'spent_on' AS k, OLD."spent_on" AS v WHERE OLD."spent_on" IS NOT NEW."spent_on" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'minutes' AS k, OLD."minutes" AS v WHERE OLD."minutes" IS NOT NEW."minutes" UNION ALL SELECT 'amount_cents' AS k, OLD."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'spent_on' AS k, NEW."spent_on" AS v WHERE OLD."spent_on" IS NOT NEW."spent_on" UNION ALL SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'minutes' AS k, NEW."minutes" AS v WHERE OLD."minutes" IS NOT NEW."minutes" UNION ALL SELECT 'amount_cents' AS k, NEW."amount_cents" AS v WHERE OLD."amount_cents" IS NOT NEW."amount_cents" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_programme_cost_move" AFTER UPDATE ON "programme_cost" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'programme_cost', OLD.id, json_object('spent_on', OLD."spent_on", 'kind', OLD."kind", 'minutes', OLD."minutes", 'amount_cents', OLD."amount_cents", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'programme_cost', NEW.id, NULL, json_object('spent_on', NEW."spent_on", 'kind', NEW."kind", 'minutes', NEW."minutes", 'amount_cents', NEW."amount_cents", 'words', NEW."words"), NULL); END
