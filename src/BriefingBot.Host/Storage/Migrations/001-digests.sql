-- Instants are milliseconds since 1970 in UTC, dates and times ISO 8601 text, both the same on SQLite and PostgreSQL.

create table subscriptions (
    id text not null primary key,
    platform text not null,
    community text not null,
    channel text not null,
    topics text not null,
    time text not null,
    zone text not null,
    days bigint not null,
    content text not null,
    role text,
    creator text not null,
    creator_name text not null,
    created bigint not null,
    state text not null,
    since bigint not null,
    reason text,
    until bigint
);

create index subscriptions_channel on subscriptions (platform, community, channel);
create index subscriptions_state on subscriptions (state, since);

create table occurrences (
    subscription text not null,
    date text not null,
    planned bigint not null,
    state text not null,
    reason text,
    finished bigint,
    owner text not null,
    lease bigint not null,
    primary key (subscription, date)
);

create index occurrences_left on occurrences (lease) where state = 'Running';

create table parts (
    subscription text not null,
    date text not null,
    number bigint not null,
    content text not null,
    state text not null,
    tries bigint not null,
    message text,
    primary key (subscription, date, number)
);

-- One line a section, topic/section@revision; no value before the first digest.
create table seen (
    subscription text not null primary key,
    revisions text,
    in_turn text
);
