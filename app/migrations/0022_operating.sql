-- An operator sees which migrations stand, through the app's own role.
grant select on migrations to muster_app;
