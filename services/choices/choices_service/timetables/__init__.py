"""When a group has time for own work: what a week has room for."""
