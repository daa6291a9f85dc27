"""The catalogue as a file: out and in again, as a table for a spreadsheet or as lines of JSON."""
