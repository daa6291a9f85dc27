"""The order of goals as a whole: as data, as a picture, checked, and brought in from a table."""
