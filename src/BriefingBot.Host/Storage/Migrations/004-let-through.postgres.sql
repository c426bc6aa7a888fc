-- Which changes a curator let through at one replica, so that the others do the same: who may only send notices cannot say so.
create table let_through (
    key text not null primary key,
    at timestamptz not null default now()
);
