CREATE TABLE officer (
	id INTEGER NOT NULL, 
	badge VARCHAR NOT NULL, 
	last_name VARCHAR NOT NULL, 
	first_name VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	hired_on VARCHAR, 
	seniority_on VARCHAR, 
	seniority_tie INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	approved BOOLEAN NOT NULL, 
	home_lat INTEGER, 
	home_lon INTEGER, 
	tier VARCHAR, 
	eligible_on VARCHAR, 
	figures VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT hired_on_date CHECK (hired_on IS NULL OR hired_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT seniority_on_date CHECK (seniority_on IS NULL OR seniority_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT eligible_on_date CHECK (eligible_on IS NULL OR eligible_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	CONSTRAINT home_lat_range CHECK (home_lat BETWEEN -90000000 AND 90000000), 
	CONSTRAINT home_lon_range CHECK (home_lon BETWEEN -180000000 AND 180000000), 
	UNIQUE (badge)
)
-- ;
CREATE INDEX ix_officer_last_name ON officer (last_name)
-- ;
CREATE TABLE list_state (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	as_of_at INTEGER NOT NULL, 
	mark_id INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(mark_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_list_state_mark_id ON list_state (mark_id)
-- ;
CREATE INDEX ix_list_state_name ON list_state (name)
-- ;
CREATE TABLE tally_entry (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	tally VARCHAR NOT NULL, 
	counts_at INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_tally_entry_officer_id ON tally_entry (officer_id)
-- ;
CREATE INDEX ix_tally_entry_tally ON tally_entry (tally)
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
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'closed', 'cancelled')), 
	UNIQUE (number), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
-- ;
CREATE INDEX ix_job_contact_id ON job (contact_id)
-- ;
CREATE INDEX ix_job_employer_id ON job (employer_id)
-- ;
CREATE TABLE list_place (
	id INTEGER NOT NULL, 
	list_state_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(list_state_id) REFERENCES list_state (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_list_place_list_state_id ON list_place (list_state_id)
-- ;
CREATE INDEX ix_list_place_officer_id ON list_place (officer_id)
-- ;
CREATE TABLE detail (
	id INTEGER NOT NULL, 
	job_id INTEGER NOT NULL, 
	site_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	starts_wall VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	cancelled_at INTEGER, 
	cancel_reason VARCHAR NOT NULL, 
	call_sign VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	posted_at INTEGER, 
	cancelled_by VARCHAR, 
	circumstances VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('planned', 'cancelled')), 
	CONSTRAINT cancelled_by_known CHECK (cancelled_by IN ('employer', 'agency')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(job_id) REFERENCES job (id), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	UNIQUE (number)
)
-- ;
CREATE INDEX ix_detail_ends_at ON detail (ends_at)
-- ;
CREATE INDEX ix_detail_job_id ON detail (job_id)
-- ;
CREATE INDEX ix_detail_reference ON detail (reference)
-- ;
CREATE INDEX ix_detail_site_id ON detail (site_id)
-- ;
CREATE INDEX ix_detail_starts_at ON detail (starts_at)
-- ;
CREATE TABLE call_note (
	id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	outcome VARCHAR NOT NULL, 
	called_at INTEGER NOT NULL, 
	again_at INTEGER, 
	reason VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT outcome_known CHECK (outcome IN ('no_answer', 'refused', 'wrong_number', 'rings_back', 'accepted', 'on_duty')), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_call_note_called_at ON call_note (called_at)
-- ;
CREATE INDEX ix_call_note_officer_id ON call_note (officer_id)
-- ;
CREATE INDEX ix_call_note_position_id ON call_note (position_id)
-- ;
CREATE TABLE interest (
	id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	expressed_at INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	withdrawn_at INTEGER, 
	read_at INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_interest_officer_id ON interest (officer_id)
-- ;
CREATE INDEX ix_interest_position_id ON interest (position_id)
-- ;
CREATE TABLE offer (
	id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	wave INTEGER NOT NULL, 
	offered_at INTEGER NOT NULL, 
	expires_at INTEGER, 
	state VARCHAR NOT NULL, 
	answered_at INTEGER, 
	reason VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_offer_offered_at ON offer (offered_at)
-- ;
CREATE INDEX ix_offer_officer_id ON offer (officer_id)
-- ;
CREATE INDEX ix_offer_position_id ON offer (position_id)
-- ;
CREATE INDEX assignment_by_award ON assignment (officer_id, awarded_at)
-- ;
CREATE INDEX assignment_uncommon ON assignment (starts_at) WHERE how IN ('order', 'take over')
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
CREATE TRIGGER "log_officer_insert" AFTER INSERT ON "officer" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'officer', NEW.id, NULL, json_object('badge', NEW."badge", 'unit', NEW."unit", 'hired_on', NEW."hired_on", 'seniority_on', NEW."seniority_on", 'seniority_tie', NEW."seniority_tie", 'channel', NEW."channel", 'approved', NEW."approved", 'tier', NEW."tier", 'eligible_on', NEW."eligible_on", 'figures', NEW."figures"), json_object('last_name', json_array(hex(randomblob(16)), NULL, NEW."last_name"), 'first_name', json_array(hex(randomblob(16)), NULL, NEW."first_name"), 'email', json_array(hex(randomblob(16)), NULL, NEW."email"), 'phone', json_array(hex(randomblob(16)), NULL, NEW."phone"), 'home_lat', json_array(hex(randomblob(16)), NULL, NEW."home_lat"), 'home_lon', json_array(hex(randomblob(16)), NULL, NEW."home_lon"))); END
-- ;
CREATE TRIGGER "log_officer_delete" AFTER DELETE ON "officer" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'officer', OLD.id, json_object('badge', OLD."badge", 'unit', OLD."unit", 'hired_on', OLD."hired_on", 'seniority_on', OLD."seniority_on", 'seniority_tie', OLD."seniority_tie", 'channel', OLD."channel", 'approved', OLD."approved", 'tier', OLD."tier", 'eligible_on', OLD."eligible_on", 'figures', OLD."figures"), NULL, json_object('last_name', json_array(hex(randomblob(16)), OLD."last_name", NULL), 'first_name', json_array(hex(randomblob(16)), OLD."first_name", NULL), 'email', json_array(hex(randomblob(16)), OLD."email", NULL), 'phone', json_array(hex(randomblob(16)), OLD."phone", NULL), 'home_lat', json_array(hex(randomblob(16)), OLD."home_lat", NULL), 'home_lon', json_array(hex(randomblob(16)), OLD."home_lon", NULL))); END
-- ;
CREATE TRIGGER "log_officer_update" AFTER UPDATE ON "officer" WHEN OLD.id = NEW.id AND (OLD."badge", OLD."unit", OLD."hired_on", OLD."seniority_on", OLD."seniority_tie", OLD."channel", OLD."approved", OLD."tier", OLD."eligible_on", OLD."figures", OLD."last_name", OLD."first_name", OLD."email", OLD."phone", OLD."home_lat", OLD."home_lon") IS NOT (NEW."badge", NEW."unit", NEW."hired_on", NEW."seniority_on", NEW."seniority_tie", NEW."channel", NEW."approved", NEW."tier", NEW."eligible_on", NEW."figures", NEW."last_name", NEW."first_name", NEW."email", NEW."phone", NEW."home_lat", NEW."home_lon") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'officer', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'badge' AS k, OLD."badge" AS v WHERE OLD."badge" IS NOT NEW."badge" UNION ALL SELECT 'unit' AS k, OLD."unit" AS v WHERE OLD."unit" IS NOT NEW."unit" UNION ALL SELECT 'hired_on' AS k, OLD."hired_on" AS v WHERE OLD."hired_on" IS NOT NEW."hired_on" UNION ALL SELECT 'seniority_on' AS k, OLD."seniority_on" AS v WHERE OLD."seniority_on" IS NOT NEW."seniority_on" UNION ALL SELECT 'seniority_tie' AS k, OLD."seniority_tie" AS v WHERE OLD."seniority_tie" IS NOT NEW."seniority_tie" UNION ALL SELECT 'channel' AS k, OLD."channel" AS v WHERE OLD."channel" IS NOT NEW."channel" UNION ALL SELECT 'approved' AS k, OLD."approved" AS v WHERE OLD."approved" IS NOT NEW."approved" UNION ALL SELECT 'tier' AS k, OLD."tier" AS v WHERE OLD."tier" IS NOT NEW."tier" UNION ALL SELECT 'eligible_on' AS k, OLD."eligible_on" AS v WHERE OLD."eligible_on" IS NOT NEW."eligible_on" UNION ALL SELECT 'figures' AS k, OLD."figures" AS v WHERE OLD."figures" IS NOT NEW."figures")), (SELECT json_group_object(k, v) FROM (SELECT 'badge' AS k, NEW."badge" AS v WHERE OLD."badge" IS NOT NEW."badge" UNION ALL SELECT 'unit' AS k, NEW."unit" AS v WHERE OLD."unit" IS NOT NEW."unit" UNION ALL SELECT 'hired_on' AS k, NEW."hired_on" AS v WHERE OLD."hired_on" IS NOT NEW."hired_on" UNION ALL SELECT 'seniority_on' AS k, NEW."seniority_on" AS v WHERE OLD."seniority_on" IS NOT NEW."seniority_on" UNION ALL SELECT 'seniority_tie' AS k, NEW."seniority_tie" AS v WHERE OLD."seniority_tie" IS NOT NEW."seniority_tie" UNION ALL SELECT 'channel' AS k, NEW."channel" AS v WHERE OLD."channel" IS NOT NEW."channel" UNION ALL SELECT 'approved' AS k, NEW."approved" AS v WHERE OLD."approved" IS NOT NEW."approved" UNION ALL SELECT 'tier' AS k, NEW."tier" AS v WHERE OLD."tier" IS NOT NEW."tier" UNION ALL SELECT 'eligible_on' AS k, NEW."eligible_on" AS v WHERE OLD."eligible_on" IS NOT NEW."eligible_on" UNION ALL SELECT 'figures' AS k, NEW."figures" AS v WHERE OLD."figures" IS NOT NEW."figures")), nullif((SELECT json_group_object(k, json(v)) FROM (SELECT 'last_name' AS k, json_array(hex(randomblob(16)), OLD."last_name", NEW."last_name") AS v WHERE OLD."last_name" IS NOT NEW."last_name" UNION ALL SELECT 'first_name' AS k, json_array(hex(randomblob(16)), OLD."first_name", NEW."first_name") AS v WHERE OLD."first_name" IS NOT NEW."first_name" UNION ALL SELECT 'email' AS k, json_array(hex(randomblob(16)), OLD."email", NEW."email") AS v WHERE OLD."email" IS NOT NEW."email" UNION ALL SELECT 'phone' AS k, json_array(hex(randomblob(16)), OLD."phone", NEW."phone") AS v WHERE OLD."phone" IS NOT NEW."phone" UNION ALL SELECT 'home_lat' AS k, json_array(hex(randomblob(16)), OLD."home_lat", NEW."home_lat") AS v WHERE OLD."home_lat" IS NOT NEW."home_lat" UNION ALL SELECT 'home_lon' AS k, json_array(hex(randomblob(16)), OLD."home_lon", NEW."home_lon") AS v WHERE OLD."home_lon" IS NOT NEW."home_lon")), '{}')); END
-- ;
CREATE TRIGGER "log_officer_move" AFTER UPDATE ON "officer" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'officer', OLD.id, json_object('badge', OLD."badge", 'unit', OLD."unit", 'hired_on', OLD."hired_on", 'seniority_on', OLD."seniority_on", 'seniority_tie', OLD."seniority_tie", 'channel', OLD."channel", 'approved', OLD."approved", 'tier', OLD."tier", 'eligible_on', OLD."eligible_on", 'figures', OLD."figures"), NULL, json_object('last_name', json_array(hex(randomblob(16)), OLD."last_name", NULL), 'first_name', json_array(hex(randomblob(16)), OLD."first_name", NULL), 'email', json_array(hex(randomblob(16)), OLD."email", NULL), 'phone', json_array(hex(randomblob(16)), OLD."phone", NULL), 'home_lat', json_array(hex(randomblob(16)), OLD."home_lat", NULL), 'home_lon', json_array(hex(randomblob(16)), OLD."home_lon", NULL))); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'officer', NEW.id, NULL, json_object('badge', NEW."badge", 'unit', NEW."unit", 'hired_on', NEW."hired_on", 'seniority_on', NEW."seniority_on", 'seniority_tie', NEW."seniority_tie", 'channel', NEW."channel", 'approved', NEW."approved", 'tier', NEW."tier", 'eligible_on', NEW."eligible_on", 'figures', NEW."figures"), json_object('last_name', json_array(hex(randomblob(16)), NULL, NEW."last_name"), 'first_name', json_array(hex(randomblob(16)), NULL, NEW."first_name"), 'email', json_array(hex(randomblob(16)), NULL, NEW."email"), 'phone', json_array(hex(randomblob(16)), NULL, NEW."phone"), 'home_lat', json_array(hex(randomblob(16)), NULL, NEW."home_lat"), 'home_lon', json_array(hex(randomblob(16)), NULL, NEW."home_lon"))); END
-- ;
CREATE TRIGGER "log_job_insert" AFTER INSERT ON "job" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', NEW.id, NULL, json_object('number', NEW."number", 'employer_id', NEW."employer_id", 'title', NEW."title", 'job_class', NEW."job_class", 'contact_id', NEW."contact_id", 'po_number', NEW."po_number", 'post_orders', NEW."post_orders", 'rate_card', NEW."rate_card", 'rate_facts', NEW."rate_facts", 'requested_at', NEW."requested_at", 'state', NEW."state", 'circumstances', NEW."circumstances"), NULL); END
-- ;
CREATE TRIGGER "log_job_delete" AFTER DELETE ON "job" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', OLD.id, json_object('number', OLD."number", 'employer_id', OLD."employer_id", 'title', OLD."title", 'job_class', OLD."job_class", 'contact_id', OLD."contact_id", 'po_number', OLD."po_number", 'post_orders', OLD."post_orders", 'rate_card', OLD."rate_card", 'rate_facts', OLD."rate_facts", 'requested_at', OLD."requested_at", 'state', OLD."state", 'circumstances', OLD."circumstances"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_job_update" AFTER UPDATE ON "job" WHEN OLD.id = NEW.id AND (OLD."number", OLD."employer_id", OLD."title", OLD."job_class", OLD."contact_id", OLD."po_number", OLD."post_orders", OLD."rate_card", OLD."rate_facts", OLD."requested_at", OLD."state", OLD."circumstances") IS NOT (NEW."number", NEW."employer_id", NEW."title", NEW."job_class", NEW."contact_id", NEW."po_number", NEW."post_orders", NEW."rate_card", NEW."rate_facts", NEW."requested_at", NEW."state", NEW."circumstances") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'employer_id' AS k, OLD."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'title' AS k, OLD."title" AS v WHERE OLD."title" IS NOT NEW."title" UNION ALL SELECT 'job_class' AS k, OLD."job_class" AS v WHERE OLD."job_class" IS NOT NEW."job_class" UNION ALL SELECT 'contact_id' AS k, OLD."contact_id" AS v WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'po_number' AS k, OLD."po_number" AS v WHERE OLD."po_number" IS NOT NEW."po_number" UNION ALL SELECT 'post_orders' AS k, OLD."post_orders" AS v WHERE OLD."post_orders" IS NOT NEW."post_orders" UNION ALL SELECT 'rate_card' AS k, OLD."rate_card" AS v WHERE OLD."rate_card" IS NOT NEW."rate_card" UNION ALL SELECT 'rate_facts' AS k, OLD."rate_facts" AS v WHERE OLD."rate_facts" IS NOT NEW."rate_facts" UNION ALL SELECT 'requested_at' AS k, OLD."requested_at" AS v WHERE OLD."requested_at" IS NOT NEW."requested_at" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'circumstances' AS k, OLD."circumstances" AS v WHERE OLD."circumstances" IS NOT NEW."circumstances")), (SELECT json_group_object(k, v) FROM (SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'employer_id' AS k, NEW."employer_id" AS v WHERE OLD."employer_id" IS NOT NEW."employer_id" UNION ALL SELECT 'title' AS k, NEW."title" AS v WHERE OLD."title" IS NOT NEW."title" UNION ALL SELECT 'job_class' AS k, NEW."job_class" AS v WHERE OLD."job_class" IS NOT NEW."job_class" UNION ALL SELECT 'contact_id' AS k, NEW."contact_id" AS v WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'po_number' AS k, NEW."po_number" AS v WHERE OLD."po_number" IS NOT NEW."po_number" UNION ALL SELECT 'post_orders' AS k, NEW."post_orders" AS v WHERE OLD."post_orders" IS NOT NEW."post_orders" UNION ALL SELECT 'rate_card' AS k, NEW."rate_card" AS v WHERE OLD."rate_card" IS NOT NEW."rate_card" UNION ALL SELECT 'rate_facts' AS k, NEW."rate_facts" AS v WHERE OLD."rate_facts" IS NOT NEW."rate_facts" UNION ALL SELECT 'requested_at' AS k, NEW."requested_at" AS v WHERE OLD."requested_at" IS NOT NEW."requested_at" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'circumstances' AS k, NEW."circumstances" AS v WHERE OLD."circumstances" IS NOT NEW."circumstances")), NULL); END
-- ;
CREATE TRIGGER "log_job_move" AFTER UPDATE ON "job" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', OLD.id, json_object('number', OLD."number", 'employer_id', OLD."employer_id", 'title', OLD."title", 'job_class', OLD."job_class", 'contact_id', OLD."contact_id", 'po_number', OLD."po_number", 'post_orders', OLD."post_orders", 'rate_card', OLD."rate_card", 'rate_facts', OLD."rate_facts", 'requested_at', OLD."requested_at", 'state', OLD."state", 'circumstances', OLD."circumstances"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'job', NEW.id, NULL, json_object('number', NEW."number", 'employer_id', NEW."employer_id", 'title', NEW."title", 'job_class', NEW."job_class", 'contact_id', NEW."contact_id", 'po_number', NEW."po_number", 'post_orders', NEW."post_orders", 'rate_card', NEW."rate_card", 'rate_facts', NEW."rate_facts", 'requested_at', NEW."requested_at", 'state', NEW."state", 'circumstances', NEW."circumstances"), NULL); END
-- ;
CREATE TRIGGER "log_detail_insert" AFTER INSERT ON "detail" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'detail', NEW.id, NULL, json_object('job_id', NEW."job_id", 'site_id', NEW."site_id", 'number', NEW."number", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'starts_wall', NEW."starts_wall", 'state', NEW."state", 'cancelled_at', NEW."cancelled_at", 'cancel_reason', NEW."cancel_reason", 'call_sign', NEW."call_sign", 'reference', NEW."reference", 'posted_at', NEW."posted_at", 'cancelled_by', NEW."cancelled_by", 'circumstances', NEW."circumstances"), NULL); END
-- ;
CREATE TRIGGER "log_detail_delete" AFTER DELETE ON "detail" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'detail', OLD.id, json_object('job_id', OLD."job_id", 'site_id', OLD."site_id", 'number', OLD."number", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'starts_wall', OLD."starts_wall", 'state', OLD."state", 'cancelled_at', OLD."cancelled_at", 'cancel_reason', OLD."cancel_reason", 'call_sign', OLD."call_sign", 'reference', OLD."reference", 'posted_at', OLD."posted_at", 'cancelled_by', OLD."cancelled_by", 'circumstances', OLD."circumstances"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_detail_update" AFTER UPDATE ON "detail" WHEN OLD.id = NEW.id AND (OLD."job_id", OLD."site_id", OLD."number", OLD."starts_at", OLD."ends_at", OLD."starts_wall", OLD."state", OLD."cancelled_at", OLD."cancel_reason", OLD."call_sign", OLD."reference", OLD."posted_at", OLD."cancelled_by", OLD."circumstances") IS NOT (NEW."job_id", NEW."site_id", NEW."number", NEW."starts_at", NEW."ends_at", NEW."starts_wall", NEW."state", NEW."cancelled_at", NEW."cancel_reason", NEW."call_sign", NEW."reference", NEW."posted_at", NEW."cancelled_by", NEW."circumstances") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'detail', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'job_id' AS k, OLD."job_id" AS v WHERE OLD."job_id" IS NOT NEW."job_id" UNION ALL SELECT 'site_id' AS k, OLD."site_id" AS v WHERE OLD."site_id" IS NOT NEW."site_id" UNION ALL SELECT 'number' AS k, OLD."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'starts_at' AS k, OLD."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, OLD."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'starts_wall' AS k, OLD."starts_wall" AS v WHERE OLD."starts_wall" IS NOT NEW."starts_wall" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'cancelled_at' AS k, OLD."cancelled_at" AS v WHERE OLD."cancelled_at" IS NOT NEW."cancelled_at" UNION ALL SELECT 'cancel_reason' AS k, OLD."cancel_reason" AS v WHERE OLD."cancel_reason" IS NOT NEW."cancel_reason" UNION ALL SELECT 'call_sign' AS k, OLD."call_sign" AS v WHERE OLD."call_sign" IS NOT NEW."call_sign" UNION ALL SELECT 'reference' AS k, OLD."reference" AS v WHERE OLD."reference" IS NOT NEW."reference" UNION ALL SELECT 'posted_at' AS k, OLD."posted_at" AS v WHERE OLD."posted_at" IS NOT NEW."posted_at" UNION ALL SELECT 'cancelled_by' AS k, OLD."cancelled_by" AS v WHERE OLD."cancelled_by" IS NOT NEW."cancelled_by" UNION ALL SELECT 'circumstances' AS k, OLD."circumstances" AS v WHERE OLD."circumstances" IS NOT NEW."circumstances")), (SELECT json_group_object(k, v) FROM (SELECT 'job_id' AS k, NEW."job_id" AS v WHERE OLD."job_id" IS NOT NEW."job_id" UNION ALL SELECT 'site_id' AS k, NEW."site_id" AS v WHERE OLD."site_id" IS NOT NEW."site_id" UNION ALL SELECT 'number' AS k, NEW."number" AS v WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'starts_at' AS k, NEW."starts_at" AS v WHERE OLD."starts_at" IS NOT NEW."starts_at" UNION ALL SELECT 'ends_at' AS k, NEW."ends_at" AS v WHERE OLD."ends_at" IS NOT NEW."ends_at" UNION ALL SELECT 'starts_wall' AS k, NEW."starts_wall" AS v WHERE OLD."starts_wall" IS NOT NEW."starts_wall" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'cancelled_at' AS k, NEW."cancelled_at" AS v WHERE OLD."cancelled_at" IS NOT NEW."cancelled_at" UNION ALL SELECT 'cancel_reason' AS k, NEW."cancel_reason" AS v WHERE OLD."cancel_reason" IS NOT NEW."cancel_reason" UNION ALL SELECT 'call_sign' AS k, NEW."call_sign" AS v WHERE OLD."call_sign" IS NOT NEW."call_sign" UNION ALL SELECT 'reference' AS k, NEW."reference" AS v WHERE OLD."reference" IS NOT NEW."reference" UNION ALL SELECT 'posted_at' AS k, NEW."posted_at" AS v WHERE OLD."posted_at" IS NOT NEW."posted_at" UNION ALL SELECT 'cancelled_by' AS k, NEW."cancelled_by" AS v WHERE OLD."cancelled_by" IS NOT NEW."cancelled_by" UNION ALL SELECT 'circumstances' AS k, NEW."circumstances" AS v WHERE OLD."circumstances" IS NOT NEW."circumstances")), NULL); END
-- ;
CREATE TRIGGER "log_detail_move" AFTER UPDATE ON "detail" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'detail', OLD.id, json_object('job_id', OLD."job_id", 'site_id', OLD."site_id", 'number', OLD."number", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'starts_wall', OLD."starts_wall", 'state', OLD."state", 'cancelled_at', OLD."cancelled_at", 'cancel_reason', OLD."cancel_reason", 'call_sign', OLD."call_sign", 'reference', OLD."reference", 'posted_at', OLD."posted_at", 'cancelled_by', OLD."cancelled_by", 'circumstances', OLD."circumstances"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'detail', NEW.id, NULL, json_object('job_id', NEW."job_id", 'site_id', NEW."site_id", 'number', NEW."number", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'starts_wall', NEW."starts_wall", 'state', NEW."state", 'cancelled_at', NEW."cancelled_at", 'cancel_reason', NEW."cancel_reason", 'call_sign', NEW."call_sign", 'reference', NEW."reference", 'posted_at', NEW."posted_at", 'cancelled_by', NEW."cancelled_by", 'circumstances', NEW."circumstances"), NULL); END
-- ;
CREATE TRIGGER "log_call_off_insert" AFTER INSERT ON "call_off" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'position_id', NEW."position_id", 'called_at', NEW."called_at", 'reason', NEW."reason", 'words', NEW."words", 'taken_by', NEW."taken_by", 'given_to_id', NEW."given_to_id", 'reported', NEW."reported"), NULL); END
-- ;
CREATE TRIGGER "log_call_off_delete" AFTER DELETE ON "call_off" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', OLD.id, json_object('assignment_id', OLD."assignment_id", 'position_id', OLD."position_id", 'called_at', OLD."called_at", 'reason', OLD."reason", 'words', OLD."words", 'taken_by', OLD."taken_by", 'given_to_id', OLD."given_to_id", 'reported', OLD."reported"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_call_off_update" AFTER UPDATE ON "call_off" WHEN OLD.id = NEW.id AND (OLD."assignment_id", OLD."position_id", OLD."called_at", OLD."reason", OLD."words", OLD."taken_by", OLD."given_to_id", OLD."reported") IS NOT (NEW."assignment_id", NEW."position_id", NEW."called_at", NEW."reason", NEW."words", NEW."taken_by", NEW."given_to_id", NEW."reported") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, OLD."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'position_id' AS k, OLD."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'called_at' AS k, OLD."called_at" AS v WHERE OLD."called_at" IS NOT NEW."called_at" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words" UNION ALL SELECT 'taken_by' AS k, OLD."taken_by" AS v WHERE OLD."taken_by" IS NOT NEW."taken_by" UNION ALL SELECT 'given_to_id' AS k, OLD."given_to_id" AS v WHERE OLD."given_to_id" IS NOT NEW."given_to_id" UNION ALL SELECT 'reported' AS k, OLD."reported" AS v WHERE OLD."reported" IS NOT NEW."reported")), (SELECT json_group_object(k, v) FROM (SELECT 'assignment_id' AS k, NEW."assignment_id" AS v WHERE OLD."assignment_id" IS NOT NEW."assignment_id" UNION ALL SELECT 'position_id' AS k, NEW."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'called_at' AS k, NEW."called_at" AS v WHERE OLD."called_at" IS NOT NEW."called_at" UNION ALL SELECT 'reason' AS k, NEW."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words" UNION ALL SELECT 'taken_by' AS k, NEW."taken_by" AS v WHERE OLD."taken_by" IS NOT NEW."taken_by" UNION ALL SELECT 'given_to_id' AS k, NEW."given_to_id" AS v WHERE OLD."given_to_id" IS NOT NEW."given_to_id" UNION ALL SELECT 'reported' AS k, NEW."reported" AS v WHERE OLD."reported" IS NOT NEW."reported")), NULL); END
-- ;
CREATE TRIGGER "log_call_off_move" AFTER UPDATE ON "call_off" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', OLD.id, json_object('assignment_id', OLD."assignment_id", 'position_id', OLD."position_id", 'called_at', OLD."called_at", 'reason', OLD."reason", 'words', OLD."words", 'taken_by', OLD."taken_by", 'given_to_id', OLD."given_to_id", 'reported', OLD."reported"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_off', NEW.id, NULL, json_object('assignment_id', NEW."assignment_id", 'position_id', NEW."position_id", 'called_at', NEW."called_at", 'reason', NEW."reason", 'words', NEW."words", 'taken_by', NEW."taken_by", 'given_to_id', NEW."given_to_id", 'reported', NEW."reported"), NULL); END
-- ;
CREATE TRIGGER "log_offer_insert" AFTER INSERT ON "offer" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'offer', NEW.id, NULL, json_object('position_id', NEW."position_id", 'officer_id', NEW."officer_id", 'wave', NEW."wave", 'offered_at', NEW."offered_at", 'expires_at', NEW."expires_at", 'state', NEW."state", 'answered_at', NEW."answered_at", 'reason', NEW."reason"), NULL); END
-- ;
CREATE TRIGGER "log_offer_delete" AFTER DELETE ON "offer" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'offer', OLD.id, json_object('position_id', OLD."position_id", 'officer_id', OLD."officer_id", 'wave', OLD."wave", 'offered_at', OLD."offered_at", 'expires_at', OLD."expires_at", 'state', OLD."state", 'answered_at', OLD."answered_at", 'reason', OLD."reason"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_offer_update" AFTER UPDATE ON "offer" WHEN OLD.id = NEW.id AND (OLD."position_id", OLD."officer_id", OLD."wave", OLD."offered_at", OLD."expires_at", OLD."state", OLD."answered_at", OLD."reason") IS NOT (NEW."position_id", NEW."officer_id", NEW."wave", NEW."offered_at", NEW."expires_at", NEW."state", NEW."answered_at", NEW."reason") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'offer', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'position_id' AS k, OLD."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'wave' AS k, OLD."wave" AS v WHERE OLD."wave" IS NOT NEW."wave" UNION ALL SELECT 'offered_at' AS k, OLD."offered_at" AS v WHERE OLD."offered_at" IS NOT NEW."offered_at" UNION ALL SELECT 'expires_at' AS k, OLD."expires_at" AS v WHERE OLD."expires_at" IS NOT NEW."expires_at" UNION ALL SELECT 'state' AS k, OLD."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'answered_at' AS k, OLD."answered_at" AS v WHERE OLD."answered_at" IS NOT NEW."answered_at" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason")), (SELECT json_group_object(k, v) FROM (SELECT 'position_id' AS k, NEW."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'wave' AS k, NEW."wave" AS v WHERE OLD."wave" IS NOT NEW."wave" UNION ALL SELECT 'offered_at' AS k, NEW."offered_at" AS v WHERE OLD."offered_at" IS NOT NEW."offered_at" UNION ALL SELECT 'expires_at' AS k, NEW."expires_at" AS v WHERE OLD."expires_at" IS NOT NEW."expires_at" UNION ALL SELECT 'state' AS k, NEW."state" AS v WHERE OLD."state" IS NOT NEW."state" UNION ALL SELECT 'answered_at' AS k, NEW."answered_at" AS v WHERE OLD."answered_at" IS NOT NEW."answered_at" UNION ALL SELECT 'reason' AS k, NEW."reason" AS v WHERE OLD."reason" IS NOT NEW."reason")), NULL); END
-- ;
CREATE TRIGGER "log_offer_move" AFTER UPDATE ON "offer" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'offer', OLD.id, json_object('position_id', OLD."position_id", 'officer_id', OLD."officer_id", 'wave', OLD."wave", 'offered_at', OLD."offered_at", 'expires_at', OLD."expires_at", 'state', OLD."state", 'answered_at', OLD."answered_at", 'reason', OLD."reason"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'offer', NEW.id, NULL, json_object('position_id', NEW."position_id", 'officer_id', NEW."officer_id", 'wave', NEW."wave", 'offered_at', NEW."offered_at", 'expires_at', NEW."expires_at", 'state', NEW."state", 'answered_at', NEW."answered_at", 'reason', NEW."reason"), NULL); END
-- ;
CREATE TRIGGER "log_interest_insert" AFTER INSERT ON "interest" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'interest', NEW.id, NULL, json_object('position_id', NEW."position_id", 'officer_id', NEW."officer_id", 'expressed_at', NEW."expressed_at", 'source', NEW."source", 'withdrawn_at', NEW."withdrawn_at", 'read_at', NEW."read_at"), NULL); END
-- ;
CREATE TRIGGER "log_interest_delete" AFTER DELETE ON "interest" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'interest', OLD.id, json_object('position_id', OLD."position_id", 'officer_id', OLD."officer_id", 'expressed_at', OLD."expressed_at", 'source', OLD."source", 'withdrawn_at', OLD."withdrawn_at", 'read_at', OLD."read_at"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_interest_update" AFTER UPDATE ON "interest" WHEN OLD.id = NEW.id AND (OLD."position_id", OLD."officer_id", OLD."expressed_at", OLD."source", OLD."withdrawn_at", OLD."read_at") IS NOT (NEW."position_id", NEW."officer_id", NEW."expressed_at", NEW."source", NEW."withdrawn_at", NEW."read_at") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'interest', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'position_id' AS k, OLD."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'expressed_at' AS k, OLD."expressed_at" AS v WHERE OLD."expressed_at" IS NOT NEW."expressed_at" UNION ALL SELECT 'source' AS k, OLD."source" AS v WHERE OLD."source" IS NOT NEW."source" UNION ALL SELECT 'withdrawn_at' AS k, OLD."withdrawn_at" AS v WHERE OLD."withdrawn_at" IS NOT NEW."withdrawn_at" UNION ALL SELECT 'read_at' AS k, OLD."read_at" AS v WHERE OLD."read_at" IS NOT NEW."read_at")), (SELECT json_group_object(k, v) FROM (SELECT 'position_id' AS k, NEW."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'expressed_at' AS k, NEW."expressed_at" AS v WHERE OLD."expressed_at" IS NOT NEW."expressed_at" UNION ALL SELECT 'source' AS k, NEW."source" AS v WHERE OLD."source" IS NOT NEW."source" UNION ALL SELECT 'withdrawn_at' AS k, NEW."withdrawn_at" AS v WHERE OLD."withdrawn_at" IS NOT NEW."withdrawn_at" UNION ALL SELECT 'read_at' AS k, NEW."read_at" AS v WHERE OLD."read_at" IS NOT NEW."read_at")), NULL); END
-- ;
CREATE TRIGGER "log_interest_move" AFTER UPDATE ON "interest" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'interest', OLD.id, json_object('position_id', OLD."position_id", 'officer_id', OLD."officer_id", 'expressed_at', OLD."expressed_at", 'source', OLD."source", 'withdrawn_at', OLD."withdrawn_at", 'read_at', OLD."read_at"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'interest', NEW.id, NULL, json_object('position_id', NEW."position_id", 'officer_id', NEW."officer_id", 'expressed_at', NEW."expressed_at", 'source', NEW."source", 'withdrawn_at', NEW."withdrawn_at", 'read_at', NEW."read_at"), NULL); END
-- ;
CREATE TRIGGER "log_call_note_insert" AFTER INSERT ON "call_note" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_note', NEW.id, NULL, json_object('position_id', NEW."position_id", 'officer_id', NEW."officer_id", 'outcome', NEW."outcome", 'called_at', NEW."called_at", 'again_at', NEW."again_at", 'reason', NEW."reason"), NULL); END
-- ;
CREATE TRIGGER "log_call_note_delete" AFTER DELETE ON "call_note" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_note', OLD.id, json_object('position_id', OLD."position_id", 'officer_id', OLD."officer_id", 'outcome', OLD."outcome", 'called_at', OLD."called_at", 'again_at', OLD."again_at", 'reason', OLD."reason"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_call_note_update" AFTER UPDATE ON "call_note" WHEN OLD.id = NEW.id AND (OLD."position_id", OLD."officer_id", OLD."outcome", OLD."called_at", OLD."again_at", OLD."reason") IS NOT (NEW."position_id", NEW."officer_id", NEW."outcome", NEW."called_at", NEW."again_at", NEW."reason") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_note', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'position_id' AS k, OLD."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'outcome' AS k, OLD."outcome" AS v WHERE OLD."outcome" IS NOT NEW."outcome" UNION ALL SELECT 'called_at' AS k, OLD."called_at" AS v WHERE OLD."called_at" IS NOT NEW."called_at" UNION ALL SELECT 'again_at' AS k, OLD."again_at" AS v WHERE OLD."again_at" IS NOT NEW."again_at" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason")), (SELECT json_group_object(k, v) FROM (SELECT 'position_id' AS k, NEW."position_id" AS v WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'outcome' AS k, NEW."outcome" AS v WHERE OLD."outcome" IS NOT NEW."outcome" UNION ALL SELECT 'called_at' AS k, NEW."called_at" AS v WHERE OLD."called_at" IS NOT NEW."called_at" UNION ALL SELECT 'again_at' AS k, NEW."again_at" AS v WHERE OLD."again_at" IS NOT NEW."again_at" UNION ALL SELECT 'reason' AS k, NEW."reason" AS v WHERE OLD."reason" IS NOT NEW."reason")), NULL); END
-- ;
CREATE TRIGGER "log_call_note_move" AFTER UPDATE ON "call_note" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_note', OLD.id, json_object('position_id', OLD."position_id", 'officer_id', OLD."officer_id", 'outcome', OLD."outcome", 'called_at', OLD."called_at", 'again_at', OLD."again_at", 'reason', OLD."reason"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'call_note', NEW.id, NULL, json_object('position_id', NEW."position_id", 'officer_id', NEW."officer_id", 'outcome', NEW."outcome", 'called_at', NEW."called_at", 'again_at', NEW."again_at", 'reason', NEW."reason"), NULL); END
-- ;
CREATE TRIGGER "log_list_state_insert" AFTER INSERT ON "list_state" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_state', NEW.id, NULL, json_object('name', NEW."name", 'as_of_at', NEW."as_of_at", 'mark_id', NEW."mark_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_list_state_delete" AFTER DELETE ON "list_state" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_state', OLD.id, json_object('name', OLD."name", 'as_of_at', OLD."as_of_at", 'mark_id', OLD."mark_id", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_list_state_update" AFTER UPDATE ON "list_state" WHEN OLD.id = NEW.id AND (OLD."name", OLD."as_of_at", OLD."mark_id", OLD."words") IS NOT (NEW."name", NEW."as_of_at", NEW."mark_id", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_state', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'as_of_at' AS k, OLD."as_of_at" AS v WHERE OLD."as_of_at" IS NOT NEW."as_of_at" UNION ALL SELECT 'mark_id' AS k, OLD."mark_id" AS v WHERE OLD."mark_id" IS NOT NEW."mark_id" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, NEW."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'as_of_at' AS k, NEW."as_of_at" AS v WHERE OLD."as_of_at" IS NOT NEW."as_of_at" UNION ALL SELECT 'mark_id' AS k, NEW."mark_id" AS v WHERE OLD."mark_id" IS NOT NEW."mark_id" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_list_state_move" AFTER UPDATE ON "list_state" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_state', OLD.id, json_object('name', OLD."name", 'as_of_at', OLD."as_of_at", 'mark_id', OLD."mark_id", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_state', NEW.id, NULL, json_object('name', NEW."name", 'as_of_at', NEW."as_of_at", 'mark_id', NEW."mark_id", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_list_place_insert" AFTER INSERT ON "list_place" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_place', NEW.id, NULL, json_object('list_state_id', NEW."list_state_id", 'officer_id', NEW."officer_id", 'place', NEW."place"), NULL); END
-- ;
CREATE TRIGGER "log_list_place_delete" AFTER DELETE ON "list_place" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_place', OLD.id, json_object('list_state_id', OLD."list_state_id", 'officer_id', OLD."officer_id", 'place', OLD."place"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_list_place_update" AFTER UPDATE ON "list_place" WHEN OLD.id = NEW.id AND (OLD."list_state_id", OLD."officer_id", OLD."place") IS NOT (NEW."list_state_id", NEW."officer_id", NEW."place") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_place', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'list_state_id' AS k, OLD."list_state_id" AS v WHERE OLD."list_state_id" IS NOT NEW."list_state_id" UNION ALL SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'place' AS k, OLD."place" AS v WHERE OLD."place" IS NOT NEW."place")), (SELECT json_group_object(k, v) FROM (SELECT 'list_state_id' AS k, NEW."list_state_id" AS v WHERE OLD."list_state_id" IS NOT NEW."list_state_id" UNION ALL SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'place' AS k, NEW."place" AS v WHERE OLD."place" IS NOT NEW."place")), NULL); END
-- ;
CREATE TRIGGER "log_list_place_move" AFTER UPDATE ON "list_place" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_place', OLD.id, json_object('list_state_id', OLD."list_state_id", 'officer_id', OLD."officer_id", 'place', OLD."place"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'list_place', NEW.id, NULL, json_object('list_state_id', NEW."list_state_id", 'officer_id', NEW."officer_id", 'place', NEW."place"), NULL); END
-- ;
CREATE TRIGGER "log_tally_entry_insert" AFTER INSERT ON "tally_entry" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'tally_entry', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'tally', NEW."tally", 'counts_at', NEW."counts_at", 'amount', NEW."amount", 'words', NEW."words"), NULL); END
-- ;
CREATE TRIGGER "log_tally_entry_delete" AFTER DELETE ON "tally_entry" BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'tally_entry', OLD.id, json_object('officer_id', OLD."officer_id", 'tally', OLD."tally", 'counts_at', OLD."counts_at", 'amount', OLD."amount", 'words', OLD."words"), NULL, NULL); END
-- ;
CREATE TRIGGER "log_tally_entry_update" AFTER UPDATE ON "tally_entry" WHEN OLD.id = NEW.id AND (OLD."officer_id", OLD."tally", OLD."counts_at", OLD."amount", OLD."words") IS NOT (NEW."officer_id", NEW."tally", NEW."counts_at", NEW."amount", NEW."words") BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'tally_entry', NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, OLD."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'tally' AS k, OLD."tally" AS v WHERE OLD."tally" IS NOT NEW."tally" UNION ALL SELECT 'counts_at' AS k, OLD."counts_at" AS v WHERE OLD."counts_at" IS NOT NEW."counts_at" UNION ALL SELECT 'amount' AS k, OLD."amount" AS v WHERE OLD."amount" IS NOT NEW."amount" UNION ALL SELECT 'words' AS k, OLD."words" AS v WHERE OLD."words" IS NOT NEW."words")), (SELECT json_group_object(k, v) FROM (SELECT 'officer_id' AS k, NEW."officer_id" AS v WHERE OLD."officer_id" IS NOT NEW."officer_id" UNION ALL SELECT 'tally' AS k, NEW."tally" AS v WHERE OLD."tally" IS NOT NEW."tally" UNION ALL SELECT 'counts_at' AS k, NEW."counts_at" AS v WHERE OLD."counts_at" IS NOT NEW."counts_at" UNION ALL SELECT 'amount' AS k, NEW."amount" AS v WHERE OLD."amount" IS NOT NEW."amount" UNION ALL SELECT 'words' AS k, NEW."words" AS v WHERE OLD."words" IS NOT NEW."words")), NULL); END
-- ;
CREATE TRIGGER "log_tally_entry_move" AFTER UPDATE ON "tally_entry" WHEN OLD.id <> NEW.id BEGIN INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'tally_entry', OLD.id, json_object('officer_id', OLD."officer_id", 'tally', OLD."tally", 'counts_at', OLD."counts_at", 'amount', OLD."amount", 'words', OLD."words"), NULL, NULL); INSERT INTO change (id, tbl, row, before, after, private) VALUES (max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0), (SELECT base FROM station)) + 1, 'tally_entry', NEW.id, NULL, json_object('officer_id', NEW."officer_id", 'tally', NEW."tally", 'counts_at', NEW."counts_at", 'amount', NEW."amount", 'words', NEW."words"), NULL); END
