CREATE TABLE employer (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	po_number VARCHAR NOT NULL, 
	payment_terms_days INTEGER, 
	fee_exempt BOOLEAN NOT NULL, 
	tax_exempt BOOLEAN NOT NULL, 
	insurance_until VARCHAR, 
	blocked_reason VARCHAR NOT NULL, 
	exempt BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT insurance_until_date CHECK (insurance_until IS NULL OR insurance_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	UNIQUE (number)
)
-- ;
CREATE INDEX ix_employer_name ON employer (name)
-- ;
CREATE TABLE redress (
	id INTEGER NOT NULL, 
	found_at INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	correction VARCHAR NOT NULL, 
	since_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	awards INTEGER NOT NULL, 
	differing INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT since_on_date CHECK (since_on IS NULL OR since_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT since_on_before_until_on CHECK (until_on IS NULL OR until_on > since_on)
)
-- ;
CREATE TABLE "conflict" (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	employer_id INTEGER, 
	other_officer_id INTEGER, 
	relation VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT relation_known CHECK (relation IN ('own_business', 'works_for', 'family', 'brought', 'supervises', 'other')), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	CONSTRAINT employer_or_officer CHECK ((employer_id IS NULL) <> (other_officer_id IS NULL)), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(other_officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_conflict_employer_id ON "conflict" (employer_id)
-- ;
CREATE INDEX ix_conflict_officer_id ON "conflict" (officer_id)
-- ;
CREATE INDEX ix_conflict_other_officer_id ON "conflict" (other_officer_id)
-- ;
CREATE TABLE exclusion (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	employer_id INTEGER NOT NULL, 
	side VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	decided_by VARCHAR NOT NULL, 
	reply VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT side_known CHECK (side IN ('employer', 'officer', 'agency')), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id)
)
-- ;
CREATE INDEX ix_exclusion_employer_id ON exclusion (employer_id)
-- ;
CREATE INDEX ix_exclusion_officer_id ON exclusion (officer_id)
-- ;
CREATE TABLE group_member (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_group_member_name ON group_member (name)
-- ;
CREATE INDEX ix_group_member_officer_id ON group_member (officer_id)
-- ;
CREATE TABLE outside_work (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	employer VARCHAR NOT NULL, 
	employer_kind VARCHAR NOT NULL, 
	job_class VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_outside_work_officer_id ON outside_work (officer_id)
-- ;
CREATE INDEX ix_outside_work_starts_at ON outside_work (starts_at)
-- ;
CREATE TABLE shift (
	id INTEGER NOT NULL, 
	batch_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	leave_kind VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('regular', 'overtime', 'court', 'training', 'leave', 'sick')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(batch_id) REFERENCES shift_batch (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX shift_by_batch ON shift (batch_id, starts_at, ends_at, officer_id, kind)
-- ;
CREATE INDEX shift_by_officer ON shift (officer_id, starts_at, ends_at, batch_id, kind)
-- ;
CREATE INDEX shift_long ON shift (batch_id, ends_at) WHERE ends_at - starts_at > 172800
-- ;
CREATE TABLE shift_overlay (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	hides_shift_id INTEGER, 
	starts_at INTEGER, 
	ends_at INTEGER, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	leave_kind VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('regular', 'overtime', 'court', 'training', 'leave', 'sick')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_shift_overlay_hides_shift_id ON shift_overlay (hides_shift_id)
-- ;
CREATE INDEX ix_shift_overlay_officer_id ON shift_overlay (officer_id)
-- ;
CREATE INDEX ix_shift_overlay_starts_at ON shift_overlay (starts_at)
-- ;
CREATE TABLE job (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	employer_id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	job_class VARCHAR NOT NULL, 
	contact_id INTEGER, 
	po_number VARCHAR NOT NULL, 
	post_orders VARCHAR NOT NULL, 
	rate_card VARCHAR NOT NULL, 
	rate_facts VARCHAR NOT NULL, 
	requested_at INTEGER, 
	state VARCHAR NOT NULL, 
	circumstances VARCHAR, 
	run_by VARCHAR, 
	led_by_id INTEGER, 
	asked_officer_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'closed', 'cancelled')), 
	UNIQUE (number), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(led_by_id) REFERENCES officer (id), 
	FOREIGN KEY(asked_officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_job_asked_officer_id ON job (asked_officer_id)
-- ;
CREATE INDEX ix_job_contact_id ON job (contact_id)
-- ;
CREATE INDEX ix_job_employer_id ON job (employer_id)
-- ;
CREATE INDEX ix_job_led_by_id ON job (led_by_id)
-- ;
CREATE TABLE remedy (
	id INTEGER NOT NULL, 
	redress_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	minutes INTEGER NOT NULL, 
	cents INTEGER NOT NULL, 
	details INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	settled_at INTEGER, 
	settled_by VARCHAR NOT NULL, 
	tally_entry_id INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('owed', 'given', 'waived')), 
	FOREIGN KEY(redress_id) REFERENCES redress (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(tally_entry_id) REFERENCES tally_entry (id)
)
-- ;
CREATE INDEX ix_remedy_officer_id ON remedy (officer_id)
-- ;
CREATE INDEX ix_remedy_redress_id ON remedy (redress_id)
-- ;
CREATE INDEX ix_remedy_state ON remedy (state)
-- ;
CREATE INDEX ix_remedy_tally_entry_id ON remedy (tally_entry_id)
-- ;
CREATE TABLE standing_assignment (
	id INTEGER NOT NULL, 
	job_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	weekdays VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	decided_by VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	FOREIGN KEY(job_id) REFERENCES job (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_standing_assignment_job_id ON standing_assignment (job_id)
-- ;
CREATE INDEX ix_standing_assignment_officer_id ON standing_assignment (officer_id)
-- ;
CREATE TABLE position (
	id INTEGER NOT NULL, 
	detail_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	rank_id INTEGER, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	cancelled BOOLEAN NOT NULL, 
	split_from_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	UNIQUE (number), 
	FOREIGN KEY(rank_id) REFERENCES rank (id), 
	FOREIGN KEY(split_from_id) REFERENCES position (id)
)
-- ;
CREATE INDEX ix_position_detail_id ON position (detail_id)
-- ;
CREATE INDEX ix_position_rank_id ON position (rank_id)
-- ;
CREATE INDEX ix_position_split_from_id ON position (split_from_id)
-- ;
CREATE INDEX ix_position_starts_at ON position (starts_at)
-- ;
CREATE TABLE exchange (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	other_assignment_id INTEGER, 
	proposed_at INTEGER NOT NULL, 
	proposed_by VARCHAR NOT NULL, 
	giver_agreed_at INTEGER, 
	taker_agreed_at INTEGER, 
	state VARCHAR NOT NULL, 
	settled_at INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('proposed', 'done', 'refused', 'withdrawn')), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(other_assignment_id) REFERENCES assignment (id)
)
-- ;
CREATE INDEX ix_exchange_assignment_id ON exchange (assignment_id)
-- ;
CREATE INDEX ix_exchange_officer_id ON exchange (officer_id)
-- ;
CREATE INDEX ix_exchange_other_assignment_id ON exchange (other_assignment_id)
-- ;
CREATE TABLE overlap_case (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	batch_id INTEGER, 
	source VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	leave_kind VARCHAR, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	came_at INTEGER NOT NULL, 
	worked_from_at INTEGER NOT NULL, 
	worked_until_at INTEGER NOT NULL, 
	told_from_at INTEGER NOT NULL, 
	told_until_at INTEGER NOT NULL, 
	found_at INTEGER NOT NULL, 
	known_at INTEGER, 
	knew BOOLEAN NOT NULL, 
	reason VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	was VARCHAR NOT NULL, 
	gone_why VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	answered_at INTEGER, 
	decided_by VARCHAR NOT NULL, 
	decided_at INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'asked', 'cleared', 'upheld', 'gone')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(batch_id) REFERENCES shift_batch (id)
)
-- ;
CREATE INDEX ix_overlap_case_assignment_id ON overlap_case (assignment_id)
-- ;
CREATE INDEX ix_overlap_case_batch_id ON overlap_case (batch_id)
-- ;
CREATE INDEX ix_overlap_case_officer_id ON overlap_case (officer_id)
-- ;
CREATE INDEX ix_overlap_case_state ON overlap_case (state)
-- ;
CREATE TRIGGER "log_employer_insert" AFTER INSERT ON "employer" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'employer', NEW.id, NULL, json_object('number', NEW."number", 'name', NEW."name", 'kind', NEW."kind", 'address', NEW."address", 'phone', NEW."phone", 'email', NEW."email", 'po_number', NEW."po_number", 'payment_terms_days', NEW."payment_terms_days", 'fee_exempt', NEW."fee_exempt", 'tax_exempt', NEW."tax_exempt", 'insurance_until', NEW."insurance_until", 'blocked_reason', NEW."blocked_reason", 'exempt', NEW."exempt"), NULL); END
-- ;
CREATE TRIGGER "log_employer_delete" AFTER DELETE ON "employer" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'employer', OLD.id, json_object('number', OLD."number", 'name', OLD."name", 'kind', OLD."kind", 'address', OLD."address", 'phone', OLD."phone", 'email', OLD."email", 'po_number', OLD."po_number", 'payment_terms_days', OLD."payment_terms_days", 'fee_exempt', OLD."fee_exempt", 'tax_exempt', OLD."tax_exempt", 'insurance_until', OLD."insurance_until", 'blocked_reason', OLD."blocked_reason", 'exempt', OLD."exempt"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_employer_update" AFTER UPDATE ON "employer" WHEN OLD.id = NEW.id AND (OLD."number", OLD."name", OLD."kind", OLD."address", OLD."phone", OLD."email", OLD."po_number", OLD."payment_terms_days", OLD."fee_exempt", OLD."tax_exempt", OLD."insurance_until", OLD."blocked_reason", OLD."exempt") IS NOT (NEW."number", NEW."name", NEW."kind", NEW."address", NEW."phone", NEW."email", NEW."po_number", NEW."payment_terms_days", NEW."fee_exempt", NEW."tax_exempt", NEW."insurance_until", NEW."blocked_reason", NEW."exempt") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'employer', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'address' AS k, OLD."address" AS v WHERE OLD."address" IS NOT NEW."address" UNION ALL SELECT 'phone' AS k, OLD."phone" AS v WHERE OLD."phone" IS NOT NEW."phone" UNION ALL SELECT 'email' AS k, OLD."email" AS v WHERE OLD."email" IS NOT NEW."email" UNION ALL SELECT 'po_number' AS k, OLD."po_number" AS v WHERE OLD."po_number" IS NOT NEW."po_number" UNION ALL SELECT 'payment_terms_days' AS k, OLD."payment_terms_days" AS v WHERE OLD."payment_terms_days" IS NOT NEW."payment_terms_days" UNION ALL SELECT 'fee_exempt' AS k, OLD."fee_exempt" AS v WHERE OLD."fee_exempt" IS NOT NEW."fee_exempt" UNION ALL SELECT 'tax_exempt' AS k, OLD."tax_exempt" AS v WHERE OLD."tax_exempt" IS NOT NEW."tax_exempt" UNION ALL SELECT 'insurance_until' AS k, OLD."insurance_until" AS v WHERE OLD."insurance_until" IS NOT NEW."insurance_until" UNION ALL SELECT 'blocked_reason' AS k, OLD."blocked_reason" AS v WHERE OLD."blocked_reason" IS NOT NEW."blocked_reason" UNION ALL SELECT 'exempt' AS k, OLD."exempt" AS v WHERE OLD."exempt" IS NOT NEW."exempt")), (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'name' AS k, NEW."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'address' AS k, NEW."address" AS v WHERE OLD."address" IS NOT NEW."address" UNION ALL SELECT 'phone' AS k, NEW."phone" AS v WHERE OLD."phone" IS NOT NEW."phone" UNION ALL SELECT 'email' AS k, NEW."email" AS v WHERE OLD."email" IS NOT NEW."email" UNION ALL SELECT 'po_number' AS k, NEW."po_number" AS v WHERE OLD."po_number" IS NOT NEW."po_number" UNION ALL SELECT 'payment_terms_days' AS k, NEW."payment_terms_days" AS v WHERE OLD."payment_terms_days" IS NOT NEW."payment_terms_days" UNION ALL SELECT 'fee_exempt' AS k, NEW."fee_exempt" AS v WHERE OLD."fee_exempt" IS NOT NEW."fee_exempt" UNION ALL SELECT 'tax_exempt' AS k, NEW."tax_exempt" AS v WHERE OLD."tax_exempt" IS NOT NEW."tax_exempt" UNION ALL SELECT 'insurance_until' AS k, NEW."insurance_until" AS v WHERE OLD."insurance_until" IS NOT NEW."insurance_until" UNION ALL SELECT 'blocked_reason' AS k, NEW."blocked_reason" AS v WHERE OLD."blocked_reason" IS NOT NEW."blocked_reason" UNION ALL SELECT 'exempt' AS k, NEW."exempt" AS v WHERE OLD."exempt" IS NOT NEW."exempt")), NULL); END
-- ;
CREATE TRIGGER "log_employer_move" AFTER UPDATE ON "employer" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'employer', OLD.id, json_object('number', OLD."number", 'name', OLD."name", 'kind', OLD."kind", 'address', OLD."address", 'phone', OLD."phone", 'email', OLD."email", 'po_number', OLD."po_number", 'payment_terms_days', OLD."payment_terms_days", 'fee_exempt', OLD."fee_exempt", 'tax_exempt', OLD."tax_exempt", 'insurance_until', OLD."insurance_until", 'blocked_reason', OLD."blocked_reason", 'exempt', OLD."exempt"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'employer', NEW.id, NULL, json_object('number', NEW."number", 'name', NEW."name", 'kind', NEW."kind", 'address', NEW."address", 'phone', NEW."phone", 'email', NEW."email", 'po_number', NEW."po_number", 'payment_terms_days', NEW."payment_terms_days", 'fee_exempt', NEW."fee_exempt", 'tax_exempt', NEW."tax_exempt", 'insurance_until', NEW."insurance_until", 'blocked_reason', NEW."blocked_reason", 'exempt', NEW."exempt"), NULL); END
-- ;
CREATE TRIGGER "log_exclusion_insert" AFTER INSERT ON "exclusion" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exclusion', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'employer_id', NEW."employer_id", 'side', NEW."side", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'decided_by', NEW."decided_by"), json_object('reason', json_array(hex(randomblob(16)), NULL, NEW."reason"), 'reply', json_array(hex(randomblob(16)), NULL, NEW."reply"))); END
-- ;
CREATE TRIGGER "log_exclusion_delete" AFTER DELETE ON "exclusion" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exclusion', OLD.id, json_object('officer_id', OLD."officer_id", 'employer_id', OLD."employer_id", 'side', OLD."side", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'decided_by', OLD."decided_by"), NULL, json_object('reason', json_array(hex(randomblob(16)), OLD."reason", NULL), 'reply', json_array(hex(randomblob(16)), OLD."reply", NULL))); END
-- ;
CREATE TRIGGER "log_exclusion_update" AFTER UPDATE ON "exclusion" WHEN OLD.id = NEW.id AND (OLD."officer_id", OLD."employer_id", OLD."side", OLD."from_on", OLD."until_on", OLD."decided_by", OLD."reason", OLD."reply") IS NOT (NEW."officer_id", NEW."employer_id", NEW."side", NEW."from_on", NEW."until_on", NEW."decided_by", NEW."reason", NEW."reply") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exclusion', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'employer_id' AS k, OLD."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'side' AS k, OLD."side" AS v WHERE OLD."side" IS NOT NEW."side" UNION ALL SELECT 'from_on' AS k, OLD."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'decided_by' AS k, OLD."decided_by" AS v WHERE OLD."decided_by" IS NOT NEW."decided_by")), (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'employer_id' AS k, NEW."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'side' AS k, NEW."side" AS v WHERE OLD."side" IS NOT NEW."side" UNION ALL SELECT 'from_on' AS k, NEW."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'decided_by' AS k, NEW."decided_by" AS v WHERE OLD."decided_by" IS NOT NEW."decided_by")), nullif((SELECT json_group_object(k, json(v)) FROM (SELECT 'reason' AS k, json_array(hex(randomblob(16)), OLD."reason", NEW."reason") AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'reply' AS k, json_array(hex(randomblob(16)), OLD."reply", NEW."reply") AS v WHERE OLD."reply" IS NOT NEW."reply")), '{}')); END
-- ;
CREATE TRIGGER "log_exclusion_move" AFTER UPDATE ON "exclusion" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exclusion', OLD.id, json_object('officer_id', OLD."officer_id", 'employer_id', OLD."employer_id", 'side', OLD."side", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'decided_by', OLD."decided_by"), NULL, json_object('reason', json_array(hex(randomblob(16)), OLD."reason", NULL), 'reply', json_array(hex(randomblob(16)), OLD."reply", NULL))); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exclusion', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'employer_id', NEW."employer_id", 'side', NEW."side", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'decided_by', NEW."decided_by"), json_object('reason', json_array(hex(randomblob(16)), NULL, NEW."reason"), 'reply', json_array(hex(randomblob(16)), NULL, NEW."reply"))); END
-- ;
CREATE TRIGGER "log_job_insert" AFTER INSERT ON "job" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', NEW.id, NULL, json_object('number', NEW."number", 'employer_id', NEW."employer_id", 'title', NEW."title", 'job_class', NEW."job_class", 'contact_id', NEW."contact_id", 'po_number', NEW."po_number", 'post_orders', NEW."post_orders", 'rate_card', NEW."rate_card", 'rate_facts', NEW."rate_facts", 'requested_at', NEW."requested_at", 'state', NEW."state", 'circumstances', NEW."circumstances", 'run_by', NEW."run_by", 'led_by_id', NEW."led_by_id", 'asked_officer_id', NEW."asked_officer_id"), NULL); END
-- ;
CREATE TRIGGER "log_job_delete" AFTER DELETE ON "job" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', OLD.id, json_object('number', OLD."number", 'employer_id', OLD."employer_id", 'title', OLD."title", 'job_class', OLD."job_class", 'contact_id', OLD."contact_id", 'po_number', OLD."po_number", 'post_orders', OLD."post_orders", 'rate_card', OLD."rate_card", 'rate_facts', OLD."rate_facts", 'requested_at', OLD."requested_at", 'state', OLD."state", 'circumstances', OLD."circumstances", 'run_by', OLD."run_by", 'led_by_id', OLD."led_by_id", 'asked_officer_id', OLD."asked_officer_id"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_job_update" AFTER UPDATE ON "job" WHEN OLD.id = NEW.id AND (OLD."number", OLD."employer_id", OLD."title", OLD."job_class", OLD."contact_id", OLD."po_number", OLD."post_orders", OLD."rate_card", OLD."rate_facts", OLD."requested_at", OLD."state", OLD."circumstances", OLD."run_by", OLD."led_by_id", OLD."asked_officer_id") IS NOT (NEW."number", NEW."employer_id", NEW."title", NEW."job_class", NEW."contact_id", NEW."po_number", NEW."post_orders", NEW."rate_card", NEW."rate_facts", NEW."requested_at", NEW."state", NEW."circumstances", NEW."run_by", NEW."led_by_id", NEW."asked_officer_id") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'employer_id' AS k, OLD."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'title' AS k, OLD."title" AS v WHERE OLD."title" IS NOT NEW."title" UNION ALL SELECT 'job_class' AS k, OLD."job_class" AS v WHERE OLD."job_class" IS NOT NEW."job_class" UNION ALL SELECT 'contact_id' AS k, OLD."contact_id" AS v WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'po_number' AS k, OLD."po_number" AS v WHERE OLD."po_number" IS NOT NEW."po_number" UNION ALL SELECT 'post_orders' AS k, OLD."post_orders" AS v WHERE OLD."post_orders" IS NOT NEW."post_orders" UNION ALL SELECT 'rate_card' AS k, OLD."rate_card" AS v WHERE OLD."rate_card" IS NOT NEW."rate_card" UNION ALL SELECT 'rate_facts' AS k, OLD."rate_facts" AS v WHERE OLD."rate_facts" IS NOT NEW."rate_facts" UNION ALL SELECT 'requested_at' AS k, OLD."requested_at" AS v WHERE OLD."requested_at" IS NOT NEW."requested_at" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'circumstances' AS k, OLD."circumstances" AS v WHERE OLD."circumstances" IS NOT NEW."circumstances" UNION ALL SELECT 'run_by' AS k, OLD."run_by" AS v WHERE OLD."run_by" IS NOT NEW."run_by" UNION ALL SELECT 'led_by_id' AS k, OLD."led_by_id" AS v WHERE OLD."led_by_id" IS NOT NEW."led_by_id" UNION ALL SELECT 'asked_officer_id' AS k, OLD."asked_officer_id" AS v WHERE OLD."asked_officer_id" IS NOT NEW."asked_officer_id")), (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'employer_id' AS k, NEW."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'title' AS k, NEW."title" AS v WHERE OLD."title" IS NOT NEW."title" UNION ALL SELECT 'job_class' AS k, NEW."job_class" AS v WHERE OLD."job_class" IS NOT NEW."job_class" UNION ALL SELECT 'contact_id' AS k, NEW."contact_id" AS v WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'po_number' AS k, NEW."po_number" AS v WHERE OLD."po_number" IS NOT NEW."po_number" UNION ALL SELECT 'post_orders' AS k, NEW."post_orders" AS v WHERE OLD."post_orders" IS NOT NEW."post_orders" UNION ALL SELECT 'rate_card' AS k, NEW."rate_card" AS v WHERE OLD."rate_card" IS NOT NEW."rate_card" UNION ALL SELECT 'rate_facts' AS k, NEW."rate_facts" AS v WHERE OLD."rate_facts" IS NOT NEW."rate_facts" UNION ALL SELECT 'requested_at' AS k, NEW."requested_at" AS v WHERE OLD."requested_at" IS NOT NEW."requested_at" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'circumstances' AS k, NEW."circumstances" AS v WHERE OLD."circumstances" IS NOT NEW."circumstances" UNION ALL SELECT 'run_by' AS k, NEW."run_by" AS v WHERE OLD."run_by" IS NOT NEW."run_by" UNION ALL SELECT 'led_by_id' AS k, NEW."led_by_id" AS v WHERE OLD."led_by_id" IS NOT NEW."led_by_id" UNION ALL SELECT 'asked_officer_id' AS k, NEW."asked_officer_id" AS v WHERE OLD."asked_officer_id" IS NOT NEW."asked_officer_id")), NULL); END
-- ;
CREATE TRIGGER "log_job_move" AFTER UPDATE ON "job" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', OLD.id, json_object('number', OLD."number", 'employer_id', OLD."employer_id", 'title', OLD."title", 'job_class', OLD."job_class", 'contact_id', OLD."contact_id", 'po_number', OLD."po_number", 'post_orders', OLD."post_orders", 'rate_card', OLD."rate_card", 'rate_facts', OLD."rate_facts", 'requested_at', OLD."requested_at", 'state', OLD."state", 'circumstances', OLD."circumstances", 'run_by', OLD."run_by", 'led_by_id', OLD."led_by_id", 'asked_officer_id', OLD."asked_officer_id"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', NEW.id, NULL, json_object('number', NEW."number", 'employer_id', NEW."employer_id", 'title', NEW."title", 'job_class', NEW."job_class", 'contact_id', NEW."contact_id", 'po_number', NEW."po_number", 'post_orders', NEW."post_orders", 'rate_card', NEW."rate_card", 'rate_facts', NEW."rate_facts", 'requested_at', NEW."requested_at", 'state', NEW."state", 'circumstances', NEW."circumstances", 'run_by', NEW."run_by", 'led_by_id', NEW."led_by_id", 'asked_officer_id', NEW."asked_officer_id"), NULL); END
-- ;
CREATE TRIGGER "log_position_insert" AFTER INSERT ON "position" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'position', NEW.id, NULL, json_object('detail_id', NEW."detail_id", 'number', NEW."number", 'role', NEW."role", 'label', NEW."label", 'rank_id', NEW."rank_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'cancelled', NEW."cancelled", 'split_from_id', NEW."split_from_id"), NULL); END
-- ;
CREATE TRIGGER "log_position_delete" AFTER DELETE ON "position" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'position', OLD.id, json_object('detail_id', OLD."detail_id", 'number', OLD."number", 'role', OLD."role", 'label', OLD."label", 'rank_id', OLD."rank_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'cancelled', OLD."cancelled", 'split_from_id', OLD."split_from_id"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_position_update" AFTER UPDATE ON "position" WHEN OLD.id = NEW.id AND (OLD."detail_id", OLD."number", OLD."role", OLD."label", OLD."rank_id", OLD."starts_at", OLD."ends_at", OLD."cancelled", OLD."split_from_id") IS NOT (NEW."detail_id", NEW."number", NEW."role", NEW."label", NEW."rank_id", NEW."starts_at", NEW."ends_at", NEW."cancelled", NEW."split_from_id") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'position', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'detail_id' AS k, OLD."detail_id" AS v WHERE OLD."detail_id" IS NOT NEW."detail_id" UNION ALL SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'role' AS k, OLD."role" AS v WHERE OLD."role" IS NOT NEW."role" UNION ALL SELECT 'label' AS k, OLD."label" AS v WHERE OLD."label" IS NOT NEW."label" UNION ALL SELECT 'rank_id' AS k, OLD."rank_id" AS v WHERE OLD."rank_id" IS NOT NEW."rank_id" UNION ALL SELECT 'starts_at' AS k, OLD."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, OLD."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'cancelled' AS k, OLD."cancelled" AS v WHERE OLD."cancelled" IS NOT NEW."cancelled" UNION ALL SELECT 'split_from_id' AS k, OLD."split_from_id" AS v WHERE OLD."split_from_id" IS NOT NEW."split_from_id")), (SELECT json_group_object(k, v) FROM (SELECT 'detail_id' AS k, NEW."detail_id" AS v WHERE OLD."detail_id" IS NOT NEW."detail_id" UNION ALL SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'role' AS k, NEW."role" AS v WHERE OLD."role" IS NOT NEW."role" UNION ALL SELECT 'label' AS k, NEW."label" AS v WHERE OLD."label" IS NOT NEW."label" UNION ALL SELECT 'rank_id' AS k, NEW."rank_id" AS v WHERE OLD."rank_id" IS NOT NEW."rank_id" UNION ALL SELECT 'starts_at' AS k, NEW."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, NEW."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'cancelled' AS k, NEW."cancelled" AS v WHERE OLD."cancelled" IS NOT NEW."cancelled" UNION ALL SELECT 'split_from_id' AS k, NEW."split_from_id" AS v WHERE OLD."split_from_id" IS NOT NEW."split_from_id")), NULL); END
-- ;
CREATE TRIGGER "log_position_move" AFTER UPDATE ON "position" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'position', OLD.id, json_object('detail_id', OLD."detail_id", 'number', OLD."number", 'role', OLD."role", 'label', OLD."label", 'rank_id', OLD."rank_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'cancelled', OLD."cancelled", 'split_from_id', OLD."split_from_id"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'position', NEW.id, NULL, json_object('detail_id', NEW."detail_id", 'number', NEW."number", 'role', NEW."role", 'label', NEW."label", 'rank_id', NEW."rank_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'cancelled', NEW."cancelled", 'split_from_id', NEW."split_from_id"), NULL); END
-- ;
CREATE TRIGGER "log_group_member_insert" AFTER INSERT ON "group_member" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'group_member', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'name', NEW."name", 'from_on', NEW."from_on", 'until_on', NEW."until_on"), NULL); END
-- ;
CREATE TRIGGER "log_group_member_delete" AFTER DELETE ON "group_member" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'group_member', OLD.id, json_object('officer_id', OLD."officer_id", 'name', OLD."name", 'from_on', OLD."from_on", 'until_on', OLD."until_on"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_group_member_update" AFTER UPDATE ON "group_member" WHEN OLD.id = NEW.id AND (OLD."officer_id", OLD."name", OLD."from_on", OLD."until_on") IS NOT (NEW."officer_id", NEW."name", NEW."from_on", NEW."until_on") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'group_member', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'from_on' AS k, OLD."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on")), (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'name' AS k, NEW."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'from_on' AS k, NEW."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on")), NULL); END
-- ;
CREATE TRIGGER "log_group_member_move" AFTER UPDATE ON "group_member" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'group_member', OLD.id, json_object('officer_id', OLD."officer_id", 'name', OLD."name", 'from_on', OLD."from_on", 'until_on', OLD."until_on"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'group_member', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'name', NEW."name", 'from_on', NEW."from_on", 'until_on', NEW."until_on"), NULL); END
-- ;
CREATE TRIGGER "log_conflict_insert" AFTER INSERT ON "conflict" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'conflict', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'employer_id', NEW."employer_id", 'other_officer_id', NEW."other_officer_id", 'relation', NEW."relation", 'from_on', NEW."from_on", 'until_on', NEW."until_on"), json_object('words', json_array(hex(randomblob(16)), NULL, NEW."words"))); END
-- ;
CREATE TRIGGER "log_conflict_delete" AFTER DELETE ON "conflict" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'conflict', OLD.id, json_object('officer_id', OLD."officer_id", 'employer_id', OLD."employer_id", 'other_officer_id', OLD."other_officer_id", 'relation', OLD."relation", 'from_on', OLD."from_on", 'until_on', OLD."until_on"), NULL, json_object('words', json_array(hex(randomblob(16)), OLD."words", NULL))); END
-- ;
CREATE TRIGGER "log_conflict_update" AFTER UPDATE ON "conflict" WHEN OLD.id = NEW.id AND (OLD."officer_id", OLD."employer_id", OLD."other_officer_id", OLD."relation", OLD."from_on", OLD."until_on", OLD."words") IS NOT (NEW."officer_id", NEW."employer_id", NEW."other_officer_id", NEW."relation", NEW."from_on", NEW."until_on", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'conflict', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'employer_id' AS k, OLD."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'other_officer_id' AS k, OLD."other_officer_id" AS v WHERE OLD."other_officer_id" IS NOT NEW."other_officer_id" UNION ALL SELECT 'relation' AS k, OLD."relation" AS v WHERE OLD."relation" IS NOT NEW."relation" UNION ALL SELECT 'from_on' AS k, OLD."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on")), (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'employer_id' AS k, NEW."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'other_officer_id' AS k, NEW."other_officer_id" AS v WHERE OLD."other_officer_id" IS NOT NEW."other_officer_id" UNION ALL SELECT 'relation' AS k, NEW."relation" AS v WHERE OLD."relation" IS NOT NEW."relation" UNION ALL SELECT 'from_on' AS k, NEW."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on")), nullif((SELECT json_group_object(k, json(v)) FROM (SELECT 'words' AS k, json_array(hex(randomblob(16)), OLD."words", NEW."words") AS v WHERE OLD."words" IS NOT NEW."words")), '{}')); END
-- ;
CREATE TRIGGER "log_conflict_move" AFTER UPDATE ON "conflict" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'conflict', OLD.id, json_object('officer_id', OLD."officer_id", 'employer_id', OLD."employer_id", 'other_officer_id', OLD."other_officer_id", 'relation', OLD."relation", 'from_on', OLD."from_on", 'until_on', OLD."until_on"), NULL, json_object('words', json_array(hex(randomblob(16)), OLD."words", NULL))); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'conflict', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'employer_id', NEW."employer_id", 'other_officer_id', NEW."other_officer_id", 'relation', NEW."relation", 'from_on', NEW."from_on", 'until_on', NEW."until_on"), json_object('words', json_array(hex(randomblob(16)), NULL, NEW."words"))); END
-- ;
CREATE TRIGGER "log_outside_work_insert" AFTER INSERT ON "outside_work" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'outside_work', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'employer_kind', NEW."employer_kind", 'job_class', NEW."job_class"), json_object('employer', json_array(hex(randomblob(16)), NULL, NEW."employer"))); END
-- ;
CREATE TRIGGER "log_outside_work_delete" AFTER DELETE ON "outside_work" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'outside_work', OLD.id, json_object('officer_id', OLD."officer_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'employer_kind', OLD."employer_kind", 'job_class', OLD."job_class"), NULL, json_object('employer', json_array(hex(randomblob(16)), OLD."employer", NULL))); END
-- ;
CREATE TRIGGER "log_outside_work_update" AFTER UPDATE ON "outside_work" WHEN OLD.id = NEW.id AND (OLD."officer_id", OLD."starts_at", OLD."ends_at", OLD."employer_kind", OLD."job_class", OLD."employer") IS NOT (NEW."officer_id", NEW."starts_at", NEW."ends_at", NEW."employer_kind", NEW."job_class", NEW."employer") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'outside_work', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'starts_at' AS k, OLD."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, OLD."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'employer_kind' AS k, OLD."employer_kind" AS v WHERE OLD."employer_kind" IS NOT NEW."employer_kind" UNION ALL SELECT 'job_class' AS k, OLD."job_class" AS v WHERE OLD."job_class" IS NOT NEW."job_class")), (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'starts_at' AS k, NEW."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, NEW."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'employer_kind' AS k, NEW."employer_kind" AS v WHERE OLD."employer_kind" IS NOT NEW."employer_kind" UNION ALL SELECT 'job_class' AS k, NEW."job_class" AS v WHERE OLD."job_class" IS NOT NEW."job_class")), nullif((SELECT json_group_object(k, json(v)) FROM (SELECT 'employer' AS k, json_array(hex(randomblob(16)), OLD."employer", NEW."employer") AS v WHERE OLD."employer" IS NOT NEW."employer")), '{}')); END
-- ;
CREATE TRIGGER "log_outside_work_move" AFTER UPDATE ON "outside_work" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'outside_work', OLD.id, json_object('officer_id', OLD."officer_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'employer_kind', OLD."employer_kind", 'job_class', OLD."job_class"), NULL, json_object('employer', json_array(hex(randomblob(16)), OLD."employer", NULL))); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'outside_work', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'employer_kind', NEW."employer_kind", 'job_class', NEW."job_class"), json_object('employer', json_array(hex(randomblob(16)), NULL, NEW."employer"))); END
-- ;
CREATE TRIGGER "log_standing_assignment_insert" AFTER INSERT ON "standing_assignment" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'standing_assignment', NEW.id, NULL, json_object('job_id', NEW."job_id", 'officer_id', NEW."officer_id", 'role', NEW."role", 'weekdays', NEW."weekdays", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'decided_by', NEW."decided_by"), NULL); END
-- ;
CREATE TRIGGER "log_standing_assignment_delete" AFTER DELETE ON "standing_assignment" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'standing_assignment', OLD.id, json_object('job_id', OLD."job_id", 'officer_id', OLD."officer_id", 'role', OLD."role", 'weekdays', OLD."weekdays", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'decided_by', OLD."decided_by"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_standing_assignment_update" AFTER UPDATE ON "standing_assignment" WHEN OLD.id = NEW.id AND (OLD."job_id", OLD."officer_id", OLD."role", OLD."weekdays", OLD."from_on", OLD."until_on", OLD."decided_by") IS NOT (NEW."job_id", NEW."officer_id", NEW."role", NEW."weekdays", NEW."from_on", NEW."until_on", NEW."decided_by") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'standing_assignment', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'job_id' AS k, OLD."job_id" AS v WHERE OLD."job_id" IS NOT NEW."job_id" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'role' AS k, OLD."role" AS v WHERE OLD."role" IS NOT NEW."role" UNION ALL SELECT 'weekdays' AS k, OLD."weekdays" AS v WHERE OLD."weekdays" IS NOT NEW."weekdays" UNION ALL SELECT 'from_on' AS k, OLD."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'decided_by' AS k, OLD."decided_by" AS v WHERE OLD."decided_by" IS NOT NEW."decided_by")), (SELECT json_group_object(k, v) FROM (SELECT 'job_id' AS k, NEW."job_id" AS v WHERE OLD."job_id" IS NOT NEW."job_id" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'role' AS k, NEW."role" AS v WHERE OLD."role" IS NOT NEW."role" UNION ALL SELECT 'weekdays' AS k, NEW."weekdays" AS v WHERE OLD."weekdays" IS NOT NEW."weekdays" UNION ALL SELECT 'from_on' AS k, NEW."from_on" AS v WHERE OLD."from_on" IS NOT NEW."from_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'decided_by' AS k, NEW."decided_by" AS v WHERE OLD."decided_by" IS NOT NEW."decided_by")), NULL); END
-- ;
CREATE TRIGGER "log_standing_assignment_move" AFTER UPDATE ON "standing_assignment" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'standing_assignment', OLD.id, json_object('job_id', OLD."job_id", 'officer_id', OLD."officer_id", 'role', OLD."role", 'weekdays', OLD."weekdays", 'from_on', OLD."from_on", 'until_on', OLD."until_on", 'decided_by', OLD."decided_by"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'standing_assignment', NEW.id, NULL, json_object('job_id', NEW."job_id", 'officer_id', NEW."officer_id", 'role', NEW."role", 'weekdays', NEW."weekdays", 'from_on', NEW."from_on", 'until_on', NEW."until_on", 'decided_by', NEW."decided_by"), NULL); END
-- ;
CREATE TRIGGER "log_exchange_insert" AFTER INSERT ON "exchange" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exchange', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'officer_id', NEW."officer_id", 'other_assignment_id', NEW."other_assignment_id", 'proposed_at', NEW."proposed_at", 'proposed_by', NEW."proposed_by", 'giver_agreed_at', NEW."giver_agreed_at", 'taker_agreed_at', NEW."taker_agreed_at", 'state', NEW."state", 'settled_at', NEW."settled_at", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_exchange_delete" AFTER DELETE ON "exchange" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exchange', OLD.id, json_object('assignment_id', OLD."assignment_id", 'officer_id', OLD."officer_id", 'other_assignment_id', OLD."other_assignment_id", 'proposed_at', OLD."proposed_at", 'proposed_by', OLD."proposed_by", 'giver_agreed_at', OLD."giver_agreed_at", 'taker_agreed_at', OLD."taker_agreed_at", 'state', OLD."state", 'settled_at', OLD."settled_at", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_exchange_update" AFTER UPDATE ON "exchange" WHEN OLD.id = NEW.id AND (OLD."assignment_id", OLD."officer_id", OLD."other_assignment_id", OLD."proposed_at", OLD."proposed_by", OLD."giver_agreed_at", OLD."taker_agreed_at", OLD."state", OLD."settled_at", OLD."words") IS NOT (NEW."assignment_id", NEW."officer_id", NEW."other_assignment_id", NEW."proposed_at", NEW."proposed_by", NEW."giver_agreed_at", NEW."taker_agreed_at", NEW."state", NEW."settled_at", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exchange', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, OLD."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'other_assignment_id' AS k, OLD."other_assignment_id" AS v WHERE OLD."other_assignment_id" IS NOT NEW."other_assignment_id" UNION ALL SELECT 'proposed_at' AS k, OLD."proposed_at" AS v WHERE OLD."proposed_at" IS NOT NEW."proposed_at" UNION ALL SELECT 'proposed_by' AS k, OLD."proposed_by" AS v WHERE OLD."proposed_by" IS NOT NEW."proposed_by" UNION ALL SELECT 'giver_agreed_at' AS k, OLD."giver_agreed_at" AS v WHERE OLD."giver_agreed_at" IS NOT NEW."giver_agreed_at" UNION ALL SELECT 'taker_agreed_at' AS k, OLD."taker_agreed_at" AS v WHERE OLD."taker_agreed_at" IS NOT NEW."taker_agreed_at" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'settled_at' AS k, OLD."settled_at" AS v WHERE OLD."settled_at" IS NOT NEW."settled_at" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, NEW."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'other_assignment_id' AS k, NEW."other_assignment_id" AS v WHERE OLD."other_assignment_id" IS NOT NEW."other_assignment_id" UNION ALL SELECT 'proposed_at' AS k, NEW."proposed_at" AS v WHERE OLD."proposed_at" IS NOT NEW."proposed_at" UNION ALL SELECT 'proposed_by' AS k, NEW."proposed_by" AS v WHERE OLD."proposed_by" IS NOT NEW."proposed_by" UNION ALL SELECT 'giver_agreed_at' AS k, NEW."giver_agreed_at" AS v WHERE OLD."giver_agreed_at" IS NOT NEW."giver_agreed_at" UNION ALL SELECT 'taker_agreed_at' AS k, NEW."taker_agreed_at" AS v WHERE OLD."taker_agreed_at" IS NOT NEW."taker_agreed_at" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'settled_at' AS k, NEW."settled_at" AS v WHERE OLD."settled_at" IS NOT NEW."settled_at" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_exchange_move" AFTER UPDATE ON "exchange" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exchange', OLD.id, json_object('assignment_id', OLD."assignment_id", 'officer_id', OLD."officer_id", 'other_assignment_id', OLD."other_assignment_id", 'proposed_at', OLD."proposed_at", 'proposed_by', OLD."proposed_by", 'giver_agreed_at', OLD."giver_agreed_at", 'taker_agreed_at', OLD."taker_agreed_at", 'state', OLD."state", 'settled_at', OLD."settled_at", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'exchange', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'officer_id', NEW."officer_id", 'other_assignment_id', NEW."other_assignment_id", 'proposed_at', NEW."proposed_at", 'proposed_by', NEW."proposed_by", 'giver_agreed_at', NEW."giver_agreed_at", 'taker_agreed_at', NEW."taker_agreed_at", 'state', NEW."state", 'settled_at', NEW."settled_at", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_shift_overlay_insert" AFTER INSERT ON "shift_overlay" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'shift_overlay', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'hides_shift_id', NEW."hides_shift_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'kind', NEW."kind", 'reason', NEW."reason", 'leave_kind', NEW."leave_kind"), NULL); END
-- ;
CREATE TRIGGER "log_shift_overlay_delete" AFTER DELETE ON "shift_overlay" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'shift_overlay', OLD.id, json_object('officer_id', OLD."officer_id", 'hides_shift_id', OLD."hides_shift_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'kind', OLD."kind", 'reason', OLD."reason", 'leave_kind', OLD."leave_kind"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_shift_overlay_update" AFTER UPDATE ON "shift_overlay" WHEN OLD.id = NEW.id AND (OLD."officer_id", OLD."hides_shift_id", OLD."starts_at", OLD."ends_at", OLD."kind", OLD."reason", OLD."leave_kind") IS NOT (NEW."officer_id", NEW."hides_shift_id", NEW."starts_at", NEW."ends_at", NEW."kind", NEW."reason", NEW."leave_kind") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'shift_overlay', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'hides_shift_id' AS k, OLD."hides_shift_id" AS v WHERE OLD."hides_shift_id" IS NOT NEW."hides_shift_id" UNION ALL SELECT 'starts_at' AS k, OLD."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, OLD."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'leave_kind' AS k, OLD."leave_kind" AS v WHERE OLD."leave_kind" IS NOT NEW."leave_kind")), (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'hides_shift_id' AS k, NEW."hides_shift_id" AS v WHERE OLD."hides_shift_id" IS NOT NEW."hides_shift_id" UNION ALL SELECT 'starts_at' AS k, NEW."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, NEW."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'reason' AS k, NEW."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'leave_kind' AS k, NEW."leave_kind" AS v WHERE OLD."leave_kind" IS NOT NEW."leave_kind")), NULL); END
-- ;
CREATE TRIGGER "log_shift_overlay_move" AFTER UPDATE ON "shift_overlay" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'shift_overlay', OLD.id, json_object('officer_id', OLD."officer_id", 'hides_shift_id', OLD."hides_shift_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'kind', OLD."kind", 'reason', OLD."reason", 'leave_kind', OLD."leave_kind"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'shift_overlay', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'hides_shift_id', NEW."hides_shift_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'kind', NEW."kind", 'reason', NEW."reason", 'leave_kind', NEW."leave_kind"), NULL); END
-- ;
CREATE TRIGGER "log_overlap_case_insert" AFTER INSERT ON "overlap_case" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'overlap_case', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'officer_id', NEW."officer_id", 'batch_id', NEW."batch_id", 'source', NEW."source", 'kind', NEW."kind", 'leave_kind', NEW."leave_kind", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'came_at', NEW."came_at", 'worked_from_at', NEW."worked_from_at", 'worked_until_at', NEW."worked_until_at", 'told_from_at', NEW."told_from_at", 'told_until_at', NEW."told_until_at", 'found_at', NEW."found_at", 'known_at', NEW."known_at", 'knew', NEW."knew", 'reason', NEW."reason", 'state', NEW."state", 'was', NEW."was", 'gone_why', NEW."gone_why", 'answered_at', NEW."answered_at", 'decided_by', NEW."decided_by", 'decided_at', NEW."decided_at"), json_object('answer', json_array(hex(randomblob(16)), NULL, NEW."answer"), 'words', json_array(hex(randomblob(16)), NULL, NEW."words"))); END
-- ;
CREATE TRIGGER "log_overlap_case_delete" AFTER DELETE ON "overlap_case" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'overlap_case', OLD.id, json_object('assignment_id', OLD."assignment_id", 'officer_id', OLD."officer_id", 'batch_id', OLD."batch_id", 'source', OLD."source", 'kind', OLD."kind", 'leave_kind', OLD."leave_kind", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'came_at', OLD."came_at", 'worked_from_at', OLD."worked_from_at", 'worked_until_at', OLD."worked_until_at", 'told_from_at', OLD."told_from_at", 'told_until_at', OLD."told_until_at", 'found_at', OLD."found_at", 'known_at', OLD."known_at", 'knew', OLD."knew", 'reason', OLD."reason", 'state', OLD."state", 'was', OLD."was", 'gone_why', OLD."gone_why", 'answered_at', OLD."answered_at", 'decided_by', OLD."decided_by", 'decided_at', OLD."decided_at"), NULL, json_object('answer', json_array(hex(randomblob(16)), OLD."answer", NULL), 'words', json_array(hex(randomblob(16)), OLD."words", NULL))); END
-- ;
CREATE TRIGGER "log_overlap_case_update" AFTER UPDATE ON "overlap_case" WHEN OLD.id = NEW.id AND (OLD."assignment_id", OLD."officer_id", OLD."batch_id", OLD."source", OLD."kind", OLD."leave_kind", OLD."starts_at", OLD."ends_at", OLD."came_at", OLD."worked_from_at", OLD."worked_until_at", OLD."told_from_at", OLD."told_until_at", OLD."found_at", OLD."known_at", OLD."knew", OLD."reason", OLD."state", OLD."was", OLD."gone_why", OLD."answered_at", OLD."decided_by", OLD."decided_at", OLD."answer", OLD."words") IS NOT (NEW."assignment_id", NEW."officer_id", NEW."batch_id", NEW."source", NEW."kind", NEW."leave_kind", NEW."starts_at", NEW."ends_at", NEW."came_at", NEW."worked_from_at", NEW."worked_until_at", NEW."told_from_at", NEW."told_until_at", NEW."found_at", NEW."known_at", NEW."knew", NEW."reason", NEW."state", NEW."was", NEW."gone_why", NEW."answered_at", NEW."decided_by", NEW."decided_at", NEW."answer", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'overlap_case', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, OLD."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'batch_id' AS k, OLD."batch_id" AS v WHERE OLD."batch_id" IS NOT NEW."batch_id" UNION ALL SELECT 'source' AS k, OLD."source" AS v WHERE OLD."source" IS NOT NEW."source" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'leave_kind' AS k, OLD."leave_kind" AS v WHERE OLD."leave_kind" IS NOT NEW."leave_kind" UNION ALL SELECT 'starts_at' AS k, OLD."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, OLD."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'came_at' AS k, OLD."came_at" AS v WHERE OLD."came_at" IS NOT NEW."came_at" UNION ALL SELECT 'worked_from_at' AS k, OLD."worked_from_at" AS v WHERE OLD."worked_from_at" IS NOT NEW."worked_from_at" UNION ALL SELECT 'worked_until_at' AS k, OLD."worked_until_at" AS v WHERE OLD."worked_until_at" IS NOT NEW."worked_until_at" UNION ALL SELECT 'told_from_at' AS k, OLD."told_from_at" AS v WHERE OLD."told_from_at" IS NOT NEW."told_from_at" UNION ALL SELECT 'told_until_at' AS k, OLD."told_until_at" AS v WHERE OLD."told_until_at" IS NOT NEW."told_until_at" UNION ALL SELECT 'found_at' AS k, OLD."found_at" AS v WHERE OLD."found_at" IS NOT NEW."found_at" UNION ALL SELECT 'known_at' AS k, OLD."known_at" AS v WHERE OLD."known_at" IS NOT NEW."known_at" UNION ALL SELECT 'knew' AS k, OLD."knew" AS v WHERE OLD."knew" IS NOT NEW."knew" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'was' AS k, OLD."was" AS v WHERE OLD."was" IS NOT NEW."was" UNION ALL SELECT 'gone_why' AS k, OLD."gone_why" AS v WHERE OLD."gone_why" IS NOT NEW."gone_why" UNION ALL SELECT 'answered_at' AS k, OLD."answered_at" AS v WHERE OLD."answered_at" IS NOT NEW."answered_at" UNION ALL SELECT 'decided_by' AS k, OLD."decided_by" AS v WHERE OLD."decided_by" IS NOT NEW."decided_by" UNION ALL SELECT 'decided_at' AS k, OLD."decided_at" AS v WHERE OLD."decided_at" IS NOT NEW."decided_at")), (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, NEW."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'batch_id' AS k, NEW."batch_id" AS v WHERE OLD."batch_id" IS NOT NEW."batch_id" UNION ALL SELECT 'source' AS k, NEW."source" AS v WHERE OLD."source" IS NOT NEW."source" UNION ALL SELECT 'kind' AS k, NEW."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'leave_kind' AS k, NEW."leave_kind" AS v WHERE OLD."leave_kind" IS NOT NEW."leave_kind" UNION ALL SELECT 'starts_at' AS k, NEW."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, NEW."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'came_at' AS k, NEW."came_at" AS v WHERE OLD."came_at" IS NOT NEW."came_at" UNION ALL SELECT 'worked_from_at' AS k, NEW."worked_from_at" AS v WHERE OLD."worked_from_at" IS NOT NEW."worked_from_at" UNION ALL SELECT 'worked_until_at' AS k, NEW."worked_until_at" AS v WHERE OLD."worked_until_at" IS NOT NEW."worked_until_at" UNION ALL SELECT 'told_from_at' AS k, NEW."told_from_at" AS v WHERE OLD."told_from_at" IS NOT NEW."told_from_at" UNION ALL SELECT 'told_until_at' AS k, NEW."told_until_at" AS v WHERE OLD."told_until_at" IS NOT NEW."told_until_at" UNION ALL SELECT 'found_at' AS k, NEW."found_at" AS v WHERE OLD."found_at" IS NOT NEW."found_at" UNION ALL SELECT 'known_at' AS k, NEW."known_at" AS v WHERE OLD."known_at" IS NOT NEW."known_at" UNION ALL SELECT 'knew' AS k, NEW."knew" AS v WHERE OLD."knew" IS NOT NEW."knew" UNION ALL SELECT 'reason' AS k, NEW."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'was' AS k, NEW."was" AS v WHERE OLD."was" IS NOT NEW."was" UNION ALL SELECT 'gone_why' AS k, NEW."gone_why" AS v WHERE OLD."gone_why" IS NOT NEW."gone_why" UNION ALL SELECT 'answered_at' AS k, NEW."answered_at" AS v WHERE OLD."answered_at" IS NOT NEW."answered_at" UNION ALL SELECT 'decided_by' AS k, NEW."decided_by" AS v WHERE OLD."decided_by" IS NOT NEW."decided_by" UNION ALL SELECT 'decided_at' AS k, NEW."decided_at" AS v WHERE OLD."decided_at" IS NOT NEW."decided_at")), nullif((SELECT json_group_object(k, json(v)) FROM (SELECT 'answer' AS k, json_array(hex(randomblob(16)), OLD."answer", NEW."answer") AS v WHERE OLD."answer" IS NOT NEW."answer" UNION ALL SELECT 'words' AS k, json_array(hex(randomblob(16)), OLD."words", NEW."words") AS v WHERE OLD."words" IS NOT NEW."words")), '{}')); END
-- ;
CREATE TRIGGER "log_overlap_case_move" AFTER UPDATE ON "overlap_case" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'overlap_case', OLD.id, json_object('assignment_id', OLD."assignment_id", 'officer_id', OLD."officer_id", 'batch_id', OLD."batch_id", 'source', OLD."source", 'kind', OLD."kind", 'leave_kind', OLD."leave_kind", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'came_at', OLD."came_at", 'worked_from_at', OLD."worked_from_at", 'worked_until_at', OLD."worked_until_at", 'told_from_at', OLD."told_from_at", 'told_until_at', OLD."told_until_at", 'found_at', OLD."found_at", 'known_at', OLD."known_at", 'knew', OLD."knew", 'reason', OLD."reason", 'state', OLD."state", 'was', OLD."was", 'gone_why', OLD."gone_why", 'answered_at', OLD."answered_at", 'decided_by', OLD."decided_by", 'decided_at', OLD."decided_at"), NULL, json_object('answer', json_array(hex(randomblob(16)), OLD."answer", NULL), 'words', json_array(hex(randomblob(16)), OLD."words", NULL))); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'overlap_case', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'officer_id', NEW."officer_id", 'batch_id', NEW."batch_id", 'source', NEW."source", 'kind', NEW."kind", 'leave_kind', NEW."leave_kind", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'came_at', NEW."came_at", 'worked_from_at', NEW."worked_from_at", 'worked_until_at', NEW."worked_until_at", 'told_from_at', NEW."told_from_at", 'told_until_at', NEW."told_until_at", 'found_at', NEW."found_at", 'known_at', NEW."known_at", 'knew', NEW."knew", 'reason', NEW."reason", 'state', NEW."state", 'was', NEW."was", 'gone_why', NEW."gone_why", 'answered_at', NEW."answered_at", 'decided_by', NEW."decided_by", 'decided_at', NEW."decided_at"), json_object('answer', json_array(hex(randomblob(16)), NULL, NEW."answer"), 'words', json_array(hex(randomblob(16)), NULL, NEW."words"))); END
-- ;
CREATE TRIGGER "log_redress_insert" AFTER INSERT ON "redress" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'redress', NEW.id, NULL, json_object('found_at', NEW."found_at", 'words', NEW."words", 'correction', NEW."correction", 'since_on', NEW."since_on", 'until_on', NEW."until_on", 'awards', NEW."awards", 'differing', NEW."differing"), NULL); END
-- ;
CREATE TRIGGER "log_redress_delete" AFTER DELETE ON "redress" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'redress', OLD.id, json_object('found_at', OLD."found_at", 'words', OLD."words", 'correction', OLD."correction", 'since_on', OLD."since_on", 'until_on', OLD."until_on", 'awards', OLD."awards", 'differing', OLD."differing"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_redress_update" AFTER UPDATE ON "redress" WHEN OLD.id = NEW.id AND (OLD."found_at", OLD."words", OLD."correction", OLD."since_on", OLD."until_on", OLD."awards", OLD."differing") IS NOT (NEW."found_at", NEW."words", NEW."correction", NEW."since_on", NEW."until_on", NEW."awards", NEW."differing") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'redress', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'found_at' AS k, OLD."found_at" AS v WHERE OLD."found_at" IS NOT NEW."found_at" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words" UNION ALL SELECT 'correction' AS k, OLD."correction" AS v WHERE OLD."correction" IS NOT NEW."correction" UNION ALL SELECT 'since_on' AS k, OLD."since_on" AS v WHERE OLD."since_on" IS NOT NEW."since_on" UNION ALL SELECT 'until_on' AS k, OLD."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'awards' AS k, OLD."awards" AS v WHERE OLD."awards" IS NOT NEW."awards" UNION ALL SELECT 'differing' AS k, OLD."differing" AS v WHERE OLD."differing" IS NOT NEW."differing")), (SELECT json_group_object(k, v) FROM (SELECT 'found_at' AS k, NEW."found_at" AS v WHERE OLD."found_at" IS NOT NEW."found_at" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words" UNION ALL SELECT 'correction' AS k, NEW."correction" AS v WHERE OLD."correction" IS NOT NEW."correction" UNION ALL SELECT 'since_on' AS k, NEW."since_on" AS v WHERE OLD."since_on" IS NOT NEW."since_on" UNION ALL SELECT 'until_on' AS k, NEW."until_on" AS v WHERE OLD."until_on" IS NOT NEW."until_on" UNION ALL SELECT 'awards' AS k, NEW."awards" AS v WHERE OLD."awards" IS NOT NEW."awards" UNION ALL SELECT 'differing' AS k, NEW."differing" AS v WHERE OLD."differing" IS NOT NEW."differing")), NULL); END
-- ;
CREATE TRIGGER "log_redress_move" AFTER UPDATE ON "redress" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'redress', OLD.id, json_object('found_at', OLD."found_at", 'words', OLD."words", 'correction', OLD."correction", 'since_on', OLD."since_on", 'until_on', OLD."until_on", 'awards', OLD."awards", 'differing', OLD."differing"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'redress', NEW.id, NULL, json_object('found_at', NEW."found_at", 'words', NEW."words", 'correction', NEW."correction", 'since_on', NEW."since_on", 'until_on', NEW."until_on", 'awards', NEW."awards", 'differing', NEW."differing"), NULL); END
-- ;
CREATE TRIGGER "log_remedy_insert" AFTER INSERT ON "remedy" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'remedy', NEW.id, NULL, json_object('redress_id', NEW."redress_id", 'officer_id', NEW."officer_id", 'minutes', NEW."minutes", 'cents', NEW."cents", 'details', NEW."details", 'state', NEW."state", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'tally_entry_id', NEW."tally_entry_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_remedy_delete" AFTER DELETE ON "remedy" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'remedy', OLD.id, json_object('redress_id', OLD."redress_id", 'officer_id', OLD."officer_id", 'minutes', OLD."minutes", 'cents', OLD."cents", 'details', OLD."details", 'state', OLD."state", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'tally_entry_id', OLD."tally_entry_id", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_remedy_update" AFTER UPDATE ON "remedy" WHEN OLD.id = NEW.id AND (OLD."redress_id", OLD."officer_id", OLD."minutes", OLD."cents", OLD."details", OLD."state", OLD."settled_at", OLD."settled_by", OLD."tally_entry_id", OLD."words") IS NOT (NEW."redress_id", NEW."officer_id", NEW."minutes", NEW."cents", NEW."details", NEW."state", NEW."settled_at", NEW."settled_by", NEW."tally_entry_id", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'remedy', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'redress_id' AS k, OLD."redress_id" AS v WHERE OLD."redress_id" IS NOT NEW."redress_id" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'minutes' AS k, OLD."minutes" AS v WHERE OLD."minutes" IS NOT NEW."minutes" UNION ALL SELECT 'cents' AS k, OLD."cents" AS v WHERE OLD."cents" IS NOT NEW."cents" UNION ALL SELECT 'details' AS k, OLD."details" AS v WHERE OLD."details" IS NOT NEW."details" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'settled_at' AS k, OLD."settled_at" AS v WHERE OLD."settled_at" IS NOT NEW."settled_at" UNION ALL SELECT 'settled_by' AS k, OLD."settled_by" AS v WHERE OLD."settled_by" IS NOT NEW."settled_by" UNION ALL SELECT 'tally_entry_id' AS k, OLD."tally_entry_id" AS v WHERE OLD."tally_entry_id" IS NOT NEW."tally_entry_id" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'redress_id' AS k, NEW."redress_id" AS v WHERE OLD."redress_id" IS NOT NEW."redress_id" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'minutes' AS k, NEW."minutes" AS v WHERE OLD."minutes" IS NOT NEW."minutes" UNION ALL SELECT 'cents' AS k, NEW."cents" AS v WHERE OLD."cents" IS NOT NEW."cents" UNION ALL SELECT 'details' AS k, NEW."details" AS v WHERE OLD."details" IS NOT NEW."details" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'settled_at' AS k, NEW."settled_at" AS v WHERE OLD."settled_at" IS NOT NEW."settled_at" UNION ALL SELECT 'settled_by' AS k, NEW."settled_by" AS v WHERE OLD."settled_by" IS NOT NEW."settled_by" UNION ALL SELECT 'tally_entry_id' AS k, NEW."tally_entry_id" AS v WHERE OLD."tally_entry_id" IS NOT NEW."tally_entry_id" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_remedy_move" AFTER UPDATE ON "remedy" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'remedy', OLD.id, json_object('redress_id', OLD."redress_id", 'officer_id', OLD."officer_id", 'minutes', OLD."minutes", 'cents', OLD."cents", 'details', OLD."details", 'state', OLD."state", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'tally_entry_id', OLD."tally_entry_id", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'remedy', NEW.id, NULL, json_object('redress_id', NEW."redress_id", 'officer_id', NEW."officer_id", 'minutes', NEW."minutes", 'cents', NEW."cents", 'details', NEW."details", 'state', NEW."state", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'tally_entry_id', NEW."tally_entry_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TABLE call_off (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	called_at INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	taken_by VARCHAR NOT NULL, 
	given_to_id INTEGER, 
	reported BOOLEAN, 
	rule VARCHAR, 
	in_grace BOOLEAN, 
	allowed_by VARCHAR, 
	by_message BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT reason_known CHECK (reason IN ('sick', 'family', 'court', 'duty', 'injured', 'transport', 'mistake', 'police_need', 'other')), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(given_to_id) REFERENCES officer (id)
)
-- ;
CREATE UNIQUE INDEX ix_call_off_assignment_id ON call_off (assignment_id)
-- ;
CREATE INDEX ix_call_off_called_at ON call_off (called_at)
-- ;
CREATE INDEX ix_call_off_given_to_id ON call_off (given_to_id)
-- ;
CREATE INDEX ix_call_off_position_id ON call_off (position_id)
-- ;
CREATE TABLE message (
	id INTEGER NOT NULL, 
	event VARCHAR NOT NULL, 
	audience VARCHAR NOT NULL, 
	officer_id INTEGER, 
	contact_id INTEGER, 
	detail_id INTEGER, 
	invoice_id INTEGER, 
	channel VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	trouble VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	queued_at INTEGER NOT NULL, 
	leaves_at INTEGER NOT NULL, 
	not_after_at INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	tries_from INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT event_known CHECK (event IN ('assigned', 'unassigned', 'called_off', 'filled', 'changed', 'cancelled', 'offered', 'proposed', 'not_exchanged', 'invoice', 'correction')), 
	CONSTRAINT state_known CHECK (state IN ('draft', 'queued', 'held', 'recalled', 'cancelled')), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	CONSTRAINT audience_known CHECK (audience IN ('officer', 'substitute', 'employer', 'coordinator')), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	UNIQUE ("key")
)
-- ;
CREATE INDEX ix_message_contact_id ON message (contact_id)
-- ;
CREATE INDEX ix_message_detail_id ON message (detail_id)
-- ;
CREATE INDEX ix_message_invoice_id ON message (invoice_id)
-- ;
CREATE INDEX ix_message_officer_id ON message (officer_id)
-- ;
CREATE INDEX message_unreachable ON message (not_after_at) WHERE channel = 'none'
-- ;
CREATE INDEX message_waiting ON message (state, not_after_at, leaves_at)
-- ;
CREATE TABLE template (
	id INTEGER NOT NULL, 
	event VARCHAR NOT NULL, 
	audience VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	PRIMARY KEY (id)
)
-- ;
CREATE TRIGGER "log_template_insert" AFTER INSERT ON "template" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'template', NEW.id, NULL, json_object('event', NEW."event", 'audience', NEW."audience", 'channel', NEW."channel", 'subject', NEW."subject", 'body', NEW."body"), NULL); END
-- ;
CREATE TRIGGER "log_template_delete" AFTER DELETE ON "template" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'template', OLD.id, json_object('event', OLD."event", 'audience', OLD."audience", 'channel', OLD."channel", 'subject', OLD."subject", 'body', OLD."body"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_template_update" AFTER UPDATE ON "template" WHEN OLD.id = NEW.id AND (OLD."event", OLD."audience", OLD."channel", OLD."subject", OLD."body") IS NOT (NEW."event", NEW."audience", NEW."channel", NEW."subject", NEW."body") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'template', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'event' AS k, OLD."event" AS v WHERE OLD."event" IS NOT NEW."event" UNION ALL SELECT 'audience' AS k, OLD."audience" AS v WHERE OLD."audience" IS NOT NEW."audience" UNION ALL SELECT 'channel' AS k, OLD."channel" AS v WHERE OLD."channel" IS NOT NEW."channel" UNION ALL SELECT 'subject' AS k, OLD."subject" AS v WHERE OLD."subject" IS NOT NEW."subject" UNION ALL SELECT 'body' AS k, OLD."body" AS v WHERE OLD."body" IS NOT NEW."body")), (SELECT json_group_object(k, v) FROM (SELECT 'event' AS k, NEW."event" AS v WHERE OLD."event" IS NOT NEW."event" UNION ALL SELECT 'audience' AS k, NEW."audience" AS v WHERE OLD."audience" IS NOT NEW."audience" UNION ALL SELECT 'channel' AS k, NEW."channel" AS v WHERE OLD."channel" IS NOT NEW."channel" UNION ALL SELECT 'subject' AS k, NEW."subject" AS v WHERE OLD."subject" IS NOT NEW."subject" UNION ALL SELECT 'body' AS k, NEW."body" AS v WHERE OLD."body" IS NOT NEW."body")), NULL); END
-- ;
CREATE TRIGGER "log_template_move" AFTER UPDATE ON "template" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'template', OLD.id, json_object('event', OLD."event", 'audience', OLD."audience", 'channel', OLD."channel", 'subject', OLD."subject", 'body', OLD."body"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'template', NEW.id, NULL, json_object('event', NEW."event", 'audience', NEW."audience", 'channel', NEW."channel", 'subject', NEW."subject", 'body', NEW."body"), NULL); END
-- ;
CREATE TRIGGER "log_call_off_insert" AFTER INSERT ON "call_off" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'position_id', NEW."position_id", 'called_at', NEW."called_at", 'reason', NEW."reason", 'words', NEW."words", 'taken_by', NEW."taken_by", 'given_to_id', NEW."given_to_id", 'reported', NEW."reported", 'rule', NEW."rule", 'in_grace', NEW."in_grace", 'allowed_by', NEW."allowed_by", 'by_message', NEW."by_message"), NULL); END
-- ;
CREATE TRIGGER "log_call_off_delete" AFTER DELETE ON "call_off" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', OLD.id, json_object('assignment_id', OLD."assignment_id", 'position_id', OLD."position_id", 'called_at', OLD."called_at", 'reason', OLD."reason", 'words', OLD."words", 'taken_by', OLD."taken_by", 'given_to_id', OLD."given_to_id", 'reported', OLD."reported", 'rule', OLD."rule", 'in_grace', OLD."in_grace", 'allowed_by', OLD."allowed_by", 'by_message', OLD."by_message"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_call_off_update" AFTER UPDATE ON "call_off" WHEN OLD.id = NEW.id AND (OLD."assignment_id", OLD."position_id", OLD."called_at", OLD."reason", OLD."words", OLD."taken_by", OLD."given_to_id", OLD."reported", OLD."rule", OLD."in_grace", OLD."allowed_by", OLD."by_message") IS NOT (NEW."assignment_id", NEW."position_id", NEW."called_at", NEW."reason", NEW."words", NEW."taken_by", NEW."given_to_id", NEW."reported", NEW."rule", NEW."in_grace", NEW."allowed_by", NEW."by_message") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, OLD."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'position_id' AS k, OLD."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'called_at' AS k, OLD."called_at" AS v WHERE OLD."called_at" IS NOT NEW."called_at" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words" UNION ALL SELECT 'taken_by' AS k, OLD."taken_by" AS v WHERE OLD."taken_by" IS NOT NEW."taken_by" UNION ALL SELECT 'given_to_id' AS k, OLD."given_to_id" AS v WHERE OLD."given_to_id" IS NOT NEW."given_to_id" UNION ALL SELECT 'reported' AS k, OLD."reported" AS v WHERE OLD."reported" IS NOT NEW."reported" UNION ALL SELECT 'rule' AS k, OLD."rule" AS v WHERE OLD."rule" IS NOT NEW."rule" UNION ALL SELECT 'in_grace' AS k, OLD."in_grace" AS v WHERE OLD."in_grace" IS NOT NEW."in_grace" UNION ALL SELECT 'allowed_by' AS k, OLD."allowed_by" AS v WHERE OLD."allowed_by" IS NOT NEW."allowed_by" UNION ALL SELECT 'by_message' AS k, OLD."by_message" AS v WHERE OLD."by_message" IS NOT NEW."by_message")), (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, NEW."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'position_id' AS k, NEW."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'called_at' AS k, NEW."called_at" AS v WHERE OLD."called_at" IS NOT NEW."called_at" UNION ALL SELECT 'reason' AS k, NEW."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words" UNION ALL SELECT 'taken_by' AS k, NEW."taken_by" AS v WHERE OLD."taken_by" IS NOT NEW."taken_by" UNION ALL SELECT 'given_to_id' AS k, NEW."given_to_id" AS v WHERE OLD."given_to_id" IS NOT NEW."given_to_id" UNION ALL SELECT 'reported' AS k, NEW."reported" AS v WHERE OLD."reported" IS NOT NEW."reported" UNION ALL SELECT 'rule' AS k, NEW."rule" AS v WHERE OLD."rule" IS NOT NEW."rule" UNION ALL SELECT 'in_grace' AS k, NEW."in_grace" AS v WHERE OLD."in_grace" IS NOT NEW."in_grace" UNION ALL SELECT 'allowed_by' AS k, NEW."allowed_by" AS v WHERE OLD."allowed_by" IS NOT NEW."allowed_by" UNION ALL SELECT 'by_message' AS k, NEW."by_message" AS v WHERE OLD."by_message" IS NOT NEW."by_message")), NULL); END
-- ;
CREATE TRIGGER "log_call_off_move" AFTER UPDATE ON "call_off" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', OLD.id, json_object('assignment_id', OLD."assignment_id", 'position_id', OLD."position_id", 'called_at', OLD."called_at", 'reason', OLD."reason", 'words', OLD."words", 'taken_by', OLD."taken_by", 'given_to_id', OLD."given_to_id", 'reported', OLD."reported", 'rule', OLD."rule", 'in_grace', OLD."in_grace", 'allowed_by', OLD."allowed_by", 'by_message', OLD."by_message"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'position_id', NEW."position_id", 'called_at', NEW."called_at", 'reason', NEW."reason", 'words', NEW."words", 'taken_by', NEW."taken_by", 'given_to_id', NEW."given_to_id", 'reported', NEW."reported", 'rule', NEW."rule", 'in_grace', NEW."in_grace", 'allowed_by', NEW."allowed_by", 'by_message', NEW."by_message"), NULL); END
-- ;
CREATE TRIGGER "log_message_insert" AFTER INSERT ON "message" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'message', NEW.id, NULL, json_object('event', NEW."event", 'audience', NEW."audience", 'officer_id', NEW."officer_id", 'contact_id', NEW."contact_id", 'detail_id', NEW."detail_id", 'invoice_id', NEW."invoice_id", 'channel', NEW."channel", 'key', NEW."key", 'queued_at', NEW."queued_at", 'leaves_at', NEW."leaves_at", 'not_after_at', NEW."not_after_at", 'state', NEW."state", 'tries_from', NEW."tries_from"), json_object('name', json_array(hex(randomblob(16)), NULL, NEW."name"), 'address', json_array(hex(randomblob(16)), NULL, NEW."address"), 'trouble', json_array(hex(randomblob(16)), NULL, NEW."trouble"), 'subject', json_array(hex(randomblob(16)), NULL, NEW."subject"), 'body', json_array(hex(randomblob(16)), NULL, NEW."body"))); END
-- ;
CREATE TRIGGER "log_message_delete" AFTER DELETE ON "message" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'message', OLD.id, json_object('event', OLD."event", 'audience', OLD."audience", 'officer_id', OLD."officer_id", 'contact_id', OLD."contact_id", 'detail_id', OLD."detail_id", 'invoice_id', OLD."invoice_id", 'channel', OLD."channel", 'key', OLD."key", 'queued_at', OLD."queued_at", 'leaves_at', OLD."leaves_at", 'not_after_at', OLD."not_after_at", 'state', OLD."state", 'tries_from', OLD."tries_from"), NULL, json_object('name', json_array(hex(randomblob(16)), OLD."name", NULL), 'address', json_array(hex(randomblob(16)), OLD."address", NULL), 'trouble', json_array(hex(randomblob(16)), OLD."trouble", NULL), 'subject', json_array(hex(randomblob(16)), OLD."subject", NULL), 'body', json_array(hex(randomblob(16)), OLD."body", NULL))); END
-- ;
CREATE TRIGGER "log_message_update" AFTER UPDATE ON "message" WHEN OLD.id = NEW.id AND (OLD."event", OLD."audience", OLD."officer_id", OLD."contact_id", OLD."detail_id", OLD."invoice_id", OLD."channel", OLD."key", OLD."queued_at", OLD."leaves_at", OLD."not_after_at", OLD."state", OLD."tries_from", OLD."name", OLD."address", OLD."trouble", OLD."subject", OLD."body") IS NOT (NEW."event", NEW."audience", NEW."officer_id", NEW."contact_id", NEW."detail_id", NEW."invoice_id", NEW."channel", NEW."key", NEW."queued_at", NEW."leaves_at", NEW."not_after_at", NEW."state", NEW."tries_from", NEW."name", NEW."address", NEW."trouble", NEW."subject", NEW."body") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'message', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'event' AS k, OLD."event" AS v WHERE OLD."event" IS NOT NEW."event" UNION ALL SELECT 'audience' AS k, OLD."audience" AS v WHERE OLD."audience" IS NOT NEW."audience" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'contact_id' AS k, OLD."contact_id" AS v WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'detail_id' AS k, OLD."detail_id" AS v WHERE OLD."detail_id" IS NOT NEW."detail_id" UNION ALL SELECT 'invoice_id' AS k, OLD."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'channel' AS k, OLD."channel" AS v WHERE OLD."channel" IS NOT NEW."channel" UNION ALL SELECT 'key' AS k, OLD."key" AS v WHERE OLD."key" IS NOT NEW."key" UNION ALL SELECT 'queued_at' AS k, OLD."queued_at" AS v WHERE OLD."queued_at" IS NOT NEW."queued_at" UNION ALL SELECT 'leaves_at' AS k, OLD."leaves_at" AS v WHERE OLD."leaves_at" IS NOT NEW."leaves_at" UNION ALL SELECT 'not_after_at' AS k, OLD."not_after_at" AS v WHERE OLD."not_after_at" IS NOT NEW."not_after_at" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'tries_from' AS k, OLD."tries_from" AS v WHERE OLD."tries_from" IS NOT NEW."tries_from")), (SELECT json_group_object(k, v) FROM (SELECT 'event' AS k, NEW."event" AS v WHERE OLD."event" IS NOT NEW."event" UNION ALL SELECT 'audience' AS k, NEW."audience" AS v WHERE OLD."audience" IS NOT NEW."audience" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'contact_id' AS k, NEW."contact_id" AS v WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'detail_id' AS k, NEW."detail_id" AS v WHERE OLD."detail_id" IS NOT NEW."detail_id" UNION ALL SELECT 'invoice_id' AS k, NEW."invoice_id" AS v WHERE OLD."invoice_id" IS NOT NEW."invoice_id" UNION ALL SELECT 'channel' AS k, NEW."channel" AS v WHERE OLD."channel" IS NOT NEW."channel" UNION ALL SELECT 'key' AS k, NEW."key" AS v WHERE OLD."key" IS NOT NEW."key" UNION ALL SELECT 'queued_at' AS k, NEW."queued_at" AS v WHERE OLD."queued_at" IS NOT NEW."queued_at" UNION ALL SELECT 'leaves_at' AS k, NEW."leaves_at" AS v WHERE OLD."leaves_at" IS NOT NEW."leaves_at" UNION ALL SELECT 'not_after_at' AS k, NEW."not_after_at" AS v WHERE OLD."not_after_at" IS NOT NEW."not_after_at" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'tries_from' AS k, NEW."tries_from" AS v WHERE OLD."tries_from" IS NOT NEW."tries_from")), nullif((SELECT json_group_object(k, json(v)) FROM (SELECT 'name' AS k, json_array(hex(randomblob(16)), OLD."name", NEW."name") AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'address' AS k, json_array(hex(randomblob(16)), OLD."address", NEW."address") AS v WHERE OLD."address" IS NOT NEW."address" UNION ALL SELECT 'trouble' AS k, json_array(hex(randomblob(16)), OLD."trouble", NEW."trouble") AS v WHERE OLD."trouble" IS NOT NEW."trouble" UNION ALL SELECT 'subject' AS k, json_array(hex(randomblob(16)), OLD."subject", NEW."subject") AS v WHERE OLD."subject" IS NOT NEW."subject" UNION ALL SELECT 'body' AS k, json_array(hex(randomblob(16)), OLD."body", NEW."body") AS v WHERE OLD."body" IS NOT NEW."body")), '{}')); END
-- ;
CREATE TRIGGER "log_message_move" AFTER UPDATE ON "message" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'message', OLD.id, json_object('event', OLD."event", 'audience', OLD."audience", 'officer_id', OLD."officer_id", 'contact_id', OLD."contact_id", 'detail_id', OLD."detail_id", 'invoice_id', OLD."invoice_id", 'channel', OLD."channel", 'key', OLD."key", 'queued_at', OLD."queued_at", 'leaves_at', OLD."leaves_at", 'not_after_at', OLD."not_after_at", 'state', OLD."state", 'tries_from', OLD."tries_from"), NULL, json_object('name', json_array(hex(randomblob(16)), OLD."name", NULL), 'address', json_array(hex(randomblob(16)), OLD."address", NULL), 'trouble', json_array(hex(randomblob(16)), OLD."trouble", NULL), 'subject', json_array(hex(randomblob(16)), OLD."subject", NULL), 'body', json_array(hex(randomblob(16)), OLD."body", NULL))); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'message', NEW.id, NULL, json_object('event', NEW."event", 'audience', NEW."audience", 'officer_id', NEW."officer_id", 'contact_id', NEW."contact_id", 'detail_id', NEW."detail_id", 'invoice_id', NEW."invoice_id", 'channel', NEW."channel", 'key', NEW."key", 'queued_at', NEW."queued_at", 'leaves_at', NEW."leaves_at", 'not_after_at', NEW."not_after_at", 'state', NEW."state", 'tries_from', NEW."tries_from"), json_object('name', json_array(hex(randomblob(16)), NULL, NEW."name"), 'address', json_array(hex(randomblob(16)), NULL, NEW."address"), 'trouble', json_array(hex(randomblob(16)), NULL, NEW."trouble"), 'subject', json_array(hex(randomblob(16)), NULL, NEW."subject"), 'body', json_array(hex(randomblob(16)), NULL, NEW."body"))); END
