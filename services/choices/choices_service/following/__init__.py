"""What comes after what: another try by another form, a second check, going deeper; and where that is lacking."""
