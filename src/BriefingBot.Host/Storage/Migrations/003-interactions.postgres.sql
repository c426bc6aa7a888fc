-- What replicas saw of Discord within the last half hour. Not written ahead: it is of no use after a crash, and every command waits for it.
create unlogged table seen_interactions (
    id bigint not null primary key,
    at bigint not null
);

create index seen_interactions_at on seen_interactions (at);
